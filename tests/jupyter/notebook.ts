/** Notebooks as files: which there are, what is in them, and how they are run. */

import { fileURLToPath, pathToFileURL } from "node:url";
import { jupyter, ROOT, run } from "./setup.ts";

/** What a cell printed, returned, displayed or failed with. */
export interface Output {
  output_type: "stream" | "display_data" | "execute_result" | "error";
  data?: Record<string, unknown>;
  name?: string;
  text?: string | string[];
  ename?: string;
  evalue?: string;
  metadata?: Record<string, unknown>;
  execution_count?: number | null;
}

/** A cell; `outputs` only with code. */
export interface Cell {
  cell_type: "code" | "markdown" | "raw";
  id?: string;
  source: string | string[];
  metadata: Record<string, unknown>;
  outputs?: Output[];
  execution_count?: number | null;
}

/** The file. */
export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

/** The folder of the notebooks. */
export const NOTEBOOKS = new URL("notebooks/", ROOT);

/** Names of all notebooks, in order. */
export function notebookNames(): string[] {
  return [...Deno.readDirSync(NOTEBOOKS)].map(({ name }) => name).filter((name) => name.endsWith(".ipynb")).sort();
}

/** A notebook as it is stored. */
export async function readNotebook(file: URL): Promise<Notebook> {
  return JSON.parse(await Deno.readTextFile(file));
}

/** A notebook run by Jupyter under the Deno kernel, from its own folder; the stored file is left alone. */
export async function execute(name: string): Promise<Notebook> {
  const { python, env } = await jupyter();
  const target = await Deno.makeTempFile({ suffix: ".ipynb" });
  try {
    const script = fileURLToPath(new URL("execute.py", import.meta.url));
    const args = [script, fileURLToPath(new URL(name, NOTEBOOKS)), target, fileURLToPath(NOTEBOOKS)];
    await run(python, args, `Jupyter could not run notebooks/${name}`, env);
    return await readNotebook(pathToFileURL(target));
  } finally {
    await Deno.remove(target);
  }
}

/** Text that may be kept as lines. */
export function joined(text: string | string[] | undefined): string {
  return Array.isArray(text) ? text.join("") : text ?? "";
}

/** The code cells with their place among all cells. */
export function codeCells({ cells }: Notebook): { at: number; cell: Cell }[] {
  return cells.flatMap((cell, at) => cell.cell_type === "code" ? [{ at, cell }] : []);
}

/** Outputs with neighbouring streams put together: where the kernel cuts them is a matter of timing. */
export function outputsOf({ outputs = [] }: Cell): Output[] {
  const merged: Output[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    const same = output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name;
    if (same) last.text = joined(last.text) + joined(output.text);
    else merged.push({ ...output });
  }
  return merged;
}

/** What each code cell gives, without the values: `[["display_data text/html text/plain"], …]`. */
export function shapeOf(notebook: Notebook): string[][] {
  return codeCells(notebook).map(({ cell }) =>
    outputsOf(cell).map(({ output_type, data = {} }) => [output_type, ...Object.keys(data).sort()].join(" "))
  );
}

/**
 * What a reader sees as text, in order: printed lines and the plain form of tables and charts. Cells tagged `varies` are left
 * out: they show something that differs from run to run.
 */
export function textOf(notebook: Notebook): string[] {
  const steady = codeCells(notebook).filter(({ cell }) =>
    !(cell.metadata.tags as string[] | undefined)?.includes("varies")
  );
  return steady.flatMap(({ cell }) =>
    outputsOf(cell).map(({ text, data }) => joined(text ?? data?.["text/plain"] as string | string[] | undefined))
  );
}

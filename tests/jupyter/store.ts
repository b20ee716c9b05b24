/** Runs the notebooks and stores their outputs: `deno run -A tests/jupyter/store.ts [NAME…]`, all when none is named. */

import { codeCells, execute, type Notebook, notebookNames, NOTEBOOKS, outputsOf } from "./notebook.ts";

for (const name of Deno.args.length > 0 ? Deno.args : notebookNames()) {
  const notebook = await execute(name);
  const failed = codeCells(notebook).flatMap(({ at, cell }) =>
    (cell.outputs ?? []).filter(({ output_type }) => output_type === "error").map(({ evalue }) =>
      `cell ${at}: ${evalue}`
    )
  );
  if (failed.length > 0) {
    console.error(`notebooks/${name} is not stored as it fails\n${failed.join("\n")}`);
    Deno.exit(1);
  }
  await Deno.writeTextFile(new URL(name, NOTEBOOKS), `${JSON.stringify(tidy(notebook), null, 1)}\n`);
  console.log(`notebooks/${name} stored`);
}

/** Without what differs from machine to machine and run to run, so that storing again changes only what changed. */
function tidy(notebook: Notebook): Notebook {
  for (const cell of notebook.cells) {
    cell.metadata = cell.metadata.tags ? { tags: cell.metadata.tags } : {};
    if (cell.outputs) cell.outputs = outputsOf(cell);
  }
  const kernelspec = { display_name: "Deno", language: "typescript", name: "deno" };
  const language_info = {
    name: "typescript",
    file_extension: ".ts",
    mimetype: "text/x.typescript",
    codemirror_mode: "typescript",
  };
  notebook.metadata = { kernelspec, language_info };
  return notebook;
}

/** How frames show: as HTML, text and data resource in a notebook, as text in a terminal. */

import { escapeHtml } from "../core/display.ts";
import { knownOptions } from "../core/options.ts";
import { zoneOffset } from "../core/time.ts";
import { formatNumbers, formatTimes } from "./_format.ts";

/** What is shown: anything with named columns whose cells can be read one by one. */
export interface Showable {
  /** What the rows are. */
  readonly kind: string;
  /** Number of rows. */
  readonly length: number;
  /** Names of the columns that the shape line counts. */
  readonly columns: readonly string[];
  /** Where the data comes from. */
  readonly meta: Readonly<Record<string, unknown>>;
  /** The columns that are shown, labels of rows included. */
  readonly schema: readonly { readonly name: string; readonly type: string }[];
  /** A cell: a number in columns of numbers and times. */
  cell(name: string, row: number): string | number | boolean;
  /** Exact text of a cell in a column of type `"decimal"`. */
  exact(name: string, row: number): string;
}

/** One representation a MIME type. */
export type MimeBundle = Record<string, unknown>;

/** Settings of all tables shown by this process. */
export interface DisplaySettings {
  /** Zone in which times are written: `"UTC"`, `"Europe/Berlin"`. @default {"UTC"} */
  readonly zone: string;
  /** Most rows of a table; longer frames show their head and tail. @default {20} */
  readonly rows: number;
}

let settings: DisplaySettings = { zone: "UTC", rows: 20 };

/**
 * Chooses the zone and the length of every table shown from now on; gives the settings in force.
 *
 * @throws {RangeError} for a zone the platform does not know, and for a number of rows below 2.
 */
export function setDisplay(options: Partial<DisplaySettings> = {}): DisplaySettings {
  knownOptions("setDisplay", options, ["zone", "rows"]);
  const { zone = settings.zone, rows = settings.rows } = options;
  // Fails for a zone that is none, with the nearest name of one.
  zoneOffset(0, zone);
  if (!Number.isInteger(rows) || rows < 2) {
    throw new RangeError(
      `Cannot set the display as 'rows' must be a whole number of at least 2: current value is ${rows}`,
    );
  }
  return settings = { zone, rows };
}

/** The rows that are shown: all, or head and tail with a gap between. */
interface Window {
  readonly rows: number[];
  /** How many of {@linkcode rows} stand above the gap; `undefined` without one. */
  readonly gap: number | undefined;
}

function windowOf({ length }: Showable, most: number): Window {
  const all = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
  if (length <= most) return { rows: all(0, length), gap: undefined };
  const head = Math.ceil(most / 2);
  return { rows: [...all(0, head), ...all(length - (most - head), length)], gap: head };
}

/** The shown part of a column as text. */
function cells(frame: Showable, name: string, type: string, rows: readonly number[]): string[] {
  if (type === "decimal") return rows.map((row) => frame.exact(name, row));
  const values = rows.map((row) => frame.cell(name, row));
  if (type === "time") return formatTimes(values as number[], settings.zone);
  return type === "number" ? formatNumbers(values as number[]) : values.map(String);
}

const isRight = (type: string) => type === "number" || type === "decimal";

/** "720 rows × 8 columns · candles BTC/USD 1h" */
export function shapeLine({ kind, length, columns, meta }: Showable): string {
  const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const about = [kind, meta.symbol, meta.every].filter((part) => typeof part === "string" && part !== "");
  const note = typeof meta.note === "string" && meta.note !== "" ? ` · ${meta.note}` : "";
  return `${plural(length, "row")} × ${plural(columns.length, "column")} · ${about.join(" ")}${note}`;
}

/** An HTML table, numbers aligned right; every value escaped. */
export function toHTML(frame: Showable): string {
  const { rows, gap } = windowOf(frame, settings.rows);
  const columns = frame.schema.map(({ name, type }) => ({
    name,
    // Inline, so that the table needs no style sheet of the page it stands on.
    style: ` style="text-align:${isRight(type) ? "right" : "left"};white-space:nowrap;padding:2px 8px"`,
    texts: cells(frame, name, type, rows),
  }));
  const head = columns.map(({ name, style }) => `<th${style}>${escapeHtml(name)}</th>`).join("");
  const body = rows.map((_, at) =>
    `<tr>${columns.map(({ style, texts }) => `<td${style}>${escapeHtml(texts[at] as string)}</td>`).join("")}</tr>`
  );
  if (gap !== undefined) body.splice(gap, 0, `<tr>${columns.map(({ style }) => `<td${style}>…</td>`).join("")}</tr>`);
  return `<table class="dataframe">\n<thead><tr>${head}</tr></thead>\n<tbody>\n${
    body.join("\n")
  }\n</tbody>\n</table>\n<p>${escapeHtml(shapeLine(frame))}</p>`;
}

/** Columns of a terminal; 120 where there is none. */
function terminalWidth(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    // No terminal (a pipe, a notebook): not an error, there just is no width to keep to.
    return 120;
  }
}

/** A table as aligned text, not wider than the terminal: middle columns are left out with an ellipsis when needed. */
export function toText(frame: Showable, { width = terminalWidth() }: { width?: number } = {}): string {
  const { rows, gap } = windowOf(frame, settings.rows);
  const columns = frame.schema.map(({ name, type }) => {
    const texts = [name, ...cells(frame, name, type, rows).map((text) => text.replaceAll(/\s/g, " "))];
    if (gap !== undefined) texts.splice(gap + 1, 0, "…");
    const wide = texts.reduce((most, text) => Math.max(most, text.length), 0);
    return texts.map((text) => isRight(type) ? text.padStart(wide) : text.padEnd(wide));
  });
  const total = (list: string[][]) => list.reduce((sum, [first = ""]) => sum + first.length + 2, -2);
  const ellipsis = Array.from({ length: columns[0]?.length ?? 0 }, () => "…");
  let shown = columns;
  for (let dropped = 1; total(shown) > width && columns.length - dropped >= 1; dropped++) {
    const left = Math.ceil((columns.length - dropped) / 2);
    shown = [...columns.slice(0, left), ellipsis, ...columns.slice(left + dropped)];
  }
  const lines = (shown[0] ?? []).map((_, at) => shown.map((texts) => texts[at]).join("  ").trimEnd());
  return [...lines, shapeLine(frame)].join("\n");
}

const RESOURCE_TYPES: Readonly<Record<string, string>> = {
  number: "number",
  decimal: "number",
  time: "datetime",
  text: "string",
  boolean: "boolean",
};

/** A tabular data resource (frictionless data) of the shown rows; missing numbers are `null`. */
export function toResource(frame: Showable): { schema: unknown; data: Record<string, unknown>[] } {
  const { rows } = windowOf(frame, settings.rows);
  const read = (name: string, type: string, row: number): unknown => {
    const value = frame.cell(name, row);
    if (typeof value !== "number") return value;
    if (!Number.isFinite(value)) return null;
    return type === "time" ? new Date(value).toISOString() : value;
  };
  return {
    schema: { fields: frame.schema.map(({ name, type }) => ({ name, type: RESOURCE_TYPES[type] ?? "any" })) },
    data: rows.map((row) => Object.fromEntries(frame.schema.map(({ name, type }) => [name, read(name, type, row)]))),
  };
}

/** All representations a notebook chooses from. */
export function bundle(frame: Showable): MimeBundle {
  return {
    "text/html": toHTML(frame),
    "text/plain": toText(frame),
    "application/vnd.dataresource+json": toResource(frame),
  };
}

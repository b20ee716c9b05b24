/** Arquero: tables with a query language, loaded on first use. */

/** The module, as far as the toolkit uses it; its own types would be downloaded by every type check. */
export interface Arquero {
  /** A table of columns. */
  table(columns: Readonly<Record<string, ArrayLike<unknown>>>, names?: readonly string[]): ArqueroTable;
}

/** A table of arquero's: every verb gives a new one. The verbs' expressions are arquero's own small language. */
export interface ArqueroTable {
  /** Number of rows. */
  numRows(): number;
  /** Number of columns. */
  numCols(): number;
  /** Names of the columns. */
  columnNames(): string[];
  /** A column's values. */
  array(name: string): ArrayLike<unknown>;
  /** One value. */
  get(name: string, row?: number): unknown;
  /** Rows as objects. */
  objects(options?: { limit?: number; offset?: number }): Record<string, unknown>[];
  /** Rows where the expression holds. */
  filter(criteria: unknown): ArqueroTable;
  /** With computed columns. */
  derive(values: Record<string, unknown>): ArqueroTable;
  /** Some columns. */
  select(...columns: unknown[]): ArqueroTable;
  /** Sorted rows. */
  orderby(...keys: unknown[]): ArqueroTable;
  /** Groups for {@linkcode ArqueroTable.rollup}. */
  groupby(...keys: unknown[]): ArqueroTable;
  /** One row for each group. */
  rollup(values: Record<string, unknown>): ArqueroTable;
  /** Rows of both tables with equal keys. */
  join(other: ArqueroTable, on?: unknown, values?: unknown): ArqueroTable;
  /** As CSV text. */
  toCSV(options?: Record<string, unknown>): string;
  /** As an HTML table. */
  toHTML(options?: Record<string, unknown>): string;
  /** Every other verb of arquero's. */
  readonly [verb: string]: unknown;
}

const specifier = "npm:arquero@7.2.1";
let loaded: Promise<Arquero> | undefined;

/** Arquero, fetched on first use and kept. */
export function arquero(): Promise<Arquero> {
  return loaded ??= import(specifier);
}

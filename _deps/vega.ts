/** Vega, and Vega-Lite on top of it; both are fetched from npm when a chart is first drawn. */

/** The module `npm:vega`, as far as it is used; its own types would be downloaded by every type check. */
export interface Vega {
  /** Reads a Vega specification. */
  parse(spec: object): object;
  /** A drawing. */
  readonly View: new (runtime: object, options?: { renderer?: "none"; logLevel?: number; logger?: object }) => {
    /** Computes all marks. */
    runAsync(): Promise<unknown>;
    /** Its signals and data. */
    getState(): { signals: Record<string, unknown> };
    /** The drawing as SVG. */
    toSVG(): Promise<string>;
    /** Frees what it holds. */
    finalize(): unknown;
  };
  /** A logger of some level that calls `handler`. */
  logger(level: number, method?: unknown, handler?: (...given: never[]) => void): object;
  /** Log level of errors alone. */
  readonly Error: number;
  /** Log level of warnings and errors. */
  readonly Warn: number;
}

/** The module `npm:vega-lite`, as far as it is used. */
export interface VegaLite {
  /** Makes a Vega specification of a Vega-Lite one. */
  compile(spec: object, options?: { logger?: object }): { spec: object };
}

// Deno downloads every specifier it can read, also in functions never called; a value it cannot read ahead.
const specifiers = { vega: "npm:vega@6.4.0", lite: "npm:vega-lite@6.5.0" };
let loaded: Promise<{ vega: Vega; lite: VegaLite }> | undefined;

/** Both libraries, fetched on first use and kept; a failed fetch is tried again by the next call. */
export function vega(): Promise<{ vega: Vega; lite: VegaLite }> {
  return loaded ??= load().catch((error) => {
    loaded = undefined;
    throw error;
  });
}

async function load(): Promise<{ vega: Vega; lite: VegaLite }> {
  const [vega, lite]: [Vega, VegaLite] = await Promise.all([import(specifiers.vega), import(specifiers.lite)]);
  return { vega, lite };
}

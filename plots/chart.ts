import { knownOptions } from "../core/options.ts";
import { toPNG, toSVG } from "./render.ts";
import type { Spec } from "./theme.ts";

/** How {@linkcode Chart.toPNG} draws. */
export interface PngOptions {
  /** Pixels for each pixel of the chart's own size, 0.1 to 8. @default {2} */
  scale?: number;
}

/**
 * A chart: shown as it is by a notebook, made into a picture by a script.
 *
 * The pictures are drawn by Vega and resvg, which are fetched from npm when first needed and ask for no permission.
 */
export class Chart {
  /** The Vega-Lite specification, version 5, with its data inside: plain JSON for any Vega-Lite viewer or editor. */
  readonly spec: Spec;
  /** One line of text saying what is shown; used where no picture can be. */
  readonly summary: string;

  /** `spec` is kept as it is; `summary` stands for the chart in plain text. */
  constructor(spec: Spec, summary: string) {
    this.spec = spec;
    this.summary = summary;
  }

  /**
   * The chart as an SVG document.
   *
   * @throws {TypeError} when Vega cannot be fetched from npm, or cannot read the specification.
   */
  toSVG(): Promise<string> {
    return toSVG(this.spec);
  }

  /**
   * The chart as a PNG file, twice its size unless told otherwise, on white.
   *
   * @throws {RangeError} when `scale` is out of range.
   */
  async toPNG(options: PngOptions = {}): Promise<Uint8Array> {
    knownOptions("toPNG", options, ["scale"]);
    const { scale = 2 } = options;
    if (!(scale >= 0.1 && scale <= 8)) {
      throw new RangeError(`Cannot draw a PNG as 'scale' must be a number from 0.1 to 8: current value is ${scale}`);
    }
    return toPNG(await this.toSVG(), scale);
  }

  /**
   * Writes the chart to a file, whose ending decides: `.svg`, `.png`, or `.json` for the specification.
   * Needs `--allow-write` for that file; one that exists is replaced.
   *
   * @throws {RangeError} for any other ending, before anything is drawn.
   */
  async save(path: string | URL): Promise<void> {
    const name = path instanceof URL ? path.pathname : String(path);
    const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
    if (ending === "svg") return await Deno.writeTextFile(path, await this.toSVG());
    if (ending === "png") return await Deno.writeFile(path, await this.toPNG());
    if (ending === "json") return await Deno.writeTextFile(path, JSON.stringify(this.spec));
    throw new RangeError(`Cannot save a chart as the file must end in .svg, .png or .json: current value is "${path}"`);
  }

  /** The specification, so that `JSON.stringify(chart)` gives what Vega-Lite reads. */
  toJSON(): Spec {
    return this.spec;
  }

  /** What a notebook shows: interactive where Vega-Lite is known, else the SVG, as on a code-hosting page. */
  async [Symbol.for("Jupyter.display")](): Promise<Record<string, unknown>> {
    const interactive = { "application/vnd.vegalite.v5+json": this.spec };
    try {
      return { ...interactive, "image/svg+xml": await this.toSVG(), "text/plain": this.summary };
    } catch (error) {
      // Without network Vega may not be there yet; the interactive chart needs nothing from us, so only the SVG is missing.
      const reason = error instanceof Error ? error.message : String(error);
      return { ...interactive, "text/plain": `${this.summary}\n(no SVG: ${reason})` };
    }
  }

  /** What `console.log(chart)` shows. */
  [Symbol.for("Deno.customInspect")](): string {
    return `Chart { ${this.summary} }`;
  }
}

import { resvg } from "../_deps/resvg.ts";
import { vega } from "../_deps/vega.ts";
import { HOVER } from "./panels.ts";
import type { Spec } from "./theme.ts";

/** A Vega-Lite specification drawn as SVG, without the marks that only catch the mouse. */
export async function toSVG(spec: Spec): Promise<string> {
  const { vega: { parse, View, Warn }, lite } = await vega();
  const still = withoutHover(spec);
  const view = new View(parse(compiled(() => lite.compile(still).spec)), { renderer: "none", logLevel: Warn });
  try {
    return shorten(await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** Vega-Lite's own complaints speak of its insides; this says what they are about. */
function compiled<T>(compile: () => T): T {
  try {
    return compile();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`Cannot draw this chart as Vega-Lite does not accept its specification: ${reason}`, { cause });
  }
}

/** An SVG document drawn as PNG, `scale` times its size, on white, in Roboto. */
export async function toPNG(svg: string, scale: number): Promise<Uint8Array> {
  const { resvg: { Resvg }, fonts, family } = await resvg();
  const picture = new Resvg(svg, {
    background: "#ffffff",
    fitTo: { mode: "zoom", value: scale },
    font: { fontBuffers: [...fonts], defaultFontFamily: family, sansSerifFamily: family, loadSystemFonts: false },
  });
  return picture.render().asPng();
}

/** The specification without hover marks and without selections, which a still picture does not need. */
function withoutHover(spec: Spec): Spec {
  const panels = spec.vconcat;
  if (!Array.isArray(panels)) return spec;
  const still = (panel: { layer: Spec[] }) => ({
    ...panel,
    layer: panel.layer.filter(({ name }) => !String(name).startsWith(HOVER)).map(({ params: _, ...part }) => part),
  });
  return { ...spec, vconcat: panels.map(still) };
}

/** Two decimals of a pixel are enough: Vega writes sixteen, which is half of the document's size. */
function shorten(svg: string): string {
  return svg.replaceAll(
    /( (?:d|transform|x|y|x1|x2|y1|y2|width|height)=")([^"]*)/g,
    (_, name: string, value: string) =>
      name + value.replaceAll(/-?\d+\.\d{3,}/g, (digits) => String(Math.round(Number(digits) * 100) / 100)),
  );
}

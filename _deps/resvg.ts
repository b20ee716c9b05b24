/** Resvg draws SVG into pixels. It sees no system font, so Roboto travels with it as bytes. */

/** The module `npm:@cf-wasm/resvg`, as far as it is used: resvg 2.6 with its WebAssembly inlined, so that no file has to be read. */
export interface Resvg {
  /** A picture to draw. */
  readonly Resvg: new (svg: string, options?: ResvgOptions) => {
    /** Draws it. */
    render(): { asPng(): Uint8Array };
  };
}

/** How to draw. */
export interface ResvgOptions {
  /** CSS colour behind the picture. */
  background?: string;
  /** Its size. */
  fitTo?: { mode: "zoom"; value: number };
  /** Fonts to write with. */
  font?: { fontBuffers: Uint8Array[]; defaultFontFamily: string; sansSerifFamily: string; loadSystemFonts: boolean };
}

/** What drawing a picture with text takes. */
export interface Rasterizer {
  /** The module. */
  readonly resvg: Resvg;
  /** Font files, TrueType: Roboto regular, medium and their italics. */
  readonly fonts: readonly Uint8Array[];
  /** The family name of those fonts. */
  readonly family: string;
}

/** A font as pdfmake carries it for browsers: the only well-kept npm package with a text font inside JavaScript. */
interface FontContainer {
  readonly vfs: Readonly<Record<string, { readonly data: string }>>;
}

const specifiers = { resvg: "npm:@cf-wasm/resvg@0.3.5", font: "npm:pdfmake@0.3.11/build/fonts/Roboto.js" };
let loaded: Promise<Rasterizer> | undefined;

/** Resvg and its fonts, fetched on first use and kept; a failed fetch is tried again by the next call. */
export function resvg(): Promise<Rasterizer> {
  return loaded ??= load().catch((error) => {
    loaded = undefined;
    throw error;
  });
}

async function load(): Promise<Rasterizer> {
  const [resvg, font]: [Resvg, { default: FontContainer }] = await Promise.all([
    import(specifiers.resvg),
    import(specifiers.font),
  ]);
  const fonts = Object.values(font.default.vfs).map(({ data }) => Uint8Array.fromBase64(data));
  return { resvg, fonts, family: "Roboto" };
}

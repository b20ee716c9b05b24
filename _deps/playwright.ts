/** Playwright without browsers of its own: it drives a Chromium that is there already. Used by the Jupyter tests only. */

/** The module `npm:playwright-core`. */
export type Playwright = typeof import("npm:playwright-core@1.65.1");

const specifier = "npm:playwright-core@1.65.1";
let loaded: Promise<Playwright> | undefined;

/** Playwright, fetched on first use and kept; a failed fetch is tried again by the next call. */
export function playwright(): Promise<Playwright> {
  return loaded ??= import(specifier).catch((error) => {
    loaded = undefined;
    throw error;
  });
}

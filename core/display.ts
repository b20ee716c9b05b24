/** Small pieces for showing things in a notebook and a terminal. */

/** The method a Jupyter front end calls on the value of a cell. */
export const JUPYTER_DISPLAY: unique symbol = Symbol.for("Jupyter.display");

/** The method `console.log` calls. */
export const INSPECT: unique symbol = Symbol.for("Deno.customInspect");

/** What a notebook shows, by media type. */
export type MediaBundle = { readonly "text/plain": string; readonly "text/html"?: string };

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text made safe to stand in HTML, in attributes too. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A bar of text: `textBar(0.5, 8)` → `"████····"`. Anything above 0 shows, whatever is above 1 is full. */
export function textBar(fraction: number, width: number = 20): string {
  const filled = fraction > 0 ? Math.min(width, Math.max(1, Math.round(fraction * width))) : 0;
  return "█".repeat(filled) + "·".repeat(width - filled);
}

/** A duration for people: `850 ms`, `12.5 s`, `3 min 20 s`, `2 h 5 min`, `4 d 3 h`. */
export function duration(ms: number): string {
  if (!(ms > 0)) return "0 s";
  if (ms < 1000) return `${Math.ceil(ms)} ms`;
  if (ms < 59_950) return `${Number((ms / 1000).toFixed(1))} s`;
  const pairs: [size: number, unit: string, below: number, lesser: string][] = [
    [86_400_000, "d", 3_600_000, "h"],
    [3_600_000, "h", 60_000, "min"],
    [60_000, "min", 1_000, "s"],
  ];
  for (const [size, unit, below, lesser] of pairs) {
    // Rounded to the lesser unit first, so that 59 min 59.9 s is an hour and not 59 min 60 s.
    const total = Math.round(ms / below) * below;
    if (total < size) continue;
    const rest = Math.round((total % size) / below);
    return `${Math.floor(total / size)} ${unit}${rest > 0 ? ` ${rest} ${lesser}` : ""}`;
  }
  return `${Math.round(ms / 1000)} s`;
}

/** How things that are made of functions show themselves. */

/** Makes `console.log`, Jupyter and `String()` show an object by `text`, instead of by a list of its functions; its keys stay as they are. */
export function showing(shown: object, text: () => string): void {
  for (
    const [name, value] of [
      ["toString", text],
      [Symbol.for("Deno.customInspect"), text],
      [Symbol.for("Jupyter.display"), () => ({ "text/plain": text() })],
    ] as const
  ) Object.defineProperty(shown, name, { value });
}

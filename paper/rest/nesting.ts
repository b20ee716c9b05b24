/** How deep JSON goes. */

/** Nothing that Kraken takes or sends goes deeper than a handful; a parser with a reviver overflows at some thousands. */
const DEEPEST = 100;

/** Whether objects and lists of a JSON text stand within each other more than a hundred times. */
export function isTooDeep(text: string): boolean {
  if (text.length <= DEEPEST) return false;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      // What follows a backslash ends no text.
      if (code === 0x5c) at++;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > DEEPEST) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}

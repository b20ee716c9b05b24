/** What the toolkit runs on. */

/** The oldest Deno it is tested with; the README says the same. */
export const OLDEST_DENO = "2.9.6";

/**
 * Nothing, when this Deno is new enough.
 *
 * @throws {Error} a sentence without a stack, when it is older.
 */
export function requireDeno(current: string = Deno.version.deno, oldest: string = OLDEST_DENO): void {
  const [have, need] = [current, oldest].map((version) => version.split(/[.+-]/).slice(0, 3).map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (have?.[index] ?? 0) - (need?.[index] ?? 0);
    if (difference > 0) return;
    if (difference < 0) {
      const error = new Error(
        `The Kraken toolkit needs Deno ${oldest} or newer, and this is Deno ${current}: run 'deno upgrade', or 'npm install --global deno@${oldest}'`,
      );
      // Where it happened helps nobody here, and a notebook would show it all.
      error.stack = `Error: ${error.message}`;
      throw error;
    }
  }
}

/** The files of a tape. */

/** Files of a folder whose names end so, in order of name; none when there is no such folder. */
export function filesIn(folder: URL, ending: string): URL[] {
  try {
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(ending));
    return names.sort().map((name) => new URL(encodeURIComponent(name), folder));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return [];
    throw error;
  }
}

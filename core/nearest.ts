const at = (row: readonly number[], j: number) => row[j] ?? Infinity;

/** Edit distance with neighbours swapped counting once (optimal string alignment). */
function distance(a: string, b: string): number {
  let [before, previous]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(at(row, j - 1) + 1, at(previous, j) + 1, at(previous, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, at(before, j - 2) + 1);
      }
      row.push(best);
    }
    [before, previous] = [previous, row];
  }
  return at(previous, b.length);
}

const bare = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** Those of `candidates` that read most like `text`, best first; none when nothing is near. Case and punctuation are free. */
export function nearestAll(text: string, candidates: Iterable<string>, count: number = 3): string[] {
  const wanted = bare(text);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const scored: [distance: number, candidate: string][] = [];
  for (const candidate of candidates) {
    const other = bare(candidate);
    if (Math.abs(other.length - wanted.length) > limit) continue;
    const score = distance(wanted, other);
    if (score <= limit) scored.push([score, candidate]);
  }
  return scored.sort((a, b) => a[0] - b[0]).slice(0, count).map(([, candidate]) => candidate);
}

/** The single best of {@linkcode nearestAll}. */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  return nearestAll(text, candidates, 1)[0];
}

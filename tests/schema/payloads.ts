/** Recorded payloads, read where they lie. */

import { RECORDINGS } from "../recordings.ts";
import { exists, filesBelow } from "./sources.ts";

/** One payload: a whole file, or a line of a `.jsonl`. */
export interface Payload {
  /** Path below the recordings, with the line where there are lines: `spot-rest/Depth/x.jsonl:3`. */
  readonly where: string;
  /** Folder below the area: `Depth`. */
  readonly folder: string;
  /** Put together field by field from a schema's examples: fields are missing, and `<key>` stands for a map's key. */
  readonly assembled: boolean;
  /** Parsed JSON. */
  readonly value: unknown;
}

/** Whether the recordings are there at all; a clone of the repository alone has none. */
export const HAS_RECORDINGS: boolean = exists(RECORDINGS);

/** What we receive: `.sent.jsonl` and `.requests.jsonl` hold what clients send. */
const isReceived = (path: string) => /\.jsonl?$/.test(path) && !/\.(sent|requests)\.jsonl$/.test(path);

/** Every received payload of an area (`spot-rest`). */
export function* payloadsOf(area: string): Generator<Payload> {
  for (const path of filesBelow(area, RECORDINGS).filter(isReceived)) {
    const folder = path.slice(area.length + 1, path.lastIndexOf("/"));
    const assembled = path.endsWith("-assembled.json");
    const text = Deno.readTextFileSync(new URL(path, RECORDINGS));
    if (path.endsWith(".json")) {
      yield { where: path, folder, assembled, value: JSON.parse(text) };
      continue;
    }
    for (const [index, line] of text.split("\n").entries()) {
      if (line.trim() !== "") yield { where: `${path}:${index + 1}`, folder, assembled, value: JSON.parse(line) };
    }
  }
}

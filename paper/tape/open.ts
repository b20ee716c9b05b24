/** Opening a tape: a folder of recorded answers and recorded sockets, or one recording alone. */

import { pathToFileURL } from "node:url";
import { hasAnswers, openAnswers, type TapedAnswers } from "./answers.ts";
import { cut } from "./cutter.ts";
import { Deck } from "./deck.ts";
import { filesIn } from "./files.ts";
import { readRecording } from "./recording.ts";
import type { Reels } from "./reels.ts";
import { tapedTrades } from "./trades.ts";

/** A tape with options. */
export interface TapeOptions {
  /**
   * A folder with `spot-rest/<Method>/<name>.json` (answers of REST, one body a file) and `sockets/<name>.jsonl` (frames, as
   * `k.stream.record()` writes them), both if they are there; or one `.jsonl` recording of sockets. Compressed ones are unpacked first.
   */
  readonly from: string | URL;
  /**
   * How much faster than the exchange's clock the frames of sockets come, from 0.001 to 1000. Recorded answers of REST do not
   * depend on it.
   *
   * @default {1}
   */
  readonly speed?: number | undefined;
}

/** What a tape has to give. */
export interface Tape {
  /** Answers in place of the simulated market's, at a time in nanoseconds since 1970. */
  answers(ns: bigint): TapedAnswers;
  /** Sockets in place of the simulated market's. */
  readonly deck: Deck | undefined;
}

/**
 * Opens a tape. Recordings of sockets are read whole and at once; answers when they are first asked for.
 *
 * @throws {RangeError} for a speed out of range, or streams in a recording that cannot be told apart.
 * @throws {TypeError} for a recording that is none, or a tape with nothing in it. {@linkcode Deno.errors.NotFound} for a path
 * where nothing is.
 */
export function openTape(tape: string | URL | TapeOptions): Tape {
  const { from, speed = 1 } = typeof tape === "string" || tape instanceof URL ? { from: tape } : tape;
  if (!(speed >= 0.001 && speed <= 1000)) {
    throw new RangeError(`Cannot play a tape as 'speed' must be from 0.001 to 1000: current value is ${speed}`);
  }
  const reels: Reels = new Map();
  const place = typeof from === "string" ? pathToFileURL(Deno.realPathSync(from)) : from;
  const { isFile } = Deno.statSync(place);
  if (isFile && !place.pathname.endsWith(".jsonl")) {
    throw new TypeError(
      `Cannot serve the tape ${place} as it must be a folder or an unpacked recording whose name ends in .jsonl`,
    );
  }
  const root = place.href.endsWith("/") ? place : new URL(`${place.href}/`);
  for (const url of isFile ? [place] : filesIn(new URL("sockets/", root), ".jsonl")) {
    cut(readRecording(url), reels, decodeURIComponent(url.pathname.split("/").at(-1) ?? ""));
  }
  if (reels.size === 0 && isFile) {
    throw new TypeError(`Cannot serve the tape ${place} as no public channel was recorded in it`);
  }
  if (reels.size === 0 && !hasAnswers(root)) {
    throw new TypeError(
      `Cannot serve the tape ${place} as neither answers are in it (spot-rest/<Method>/<name>.json) nor recordings of ` +
        "public channels (sockets/<name>.jsonl, unpacked)",
    );
  }
  const recorded = isFile ? () => undefined : openAnswers(root);
  const deck = reels.size === 0 ? undefined : new Deck(reels, speed);
  return {
    // Trades that were recorded over the socket go first: their numbers are those that its clients know.
    answers: (ns) => (method, query) =>
      (method === "Trades" && deck ? tapedTrades(deck, query, ns) : undefined) ?? recorded(method, query),
    deck,
  };
}

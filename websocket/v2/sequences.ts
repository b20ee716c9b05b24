/** Holes in numbered channels: a fresh snapshot mends them, one at a time, ever more slowly, and not for ever. */

import { TransportError } from "../../core/errors.ts";
import { backoff } from "../../core/retry.ts";
import type { Reader } from "./reader.ts";

/** The least pause between two mends. */
const LEAST_MS = 100;
/** Mends in a row after which a channel is given up. */
const MOST = 5;
/** A channel without a hole for so long is sound again. */
const SOUND_MS = 30_000;

interface Mend {
  // From the hole until the channel is subscribed anew, pause included.
  isUnderWay: boolean;
  inRow: number;
  endedAt: number;
  timer?: ReturnType<typeof setTimeout>;
}

/** What is done for a hole: a mend begins, one is under way already, or there were too many in a row. */
export type Remedy = "begun" | "under way" | "given up";

/** The mends of one connection. */
export class Sequences {
  readonly #mend: (reader: Reader) => Promise<void>;
  readonly #random: () => number;
  readonly #mends: Map<Reader, Mend> = new Map();

  /** `mend` subscribes a reader anew, and never rejects. */
  constructor(mend: (reader: Reader) => Promise<void>, random: () => number) {
    this.#mend = mend;
    this.#random = random;
  }

  /** A hole was found: it is mended at once, or after a pause when the last mend was of no use. */
  hole(reader: Reader): Remedy {
    const mend = this.#mends.get(reader) ?? { isUnderWay: false, inRow: 0, endedAt: -Infinity };
    if (mend.isUnderWay) return "under way";
    if (performance.now() - mend.endedAt > SOUND_MS) mend.inRow = 0;
    if (mend.inRow === MOST) {
      this.forget(reader);
      return "given up";
    }
    this.#mends.set(reader, mend);
    mend.isUnderWay = true;
    const run = async () => {
      await this.#mend(reader);
      mend.isUnderWay = false;
      mend.endedAt = performance.now();
    };
    const pause = backoff(mend.inRow - 1, { baseMs: 1_000, capMs: 30_000, random: this.#random });
    if (mend.inRow++ === 0) void run();
    else mend.timer = setTimeout(() => void run(), Math.max(LEAST_MS, pause));
    return "begun";
  }

  /** Nobody reads it any more. */
  forget(reader: Reader): void {
    clearTimeout(this.#mends.get(reader)?.timer);
    this.#mends.delete(reader);
  }

  /** The connection is gone: whoever brings it back subscribes everything. */
  clear(): void {
    for (const { timer } of this.#mends.values()) clearTimeout(timer);
    this.#mends.clear();
  }
}

/** What ends a channel that is given up. */
export function unmendable({ channel }: Reader, detail: string): TransportError {
  return new TransportError(`${channel.name}: messages are missing, however often it is subscribed anew: ${detail}`, {
    advice: "Ask REST for what is so, and subscribe again later",
  });
}

/** How a topic of a tape stands, which is brought forward frame by frame. */

import type { PaperLevel } from "../ws/topics/book.ts";
import type { TapedFrame } from "./recording.ts";

/** What followers are told. */
export interface Told {
  /** A message. */
  readonly text: string;
  /** Ids of the trades in it. */
  readonly ids?: readonly number[];
}

/** The state of a topic. */
export interface TapeState {
  /** Takes the next frame; gives what followers are told. */
  take(frame: TapedFrame): readonly Told[];
  /** The first messages of a newcomer. */
  snapshot(): readonly string[];
  /** Both sides where it is a book, and the checksum that came with them. */
  readonly book?: () => {
    readonly bids: readonly PaperLevel[];
    readonly asks: readonly PaperLevel[];
    readonly checksum: number | undefined;
  };
}

/** Recordings: every text frame exactly as it came, with its arrival time, one JSON line each. */

import { KrakenError } from "../core/errors.ts";

/** A line of a recording. */
export interface RecordedFrame {
  /** Arrival, Unix milliseconds of the recording machine. */
  readonly time: number;
  /** Which of the sockets' addresses it came from: `"public"`, `"auth"`, `"l3"` or `"futures"`; older recordings leave the last one out. */
  readonly host?: string;
  /** Which of the connections to that address, of all sockets together, from 0; missing in older recordings. */
  readonly connection?: number;
  /** The frame, character by character. */
  readonly text: string;
}

type TakeFrame = (text: string, time: number, host?: string, connection?: number) => void;

/** A recording that is being written; give its `onFrame` to a connect function, and dispose it when done. */
export class Recording implements AsyncDisposable {
  readonly #file: Deno.FsFile;
  readonly #encoder: TextEncoder = new TextEncoder();
  #lines: string[] = [];
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown;
  // Of each host the numbers that are given away.
  readonly #taken: Map<string, Set<number>> = new Map();
  readonly #unnamed: TakeFrame;
  #frames = 0;
  #closed = false;

  /** Made by {@linkcode record}. */
  constructor(file: Deno.FsFile) {
    this.#file = file;
    this.#unnamed = this.#socket();
  }

  /** Frames taken so far. */
  get frames(): number {
    return this.#frames;
  }

  /**
   * Takes the frames of a socket; bound, so that it can be handed over as an option. Hand it over anew for each socket: their connections
   * are kept apart, since each socket counts its own from 0.
   */
  get onFrame(): (text: string, time: number, host?: string, connection?: number) => void {
    const socket = this.#socket();
    // Who calls it as a method reads it for each frame, and is one socket.
    let atOnce = true;
    queueMicrotask(() => atOnce = false);
    return (...frame) => (atOnce ? this.#unnamed : socket)(...frame);
  }

  /** Takes the frames of one socket: each of its connections has a number that no other socket's has at that host. */
  #socket(): TakeFrame {
    const numbers = new Map<string, number>();
    return (text, time, given, connection) => {
      if (connection === undefined) return this.#take({ time, ...(given !== undefined && { host: given }), text });
      const host = given ?? "futures";
      const name = `${host} ${connection}`;
      let number = numbers.get(name);
      if (number === undefined) {
        const taken = this.#taken.get(host) ?? new Set();
        this.#taken.set(host, taken);
        for (number = taken.has(connection) ? 0 : connection; taken.has(number);) number++;
        taken.add(number);
        numbers.set(name, number);
      }
      this.#take({ time, host, connection: number, text });
    };
  }

  #take(frame: RecordedFrame): void {
    if (this.#closed || this.#failure !== undefined) return;
    this.#frames++;
    this.#lines.push(JSON.stringify(frame) + "\n");
    // One write at a time: what comes meanwhile goes out with the next.
    if (this.#lines.length === 1) this.#writing = this.#writing.then(() => this.#flush());
  }

  async #flush(): Promise<void> {
    const bytes = this.#encoder.encode(this.#lines.join(""));
    this.#lines = [];
    try {
      for (let at = 0; at < bytes.length;) at += await this.#file.write(bytes.subarray(at));
    } catch (error) {
      this.#failure = error;
    }
  }

  /**
   * Writes what is left and closes the file.
   *
   * @throws {KrakenError} when something could not be written, with the reason as cause: the recording ends there.
   */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writing;
    this.#file.close();
    if (this.#failure !== undefined) {
      throw new KrakenError("The recording is not complete: a frame could not be written", { cause: this.#failure });
    }
  }

  /** As {@linkcode Recording.close}. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/**
 * Starts a recording in a new file; an existing one is overwritten. Private channels are recorded too when they are subscribed: tokens and
 * keys never are, but orders and balances are.
 *
 * @example
 * ```ts ignore
 * import { connectSpot, record } from "./mod.ts";
 *
 * await using tape = await record("btc.jsonl");
 * await using socket = await connectSpot({ onFrame: tape.onFrame });
 * await using books = await socket.books({ symbol: "BTC/USD" });
 * for await (const change of books) if (tape.frames > 1000) break;
 * ```
 */
export async function record(path: string | URL): Promise<Recording> {
  return new Recording(await Deno.open(path, { write: true, create: true, truncate: true }));
}

/**
 * Reads a recording line by line. A line without a time (a bare frame) is taken as one, so that plain captures play too.
 *
 * @throws {KrakenError} for a line that is no JSON object, with its number.
 */
export async function readRecording(path: string | URL): Promise<RecordedFrame[]> {
  const lines = (await Deno.readTextFile(path)).split("\n");
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (cause) {
      throw new KrakenError(`Line ${index + 1} of the recording ${path} is no JSON: was the file cut?`, { cause });
    }
    const { time, text } = (value ?? {}) as Partial<RecordedFrame>;
    return typeof time === "number" && typeof text === "string"
      ? [value as RecordedFrame]
      : [{ time: NaN, text: line }];
  });
}

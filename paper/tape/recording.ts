/** Recordings of sockets, as `record` of the client writes them: a JSON line for each text frame. */

import { isObject, type Json, type JsonObject, Numeral, readJson } from "../ws/json.ts";

/** A frame as it is kept. */
export interface KeptFrame {
  /** Milliseconds since the recording's first frame; never falls. */
  readonly at: number;
  /** The frame, character by character. */
  readonly text: string;
}

/** First byte of a compressed file, which no text begins with. */
const GZIP = 0x1f;

/** A frame of a recording. */
export interface TapedFrame extends KeptFrame {
  /** What it says. */
  readonly message: JsonObject;
  /** Which of a socket's addresses it came from, where the recording tells. */
  readonly host?: string | undefined;
  /** Which of the connections to that address, where the recording tells. */
  readonly connection?: number | undefined;
}

/**
 * Reads a recording. A line that is a bare frame takes its time from what it says itself, or from the line before, so that
 * plain captures play too. Frames that are no JSON objects say nothing about a market and are left out, as is a last line
 * without an end: a recorder that was stopped leaves one.
 *
 * @throws {TypeError} for a compressed file, or a line that is no JSON object, with its number.
 */
export function* readRecording(path: string | URL): Generator<TapedFrame, void, void> {
  let begin = NaN;
  let time = NaN;
  const content = Deno.readTextFileSync(path);
  if (content.charCodeAt(0) === GZIP) {
    throw new TypeError(`Cannot serve the tape ${path} as it is compressed: unpack it first, with gunzip`);
  }
  const lines = content.replace(/^\ufeff/, "").split("\n");
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    // Most lines are wrapped, and their digits stand in the text.
    const value = plainObject(line);
    if (!value) {
      if (value === null && index === lines.length - 1) return;
      throw new TypeError(`Line ${index + 1} of the tape ${path} is no JSON object: was it cut?`);
    }
    const wrapped = typeof value["time"] === "number" && typeof value["text"] === "string";
    const text = wrapped ? String(value["text"]) : line;
    const message = readJson(text);
    if (!isObject(message)) continue;
    const found = wrapped ? Number(value["time"]) : timeOf(message);
    if (Number.isFinite(found)) {
      if (Number.isNaN(begin)) begin = time = found;
      // Clocks of machines are put back now and then; frames stay in their order.
      time = Math.max(time, found);
    }
    const { host, connection } = wrapped ? value : {};
    yield {
      at: Number.isNaN(time) ? 0 : time - begin,
      text,
      message,
      host: typeof host === "string" ? host : undefined,
      connection: typeof connection === "number" ? connection : undefined,
    };
  }
}

/** What a line says; nothing when it is no JSON object, and `null` when it is no JSON at all. */
function plainObject(text: string): Readonly<Record<string, unknown>> | undefined | null {
  try {
    const value: unknown = JSON.parse(text);
    const isPlain = typeof value === "object" && value !== null && !Array.isArray(value);
    return isPlain ? value as Record<string, unknown> : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The value of a number; `NaN` for anything else. */
export function numberOf(value: Json | undefined): number {
  return value instanceof Numeral ? Number(value.source) : NaN;
}

/** The objects of a list; none for anything else. */
export function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The `timestamp` of a row, nanoseconds since 1970; 0 where it has none. */
export function nanoseconds({ timestamp }: JsonObject): bigint {
  const [whole = "", fraction = ""] = String(timestamp).replace("Z", "").split(".");
  const ms = Date.parse(`${whole}Z`);
  if (Number.isNaN(ms)) return 0n;
  return BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, "0").slice(0, 9));
}

/** When a bare frame was sent, Unix milliseconds; `NaN` where it does not say. */
function timeOf({ channel, data, trades, timestamp, time, time_out }: JsonObject): number {
  for (const stamp of [timestamp, time, objectsOf(trades)[0]?.["time"]]) {
    if (stamp instanceof Numeral) return Number(stamp.source);
  }
  // The time of a candle's row is that of its interval.
  const row = channel === "ohlc" ? undefined : objectsOf(data).at(-1)?.["timestamp"];
  const stamp = timestamp ?? row ?? time_out;
  return typeof stamp === "string" ? Date.parse(stamp) : NaN;
}

/** Recordings of sockets, as `record` of the client writes them: a JSON line for each text frame. */

import { isObject, type Json, type JsonObject, Numeral, readJson } from "../ws/json.ts";

/** A frame as it is kept. */
export interface KeptFrame {
  /** Milliseconds since the recording's first frame; never falls. */
  readonly at: number;
  /** The frame, character by character. */
  readonly text: string;
}

/** A frame of a recording. */
export interface TapedFrame extends KeptFrame {
  /** What it says. */
  readonly message: JsonObject;
}

/**
 * Reads a recording. A line that is a bare frame takes its time from what it says itself, or from the line before, so that
 * plain captures play too. Frames that are no JSON objects say nothing about a market and are left out.
 *
 * @throws {TypeError} for a line that is no JSON object, with its number.
 */
export function* readRecording(path: string | URL): Generator<TapedFrame, void, void> {
  let begin = NaN;
  let time = NaN;
  for (const [index, line] of Deno.readTextFileSync(path).split("\n").entries()) {
    if (line.trim() === "") continue;
    // Most lines are wrapped, and their digits stand in the text.
    const value = plainObject(line);
    if (!value) throw new TypeError(`Line ${index + 1} of the tape ${path} is no JSON object: was it cut?`);
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
    yield { at: Number.isNaN(time) ? 0 : time - begin, text, message };
  }
}

function plainObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isPlain = typeof value === "object" && value !== null && !Array.isArray(value);
    return isPlain ? value as Record<string, unknown> : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
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

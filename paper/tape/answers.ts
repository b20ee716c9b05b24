/** Recorded answers of the real exchange's REST, served as they were, paged where the call pages. */

import { findPair } from "../market/names.ts";
import { choice, names, optional, since, wholeNumber } from "../rest/query.ts";
import { invalidArgument, Refusal, unknownPair } from "../rest/refusal.ts";
import { filesIn } from "./files.ts";

/** A recorded answer. */
export interface Answer {
  /** The whole body. */
  readonly text: string;
  /** What is in its `result`. */
  readonly result: Record<string, unknown>;
}

/** Answers a method from the recordings; a method without any is the simulated market's. */
export type TapedAnswers = (method: string, query: URLSearchParams) => string | undefined;

/**
 * Opens a folder laid out `spot-rest/<Method>/*.json`, read when a method is first asked. Answers with an error in them
 * are left out.
 */
export function openAnswers(root: URL): TapedAnswers {
  const shelves = new Map<string, readonly Answer[]>();
  return (method, query) => {
    let answers = shelves.get(method);
    if (!answers) shelves.set(method, answers = read(new URL(`spot-rest/${method}/`, root)));
    if (answers.length === 0) return undefined;
    switch (method) {
      case "Assets":
        return merged(answers, names(query, "asset"), new Refusal("EQuery:Unknown asset"));
      case "AssetPairs":
      case "Ticker":
        return merged(answers, names(query, "pair"), unknownPair());
      case "OHLC":
      case "Trades":
      case "Spread":
        return paged(method, answers, query);
      case "Depth":
        return depth(answers, query);
      default:
        return answers[0]?.text;
    }
  };
}

/** Whether a folder has answers at all, whatever they say. */
export function hasAnswers(root: URL): boolean {
  const shelves = new URL("spot-rest/", root);
  return filesIn(shelves, "").some((shelf) => filesIn(new URL(`${shelf.href}/`), ".json").length > 0);
}

/** All answers of a folder, the longest first: it tells the most. */
function read(folder: URL): Answer[] {
  const answers: Answer[] = [];
  for (const file of filesIn(folder, ".json")) {
    const text = Deno.readTextFileSync(file);
    const { error, result } = JSON.parse(text);
    if (Array.isArray(error) && error.length === 0 && result !== null && typeof result === "object") {
      answers.push({ text, result });
    }
  }
  return answers.sort((a, b) => b.text.length - a.text.length);
}

/** Rows of all recordings together; a row recorded several times comes from the longest answer. */
function merged(answers: readonly Answer[], wanted: readonly string[] | undefined, unknown: Refusal): string {
  const rows: Record<string, unknown> = {};
  for (const { result } of answers) for (const [key, row] of Object.entries(result)) rows[key] ??= row;
  if (!wanted) return envelope(rows);
  return envelope(Object.fromEntries(wanted.map((name) => {
    const found = Object.entries(rows).find(([key, row]) => isNamed(key, row, name));
    if (!found) throw unknown;
    return found;
  })));
}

/** Whether a key or its row is what a name means, by our own table of aliases or by the row's own. */
function isNamed(key: string, row: unknown, name: string): boolean {
  const same = (other: unknown) => typeof other === "string" && other.toUpperCase() === name.toUpperCase();
  const { altname, wsname } = (row ?? {}) as { altname?: unknown; wsname?: unknown };
  const meant = findPair(name)?.id;
  return same(key) || same(altname) || same(wsname) || (meant !== undefined && meant === findPair(key)?.id);
}

function ofPair(answers: readonly Answer[], query: URLSearchParams): [Answer, key: string] {
  const name = optional(query, "pair");
  if (name === undefined) throw invalidArgument();
  for (const answer of answers) {
    const key = Object.keys(answer.result).find((key) => key !== "last" && isNamed(key, undefined, name));
    if (key !== undefined) return [answer, key];
  }
  throw unknownPair();
}

/** The part of the recorded rows that a call asks for. */
export function paged(
  method: "OHLC" | "Trades" | "Spread",
  answers: readonly Answer[],
  query: URLSearchParams,
): string {
  const [{ text, result }, key] = ofPair(answers, query);
  const rows = result[key] as unknown[][];
  const from = since(query);
  if (method === "OHLC") {
    const seconds = Number(rows[1]?.[0] ?? 0) - Number(rows[0]?.[0] ?? 0);
    // A tape has the candles it has; another length would have to be made up.
    if (seconds > 0 && choice(query, "interval", 1, [1, 5, 15, 30, 60, 240, 1440, 10080, 21600]) * 60 !== seconds) {
      throw invalidArgument("interval");
    }
  }
  if (method !== "Trades") {
    if (from === undefined) return text;
    const begin = Number(from / 1_000_000_000n);
    return envelope({ [key]: rows.filter(([time]) => Number(time) >= begin), last: result.last });
  }
  const count = wholeNumber(query, "count", 1000, 1, 1000);
  const times = rows.map(timeOf);
  const end = BigInt(String(result.last));
  // The cursor is exact, the rows' times are not: the last row must not come after it.
  if (times.length > 0) times[times.length - 1] = end;
  const index = from === undefined ? Math.max(0, rows.length - count) : times.findIndex((time) => time > from);
  if (index === 0 && rows.length <= count) return text;
  if (index < 0) return envelope({ [key]: [], last: result.last });
  let stop = Math.min(index + count, rows.length);
  // Trades of one moment stay on one page, since the cursor cannot point between them.
  while (stop < rows.length && times[stop] === times[stop - 1]) stop++;
  return envelope({ [key]: rows.slice(index, stop), last: String(times[stop - 1]) });
}

/** Nanoseconds of a row, as far as a double has them. */
function timeOf(row: readonly unknown[]): bigint {
  const time = Number(row[2]);
  const seconds = Math.trunc(time);
  return BigInt(seconds) * 1_000_000_000n + BigInt(Math.round((time - seconds) * 1e9));
}

function depth(answers: readonly Answer[], query: URLSearchParams): string {
  const [{ result }, key] = ofPair(answers, query);
  const count = wholeNumber(query, "count", 100, 1, 500);
  const { asks, bids } = result[key] as { asks: unknown[]; bids: unknown[] };
  return envelope({ [key]: { asks: asks.slice(0, count), bids: bids.slice(0, count) } });
}

function envelope(result: unknown): string {
  return `{"error":[],"result":${JSON.stringify(result)}}`;
}

/**
 * Pages of what an account did, newest first: by `ofs` with a count, or by cursor. `start` is exclusive, `end` inclusive;
 * both are Unix seconds or the id of a row, whose time counts.
 */

import { invalidArgument } from "../refusal.ts";
import { type Fields, flag, text, whole } from "./fields.ts";

const PAGE = 50;
const MOST = 100;

/** What is paged. */
export interface Pageable<Row> {
  /** Oldest first. */
  readonly rows: readonly Row[];
  /** Time of a row, nanoseconds, rising with the rows unless {@linkcode within} says otherwise. */
  time(row: Row): bigint;
  /** Time of the row with an id; nothing when there is none. */
  timeOf(id: string): bigint | undefined;
  /** Whether a row is wanted; all are when left out. */
  readonly wanted?: ((row: Row) => boolean) | undefined;
  /** In place of the row's time: whether a row lies in the window. */
  readonly within?: ((row: Row, after: bigint, until: bigint) => boolean) | undefined;
}

/** A page. */
export interface Page<Row> {
  /** Newest first. */
  readonly rows: Row[];
  /** `count` and `cursor` of the answer. */
  readonly more: { count?: number; cursor?: { next?: string } };
}

/** The page that a call asks for. */
export function pageOf<Row>(fields: Fields, { rows, time, timeOf, wanted, within }: Pageable<Row>): Page<Row> {
  const after = bound(fields, "start", timeOf) ?? -1n;
  const until = bound(fields, "end", timeOf) ?? 2n ** 63n;
  // Rows rise in time, so a window is a stretch of them; only where it is not must each be asked.
  const [from, to] = within ? [0, rows.length] : [firstAfter(rows, time, after), firstAfter(rows, time, until)];
  const fits = (row: Row) => (wanted?.(row) ?? true) && (within?.(row, after, until) ?? true);
  const plain = wanted === undefined && within === undefined;
  if (flag(fields, "with_cursor") || text(fields, "cursor") !== undefined) {
    if (text(fields, "ofs") !== undefined) throw invalidArgument("ofs");
    const limit = Math.min(whole(fields, "limit", 1, 65_535) ?? PAGE, MOST);
    return byCursor(rows, from, Math.min(to, cursorOf(fields) ?? to), limit, fits);
  }
  const skip = whole(fields, "ofs", 0, Number.MAX_SAFE_INTEGER) ?? 0;
  const counted = !flag(fields, "without_count");
  if (plain) {
    const end = Math.max(from, to - skip);
    return { rows: rows.slice(Math.max(from, end - PAGE), end).reverse(), more: { count: counted ? to - from : 0 } };
  }
  const found: Row[] = [];
  let count = 0;
  for (let at = to - 1; at >= from && (counted || found.length < PAGE); at--) {
    const row = rows[at];
    if (row === undefined || !fits(row)) continue;
    count++;
    if (count > skip && found.length < PAGE) found.push(row);
  }
  return { rows: found, more: { count: counted ? count : 0 } };
}

function byCursor<Row>(
  rows: readonly Row[],
  from: number,
  to: number,
  limit: number,
  fits: (row: Row) => boolean,
): Page<Row> {
  const found: Row[] = [];
  let at = to - 1;
  for (; at >= from && found.length < limit; at--) {
    const row = rows[at];
    if (row !== undefined && fits(row)) found.push(row);
  }
  for (; at >= from; at--) {
    const row = rows[at];
    if (row !== undefined && fits(row)) return { rows: found, more: { cursor: { next: btoa(`before:${at + 1}`) } } };
  }
  return { rows: found, more: { cursor: {} } };
}

/** Index that a page ends before. Rows are only ever added, so it stays what it is. */
function cursorOf(fields: Fields): number | undefined {
  const cursor = text(fields, "cursor");
  if (cursor === undefined) return undefined;
  let read: string;
  try {
    read = atob(cursor);
  } catch {
    throw invalidArgument("cursor");
  }
  const [, index = ""] = /^before:(\d{1,15})$/.exec(read) ?? [];
  if (index === "") throw invalidArgument("cursor");
  return Number(index);
}

function bound(fields: Fields, name: string, timeOf: (id: string) => bigint | undefined): bigint | undefined {
  const value = text(fields, name);
  if (value === undefined || value === "0") return undefined;
  const [, whole = "", fraction = ""] = /^(\d{1,12})(?:\.(\d*))?$/.exec(value) ?? [];
  if (whole !== "") return BigInt(whole) * 1_000_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, "0"));
  const time = timeOf(value);
  if (time === undefined) throw invalidArgument(name);
  return time;
}

/** Index of the first row after a time. */
function firstAfter<Row>(rows: readonly Row[], time: (row: Row) => bigint, ns: bigint): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && time(row) <= ns) low = middle + 1;
    else high = middle;
  }
  return low;
}

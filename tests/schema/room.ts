/** Checks an area of the recordings against a room's types. Shared by the tests of all rooms; the tables are theirs. */

import type { Machine } from "./machine.ts";
import { type Payload, payloadsOf } from "./payloads.ts";
import type { Placed } from "./sources.ts";

/** One source, or several of which one must fit (an answer that depends on the parameters). */
export type Sources = string | readonly string[];

/** What a payload is once its envelope is off. */
export interface Unwrapped {
  /** What is wrong with the envelope. */
  readonly problems: readonly string[];
  /** Whether {@linkcode result} is to be checked. */
  readonly answered: boolean;
  /** The part our type describes. */
  readonly result: unknown;
}

/** A room's table. */
export interface RoomTable {
  /** Folder of the recordings: `"spot-rest"`. */
  readonly area: string;
  /** The type a payload must have: by its folder for REST, by its channel and kind for WebSocket; none fails. */
  typeOf(payload: Payload): Sources | undefined;
  /** Folders with error answers only. */
  readonly errors: readonly string[];
  /** Payloads that cannot fit (path from the recordings' root, with `:line` for lines) → why. Few! */
  readonly weak: Readonly<Record<string, string>>;
  /** Takes the envelope off. */
  unwrap(payload: Payload): Unwrapped;
}

/** What a run found. */
export interface RoomReport {
  /** Payloads looked at. */
  readonly checked: number;
  /** Those with an error and no result. */
  readonly errors: number;
  /** Those assembled from examples that only fit with fields missing. */
  readonly incomplete: number;
  /** Everything wrong, one line each. */
  readonly problems: readonly string[];
}

/** The recording folder of an endpoint by the collection's rule: the path behind the base, `/` and braces as `-`. */
export function folderOf(path: string, bases: readonly string[]): string {
  const base = bases.find((each) => path.startsWith(each)) ?? "";
  return path.slice(base.length).replaceAll(/[{}]/g, "").replaceAll("/", "-");
}

/** Folder → endpoint for a whole room, by {@linkcode folderOf}, with what does not follow the rule given by hand. */
export function typesOf(
  placed: readonly Placed[],
  bases: readonly string[],
  byHand: Readonly<Record<string, Sources>> = {},
): Map<string, Sources> {
  const types = new Map<string, Sources>(
    placed.map(({ source, endpoint }) => [folderOf(endpoint.path, bases), source]),
  );
  for (const [folder, source] of Object.entries(byHand)) types.set(folder, source);
  return types;
}

function matched(
  machine: Machine,
  sources: Sources,
  payload: Payload,
  result: unknown,
): [string[], incomplete: boolean] {
  const all = typeof sources === "string" ? [sources] : sources;
  const strict = all.map((source) => machine.check(source)(result));
  const best = strict.reduce((a, b) => a.length <= b.length ? a : b);
  if (best.length === 0 || !payload.assembled) return [best, false];
  const loose = all.map((source) => machine.check(source, { missing: true })(result));
  return [loose.reduce((a, b) => a.length <= b.length ? a : b), true];
}

/** Checks every payload of the area. */
export function checkRoom(
  machine: Machine,
  table: RoomTable,
  payloads: Iterable<Payload> = payloadsOf(table.area),
): RoomReport {
  const problems: string[] = [];
  const unused = new Set(Object.keys(table.weak));
  let [checked, errors, incomplete] = [0, 0, 0];
  for (const payload of payloads) {
    checked++;
    const unwrapped = table.unwrap(payload);
    const found = [...unwrapped.problems];
    const sources = table.typeOf(payload);
    if (!unwrapped.answered) {
      errors++;
    } else if (table.errors.includes(payload.folder)) {
      found.push("must be an error: it has a result");
    } else if (sources === undefined) {
      found.push(`has no type: neither endpoint nor table stands for the folder '${payload.folder}'`);
    } else {
      const [wrong, lacking] = matched(machine, sources, payload, unwrapped.result);
      found.push(...wrong);
      if (lacking) incomplete++;
    }
    if (payload.where in table.weak) {
      unused.delete(payload.where);
      if (found.length === 0) problems.push(`${payload.where}: fits, so it must leave the list of weak payloads`);
    } else {
      for (const problem of found.slice(0, 5)) problems.push(`${payload.where}: ${problem}`);
      if (found.length > 5) problems.push(`${payload.where}: … and ${found.length - 5} more`);
    }
  }
  for (const path of unused) problems.push(`${path}: is listed as weak and is not among the recordings`);
  return { checked, errors, incomplete, problems };
}

/** One line for the log: how much was looked at. */
export function summary({ area }: RoomTable, { checked, errors, incomplete, problems }: RoomReport): string {
  return `${area}: ${checked} payloads checked, ${errors} of them errors, ` +
    `${incomplete} assembled examples with fields missing, ${problems.length} problems`;
}

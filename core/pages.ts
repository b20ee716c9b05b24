/** Walking a list that comes in pages: one window, no row twice, none missing without saying so, and resumable. */

import type { CallOptions } from "./endpoint.ts";
import { KrakenError } from "./errors.ts";
import { knownOptions, namesOf } from "./options.ts";

/** How one list is paged, as data: what differs between one endpoint and the next. */
export interface Paging<Params, Result, Item> {
  /** Kraken's name of the endpoint, for messages and to tell states apart. */
  readonly name: string;
  /** Whether rows come newest first. */
  readonly newestFirst: boolean;
  /**
   * The first request: the window closed (whatever happens during the walk would shift every later page), pages as
   * large as Kraken gives them, and only values that JSON carries.
   */
  first(params: Params, nowMs: number): Params;
  /** The rows of an answer. */
  rows(result: Result): readonly Item[];
  /** What identifies a row, since pages may overlap. */
  id(item: Item): string;
  /** How many rows the walk will hand out, where the answer to its first request says. */
  total?(result: Result, request: Params): number | undefined;
  /** The request after this answer; none after the last page. */
  next(result: Result, at: Position<Params>): Params | undefined;
}

/** Where a walk is when it asks for the next request. */
export interface Position<Params> {
  /** The request that was answered. */
  readonly request: Params;
  /** Rows in the answer, repeated ones included. */
  readonly received: number;
  /** Rows handed out so far, these included and each once. */
  readonly rows: number;
  /** How many there will be, as far as the first answer has said. */
  readonly total: number | undefined;
  /** When the walk began, Unix milliseconds. */
  readonly startedAt: number;
}

/** Where a walk is: plain data that survives `JSON.stringify`. Pass it as `resume` to go on. */
export interface PagesState<Params> {
  /** {@linkcode Paging.name} of the list. */
  readonly name: string;
  /** The next request; `null` when the walk is done. */
  readonly next: Params | null;
  /** Pages read. */
  readonly pages: number;
  /** Rows handed out, each once. */
  readonly rows: number;
  /** Rows there will be; `null` when Kraken has not said. */
  readonly total: number | null;
  /** When the walk began, Unix milliseconds: rows that came later are not part of it. */
  readonly startedAt: number;
  /** Ids of the last page, by which repeated rows are known. */
  readonly last: readonly string[];
}

/** What {@linkcode PagesOptions.onProgress} is told after each page. */
export interface PagesProgress {
  /** {@linkcode Paging.name} of the list. */
  readonly name: string;
  /** Pages read. */
  readonly pages: number;
  /** Rows handed out. */
  readonly rows: number;
  /** Rows there will be, where Kraken says. */
  readonly total: number | undefined;
  /** Whether that was the last page. */
  readonly done: boolean;
}

/** Options of {@linkcode pages}; those of a call go into every call. */
export interface PagesOptions<Params> extends CallOptions {
  /** State of an earlier walk, to go on after its last page; the parameters are then those of that walk. */
  resume?: PagesState<Params> | undefined;
  /** Called after each page. */
  onProgress?: ((progress: PagesProgress) => void) | undefined;
  /** Fail when the rows are not as many as Kraken counted. @default {true} */
  checkCount?: boolean | undefined;
  /** Clock that closes the window, Unix milliseconds. @default {Date.now} */
  now?: (() => number) | undefined;
}

/** A list as its pages. Leaving a loop is fine: the next one goes on with the page after. */
export interface Pages<Params, Item> extends AsyncIterable<readonly Item[]> {
  /** Where it is now, counting the page handed out last as dealt with. */
  readonly state: PagesState<Params>;
  /**
   * Every row that is left, in one array.
   *
   * @throws {IncompleteError} when they are not as many as Kraken counted; it carries them.
   */
  all(options?: AllOptions): Promise<Item[]>;
}

/** Options of {@linkcode Pages.all}. */
export interface AllOptions {
  /** Turn the rows round where Kraken has the newest first. @default {false} */
  oldestFirst?: boolean | undefined;
}

const OPTIONS = namesOf<PagesOptions<unknown>>({
  signal: true,
  timeoutMs: true,
  extra: true,
  otp: true,
  resume: true,
  onProgress: true,
  checkCount: true,
  now: true,
});

/** The walk ended with fewer or more rows than Kraken counted. */
export class IncompleteError extends KrakenError {
  static {
    this.prototype.name = "IncompleteError";
  }
  /** Rows that came. */
  readonly received: number;
  /** Rows that Kraken counted. */
  readonly expected: number;
  /** The rows themselves when they were asked for with `all()`, in Kraken's order; else none. */
  readonly rows: readonly unknown[];

  /** Names the list and both figures. */
  constructor(name: string, { received, expected, rows = [] }: {
    received: number;
    expected: number;
    rows?: readonly unknown[];
  }) {
    super(`${name}: ${received} rows came of ${expected} that Kraken counted`, {
      retryable: true,
      advice: "Walk again with a smaller window, or pass checkCount: false to accept it",
    });
    this.received = received;
    this.expected = expected;
    this.rows = rows;
  }
}

/**
 * Walks a list page by page, by any bound call. Nothing is sent before the first page is asked for.
 *
 * @example
 * ```ts
 * import { type Paging, pages } from "./pages.ts";
 *
 * const letters = ["a", "b", "c"];
 * const call = ({ at = 0 }: { at?: number }) => Promise.resolve({ letter: letters[at] ?? "", more: at < 2 });
 * const paging: Paging<{ at?: number }, { letter: string; more: boolean }, string> = {
 *   name: "Letters",
 *   newestFirst: false,
 *   first: (params) => params,
 *   rows: ({ letter }) => [letter],
 *   id: (letter) => letter,
 *   next: ({ more }, { request: { at = 0 } }) => more ? { at: at + 1 } : undefined,
 * };
 * for await (const page of pages(call, {}, paging)) console.log(page);
 * ```
 *
 * @throws {RangeError} for a state of another list.
 * @throws {TypeError} for an option that does not exist, here or of `all()`.
 */
export function pages<Params extends object, Result, Item>(
  call: (params: NoInfer<Params>, options?: CallOptions) => Promise<NoInfer<Result>>,
  params: NoInfer<Params>,
  paging: Paging<Params, Result, Item>,
  given: PagesOptions<NoInfer<Params>> = {},
): Pages<Params, Item> {
  knownOptions("pages", given, OPTIONS);
  const { resume, onProgress, checkCount = true, now = Date.now, ...options } = given;
  const { name } = paging;
  if (resume && resume.name !== name) {
    throw new RangeError(`Cannot go on with ${name} as the state is of another list: ${resume.name}`);
  }
  let state: PagesState<Params> = resume ?? begin(paging, params, now());
  let busy = false;

  async function read(request: Params): Promise<readonly Item[]> {
    options.signal?.throwIfAborted();
    const result = await call(request, options);
    const received = paging.rows(result);
    const seen = new Set(state.last);
    const fresh: Item[] = [];
    for (const row of received) {
      const id = paging.id(row);
      if (!seen.has(id)) fresh.push(row);
      seen.add(id);
    }
    const rows = state.rows + fresh.length;
    const total = state.pages === 0 ? paging.total?.(result, request) : state.total ?? undefined;
    const next = paging.next(result, { request, received: received.length, rows, total, startedAt: state.startedAt }) ??
      null;
    if (next && JSON.stringify(next) === JSON.stringify(request)) {
      throw new KrakenError(`${name}: the way to the next page leads back to this one, after ${rows} rows`);
    }
    state = {
      ...state,
      next,
      total: total ?? null,
      pages: state.pages + 1,
      rows,
      last: received.map((row) => paging.id(row)),
    };
    onProgress?.({ name, pages: state.pages, rows, total, done: next === null });
    return fresh;
  }

  async function* walk(): AsyncGenerator<readonly Item[], void, void> {
    if (busy) throw new TypeError(`Cannot walk ${name} as another loop is walking it: begin a walk of its own`);
    busy = true;
    try {
      while (state.next) {
        const rows = await read(state.next);
        if (rows.length > 0) yield rows;
      }
    } finally {
      busy = false;
    }
    const { rows: received, total: expected } = state;
    if (checkCount && expected !== null && received !== expected) {
      throw new IncompleteError(name, { received, expected });
    }
  }

  return {
    get state() {
      return state;
    },
    [Symbol.asyncIterator]: walk,
    async all(how = {}) {
      knownOptions("all", how, ["oldestFirst"]);
      const { oldestFirst = false } = how;
      const rows: Item[] = [];
      try {
        for await (const page of walk()) for (const row of page) rows.push(row);
      } catch (error) {
        if (!(error instanceof IncompleteError)) throw error;
        throw new IncompleteError(name, { received: error.received, expected: error.expected, rows });
      }
      return oldestFirst && paging.newestFirst ? rows.reverse() : rows;
    },
  };
}

function begin<Params, Result, Item>(
  { name, first }: Paging<Params, Result, Item>,
  params: Params,
  startedAt: number,
): PagesState<Params> {
  return { name, next: first(params, startedAt), pages: 0, rows: 0, total: null, startedAt, last: [] };
}

/**
 * What must hold between the parameters of a Spot call. A rule gives the end of "Cannot call AmendOrder as …", or nothing.
 *
 * Only what Kraken states is a rule: a combination it might accept is left for it to judge. Codecs have run before, so
 * every value is well formed. The rules of orders are in `trading/_rules.ts`.
 */

/** The end of the sentence when the rule is broken, else `undefined`. */
export type Rule<Params> = (params: Params) => string | undefined;

const isGiven = (params: object, name: string): boolean =>
  (params as Readonly<Record<string, unknown>>)[name] !== undefined;

const listed = (names: readonly string[]): string => {
  const quoted = names.map((name) => `'${name}'`);
  return quoted.length < 2 ? quoted.join() : `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
};

/** The first of the rules that is broken. */
export function allOf<Params>(...rules: readonly Rule<Params>[]): Rule<Params> {
  return (params) => {
    for (const rule of rules) {
      const broken = rule(params);
      if (broken !== undefined) return broken;
    }
    return undefined;
  };
}

/** One of the two must be given, and not both. */
export function exactlyOneOf(one: string, other: string): Rule<object> {
  return (params) =>
    isGiven(params, one) !== isGiven(params, other)
      ? undefined
      : `exactly one of '${one}' and '${other}' must be given: ${isGiven(params, one) ? "both are" : "neither is"}`;
}

/** One of the names may be given, or none. */
export function atMostOneOf(...names: readonly string[]): Rule<object> {
  return (params) => {
    const given = names.filter((name) => isGiven(params, name));
    return given.length < 2 ? undefined : `${listed(given)} must not be given together`;
  };
}

/** A name that is worth nothing without another. */
export function needs(name: string, other: string): Rule<object> {
  return (params) =>
    isGiven(params, name) && !isGiven(params, other) ? `'${other}' is missing: '${name}' needs it` : undefined;
}

/** Old lists: an offset and a cursor are two ways to walk, of which a call takes one. */
export function offsetOrCursor(
  { ofs, with_cursor, cursor }: { ofs?: number; with_cursor?: boolean; cursor?: string },
): string | undefined {
  if (ofs === undefined || (cursor === undefined && !with_cursor)) return undefined;
  const other = cursor === undefined ? "with_cursor" : "cursor";
  return `'ofs' and '${other}' must not be given together: Kraken pages by offset or by cursor`;
}

const FILTERS = [
  "asset[class]",
  "asset[name]",
  "scope[method_id]",
  "scope[network_id]",
  "scope[network_group_id]",
  "status",
  "status[list][i]",
  "status[range][start]",
  "status[range][end]",
  "start_time",
  "end_time",
];

/** Funding (Beta): a cursor brings the filters of its first page along. */
const cursorAlone: Rule<{ cursor?: string }> = (params) => {
  if (params.cursor === undefined) return undefined;
  const given = FILTERS.filter((name) => isGiven(params, name));
  return given.length === 0
    ? undefined
    : `${listed(given)} must be left out beside 'cursor', which keeps the filters of the first page`;
};

/** Filters of the lists of Funding (Beta). */
export const fundingFilters: Rule<{ cursor?: string }> = allOf<{ cursor?: string }>(
  atMostOneOf("scope[method_id]", "scope[network_id]", "scope[network_group_id]"),
  needs("asset[name]", "asset[class]"),
  atMostOneOf("status[list][i]", "status[range][start]"),
  atMostOneOf("status[list][i]", "status[range][end]"),
  cursorAlone,
);

/** Renaming an address: to what? */
export function somethingToUpdate(
  { name, description }: { name?: string; description?: string },
): string | undefined {
  if (name !== undefined || description !== undefined) return undefined;
  return "'name' and 'description' are both missing: there is nothing to change";
}

const CANCELS = 50;

/** Cancelling by ids of both kinds: how many they may be together. Kraken counts an id that stands there twice once. */
export function idsToCancel(
  { orders = [], cl_ord_ids = [] }: { orders?: readonly (string | number)[]; cl_ord_ids?: readonly string[] },
): string | undefined {
  const count = new Set(orders).size + new Set(cl_ord_ids).size;
  if (count === 0) return "'orders' and 'cl_ord_ids' are both missing: at least one id must be given";
  if (count > CANCELS) return `'orders' and 'cl_ord_ids' must have at most ${CANCELS} ids together: they have ${count}`;
  return undefined;
}

/** Codecs of the query that all event calls share. */

import { type Codecs, integer, oneOf, text } from "../../core/codecs.ts";
import { unixMs } from "../_codecs.ts";
import type { AccountHistoryQuery, HistoryQuery } from "./_types.ts";

export const historyQuery: Codecs<HistoryQuery> = {
  since: unixMs,
  before: unixMs,
  sort: oneOf(["asc", "desc"]),
  continuation_token: text,
  count: integer(1),
};

export const accountHistoryQuery: Codecs<AccountHistoryQuery> = { ...historyQuery, tradeable: text };

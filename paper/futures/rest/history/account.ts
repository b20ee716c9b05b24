/** What happened to the account: executions, orders, triggers, positions, and the account log. */

import type { AccountLogResult } from "../../../../futures/history/account_log.ts";
import type { HistoryElement } from "../../../../futures/history/_types.ts";
import type { PositionUpdate } from "../../../../futures/history/positions.ts";
import { csvHeader, csvLine, type LogRow, logRow } from "../../log.ts";
import type { FuturesAccount } from "../../account.ts";
import { choice, flag, optional, type PrivateCall, type Reply, whole } from "../call.ts";
import { invalidArgument } from "../refusal.ts";
import { indexAt, joined, page, type Series } from "./series.ts";

const owner = ({ account }: PrivateCall) => ({ accountUid: account.uid });
const when = ({ timestamp }: HistoryElement<unknown>) => timestamp;

/** The filter of the parameter `tradeable`. */
function ofContract({ fields }: PrivateCall): (tradeable: string) => boolean {
  const wanted = optional(fields, "tradeable")?.toUpperCase();
  return (tradeable) => wanted === undefined || tradeable === wanted;
}

/** The filters `opened` and `closed`: none wants all, else what one of them names. */
function byKind({ fields }: PrivateCall): (opens: boolean, closes: boolean) => boolean {
  const [opened, closed] = [flag(fields, "opened"), flag(fields, "closed")];
  if (!opened && !closed) return () => true;
  return (opens, closes) => (opened === true && opens) || (closed === true && closes);
}

/** `GET /executions`. */
export function executions(call: PrivateCall): Reply {
  const { past, executionEvents } = call.account;
  const wanted = ofContract(call);
  return page(call, joined(past.fills, past.execution, executionEvents, when), owner(call), (event) => {
    const { execution } = "execution" in event ? event.execution : event.Execution;
    return wanted(execution.order?.tradeable ?? "");
  });
}

/** `GET /orders`. */
export function orders(call: PrivateCall): Reply {
  const { past, orderEvents } = call.account;
  const wanted = ofContract(call);
  const kind = byKind(call);
  return page(call, joined(past.orders, past.order, orderEvents, when), owner(call), (event) => {
    if ("OrderNotFound" in event) return false;
    if ("OrderPlaced" in event) return wanted(event.OrderPlaced.order.tradeable) && kind(true, false);
    if ("OrderUpdated" in event) {
      const { newOrder, reason } = event.OrderUpdated;
      return wanted(newOrder.tradeable) && kind(false, reason === "full_fill");
    }
    if ("OrderEditRejected" in event) return wanted(event.OrderEditRejected.oldOrder.tradeable) && kind(false, false);
    const { order } = "OrderCancelled" in event ? event.OrderCancelled : event.OrderRejected;
    return wanted(order.tradeable) && kind(false, true);
  });
}

/** `GET /triggers`. */
export function triggers(call: PrivateCall): Reply {
  const wanted = ofContract(call);
  const kind = byKind(call);
  const series = joined(0, () => undefined as never, call.account.triggerEvents, when);
  return page(call, series, owner(call), (event) => {
    if ("OrderTriggerPlaced" in event) return wanted(event.OrderTriggerPlaced.order.tradeable) && kind(true, false);
    if ("OrderTriggerUpdated" in event) {
      return wanted(event.OrderTriggerUpdated.newOrderTrigger.tradeable) && kind(false, false);
    }
    if ("OrderTriggerEditRejected" in event) {
      return wanted(event.OrderTriggerEditRejected.oldOrderTrigger.tradeable) && kind(false, false);
    }
    const { order } = "OrderTriggerCancelled" in event ? event.OrderTriggerCancelled : event.OrderTriggerActivated;
    return wanted(order.tradeable) && kind(false, true);
  });
}

const CHANGES = {
  opened: "open",
  closed: "close",
  increased: "increase",
  decreased: "decrease",
  reversed: "reverse",
  no_change: "noChange",
} as const;
const REASONS = { trades: "trade", funding_realization: "fundingRealisation", settlement: "settlement" } as const;

/** `GET /positions`: filters of one group are joined by "or", the two groups by "and". */
export function positions(call: PrivateCall): Reply {
  const { past, positionEvents } = call.account;
  const wanted = ofContract(call);
  const chosen = (names: Readonly<Record<string, string>>) =>
    Object.entries(names).filter(([name]) => flag(call.fields, name)).map(([, value]) => value);
  const [changes, reasons] = [chosen(CHANGES), chosen(REASONS)];
  const fits = ({ positionChange, updateReason, tradeable }: PositionUpdate) =>
    wanted(tradeable) && (changes.length === 0 || changes.includes(positionChange)) &&
    (reasons.length === 0 || reasons.includes(updateReason));
  const series = joined(past.positions, past.position, positionEvents, when);
  return page(call, series, owner(call), ({ PositionUpdate }) => fits(PositionUpdate));
}

/** All rows of an account's log, the seeded ones first. */
export function logOf({ past, log }: FuturesAccount): Series<LogRow> {
  return joined(past.rows, past.row, log, ({ ms }) => ms);
}

const MOST_ROWS = 100_000;

/** `GET /account-log`. */
export function accountLog(call: PrivateCall): Reply {
  const { fields, account } = call;
  const sort = choice(fields, "sort", ["asc", "desc"]) ?? "desc";
  const count = whole(fields, "count", 1) ?? 500;
  if (count > MOST_ROWS) throw invalidArgument("count");
  const [from, to] = [whole(fields, "from", 1) ?? 1, whole(fields, "to", 1) ?? Infinity];
  const [since, before] = [whole(fields, "since"), whole(fields, "before")];
  const kinds = fields.getAll("info");
  const conversions = flag(fields, "conversion_details") ?? false;
  const rows = logOf(account);
  const byId = { length: rows.length, at: rows.at, ms: (index: number) => rows.at(index).id };
  const first = Math.max(since === undefined ? 0 : indexAt(rows, since), indexAt(byId, from));
  const end = Math.min(
    before === undefined ? rows.length : indexAt(rows, before),
    to === Infinity ? rows.length : indexAt(byId, to + 1),
  );
  const result: AccountLogResult = { accountUid: account.uid, logs: [] };
  const step = sort === "asc" ? 1 : -1;
  for (let index = step > 0 ? first : end - 1; index >= first && index < end; index += step) {
    if (result.logs.length === count) break;
    const row = rows.at(index);
    if (kinds.length === 0 || kinds.includes(row.info)) result.logs.push(logRow(row, conversions));
  }
  return { body: result };
}

const CHUNK = 500;

/** `GET /accountlogcsv`: newest first, made while it is read. */
export function accountLogCsv(call: PrivateCall): Reply {
  const conversions = flag(call.fields, "conversion_details") ?? false;
  const rows = logOf(call.account);
  const last = Math.max(0, rows.length - call.csvRows);
  const encoder = new TextEncoder();
  let index = rows.length - 1;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => controller.enqueue(encoder.encode(`${csvHeader(conversions)}\n`)),
    pull(controller) {
      const lines: string[] = [];
      for (; index >= last && lines.length < CHUNK; index--) lines.push(csvLine(rows.at(index), conversions));
      if (lines.length > 0) controller.enqueue(encoder.encode(`${lines.join("\n")}\n`));
      else controller.close();
    },
  });
  return { stream, headers: { "content-type": "text/csv; charset=utf-8" } };
}

/** Batches: each instruction by itself, in their order. */

import type { BatchStatus } from "../../../../futures/trading/batch_order.ts";
import { isTooDeep } from "../../../rest/nesting.ts";
import type { Outcome } from "../../engine/engine.ts";
import { iso } from "../../engine/shapes.ts";
import { needed, type PrivateCall } from "../call.ts";
import { invalidArgument, refused } from "../refusal.ts";
import { type Fields, TermsProblem } from "./terms.ts";
import { cancelBy, editOne, sendOne } from "./trading.ts";

type Instruction = Readonly<Record<string, unknown>>;

/** Statuses that a batch words in another way. */
const WORDS: Readonly<Record<string, string>> = { clientOrderIdTooBig: "clientOrderIdTooLong" };

/** The instructions of the parameter `json`; numbers stay the text they were written with. */
export function instructions(text: string): readonly Instruction[] {
  if (isTooDeep(text)) throw refused("Json Parse Error");
  let read: unknown;
  try {
    read = JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown);
  } catch (error) {
    if (error instanceof SyntaxError) throw refused("Json Parse Error");
    throw error;
  }
  const list = (read as { batchOrder?: unknown } | null)?.batchOrder;
  if (!Array.isArray(list) || !list.every((each) => typeof each === "object" && each !== null)) {
    throw invalidArgument("json");
  }
  return list;
}

function keepDigits(_key: string, value: unknown, { source }: { source?: string }): unknown {
  return typeof value === "number" ? source ?? String(value) : value;
}

/** What a batch costs: 9 and one for each instruction; one that cannot be read costs 10. */
export function batchCost(fields: URLSearchParams): number {
  const text = fields.get("json");
  if (text === null) return 10;
  // Counting is all that is wanted here; what is wrong with it is said when it is handled.
  return 9 + Math.max(1, text.match(/"order"\s*:/g)?.length ?? 1);
}

/** `POST /batchorder`. */
export function batchOrder(call: PrivateCall): { batchStatus: BatchStatus[] } {
  const list = instructions(needed(call.fields, "json"));
  const processBefore = call.fields.get("processBefore") ?? undefined;
  return { batchStatus: list.map((instruction) => row(call, instruction, processBefore)) };
}

function row(call: PrivateCall, instruction: Instruction, processBefore: string | undefined): BatchStatus {
  const fields: Fields = (name) => {
    const value = name === "processBefore" ? processBefore : instruction[name];
    return value === undefined || value === null || value === "" ? undefined : String(value);
  };
  const { status, events, order } = run(call, instruction, fields);
  const id = order?.id ?? fields("order_id");
  const clientId = order?.clientId ?? fields("cliOrdId");
  return {
    status: WORDS[status] ?? status,
    ...(fields("order_tag") === undefined ? {} : { order_tag: fields("order_tag") ?? null }),
    ...(id === undefined ? {} : { order_id: id }),
    ...(clientId === undefined ? {} : { cliOrdId: clientId }),
    dateTimeReceived: iso(call.ms),
    orderEvents: events,
  };
}

function run(call: PrivateCall, instruction: Instruction, fields: Fields): Outcome {
  try {
    switch (instruction["order"]) {
      case "send":
        return sendOne(call, fields);
      case "edit":
        return editOne(call, fields, "order_id");
      case "cancel":
        return cancelBy(call, fields);
      default:
        throw invalidArgument("json");
    }
  } catch (error) {
    // A bad row stops neither the rows before it nor those after.
    if (error instanceof TermsProblem) return { status: error.status, events: [] };
    throw error;
  }
}

/** Looking for lost withdrawals, transfers and moves in Earn. */

import { compareDecimals, isDecimal, plain } from "../core/decimal.ts";
import { ApiError } from "../core/errors.ts";
import type { LedgerEntry, LedgersParams } from "../spot/account/mod.ts";
import { absolute, add } from "./_exact.ts";
import type { Finding, Look } from "./_look.ts";
import type { LostMoved, LostNotFound } from "./outcome.ts";

type Outcome = LostMoved | LostNotFound;

// With room for the whole seconds of Kraken's clock.
const BEFORE_MS = 2_000;
const PAGE = 50;

const AGAIN = "A request that is held up on its way could still arrive: look again before you send it anew";

function amountOf({ request: { params } }: Look): string {
  const { amount } = params;
  return typeof amount === "number" ? plain(amount) : String(amount);
}

const equal = (a: string, b: string) => isDecimal(a) && isDecimal(b) && compareDecimals(a, b) === 0;

function missing(note: string): Finding<LostNotFound> {
  return { final: false, outcome: { state: "not found", certain: false, note: `${note}. ${AGAIN}` } };
}

/** Ledger entries since the request left. */
async function entries(
  { source: { account }, call, sentAt }: Look,
  filter: Pick<LedgersParams, "asset" | "aclass" | "type">,
): Promise<[id: string, entry: LedgerEntry][]> {
  const start = Math.floor((sentAt - BEFORE_MS) / 1000) - 1;
  const found: [string, LedgerEntry][] = [];
  for (let ofs = 0;; ofs += PAGE) {
    const window = { ...filter, start, without_count: true };
    const page = Object.entries((await account.ledgers(ofs === 0 ? window : { ...window, ofs }, call)).ledger);
    found.push(...page);
    if (page.length < PAGE) break;
  }
  return found.filter(([, { time }]) => time * 1000 >= sentAt - BEFORE_MS);
}

/** A lost Withdraw: asset, saved address and amount, which is asked for with the fee and listed without. */
export async function lostWithdrawal(look: Look): Promise<Finding<Outcome>> {
  const { source: { funding }, request: { params }, call, sentAt } = look;
  const { asset, aclass, key } = params;
  const amount = amountOf(look);
  const answer = await funding.withdrawStatus({
    ...(typeof asset === "string" && { asset }),
    ...(aclass === "tokenized_asset" && { aclass }),
    start: Math.floor((sentAt - BEFORE_MS) / 1000) - 1,
  }, call);
  const list = Array.isArray(answer) ? answer : answer.withdrawals ?? answer.withdrawal ?? [];
  const fitting = list.filter((each) =>
    each.time * 1000 >= sentAt - BEFORE_MS - 1000 && (each.key === undefined || each.key === key) &&
    (equal(add(each.amount, each.fee), amount) || equal(each.amount, amount))
  );
  const [first, ...others] = fitting;
  if (!first) return missing(`no withdrawal of ${amount} ${asset} to ${key} since then is listed`);
  const more = others.length > 0 ? `; ${fitting.length} such withdrawals are listed, so check that all are meant` : "";
  const note = `found by asset, amount and time; it is ${first.status}${more}`;
  return { final: true, outcome: { state: "moved", refid: first.refid, record: first, note } };
}

/** A lost WalletTransfer or AccountTransfer: a ledger entry over the same amount. */
export async function lostTransfer(look: Look): Promise<Finding<Outcome>> {
  const { request: { endpoint, params } } = look;
  const asset = String(params["asset"]);
  const amount = amountOf(look);
  const aclass = params["asset_class"] === "tokenized_asset" ? { aclass: "tokenized_asset" } : {};
  const toFutures = endpoint.name === "WalletTransfer";
  const found = (await entries(look, { asset, type: "transfer", ...aclass })).find(([, entry]) =>
    equal(absolute(entry.amount), amount) && (!toFutures || entry.amount.startsWith("-"))
  );
  if (!found) {
    return missing(
      `the ledger has no transfer of ${amount} ${asset} since then` +
        (toFutures ? "" : " (one between two subaccounts shows in their ledgers only)"),
    );
  }
  const [id, entry] = found;
  const note = `found by asset, amount and time in the ledger, entry ${id}`;
  return { final: true, outcome: { state: "moved", refid: entry.refid, record: entry, note } };
}

/** A lost Earn/Allocate or Earn/Deallocate: one move at a time runs in a strategy, and it leaves entries in the ledger. */
export async function lostEarn(look: Look): Promise<Finding<Outcome>> {
  const { source: { earn }, request: { endpoint, params }, call } = look;
  const into = endpoint.name === "Earn/Allocate";
  const strategy = { strategy_id: String(params["strategy_id"]) };
  let failed = "";
  try {
    const status = into ? await earn.allocateStatus(strategy, call) : await earn.deallocateStatus(strategy, call);
    if (status?.pending) {
      const note =
        "a move in this strategy is running; as one runs at a time, it is this one unless you started another";
      return { final: true, outcome: { state: "moved", refid: "", record: status, note } };
    }
  } catch (error) {
    // The last move having failed is told as an error of this question.
    if (!(error instanceof ApiError) || !error.errors.some((text) => text.startsWith("EEarnings"))) throw error;
    failed = `; the last one failed with ${error.errors.join("; ")}`;
  }
  const subtype = into ? "allocation" : "deallocation";
  const amount = amountOf(look);
  const found = (await entries(look, { type: "all" })).find(([, entry]) =>
    entry.subtype === subtype && equal(absolute(entry.amount), amount)
  );
  if (!found) return missing(`no move is running and the ledger has no ${subtype} of ${amount} since then${failed}`);
  const [id, entry] = found;
  const note = `found by amount and time in the ledger, entry ${id}`;
  return { final: true, outcome: { state: "moved", refid: entry.refid, record: entry, note } };
}

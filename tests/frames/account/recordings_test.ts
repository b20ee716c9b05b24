import { assert, assertEquals } from "@std/assert";
import { symbols } from "../../../core/symbols.ts";
import {
  allocationFrame,
  balanceFrame,
  depositFrame,
  extendedBalanceFrame,
  feeFrame,
  fillFrame,
  ledgerFrame,
  marketPositionFrame,
  orderFrame,
  positionFrame,
  strategyFrame,
  withdrawalFrame,
} from "../../../frames/account/mod.ts";
import type { Frame, Row } from "../../../frames/frame.ts";
import { RECORDINGS } from "../../recordings.ts";

const { label, assetLabel } = symbols();
const folder = new URL("spot-rest/", RECORDINGS);
const ignore = !(await Deno.stat(folder).then(() => true, () => false));

// deno-lint-ignore no-explicit-any
type Read = (result: any) => Frame<any>;

/** Endpoint → builder, and for money columns the field of the wire they must repeat letter for letter. */
const ENDPOINTS: Record<string, { read: Read; same: Record<string, string>; in?: string }> = {
  Balance: { read: (result) => balanceFrame(result, {}, assetLabel), same: {} },
  BalanceEx: { read: (result) => extendedBalanceFrame(result, {}, assetLabel), same: { balance: "balance" } },
  OpenOrders: { read: ({ open }) => orderFrame(open, {}, label), same: { volume: "vol", cost: "cost" }, in: "open" },
  ClosedOrders: {
    read: ({ closed }) => orderFrame(closed, {}, label),
    same: { volume: "vol", filled: "vol_exec", fee: "fee" },
    in: "closed",
  },
  QueryOrders: { read: (result) => orderFrame(result, {}, label), same: { volume: "vol" } },
  TradesHistory: {
    read: ({ trades }) => fillFrame(trades, {}, label),
    same: { price: "price", volume: "vol", cost: "cost", fee: "fee", margin: "margin" },
    in: "trades",
  },
  QueryTrades: { read: (result) => fillFrame(result, {}, label), same: { price: "price" } },
  Ledgers: {
    read: ({ ledger }) => ledgerFrame(ledger, {}, assetLabel),
    same: { amount: "amount", fee: "fee", balance: "balance" },
    in: "ledger",
  },
  QueryLedgers: { read: (result) => ledgerFrame(result, {}, assetLabel), same: { amount: "amount" } },
  OpenPositions: {
    read: (result) => Array.isArray(result) ? marketPositionFrame(result, {}, label) : positionFrame(result, {}, label),
    same: { cost: "cost", net: "net" },
  },
  DepositStatus: { read: (result) => depositFrame([result.deposit ?? result].flat()), same: {} },
  WithdrawStatus: { read: (result) => withdrawalFrame([result.withdrawals ?? result].flat()), same: {} },
  TradeVolume: { read: (result) => feeFrame(result, {}, label), same: {} },
  "Earn-Strategies": { read: ({ items }) => strategyFrame(items, {}, assetLabel), same: {} },
  "Earn-Allocations": { read: (result) => allocationFrame(result, {}, assetLabel), same: {} },
};

/** There is nothing else of these. */
const ASSEMBLED_ONLY = new Set(["WithdrawStatus", "Earn-Strategies"]);

for (const [endpoint, { read, same, in: key }] of Object.entries(ENDPOINTS)) {
  Deno.test({
    name: `the builder of ${endpoint} reads every recorded answer and repeats its digits`,
    ignore,
    async fn() {
      let frames = 0;
      for await (const { name } of Deno.readDir(new URL(`${endpoint}/`, folder))) {
        // Put together field by field from a schema: they lack what every real answer has.
        if (name.endsWith("-assembled.json") && !ASSEMBLED_ONLY.has(endpoint)) continue;
        const { result } = JSON.parse(await Deno.readTextFile(new URL(`${endpoint}/${name}`, folder)));
        // The publisher of these three emptied every description.
        if (name.includes("closed_orders_page")) continue;
        if (result === undefined || result === null) continue;
        const frame: Frame<Row> = read(result);
        frames++;
        const rows = (key === undefined ? result : result[key]) as Record<string, Record<string, string>>;
        for (const [column, field] of Object.entries(same)) {
          const wire = Object.values(rows).map((row) => String(row[field] ?? "")).sort();
          assertEquals(frame.text(column).sort(), wire, `${name}: ${column}`);
        }
      }
      assert(frames > 0, "no recorded answer was found");
    },
  });
}

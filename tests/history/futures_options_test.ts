import { assertRejects } from "@std/assert";
import { futuresAccountLog, futuresFills } from "../../history/futures_account.ts";
import { futuresCandles } from "../../history/futures_candles.ts";
import { downloadAccountLog } from "../../history/futures_download.ts";
import { funding } from "../../history/futures_funding.ts";
import { futuresDepth } from "../../history/futures_now.ts";
import { futuresTrades } from "../../history/futures_trades.ts";

const source = { name: "test", now: () => 0 } as never;
const contract = { symbol: "PF_XBTUSD" };

Deno.test("futures history calls refuse options they do not have before any call", async () => {
  const calls: ((options: never) => Promise<unknown>)[] = [
    (options) => futuresFills(source, options),
    (options) => futuresAccountLog(source, options),
    (options) => futuresCandles(source, contract, options),
    (options) => futuresTrades(source, contract, options),
    (options) => funding(source, contract, options),
    (options) => futuresDepth(source, contract, options),
    (options) => downloadAccountLog(source, "never-written.csv", options),
  ];
  for (const call of calls) {
    for (const options of [{ form: "2026" }, "2026", null]) {
      await assertRejects(() => call(options as never), TypeError, "Cannot call ");
    }
  }
});

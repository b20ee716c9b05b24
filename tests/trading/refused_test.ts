/** What order() refuses by itself: nothing may be sent, and the message must say what would do. */

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { order } from "../../trading/order.ts";
import type { OrderRequest } from "../../trading/request.ts";
import { type Answers, desk, LIMIT, NOW, XBTUSD } from "./_desk.ts";

type Wrong = Readonly<Record<string, unknown>>;

async function refused(wrong: Wrong, message: string, answers: Answers = {}): Promise<void> {
  for (const live of [false, true]) {
    const { source, of, asked } = desk(answers);
    const request = Object.fromEntries(
      Object.entries({ ...LIMIT, ...wrong }).filter(([, value]) => value !== undefined),
    );
    const error = await assertRejects(() => order(source, request as unknown as OrderRequest, { live }), Error);
    assertEquals(error instanceof RangeError || error instanceof TypeError, true, `${error.name}: ${error.message}`);
    assertStringIncludes(error.message, message);
    assertStringIncludes(error.message, "Cannot order");
    assertEquals(of("AddOrder").length, 0);
    assertEquals(asked.every(({ name }) => name === "AssetPairs"), true);
  }
}

const iso = (ms: number) => new Date(ms).toISOString();

const CASES: readonly [what: string, wrong: Wrong, message: string][] = [
  [
    "a price off the tick",
    { price: "60000.05" },
    `'price' must be a multiple of 0.1, the tick size of BTC/USD: current value is "60000.05"; the nearest are 60000.0 below and 60000.1 above`,
  ],
  ["a price below the first tick", { price: "0.05", volume: "100" }, "the nearest is 0.1"],
  ["a price off the tick given as number", { price: 60000.123 }, "60000.1 below and 60000.2 above"],
  ["a trigger off the tick", { ordertype: "stop-loss", price: "60000.01" }, "'price' must be a multiple of 0.1"],
  ["a second price off the tick", { ordertype: "stop-loss-limit", price2: "59000.01" }, "'price2' must be a multiple"],
  [
    "a closing price off the tick",
    { "close[ordertype]": "limit", "close[price]": "70000.01" },
    "'close[price]' must be",
  ],
  ["a volume below the minimum", { volume: "0.00009" }, "'volume' must be at least 0.0001 BTC, the minimum of BTC/USD"],
  [
    "a volume with too many decimals",
    { volume: "0.123456789" },
    'at most 8 decimals on BTC/USD: current value is "0.123456789"; the nearest are 0.12345678 below and 0.12345679 above',
  ],
  ["a volume that floats have blurred", { volume: 0.1 + 0.2 }, "0.30000000 below and 0.30000001 above"],
  ["a volume of 30 decimals", { volume: "0.123456789012345678901234567890" }, "at most 8 decimals"],
  [
    "a cost below the minimum",
    { volume: "0.0002", price: "2000" },
    "'volume' must cost at least 0.5 USD, the minimum of BTC/USD: current value is \"0.0002\", which costs 0.4 USD; at 2000 the least is 0.00025 BTC",
  ],
  ["a volume of zero", { volume: 0 }, "'volume' must be above zero"],
  ["a negative volume", { volume: "-0.1" }, "'volume' must be zero or more: current value is \"-0.1\""],
  ["a volume with exponent", { volume: "1e-3" }, "without exponent"],
  ["a volume that is no number", { volume: NaN }, "a finite number"],
  ["an endless volume", { volume: Infinity }, "a finite number"],
  ["a volume with separators", { volume: "1,000" }, "without exponent or separators"],
  ["a volume that is nothing", { volume: null }, "'volume' must be decimal text"],
  ["no volume", { volume: undefined }, "'volume' is missing"],
  ["a negative price", { price: -1 }, "'price' must be above zero"],
  ["no price", { price: undefined }, "'price' is missing: a limit order needs its limit price"],
  ["a misspelt field", { prise: "1" }, "it has no parameter 'prise'; did you mean 'price'?"],
  ["an unknown order type", { ordertype: "stoploss" }, `did you mean "stop-loss"?`],
  ["no order type", { ordertype: undefined }, "'ordertype' is missing"],
  ["a side in capitals", { type: "BUY" }, `did you mean "buy"?`],
  ["no side", { type: undefined }, `'type' is missing: give "buy" or "sell"`],
  ["two sides", { side: "sell" }, "'type' and 'side' say the same and differ"],
  ["no market", { symbol: undefined }, "'symbol' is missing"],
  ["two markets", { pair: "ETHUSD" }, "'symbol' and 'pair' say the same and differ"],
  ["a market that is a number", { symbol: 5 }, "'symbol' must be text"],
  ["an option among the fields", { live: true }, "'live' is an option and not part of the order"],
  ["validate among the fields", { validate: true }, "make a preview and call its validate()"],
  ["a price on a market order", { ordertype: "market" }, "a market order has no price, a limit order does"],
  [
    "a second price on a limit order",
    { price2: "1" },
    "'price2' must not be given for a limit order: the limit price stands in 'price'",
  ],
  [
    "a stop without limit",
    { ordertype: "stop-loss-limit" },
    "'price2' is missing: a stop-loss-limit order needs its limit price",
  ],
  [
    "a stop with a limit",
    { ordertype: "stop-loss", price2: "59000" },
    "'price2' must not be given for a stop-loss order",
  ],
  ["a trailing stop at a price", { ordertype: "trailing-stop" }, `'price' must be a distance with "+" in front`],
  ["a trailing stop with a minus", { ordertype: "trailing-stop", price: "-5%" }, `with "+" in front`],
  [
    "a trailing stop with an absolute limit",
    { ordertype: "trailing-stop-limit", price: "+5%", price2: "1" },
    `'price2' must be an offset from the trigger`,
  ],
  ["a close without type", { "close[price]": "1" }, "'close[ordertype]' is missing"],
  ["a close without price", { "close[ordertype]": "limit" }, "'close[price]' is missing"],
  [
    "an iceberg that shows nothing",
    { ordertype: "iceberg", volume: "1.5" },
    "'displayvol' is missing: an iceberg needs its visible part, at least 0.1",
  ],
  [
    "an iceberg that shows too little",
    { ordertype: "iceberg", volume: "1", displayvol: "0.06" },
    "at least a fifteenth of 'volume', 0.06666667: current value is \"0.06\"",
  ],
  [
    "an iceberg that shows too much",
    { ordertype: "iceberg", displayvol: "0.2" },
    "'displayvol' must be at most 'volume', 0.1",
  ],
  ["a limit that hides a part", { displayvol: "0.1" }, "only icebergs hide a part"],
  [
    "post on a market order",
    { ordertype: "market", price: undefined, oflags: "post" },
    `only limit and iceberg orders can be post-only`,
  ],
  ["post on a stop", { ordertype: "stop-loss-limit", price2: "1000", oflags: "post" }, `only limit and iceberg orders`],
  ["post and at once", { oflags: "post", timeinforce: "IOC" }, "'timeinforce' must not be IOC together with"],
  ["a fee in both", { oflags: ["fcib", "fciq"] }, "one of fcib and fciq"],
  ["an unknown flag", { oflags: "postonly" }, "'oflags' must be one of"],
  ["a volume in quote on a limit", { oflags: "viqc" }, "only market buys take their volume in quote"],
  [
    "a volume in quote on a sell",
    { ordertype: "market", price: undefined, type: "sell", oflags: "viqc" },
    "only market buys",
  ],
  [
    "a volume in quote on margin",
    { ordertype: "market", price: undefined, oflags: "viqc", leverage: 2, volume: "100" },
    "'leverage' must not be given together with",
  ],
  [
    "too little in quote",
    { ordertype: "market", price: undefined, oflags: "viqc", volume: "0.4" },
    "'volume' must be at least 0.5 USD, the minimum cost",
  ],
  ["a trigger signal on a limit", { trigger: "index" }, "'trigger' must not be given for a limit order"],
  [
    "fill-or-kill on a market order",
    { ordertype: "market", price: undefined, timeinforce: "FOK" },
    "only limit orders can be fill-or-kill",
  ],
  ["a date without end", { timeinforce: "GTD" }, "'expiretm' is missing: an order with timeinforce GTD needs its end"],
  [
    "an end without GTD",
    { expiretm: "+3600" },
    `'timeinforce' must be "GTD" when 'expiretm' is given: current value is "GTC"`,
  ],
  ["an end at once", { timeinforce: "GTD", expiretm: "+4" }, "'expiretm' must be at least 5 seconds ahead"],
  [
    "an end in the past",
    { timeinforce: "GTD", expiretm: NOW / 1000 - 10 },
    "'expiretm' must be at least 5 seconds ahead: current value is 2026-11-01T11:59:50Z, now it is 2026-11-01T12:00:00Z",
  ],
  ["an end in two months", { timeinforce: "GTD", expiretm: new Date(NOW + 62 * 86_400_000) }, "at most a month ahead"],
  ["an end in milliseconds", { timeinforce: "GTD", expiretm: NOW }, "looks like milliseconds"],
  ["a start in the past", { starttm: new Date(NOW - 60_000) }, "'starttm' must not be in the past"],
  [
    "a start behind the end",
    { timeinforce: "GTD", starttm: "+60", expiretm: "+30" },
    "'starttm' must be before 'expiretm'",
  ],
  ["a deadline too near", { deadline: new Date(NOW + 1000) }, "'deadline' must be 2 to 60 seconds ahead"],
  ["a deadline too far", { deadline: iso(NOW + 61_000) }, "'deadline' must be 2 to 60 seconds ahead"],
  [
    "a leverage the pair has not",
    { leverage: 7 },
    "'leverage' must be one of 2, 3, 4, 5 for a buy of BTC/USD: current value is 7",
  ],
  ["a leverage sells have not", { type: "sell", leverage: "5:1" }, "'leverage' must be one of 2, 3 for a sell"],
  ["two ids", { cl_ord_id: "mine", userref: 1 }, "'cl_ord_id' and 'userref' exclude each other"],
  ["a long id of one's own", { cl_ord_id: "x".repeat(19) }, "'cl_ord_id' must be a UUID"],
  [
    "a class that is not the pair's",
    { asset_class: "tokenized_asset" },
    "'asset_class' must be left out: BTC/USD is no tokenised asset",
  ],
];

for (const [what, wrong, message] of CASES) {
  Deno.test(`order() refuses ${what} before anything is sent`, () => refused(wrong, message));
}

Deno.test("order() refuses leverage where the pair has no margin", () => {
  const pair = { ...XBTUSD, leverage_buy: [], leverage_sell: [] };
  return refused({ leverage: 2 }, "'leverage' must be left out: BTC/USD has no margin for a buy", {
    AssetPairs: { XXBTZUSD: pair },
  });
});

Deno.test("order() checks by the live tick, not by the bundled list", () => {
  return refused({ price: "60000.5" }, "'price' must be a multiple of 2, the tick size of BTC/USD", {
    AssetPairs: { XXBTZUSD: { ...XBTUSD, tick_size: "2" } },
  });
});

Deno.test("order() names near symbols for one that is not there", async () => {
  const { source, asked } = desk();
  const error = await assertRejects(() => order(source, { ...LIMIT, symbol: "BTC/UDS" }), RangeError);
  assertStringIncludes(error.message, "did you mean BTC/USD");
  assertEquals(asked.length, 0);
});

Deno.test("order() refuses anything but true and false for live, so that no text means yes", async () => {
  for (const live of ["no", 1, null, {}]) {
    const { source, asked } = desk();
    await assertRejects(() => order(source, LIMIT, { live } as never), TypeError, "'live' must be true or false");
    assertEquals(asked.length, 0);
  }
});

Deno.test("order() refuses what is no object", async () => {
  for (const request of [null, undefined, "buy", [LIMIT]]) {
    const { source } = desk();
    await assertRejects(() => order(source, request as never), TypeError, "the order must be an object");
  }
});

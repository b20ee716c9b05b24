import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { isFiat, type LiveListings, type SpotMarket, symbols } from "../../core/symbols.ts";
import { PAIRS, SNAPSHOT } from "../../core/symbols_snapshot.ts";
import { RECORDINGS } from "../recordings.ts";

const names = symbols();

/** An entry of AssetPairs in the documented shape. */
const PAIR = {
  altname: "XBTUSD",
  wsname: "XBT/USD",
  aclass_base: "currency",
  base: "XXBT",
  quote: "ZUSD",
  pair_decimals: 1,
  lot_decimals: 8,
  cost_decimals: 5,
  tick_size: "0.1",
  ordermin: "0.00007",
  costmin: "0.5",
  status: "post_only",
};

async function recorded(path: string): Promise<Record<string, never> | undefined> {
  try {
    const body = JSON.parse(await Deno.readTextFile(new URL(path, RECORDINGS)));
    return body.result !== null && typeof body.result === "object" ? body.result : body;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

Deno.test("symbols().resolve() answers a near miss with the pairs that may be meant, the likeliest first", () => {
  const meant = (text: string) => assertThrows(() => names.resolve(text), RangeError).message.split("?")[0];
  assertEquals(meant("BCT/USD"), 'No market is called "BCT/USD"; did you mean BTC/USD, BAT/USD or BCH/USD');
  assertEquals(meant("XBTUSDD"), 'No market is called "XBTUSDD"; did you mean BTC/USD, BTC/USDT or BTC/USDC');
  assertEquals(meant("ETH/BTCC"), 'No market is called "ETH/BTCC"; did you mean ETH/BTC, ETH/USD or ETH/EUR');
  assertEquals(meant("DOGE/CHF"), 'No market is called "DOGE/CHF"; did you mean DOGE/USD, DOGE/EUR or DOGE/USDT');
  assertEquals(meant("pf_xbtusdt"), 'No market is called "pf_xbtusdt"; did you mean PF_XBTUSD, PI_XBTUSD or PF_ZBTUSD');
});

Deno.test("symbols().resolve() says how old its list is until it has live listings", () => {
  const text = `The bundled list of names is of ${SNAPSHOT.date} and older`;
  assertThrows(() => names.resolve("NONSENSE"), RangeError, `No market is called "NONSENSE". ${text}`);
  const live = symbols({ pairs: { XXBTZUSD: PAIR } });
  const error = assertThrows(() => live.resolve("NONSENSE"), RangeError);
  assertEquals(error.message, 'No market is called "NONSENSE".');
});

Deno.test("symbols().resolve() offers the contract when a tokenised share has no known spot pair", () => {
  assertThrows(() => names.resolve("TSLAx/USD"), RangeError, "did you mean PF_TSLAXUSD?");
});

Deno.test("symbols().resolve() never suggests a delisted pair", () => {
  const delisted = names.markets().filter(({ status }) => status === "delisted").map(({ symbol }) => symbol);
  assert(delisted.includes("SNX/GBP"));
  const error = assertThrows(() => names.resolve("SNX/GBPP"), RangeError);
  assert(!delisted.some((symbol) => error.message.includes(` ${symbol}`)), error.message);
});

Deno.test("symbols().resolve() refuses what is no text", () => {
  for (const value of [undefined, null, 7, {}, ["BTC/USD"]]) {
    assertThrows(() => names.resolve(value as unknown as string), TypeError, `'symbol' must be text such as "BTC/USD"`);
    assertThrows(() => names.find(value as unknown as string), TypeError, `'symbol' must be text such as "BTC/USD"`);
    assertThrows(() => names.asset(value as unknown as string), TypeError, `'asset' must be text such as "BTC"`);
  }
  assertThrows(() => names.resolve("  "), RangeError, `'symbol' must be a market such as "BTC/USD"`);
  assertThrows(
    () => names.resolve("BTC/USD", { market: "margin" as "spot" }),
    RangeError,
    `'market' must be one of spot, futures: current value is "margin"`,
  );
});

Deno.test("symbols().resolve() refuses an ambiguous spelling with the choices, and takes each of them", () => {
  // A coin named like a tokenised share but for case: made up, to happen one day.
  const listed = { ...PAIR, base: "AAPLX", quote: "ZUSD", altname: "AAPLXUSD", wsname: "AAPLX/USD" };
  const both = symbols({
    pairs: { AAPLXUSD: listed },
    assets: { AAPLX: { altname: "AAPLX", decimals: 8, display_decimals: 5 } },
  });
  for (const text of ["AAPLX/USD", "AAPLXUSD"]) assertEquals(both.spot(text).symbol, "AAPLX/USD");
  for (const text of ["AAPLx/USD", "AAPLx-USD", "AAPLxUSD"]) assertEquals(both.spot(text).symbol, "AAPLx/USD", text);
  for (const text of ["aaplx/usd", "aaplxusd", "Aaplx USD"]) {
    assertThrows(() => both.spot(text), RangeError, `${JSON.stringify(text)} may mean AAPLx/USD or AAPLX/USD`);
  }
  // Q/WER and QW/ER read alike when written as one word.
  const pair = (base: string, quote: string) => ({
    ...PAIR,
    altname: `${base}.${quote}`,
    wsname: `${base}/${quote}`,
    base,
    quote,
  });
  const alike = symbols({ pairs: { "Q.WER": pair("Q", "WER"), "QW.ER": pair("QW", "ER") } });
  assertThrows(() => alike.resolve("qwer"), RangeError, '"qwer" may mean Q/WER or QW/ER: write the one that is meant');
  assertEquals(alike.find("qwer"), undefined);
  assertEquals(alike.label("qwer"), "qwer");
  assertEquals([alike.spot("q/wer").symbol, alike.spot("QW-ER").symbol], ["Q/WER", "QW/ER"]);
});

Deno.test("symbols().asset() answers a near miss with suggestions", () => {
  assertThrows(() => names.asset("XBTT"), RangeError, 'No asset is called "XBTT"; did you mean');
  assertThrows(() => names.asset("NOSUCHTHING"), RangeError, 'No asset is called "NOSUCHTHING".');
  assertEquals(names.findAsset("NOSUCHTHING.S"), undefined);
});

Deno.test("symbols().refresh() refuses what is no answer of Kraken's, and then changes nothing", () => {
  const own = symbols();
  const bad: [LiveListings | Record<string, unknown>, string][] = [
    [{ pairs: [] }, "'pairs' must be the result of Kraken's answer, an object by name"],
    [{ pairs: null }, "'pairs' must be the result of Kraken's answer"],
    [{ assets: "XXBT" }, "'assets' must be the result of Kraken's answer"],
    [{ instruments: {} }, "'instruments' must be the array of that name"],
    [{ pairs: { XXBTZUSD: null } }, "'pairs.XXBTZUSD' must be an entry of Kraken's answer"],
    [{ pairs: { XXBTZUSD: { ...PAIR, altname: 7 } } }, "'pairs.XXBTZUSD' must have 'altname'"],
    [{ pairs: { A: PAIR, B: { ...PAIR, pair_decimals: "1" } } }, "'pairs.B' must have 'pair_decimals'"],
    [{ assets: { XXBT: { altname: "XBT", decimals: 10 } } }, "'assets.XXBT' must have 'display_decimals'"],
    [{ pairs: { XXBTZUSD: PAIR }, instruments: [{ symbol: "PF_XBTUSD" }] }, "'instruments[0]' must have 'type'"],
  ];
  for (const [listings, message] of bad) {
    assertThrows(() => own.refresh(listings as LiveListings), TypeError, message);
    assertEquals(own.info.live, 0);
    assertEquals(own.spot("BTC/USD").source, "snapshot");
  }
});

Deno.test("symbols().resolve() reads every spelling of one pair", () => {
  const market = names.resolve("BTC/USD");
  assertEquals(market, {
    market: "spot",
    symbol: "BTC/USD",
    pair: "XBTUSD",
    id: "XXBTZUSD",
    wsname: "XBT/USD",
    base: "BTC",
    quote: "USD",
    assetClass: "currency",
    status: "unknown",
    source: "snapshot",
    pair_decimals: 1,
    lot_decimals: 8,
    cost_decimals: 5,
    tick_size: "0.1",
    ordermin: "0.00005",
    costmin: "0.5",
  });
  const spellings =
    "XBTUSD XXBTZUSD BTCUSD btc/usd btc-usd btc_usd BTC:USD xbt/usd XXBT/ZUSD xxbtzusd Btc/ZUSD XBT-USD";
  for (const text of [...spellings.split(" "), "BTC USD", " btc / usd "]) {
    assertStrictEquals(names.resolve(text), market, text);
  }
});

Deno.test("symbols().resolve() takes old and new names mixed, and Dogecoin's three", () => {
  for (const text of ["DOGE/BTC", "XDG/XBT", "doge/xbt", "DOGEXBT", "XDGBTC", "XXDGXXBT", "XDGXBT"]) {
    assertEquals(names.resolve(text).symbol, "DOGE/BTC", text);
  }
  assertEquals(names.spot("DOGEUSD").id, "XDGUSD");
});

Deno.test("symbols().resolve() gives xStocks and forex pairs their class", () => {
  for (const text of ["AAPLx/USD", "AAPLxUSD", "aaplxusd", "aaplx-usd"]) {
    assertEquals([names.spot(text).symbol, names.spot(text).assetClass], ["AAPLx/USD", "tokenized_asset"], text);
  }
  assertEquals([names.spot("eur/usd").assetClass, names.spot("ZEURZUSD").symbol], ["forex", "EUR/USD"]);
  assertEquals(names.spot("USDT/USD").assetClass, "currency");
  assertEquals([names.futures("PF_AAPLXUSD").base, names.futures("PF_AAPLXUSD").assetClass], [
    "AAPLx",
    "tokenized_asset",
  ]);
  assertEquals(names.futures("pf_eurusd").assetClass, "forex");
});

Deno.test("symbols().resolve() finds every bundled market by each of its names", () => {
  for (const market of names.markets()) {
    const { symbol, pair, id, wsname } = market;
    for (const name of [symbol, pair, id, wsname, symbol.toLowerCase()]) {
      assertStrictEquals(names.find(name, { market: market.market }), market, `${name} of ${symbol}`);
    }
  }
});

Deno.test("symbols().resolve() reads contracts in any case, with base and quote in any spelling", () => {
  for (const text of ["PF_XBTUSD", "pf_xbtusd", "PF_BTCUSD", "pf-btc-usd", "PF_XXBTZUSD", "pf btc/usd"]) {
    assertEquals(names.resolve(text).symbol, "PF_XBTUSD", text);
  }
  assertEquals(names.resolve("PF_XDGUSD").symbol, "PF_DOGEUSD");
  assertEquals(names.resolve("pi_btcusd").symbol, "PI_XBTUSD");
  assertEquals(names.resolve("fi_btcusd_261225").symbol, "FI_XBTUSD_261225");
});

Deno.test("symbols().futures() takes a pair for its linear perpetual", () => {
  for (const text of ["BTC/USD", "XBTUSD", "xxbtzusd", "PF_XBTUSD"]) {
    assertEquals(names.futures(text).symbol, "PF_XBTUSD");
  }
  assertEquals(names.futures("OP-USD").symbol, "PF_OPUSD");
  assertThrows(() => names.futures("AVT/USD"), RangeError, 'No futures contract is called "AVT/USD"');
  assertThrows(() => names.spot("PF_XBTUSD"), RangeError, 'No spot pair is called "PF_XBTUSD"');
});

Deno.test("symbols().futures() tells size step, tick and end of a contract", () => {
  const pepe = names.futures("PF_PEPEUSD");
  assertEquals([pepe.contractValueTradePrecision, pepe.minimumTradeSize, pepe.tickSize], [-3, "1000", "0.0000000001"]);
  assertEquals([pepe.type, pepe.perpetual, "lastTradingTime" in pepe], ["flexible_futures", true, false]);
  const dated = names.futures("FI_XBTUSD_261225");
  assertEquals([dated.type, dated.perpetual], ["futures_inverse", false]);
  assertEquals(dated.lastTradingTime?.slice(0, 10), "2026-12-25");
});

Deno.test("symbols().asset() reads internal names, short names and the suffixes of balances", () => {
  const bitcoin = names.asset("BTC");
  assertEquals([bitcoin.name, bitcoin.id, bitcoin.altname, bitcoin.decimals], ["BTC", "XXBT", "XBT", 10]);
  for (const text of ["XXBT", "XBT", "xbt", "btc"]) assertEquals(names.asset(text), bitcoin);
  assertEquals([names.asset("ZUSD").name, names.asset("ZUSD").fiat], ["USD", true]);
  const forms: Record<string, [name: string, suffix: string, termDays?: number]> = {
    "DOT.S": ["DOT", "S"],
    "DOT28.S": ["DOT", "S", 28],
    "SOL03.S": ["SOL", "S", 3],
    "XBT.B": ["BTC", "B"],
    "XXBT.F": ["BTC", "F"],
    "USDT.M": ["USDT", "M"],
    "KSM.P": ["KSM", "P"],
    "AAPLx.T": ["AAPLx", "T"],
    "ZUSD.HOLD": ["USD", "HOLD"],
    "ETH2.S": ["ETH2", "S"],
    "DOT.NEW": ["DOT", "NEW"],
  };
  for (const [text, [name, suffix, termDays]] of Object.entries(forms)) {
    const asset = names.asset(text);
    assertEquals([asset.name, asset.suffix, asset.termDays], [name, suffix, termDays], text);
  }
});

Deno.test("symbols().label() and assetLabel() give modern names and never fail", () => {
  assertEquals(names.label("XXBTZUSD"), "BTC/USD");
  assertEquals(names.label("fi_xbtusd_210730"), "fi_xbtusd_210730");
  assertEquals(names.label(""), "");
  const labels = {
    XXBT: "BTC",
    "XBT.M": "BTC.M",
    "DOT28.S": "DOT28.S",
    "SOL03.S": "SOL03.S",
    XDG: "DOGE",
    NEWCOIN: "NEWCOIN",
  };
  for (const [text, label] of Object.entries(labels)) assertEquals(names.assetLabel(text), label);
});

Deno.test("symbols().refresh() puts live entries on top, and leaves other resolvers alone", () => {
  const own = symbols({ pairs: { XXBTZUSD: PAIR } });
  const { source, status, ordermin } = own.spot("btc-usd");
  assertEquals([source, status, ordermin], ["live", "post_only", "0.00007"]);
  assertEquals(own.spot("ETH/USD").source, "snapshot");
  assertEquals(names.spot("BTC/USD").source, "snapshot");
  assertEquals(own.info.live, 1);
  own.refresh({ assets: { XXBT: { aclass: "currency", altname: "XBT", decimals: 11, display_decimals: 5 } } });
  assertEquals([own.asset("BTC").decimals, own.asset("BTC").source, own.info.live], [11, "live", 2]);
});

Deno.test("symbols().refresh() learns new pairs, assets and contracts in all spellings", () => {
  const own = symbols();
  own.refresh({
    assets: { XNEW: { aclass: "currency", altname: "NEW", decimals: 8, display_decimals: 5 } },
    pairs: { XNEWZUSD: { ...PAIR, altname: "NEWUSD", wsname: "NEW/USD", base: "XNEW", quote: "ZUSD" } },
    instruments: [
      {
        symbol: "pf_newusd",
        type: "flexible_futures",
        tickSize: 1e-7,
        contractValueTradePrecision: 0,
        tradeable: false,
      },
      { symbol: "in_newusd", type: "spot index", tradeable: false },
    ],
  });
  for (const text of ["NEW/USD", "XNEWZUSD", "new-zusd", "XNEW/USD"]) {
    assertEquals(own.spot(text).symbol, "NEW/USD", text);
  }
  const contract = own.futures("NEW/USD");
  assertEquals([contract.symbol, contract.base, contract.quote], ["PF_NEWUSD", "NEW", "USD"]);
  assertEquals([contract.tickSize, contract.status, contract.source], ["0.0000001", "not_tradeable", "live"]);
  assertEquals(own.find("IN_NEWUSD"), undefined);
});

Deno.test("symbols().refresh() reads answers keyed by modern names (assetVersion=1)", () => {
  const own = symbols({
    pairs: {
      "BTC/USD": { ...PAIR, base: "BTC", quote: "USD" },
      "NEW/USD": { ...PAIR, altname: "NEWUSD", wsname: "NEW/USD", base: "NEW", quote: "USD" },
    },
    assets: { BTC: { altname: "XBT", decimals: 10, display_decimals: 5 } },
  });
  assertEquals([own.spot("BTC/USD").id, own.asset("BTC").id, own.spot("NEW/USD").id], ["XXBTZUSD", "XXBT", "NEWUSD"]);
});

Deno.test("symbols().refresh() reads pairs without WebSocket name by their assets, dark pools excepted", () => {
  const { wsname: _, ...bare } = PAIR;
  const own = symbols({ pairs: { XXBTZUSD: bare, "XXBTZUSD.d": { ...bare, altname: "XBTUSD.d", ordermin: "9" } } });
  const { symbol, wsname, ordermin } = own.spot("XXBTZUSD");
  assertEquals([symbol, wsname, ordermin, own.info.live], ["BTC/USD", "XBT/USD", "0.00007", 1]);
});

Deno.test("symbols().refresh() reads every recorded listing, each market found again by its names", async () => {
  for (
    const file of [
      "cryptofeed-2021",
      "cryptonorm-3pairs",
      "kraken-async-rs-tradable_asset_pairs",
      "nautilus-http_asset_pairs_tokenized",
    ]
  ) {
    const pairs = await recorded(`spot-rest/AssetPairs/${file}.json`) as
      | Record<string, { altname: string }>
      | undefined;
    if (!pairs) return;
    const own = symbols({ pairs } as unknown as LiveListings);
    const dark = Object.values(pairs).filter(({ altname }) => altname.endsWith(".d")).length;
    assertEquals(own.info.live, Object.keys(pairs).length - dark, file);
    for (const [id, { altname }] of Object.entries(pairs)) {
      if (altname.endsWith(".d")) continue;
      assertEquals(own.spot(id).id, id);
      assertStrictEquals(own.spot(altname), own.spot(id));
      assertEquals(own.spot(id).source, "live");
    }
  }
  for (const file of ["bend-function-live", "cryptofeed-2021", "nautilus-http_futures_instruments"]) {
    const body = await recorded(`futures-rest/instruments/${file}.json`);
    const instruments = body?.instruments as { symbol: string; tickSize?: number }[] | undefined;
    assert(instruments, file);
    const own = symbols({ instruments } as unknown as LiveListings);
    const contracts = instruments.filter(({ tickSize }) => tickSize !== undefined);
    assertEquals(own.info.live, contracts.length, file);
    for (const { symbol } of contracts) assertEquals(own.futures(symbol).symbol, symbol.toUpperCase());
  }
});

Deno.test("symbols() agrees with the recorded v2 instrument snapshot, digit by digit", async () => {
  const body = await recorded("spot-ws-v2/instrument/torquey66-snapshot.json") as
    | { data: { pairs: Record<string, string & number>[] } }
    | undefined;
  if (!body) return;
  // Two of these have newer figures in the bundled list.
  const newer = ["BTC/USD", "ETH/USD", "BTC/USDT"];
  for (const pair of body.data.pairs) {
    const market = names.spot(pair.symbol!);
    assertEquals([market.base, market.quote], [pair.base!, pair.quote!]);
    if (newer.includes(market.symbol)) continue;
    assertEquals(market.pair_decimals, pair.price_precision, market.symbol);
    assertEquals(market.lot_decimals, pair.qty_precision, market.symbol);
    assertEquals(market.cost_decimals, pair.cost_precision, market.symbol);
    assertEquals(Number(market.tick_size), pair.price_increment, market.symbol);
    assertEquals(Number(market.ordermin), pair.qty_min, market.symbol);
    assertEquals(Number(market.costmin), pair.cost_min, market.symbol);
  }
});

Deno.test("the bundled list stays small enough to be in every program", async () => {
  const { size } = await Deno.stat(new URL("../../core/symbols_snapshot.ts", import.meta.url));
  assert(size <= 60_000, `${size} bytes`);
  assert(PAIRS.length > 10_000);
  assertEquals(
    (names.markets({ market: "spot" }) as SpotMarket[]).filter(({ tick_size }) => !/^\d+(\.\d+)?$/.test(tick_size)),
    [],
  );
});

Deno.test("isFiat() knows national currencies by their modern names", () => {
  assertEquals(["USD", "CHF", "AED", "USDT", "BTC"].map(isFiat), [true, true, true, false, false]);
});

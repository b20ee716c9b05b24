/** A desk at a Kraken that answers what a test says: every endpoint by its name, requests kept. */

import type { ClientOptions } from "../../core/client.ts";
import type { SendOptions } from "../../core/send.ts";
import { symbols } from "../../core/symbols.ts";
import type { OrderInfo } from "../../spot/account/mod.ts";
import { createSpotClient, type SpotClient } from "../../spot/client.ts";
import type { AssetPair, TickerInfo } from "../../spot/market/mod.ts";
import { resolveLost } from "../../trading/lookup.ts";
import type { TradingSource } from "../../trading/source.ts";
import { manualClock } from "../helpers/fetching.ts";

export const NOW = Date.UTC(2026, 10, 1, 12);
export const SECRET = btoa("a secret of tests");
export const TXID = "OYR4TK-7PLQ2-EHNV3D";

/** A pair as AssetPairs lists it. */
export const XBTUSD = {
  altname: "XBTUSD",
  wsname: "XBT/USD",
  aclass_base: "currency",
  base: "XXBT",
  aclass_quote: "currency",
  quote: "ZUSD",
  lot: "unit",
  cost_decimals: 5,
  pair_decimals: 1,
  lot_decimals: 8,
  lot_multiplier: 1,
  leverage_buy: [2, 3, 4, 5],
  leverage_sell: [2, 3],
  fees: [],
  fees_maker: [],
  fee_volume_currency: "ZUSD",
  margin_call: 80,
  margin_stop: 40,
  ordermin: "0.0001",
  costmin: "0.5",
  tick_size: "0.1",
  status: "online",
} satisfies AssetPair;

export const TICKER = {
  a: ["61000.20000", "1", "1.000"],
  b: ["61000.10000", "1", "1.000"],
  c: ["61000.10000", "0.10000000"],
  v: ["1.0", "1.0"],
  p: ["61000.0", "61000.0"],
  t: [1, 1],
  l: ["60000.0", "60000.0"],
  h: ["62000.0", "62000.0"],
  o: "60500.00000",
} satisfies TickerInfo;

const fee = { minfee: "0.10", maxfee: "0.40", nextfee: null, tiervolume: "0", nextvolume: null };

const STANDARD: Answers = {
  Time: (_, now) => ({ unixtime: Math.floor(now / 1000), rfc1123: "" }),
  AssetPairs: { XXBTZUSD: XBTUSD },
  Ticker: { XXBTZUSD: TICKER },
  Depth: {
    XXBTZUSD: {
      asks: [["61000.20000", "0.500", 1], ["61010.00000", "1.000", 1]],
      bids: [["61000.10000", "0.500", 1], ["60990.00000", "1.000", 1]],
    },
  },
  BalanceEx: {
    ZUSD: { balance: "10000.0000", hold_trade: "1000.0000" },
    XXBT: { balance: "0.5000000000", hold_trade: "0.1000000000" },
  },
  TradeVolume: {
    currency: "ZUSD",
    volume: "20000.0000",
    fees: { XXBTZUSD: { fee: "0.3500", ...fee } },
    fees_maker: { XXBTZUSD: { fee: "0.2000", ...fee } },
  },
  OpenOrders: { open: {} },
  ClosedOrders: { closed: {} },
  Ledgers: { ledger: {} },
  AddOrder: { descr: { order: "buy 0.10000000 XBTUSD @ limit 60000.0" }, txid: [TXID] },
};

/** The answer to a request where a test says nothing else. */
export function standardAnswer(name: string, params: Asked["params"], now: number): unknown {
  const answer = STANDARD[name];
  return typeof answer === "function" ? answer(params, now) : answer;
}

/** What an endpoint is asked. */
export interface Asked {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
}

type Answer = object | ((params: Asked["params"], now: number) => unknown);
/** Results by the name of the endpoint; a `Response` is answered as it is, an `Error` breaks the connection. */
export type Answers = Readonly<Record<string, Answer>>;

export interface Desk {
  readonly source: TradingSource;
  readonly client: SpotClient;
  /** What was asked, in order. */
  readonly asked: Asked[];
  /** What an endpoint was asked. */
  of(name: string): Asked["params"][];
  readonly clock: ReturnType<typeof manualClock>;
}

/** A client of a Kraken that gives these answers. */
export function desk(answers: Answers = {}, options: ClientOptions & Pick<SendOptions, "resolve"> = {}): Desk {
  const clock = manualClock(NOW);
  const asked: Asked[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = new URL(String(input));
    const name = url.pathname.split("/").slice(3).join("/");
    const params = paramsOf(url, init);
    asked.push({ name, params });
    const answer = { ...STANDARD, ...answers }[name];
    const result = typeof answer === "function" ? answer(params, clock.now()) : answer;
    if (result instanceof Error) return Promise.reject(result);
    if (result instanceof Response) return Promise.resolve(result.clone());
    if (result === undefined) throw new Error(`The test has no answer for ${name}`);
    return Promise.resolve(Response.json({ error: [], result }));
  };
  const all: ClientOptions & Pick<SendOptions, "resolve"> = {
    key: "TESTS",
    secret: SECRET,
    fetch,
    clock,
    random: () => 0,
    limiter: "none",
    resolve: (request) => resolveLost({ ...client, now: clock.now, sleep: clock.sleep })(request),
    ...options,
  };
  const client = createSpotClient(all);
  return { source: sourceOf(client, clock), client, asked, of: (name) => of(asked, name), clock };
}

/** What the calls of the room need, of a client. */
export function sourceOf(client: SpotClient, clock: { now(): number; sleep: TradingSource["sleep"] }): TradingSource {
  return { ...client, symbols: symbols(), name: "kraken", now: clock.now, sleep: clock.sleep } as TradingSource;
}

function of(asked: readonly Asked[], wanted: string): Asked["params"][] {
  return asked.filter(({ name }) => name === wanted).map(({ params }) => params);
}

function paramsOf(url: URL, init: RequestInit | undefined): Asked["params"] {
  const body = typeof init?.body === "string" ? init.body : "";
  if (body.startsWith("{")) return JSON.parse(body);
  return Object.fromEntries([...url.searchParams, ...new URLSearchParams(body)]);
}

/** An answer that says no. */
export const no = (...error: string[]): Response => Response.json({ error });

/** The connection breaking after the request has left. */
export const broken = (): Error => new TypeError("error sending request: connection closed before message completed");

/** An order of the account. */
export function orderInfo(more: Partial<OrderInfo> = {}): OrderInfo {
  return {
    refid: null,
    userref: 0,
    cl_ord_id: null,
    status: "open",
    opentm: NOW / 1000 + 0.25,
    starttm: 0,
    expiretm: 0,
    descr: {
      pair: "XBTUSD",
      type: "buy",
      ordertype: "limit",
      price: "60000.0",
      price2: "0",
      leverage: "none",
      order: "buy 0.10000000 XBTUSD @ limit 60000.0",
      close: "",
    },
    vol: "0.10000000",
    vol_exec: "0.00000000",
    cost: "0.00000",
    fee: "0.00000",
    price: "0.00000",
    misc: "",
    oflags: "fciq",
    ...more,
  };
}

/** The order most tests place. */
export const LIMIT = { symbol: "btc-usd", type: "buy", ordertype: "limit", volume: "0.1", price: "60000" } as const;

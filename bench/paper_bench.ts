/** The embedded exchange: orders a second at the matching engine, and over in-process REST with signing on both sides. */

import { createHash, createHmac } from "node:crypto";
import { House } from "../paper/accounts/house.ts";
import { Market } from "../paper/market/market.ts";
import { paperExchange } from "../paper/mod.ts";
import { type Bar, median } from "./_bar.ts";

const BEGIN = Date.UTC(2026, 5, 15, 12);
const ENGINE_ORDERS = 20_000;
const REST_ORDERS = 4_000;
const ROUNDS = 5;

/** Of ten orders six rest at various prices, two take, two are cancelled again; the clock moves a millisecond each. */
function engineRound(): number {
  let now = BEGIN;
  const market = new Market(1);
  const rules = { limits: false, postOnlyRefused: false };
  const status = { mode: "online", maintenance: [], emergency: [] };
  const house = new House({ market, now: () => now, status, rules });
  const account = house.createAccount({ balances: { USD: "1000000000", BTC: "10000" } });
  const pair = market.pair("BTC/USD");
  const last = house.engine.venue(pair).last(house.advance());
  const price = (ticks: number) => (ticks / 10).toFixed(1);
  const begin = performance.now();
  for (let index = 0; index < ENGINE_ORDERS; index++) {
    now++;
    const ns = house.advance();
    const buys = index % 2 === 0;
    const takes = index % 10 >= 8;
    const away = 50 + (index * 7919) % 5000;
    const order = house.trading.read(account, pair, {
      ordertype: takes ? "market" : "limit",
      type: buys ? "buy" : "sell",
      volume: "0.001",
      price: takes ? undefined : price(buys ? last - away : last + away),
    }, ns);
    house.trading.place(account, order, ns);
    if (index % 10 === 3 || index % 10 === 6) house.trading.cancel(order, ns);
  }
  return ENGINE_ORDERS / (performance.now() - begin) * 1000;
}

async function restRound(): Promise<number> {
  let now = BEGIN;
  await using exchange = paperExchange({
    now: () => now,
    limits: false,
    balances: { USD: "1000000000", BTC: "10000" },
  });
  const secret = Uint8Array.fromBase64(exchange.secret);
  const last = Number(exchange.market.price("BTC/USD", now));
  const call = async (method: string, fields: string, nonce: number) => {
    const body = `nonce=${nonce}&${fields}`;
    const path = `/0/private/${method}`;
    const digest = createHash("sha256").update(nonce + body).digest();
    const response = await exchange.fetch(`https://paper.invalid${path}`, {
      method: "POST",
      body,
      headers: {
        "API-Key": exchange.key,
        "API-Sign": createHmac("sha512", secret).update(path).update(digest).digest("base64"),
        "Content-Type": "application/x-www-form-urlencoded",
      },
    });
    const { error } = await response.json();
    if (error.length > 0) throw new Error(error.join("; "));
  };
  const begin = performance.now();
  for (let index = 0; index < REST_ORDERS; index++) {
    now++;
    const buys = index % 2 === 0;
    const takes = index % 10 >= 8;
    const away = 5 + (index * 7919) % 500;
    const price = (buys ? last - away : last + away).toFixed(1);
    const kind = takes ? "ordertype=market" : `ordertype=limit&price=${price}`;
    await call("AddOrder", `pair=XBTUSD&type=${buys ? "buy" : "sell"}&volume=0.001&${kind}`, index + 1);
  }
  return REST_ORDERS / (performance.now() - begin) * 1000;
}

/** Both bars. */
export async function run(): Promise<Bar[]> {
  const [engine, rest]: [number[], number[]] = [[], []];
  for (let round = -1; round < ROUNDS; round++) {
    const pair: [number, number] = [engineRound(), await restRound()];
    if (round < 0) continue; // warms up
    engine.push(pair[0]);
    rest.push(pair[1]);
  }
  const detail = (rates: number[]) => rates.map((rate) => Math.round(rate).toLocaleString("en-US")).join(", ");
  return [{
    name: "paper exchange, orders at the engine",
    ratio: median(engine),
    bar: 20_000,
    better: "higher",
    unit: "/s",
    detail: `checked, held, matched and booked; rounds of ${ENGINE_ORDERS}: ${detail(engine)}`,
  }, {
    name: "paper exchange, orders over in-process REST",
    ratio: median(rest),
    bar: 5_000,
    better: "higher",
    unit: "/s",
    detail: `signed, verified, placed and answered, one after the other; rounds of ${REST_ORDERS}: ${detail(rest)}`,
  }];
}

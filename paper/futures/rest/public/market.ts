/** Order book, public trades and past funding rates. */

import type { HistoricalFundingRate } from "../../../../futures/market/historical_funding_rates.ts";
import type { HistoryTrade } from "../../../../futures/market/history.ts";
import type { OrderBookLevel } from "../../../../futures/market/order_book.ts";
import { iso } from "../../../market/time.ts";
import type { Contract } from "../../contracts/contracts.ts";
import type { Engine } from "../../engine/engine.ts";
import { remaining } from "../../engine/order.ts";
import { json, jsonPrice, PRICE, RATE } from "../../money.ts";
import { flag, type PublicCall, publicContract, timeNs } from "../call.ts";
import { malformed } from "../refusal.ts";
import { tradeUuid } from "../../uids.ts";

/** `GET /orderbook`: the whole book, resting orders of the exchange's own accounts included. */
export function orderBook(call: PublicCall): { orderBook: { bids: OrderBookLevel[]; asks: OrderBookLevel[] } } {
  const contract = publicContract(call, call.fields.get("symbol"));
  return {
    orderBook: {
      bids: side(call.engine, contract, call.ns, "buy"),
      asks: side(call.engine, contract, call.ns, "sell"),
    },
  };
}

function side(engine: Engine, contract: Contract, ns: bigint, side: "buy" | "sell"): OrderBookLevel[] {
  const desk = engine.desk(contract);
  const sizes = new Map<number, bigint>();
  for (const { price, size } of desk.levels(ns, side)) sizes.set(price, BigInt(size));
  for (const order of desk[side]) {
    const price = order.limit ?? 0;
    sizes.set(price, (sizes.get(price) ?? 0n) + remaining(order));
  }
  const sorted = [...sizes].sort(([a], [b]) => side === "buy" ? b - a : a - b);
  return sorted.map(([price, size]) => [jsonPrice(BigInt(price) * contract.tick), json(size, contract.precision)]);
}

const ROWS = 100;
const REACH_NS = 7n * 86_400_000_000_000n;

/** `GET /history`: 100 trades, newest first, at most seven days back. */
export function history(call: PublicCall): { history: HistoryTrade[] } {
  const { engine, fields, ns } = call;
  const contract = publicContract(call, fields.get("symbol"));
  const mtf = flag(fields, "includeMTFData") ?? true;
  const before = timeNs(fields, "lastTime");
  const market = engine.market.of(contract);
  const end = before === undefined ? ns : before - 1n;
  const rows: HistoryTrade[] = [];
  let place = market.lastPlace(end < ns ? end : ns);
  while (place && place.hour >= market.firstHour && rows.length < ROWS) {
    const at = market.spot.timeOf(place);
    if (at < ns - REACH_NS) break;
    const trades = market.tradesOf(place.hour);
    const id = market.idOf(place);
    const price = BigInt(trades.price[place.index] ?? 0) * contract.tick;
    const size = BigInt(trades.size[place.index] ?? 0);
    const when = iso(at, 6);
    const uid = tradeUuid(market.key, "trade", id);
    rows.push({
      time: when,
      trade_id: id,
      price: jsonPrice(price),
      size: json(size, contract.precision),
      side: trades.sold[place.index] === 1 ? "sell" : "buy",
      type: "fill",
      uid,
      ...(mtf
        ? {
          instrument_identification_type: "ISIN",
          ...(contract.family.isin === undefined ? {} : { isin: contract.family.isin }),
          execution_venue: "CRFL",
          price_notation: "MONE",
          price_currency: "USD",
          notional_amount: contract.inverse
            ? json(size, contract.precision)
            : json(size * price, contract.precision + PRICE),
          notional_currency: "USD",
          publication_time: when,
          publication_venue: "CRFL",
          transaction_identification_code: uid,
          to_be_cleared: false,
        }
        : {}),
    });
    place = market.spot.before(place);
  }
  return { history: rows };
}

/** `GET /historical-funding-rates`: every hour since the contract was listed, oldest first. */
export function historicalFundingRates(call: PublicCall): { rates: HistoricalFundingRate[] } {
  const contract = publicContract(call, call.fields.get("symbol"));
  const { market } = call.engine;
  const own = market.of(contract);
  // A dated contract pays none, and is answered like an unknown one.
  if (!contract.perpetual) throw malformed(400);
  const rates: HistoricalFundingRate[] = [];
  for (let hour = own.firstHour + 1; hour * 3_600_000 <= call.ms; hour++) {
    rates.push({
      timestamp: new Date(hour * 3_600_000).toISOString().replace(".000Z", "Z"),
      fundingRate: json(market.rate(contract, hour), RATE),
      relativeFundingRate: json(market.relative(contract, hour), RATE),
    });
  }
  return { rates };
}

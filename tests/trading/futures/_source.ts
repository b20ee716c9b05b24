/** A {@linkcode FuturesTradingSource} over canned answers, by path. */

import { symbols } from "../../../core/symbols.ts";
import { createFuturesClient } from "../../../futures/client.ts";
import type { FuturesTradingSource } from "../../../trading/futures/mod.ts";
import { manualClock } from "../../helpers/fetching.ts";

/** Now, in these tests: 2 November 2026, 08:00 UTC. */
export const NOW = Date.UTC(2026, 10, 2, 8);

const serverTime = "2026-11-02T08:00:00.000Z";
const linear = {
  symbol: "PF_XBTUSD",
  type: "flexible_futures",
  pair: "BTC:USD",
  base: "BTC",
  quote: "USD",
  tickSize: 1,
  contractSize: 1,
  contractValueTradePrecision: 4,
  maxPositionSize: 1200,
  openingDate: "2022-03-22T13:15:36Z",
  marginLevels: [
    { numNonContractUnits: 0, initialMargin: 0.01, maintenanceMargin: 0.005 },
    { numNonContractUnits: 1_000_000, initialMargin: 0.02, maintenanceMargin: 0.01 },
  ],
  tradeable: true,
  postOnly: false,
  isExpired: false,
};
const inverse = {
  symbol: "PI_XBTUSD",
  type: "futures_inverse",
  underlying: "rr_xbtusd",
  tickSize: 0.5,
  contractSize: 1,
  contractValueTradePrecision: 0,
  maxPositionSize: 75_000_000,
  marginLevels: [
    { contracts: 0, initialMargin: 0.02, maintenanceMargin: 0.01 },
    { contracts: 500_000, initialMargin: 0.04, maintenanceMargin: 0.02 },
  ],
  tradeable: true,
  isExpired: false,
};

/** Contracts of these tests: the specifications that tests may change. */
export const contracts = { linear, inverse };

/** Answers by the end of the path. */
export type Answers = Readonly<Record<string, object | (() => object | Response)>>;

const standard: Answers = {
  "instruments": {
    instruments: [
      linear,
      {
        ...linear,
        symbol: "PF_PEPEUSD",
        base: "PEPE",
        pair: "PEPE:USD",
        contractValueTradePrecision: -3,
        tickSize: 1e-10,
      },
      { ...linear, symbol: "FF_XBTUSD_261225", lastTradingTime: "2026-12-25T08:00:00Z" },
      inverse,
      { ...inverse, symbol: "FI_XBTUSD_261225", lastTradingTime: "2026-12-25T16:00:00Z" },
      { ...inverse, symbol: "FI_XBTUSD_261030", lastTradingTime: "2026-10-30T16:00:00Z" },
    ],
  },
  "tickers/PF_XBTUSD": ticker("PF_XBTUSD"),
  "tickers/PI_XBTUSD": ticker("PI_XBTUSD"),
  "tickers/PF_PEPEUSD": { ticker: { symbol: "in_pepeusd" } },
  "instruments/PF_XBTUSD/status": { extremeVolatilityInitialMarginMultiplier: 1 },
  "instruments/PI_XBTUSD/status": { extremeVolatilityInitialMarginMultiplier: 1 },
  "instruments/PF_PEPEUSD/status": { extremeVolatilityInitialMarginMultiplier: 1 },
  "accounts": {
    accounts: {
      cash: { type: "cashAccount", balances: {} },
      flex: { type: "multiCollateralMarginAccount", availableMargin: 5000, collateralValue: 6000 },
      fi_xbtusd: {
        type: "marginAccount",
        currency: "xbt",
        balances: { xbt: "0.25" },
        auxiliary: { af: 0.2, pv: 0.25, pnl: 0 },
      },
    },
  },
  "openpositions": { openPositions: [] },
  "leveragepreferences": { leveragePreferences: [] },
  "trading/instruments": { instruments: [{ ...linear, restricted: false }, { ...inverse, restricted: false }] },
};

function ticker(symbol: string): object {
  const prices = { bid: 60_000, ask: 60_010, last: 60_005, markPrice: 60_004, indexPrice: 60_002 };
  return { ticker: { symbol, ...prices, suspended: false, postOnly: false } };
}

/** A source; `key: false` leaves the key out. `asked` has method and path of every request. */
export function futuresSource(
  answers: Answers = {},
  { key = true, broken = "" }: { key?: boolean; broken?: string } = {},
): FuturesTradingSource & { asked: string[]; bodies: string[] } {
  const asked: string[] = [];
  const bodies: string[] = [];
  const table: Answers = { ...standard, ...answers };
  const fetch: typeof globalThis.fetch = (input, init) => {
    const { pathname, search } = new URL(String(input));
    const path = pathname.replace("/derivatives/api/v3/", "").replace("/api/history/v3/", "history/");
    asked.push(`${init?.method} ${path}${search}`);
    bodies.push(String(init?.body ?? ""));
    if (path === broken) return Promise.reject(new TypeError("connection closed before message completed"));
    const found = table[path];
    if (found === undefined) {
      return Promise.resolve(Response.json({ result: "error", error: "notFound", path }, { status: 404 }));
    }
    const answer = typeof found === "function" ? found() : found;
    return Promise.resolve(
      answer instanceof Response ? answer : Response.json({ result: "success", serverTime, ...answer }),
    );
  };
  const clock = manualClock(NOW);
  const client = createFuturesClient({
    fetch,
    clock,
    limiter: "none",
    tries: 1,
    ...(key ? { key: "made-up", secret: btoa("made-up secret") } : {}),
  });
  return { ...client, symbols: symbols(), name: "test", ...clock, asked, bodies };
}

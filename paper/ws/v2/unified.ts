/** The Unified socket, which serves derivatives only: the dialect of Spot with an `asset_class`. */

import { fromUnits } from "../../../core/decimal.ts";
import type { Contract } from "../../futures/contracts/contracts.ts";
import { candleOf } from "../../futures/market/candles.ts";
import { CURRENCIES, type FuturesMarket } from "../../futures/market/futures_market.ts";
import { assetById } from "../../market/names.ts";
import { Refusal } from "../../rest/refusal.ts";
import type { Topic } from "../hub.ts";
import type { JsonObject } from "../json.ts";
import { tickDecimals } from "../sources/contract.ts";
import { type Figures, ohlcTopic } from "../topics/ohlc.ts";
import { marketChannels, type Sent } from "./channels.ts";
import { among, flag, text } from "./params.ts";
import type { V2Table } from "./session.ts";
import { UNIFIED_ACCOUNT } from "./unified/account.ts";
import { UNIFIED_METHODS } from "./unified/methods.ts";

/** What the socket is about. */
export interface UnifiedScene {
  readonly markets: FuturesMarket;
  /** The contracts that trade now. */
  contracts(): readonly Contract[];
  /** The contract of a symbol that trades now. */
  contract(symbol: string): Contract | undefined;
}

const NEEDED = new Set(["ticker", "book", "ohlc", "trade", "instrument", "executions", "positions", "margin"]);

/** The table of the Unified socket. */
export function unifiedTable(
  scene: UnifiedScene,
  sent: Sent,
): V2Table {
  return {
    channels: [
      ...marketChannels(["unified"], sent, (channel, params) => {
        if (channel !== "ohlc") return {};
        return {
          tick_type: among(text(params, "tick_type"), ["trade", "mark", "spot"], "trade", "Unknown 'params.tick_type'"),
        };
      }, (source, { interval, tick_type }, ns) => {
        const contract = scene.contract(source.symbol);
        const figures = contract && tick_type !== "trade"
          ? priceFigures(scene.markets, contract, tick_type === "mark" ? "mark" : "spot")
          : undefined;
        return ohlcTopic(source, Number(interval), ns, figures);
      }),
      {
        name: "instrument",
        rooms: ["unified"],
        bySymbol: false,
        key: [],
        clash: "Already subscribed",
        warnings: ["tick_size is deprecated, use price_increment"],
        options: (params) => ({ snapshot: flag(params, "snapshot", true) }),
        whole: () => instrumentTopic(scene),
      },
      {
        name: "level3",
        rooms: ["unified", "unified-private"],
        bySymbol: true,
        key: [],
        clash: "Already subscribed",
        // A page of that name exists; nothing says that single orders of derivatives are shown anywhere.
        options: () => {
          throw new Refusal("Unsupported event: level3 is not served for derivatives, the channel book is");
        },
      },
      ...UNIFIED_ACCOUNT,
    ],
    methods: UNIFIED_METHODS,
    check: checkClass,
    unknown: (symbol) => `Currency pair not supported ${symbol}`,
  };
}

/** `asset_class` must be there where it is documented, and must not be on `ledgers`. Its refusals are worded after theirs. */
function checkClass(method: string, channel: string, params: JsonObject): void {
  const given = params["asset_class"];
  if (channel === "ledgers") {
    if (given !== undefined) throw new Refusal("'params.asset_class' is not valid for the ledgers channel");
    return;
  }
  if (given === undefined) {
    const isNeeded = channel === "" ? method !== "cancel_all_orders_after" : NEEDED.has(channel);
    // Whether unsubscribing needs it is not documented.
    if (isNeeded && method !== "unsubscribe") throw new Refusal("Missing 'params.asset_class'");
    return;
  }
  if (given !== "derivatives") throw new Refusal("Unknown 'params.asset_class'");
}

/** Candles of mark price or index. */
function priceFigures(markets: FuturesMarket, contract: Contract, kind: "mark" | "spot"): Figures {
  return (from, to) => {
    const candle = candleOf(markets, contract, kind, Number(from / 1_000_000_000n), to);
    if (!candle) return undefined;
    const { open, high, low, close } = candle;
    return { open, high, low, close, trades: 0, volume: 0, vwap: close };
  };
}

/** Reference data of the contracts, as far as its names are confirmed. */
function instrumentTopic({ contracts }: UnifiedScene): Topic {
  const tell = () => {
    const assets = Object.values(CURRENCIES).map(({ asset }) => assetById(asset));
    return `{"channel":"instrument","type":"snapshot","data":{"assets":[${
      assets.map(({ name, decimals, display, collateral }) =>
        JSON.stringify({
          id: name,
          status: "enabled",
          precision: decimals,
          precision_display: display,
          borrowable: false,
          ...(collateral === undefined ? {} : { collateral_value: collateral }),
        })
      ).join(",")
    }],"pairs":[${contracts().map(contractRow).join(",")}]}}`;
  };
  return { channel: "instrument", snapshot: () => [tell()], step: () => [] };
}

function contractRow({ symbol, underlying, tick, precision, family, maxPosition }: Contract): string {
  const decimals = tickDecimals(tick);
  const increment = fromUnits(1n, precision);
  const [lowest] = family.levels;
  const limit = fromUnits(maxPosition, precision);
  return `{"symbol":"${symbol}","base":"${underlying.base}","quote":"USD","status":"online",` +
    `"qty_precision":${precision},"qty_increment":${increment},"price_precision":${decimals},` +
    `"price_increment":${trimmed(fromUnits(tick, 8), decimals)},"cost_precision":4,"qty_min":${increment},` +
    `"marginable":true,"has_index":true,"margin_initial":${fromUnits(lowest?.im ?? 0n, 6)},` +
    `"position_limit_long":${Math.floor(Number(limit))},"position_limit_short":${Math.floor(Number(limit))}}`;
}

/** A tick with the decimals it has. */
function trimmed(text: string, decimals: number): string {
  const [whole = "0", fraction = ""] = text.split(".");
  return decimals === 0 ? whole : `${whole}.${fraction.slice(0, decimals)}`;
}

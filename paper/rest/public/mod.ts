/** The public methods of the embedded exchange. */

import type { PublicMethod } from "../method.ts";
import { assetPairs } from "./asset_pairs.ts";
import { assets } from "./assets.ts";
import { depth, groupedBook } from "./depth.ts";
import { ohlc } from "./ohlc.ts";
import { maintenanceSchedule, systemStatus, time } from "./server.ts";
import { ticker } from "./ticker.ts";
import { spread, trades } from "./trades.ts";
import { postTrade, preTrade } from "./transparency.ts";

/** By the last part of the path. */
export const PUBLIC: ReadonlyMap<string, PublicMethod> = new Map<string, PublicMethod>([
  ["Time", time],
  ["SystemStatus", systemStatus],
  ["MaintenanceSchedule", maintenanceSchedule],
  ["Assets", assets],
  ["AssetPairs", assetPairs],
  ["Ticker", ticker],
  ["OHLC", ohlc],
  ["Depth", depth],
  ["GroupedBook", groupedBook],
  ["Trades", trades],
  ["Spread", spread],
  ["PreTrade", preTrade],
  ["PostTrade", postTrade],
]);

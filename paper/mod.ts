/** The embedded exchange: Kraken's Spot and futures REST on this machine, accounts and orders included, from a seeded market. */

export { paperExchange } from "./exchange.ts";
export type { PaperAccounts, PaperExchange, PaperKeys, PaperLimits, PaperOptions } from "./exchange.ts";
export type { PaperAccount, PaperApiKey } from "./accounts/face.ts";
export type { PaperHistory } from "./accounts/history.ts";
export type { PaperAccountOptions } from "./accounts/house.ts";
export type { PaperKeyOptions } from "./accounts/keys.ts";
export type { Permission } from "./accounts/permissions.ts";
export type {
  FuturesAccountOptions,
  FuturesConditions,
  FuturesKeyOptions,
  FuturesOptions,
  FuturesWithdrawal,
  PaperFutures,
  PaperFuturesAccount,
  PaperFuturesAccounts,
  PaperFuturesKey,
  PaperFuturesKeys,
} from "./futures/mod.ts";
export type { PaperTier } from "./accounts/tiers.ts";
export type { Clock } from "./clock.ts";
export type { Fault, FaultRule, Faults } from "./faults.ts";
export type { PublicLimit } from "./rest/limits.ts";
export type { PaperServer, ServeOptions } from "./rest/serve.ts";
export type { TapeOptions } from "./tape/open.ts";
export type * from "./ws/mod.ts";
export type { ExchangeStatus, PlannedMaintenance } from "./status.ts";
export type { MaintenanceEvent } from "../spot/market/_maintenance.ts";
export type { EmergencyEvent, EmergencyStep, SystemMode } from "../spot/market/system_status.ts";
export type { Decimal } from "../core/decimal.ts";
export { Market } from "./market/market.ts";
export type {
  HourTrades,
  Instant,
  KeyPart,
  Level,
  PairMarket,
  PaperAsset,
  PaperBook,
  PaperPair,
  PaperTrade,
  Quote,
  Regime,
  Summary,
  TradePlace,
} from "./market/mod.ts";

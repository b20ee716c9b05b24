/** The futures half of the embedded exchange: Kraken's futures REST on this machine. */

export { createFuturesHandler } from "./futures.ts";
export type { FuturesFloor, FuturesHalf } from "./futures.ts";
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
} from "./face.ts";

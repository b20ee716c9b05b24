/** Tables of futures data, from Kraken's answers: each builder takes the rows of an answer and where they are from. @module */

export { accountLogFrame, type AccountLogFrameRow } from "./account_log.ts";
export { futuresCandleFrame, type FuturesCandleRow } from "./candles.ts";
export { futuresDepthFrame, type FuturesDepthRow } from "./depth.ts";
export { executionFrame, futuresFillFrame, type FuturesFillRow } from "./fills.ts";
export { fundingFrame, type FundingRow } from "./funding.ts";
export { instrumentFrame, type InstrumentRow } from "./instruments.ts";
export { futuresOrderFrame, type FuturesOrderRow } from "./orders.ts";
export { futuresPositionFrame, type FuturesPositionRow } from "./positions.ts";
export { futuresTickerFrame, type FuturesTickerRow } from "./tickers.ts";
export { futuresTradeFrame, type FuturesTradeRow, marketExecutionFrame } from "./trades.ts";
export { futuresBalanceFrame, type FuturesBalanceRow, marginFrame, type MarginRow } from "./wallets.ts";

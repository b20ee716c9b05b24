/** The pairs of the embedded exchange: Kraken's rows, and how busy the simulated market is. */

/** A pair as the exchange keeps it. */
export interface PaperPair {
  /** Kraken's internal name, `XXBTZUSD`. */
  readonly id: string;
  /** Short name, `XBTUSD`. */
  readonly altname: string;
  /** Name on WebSocket v1, `XBT/USD`. */
  readonly wsname: string;
  /** Modern name, `BTC/USD`. */
  readonly symbol: string;
  /** Id of the base asset. */
  readonly base: string;
  /** Id of the quote asset. */
  readonly quote: string;
  /** Class of the base asset. */
  readonly aclass: "currency" | "tokenized_asset";
  /** Decimals of a price; the tick is one unit of the last. */
  readonly priceDecimals: number;
  /** Decimals of a volume. */
  readonly lotDecimals: number;
  /** Decimals of a cost. */
  readonly costDecimals: number;
  /** Decimals of a price in Ticker, Depth, Trades and Spread: Kraken pads there to those of the cost. */
  readonly shownDecimals: number;
  /** Smallest volume. */
  readonly ordermin: string;
  /** Smallest cost. */
  readonly costmin: string;
  /** Largest leverage; none when 0. */
  readonly leverage: number;
  /** Largest long and short margin position, in the base asset. */
  readonly positionLimits?: readonly [long: number, short: number];
  /** First day of trading, UTC. */
  readonly listed: string;
  /** Trades of a usual day at present. */
  readonly tradesPerDay: number;
  /** Usual worth of a trade in US dollars. */
  readonly tradeUsd: number;
  /** Decimals of the simulated volumes, at most {@linkcode lotDecimals}; fewer where a whole coin is worth little. */
  readonly volumeDecimals: number;
  /** Usual distance of best bid and ask, in ticks. */
  readonly spreadTicks: number;
}

type Row =
  & Omit<PaperPair, "shownDecimals" | "lotDecimals" | "aclass">
  & Partial<Pick<PaperPair, "lotDecimals" | "aclass">>;

const ROWS: readonly Row[] = [
  {
    id: "XXBTZUSD",
    altname: "XBTUSD",
    wsname: "XBT/USD",
    symbol: "BTC/USD",
    base: "XXBT",
    quote: "ZUSD",
    priceDecimals: 1,
    costDecimals: 5,
    ordermin: "0.00005",
    costmin: "0.5",
    leverage: 10,
    positionLimits: [350, 250],
    listed: "2013-10-06",
    tradesPerDay: 7200,
    tradeUsd: 3200,
    volumeDecimals: 8,
    spreadTicks: 1,
  },
  {
    id: "XXBTZEUR",
    altname: "XBTEUR",
    wsname: "XBT/EUR",
    symbol: "BTC/EUR",
    base: "XXBT",
    quote: "ZEUR",
    priceDecimals: 1,
    costDecimals: 5,
    ordermin: "0.00005",
    costmin: "0.45",
    leverage: 10,
    positionLimits: [160, 120],
    listed: "2013-09-10",
    tradesPerDay: 5200,
    tradeUsd: 1900,
    volumeDecimals: 8,
    spreadTicks: 2,
  },
  {
    id: "XETHZUSD",
    altname: "ETHUSD",
    wsname: "ETH/USD",
    symbol: "ETH/USD",
    base: "XETH",
    quote: "ZUSD",
    priceDecimals: 2,
    costDecimals: 5,
    ordermin: "0.001",
    costmin: "0.5",
    leverage: 10,
    positionLimits: [4000, 4000],
    listed: "2015-08-07",
    tradesPerDay: 5600,
    tradeUsd: 2100,
    volumeDecimals: 8,
    spreadTicks: 1,
  },
  {
    id: "XETHXXBT",
    altname: "ETHXBT",
    wsname: "ETH/XBT",
    symbol: "ETH/BTC",
    base: "XETH",
    quote: "XXBT",
    priceDecimals: 6,
    costDecimals: 10,
    ordermin: "0.001",
    costmin: "0.00002",
    leverage: 5,
    positionLimits: [1000, 800],
    listed: "2015-08-07",
    tradesPerDay: 1500,
    tradeUsd: 1500,
    volumeDecimals: 8,
    spreadTicks: 3,
  },
  {
    id: "SOLUSD",
    altname: "SOLUSD",
    wsname: "SOL/USD",
    symbol: "SOL/USD",
    base: "SOL",
    quote: "ZUSD",
    priceDecimals: 2,
    costDecimals: 5,
    ordermin: "0.06",
    costmin: "0.5",
    leverage: 10,
    positionLimits: [37000, 24000],
    listed: "2021-06-17",
    tradesPerDay: 4600,
    tradeUsd: 1400,
    volumeDecimals: 8,
    spreadTicks: 1,
  },
  {
    id: "XXRPZUSD",
    altname: "XRPUSD",
    wsname: "XRP/USD",
    symbol: "XRP/USD",
    base: "XXRP",
    quote: "ZUSD",
    priceDecimals: 5,
    costDecimals: 8,
    ordermin: "2",
    costmin: "0.5",
    leverage: 10,
    positionLimits: [2000000, 1200000],
    listed: "2017-05-18",
    tradesPerDay: 4200,
    tradeUsd: 1300,
    volumeDecimals: 6,
    spreadTicks: 3,
  },
  {
    id: "ADAEUR",
    altname: "ADAEUR",
    wsname: "ADA/EUR",
    symbol: "ADA/EUR",
    base: "ADA",
    quote: "ZEUR",
    priceDecimals: 6,
    costDecimals: 6,
    ordermin: "10",
    costmin: "0.45",
    leverage: 3,
    positionLimits: [1200000, 410000],
    listed: "2018-09-28",
    tradesPerDay: 1400,
    tradeUsd: 450,
    volumeDecimals: 6,
    spreadTicks: 40,
  },
  {
    id: "XDGUSD",
    altname: "XDGUSD",
    wsname: "XDG/USD",
    symbol: "DOGE/USD",
    base: "XXDG",
    quote: "ZUSD",
    priceDecimals: 7,
    costDecimals: 9,
    ordermin: "50",
    costmin: "0.5",
    leverage: 10,
    positionLimits: [30000000, 30000000],
    listed: "2019-12-05",
    tradesPerDay: 3000,
    tradeUsd: 700,
    volumeDecimals: 5,
    spreadTicks: 60,
  },
  {
    id: "PEPEUSD",
    altname: "PEPEUSD",
    wsname: "PEPE/USD",
    symbol: "PEPE/USD",
    base: "PEPE",
    quote: "ZUSD",
    priceDecimals: 9,
    costDecimals: 5,
    lotDecimals: 5,
    ordermin: "100000",
    costmin: "0.5",
    leverage: 0,
    listed: "2023-05-18",
    tradesPerDay: 1100,
    tradeUsd: 500,
    volumeDecimals: 2,
    spreadTicks: 2,
  },
  {
    id: "USDTZUSD",
    altname: "USDTUSD",
    wsname: "USDT/USD",
    symbol: "USDT/USD",
    base: "USDT",
    quote: "ZUSD",
    priceDecimals: 5,
    costDecimals: 8,
    ordermin: "5",
    costmin: "0.5",
    leverage: 2,
    positionLimits: [3200000, 4600000],
    listed: "2017-04-21",
    tradesPerDay: 5000,
    tradeUsd: 4000,
    volumeDecimals: 8,
    spreadTicks: 1,
  },
  {
    id: "USDCUSD",
    altname: "USDCUSD",
    wsname: "USDC/USD",
    symbol: "USDC/USD",
    base: "USDC",
    quote: "ZUSD",
    priceDecimals: 4,
    costDecimals: 8,
    ordermin: "5",
    costmin: "0.5",
    leverage: 3,
    positionLimits: [2700000, 2400000],
    listed: "2020-01-09",
    tradesPerDay: 3200,
    tradeUsd: 3500,
    volumeDecimals: 8,
    spreadTicks: 1,
  },
  {
    id: "EURUSD",
    altname: "EURUSD",
    wsname: "EUR/USD",
    symbol: "EUR/USD",
    base: "ZEUR",
    quote: "ZUSD",
    priceDecimals: 5,
    costDecimals: 5,
    ordermin: "0.5",
    costmin: "0.5",
    leverage: 0,
    listed: "2020-04-01",
    tradesPerDay: 3400,
    tradeUsd: 1500,
    volumeDecimals: 8,
    spreadTicks: 2,
  },
  {
    id: "AAPLxUSD",
    altname: "AAPLxUSD",
    wsname: "AAPLx/USD",
    symbol: "AAPLx/USD",
    base: "AAPLx",
    quote: "ZUSD",
    aclass: "tokenized_asset",
    priceDecimals: 2,
    costDecimals: 5,
    ordermin: "0.00000001",
    costmin: "0.5",
    leverage: 3,
    positionLimits: [400, 400],
    listed: "2025-06-30",
    tradesPerDay: 420,
    tradeUsd: 380,
    volumeDecimals: 8,
    spreadTicks: 6,
  },
];

/** All pairs, by Kraken's internal name. */
export const PAIRS: readonly PaperPair[] = ROWS.map((row) => ({
  lotDecimals: 8,
  aclass: "currency",
  ...row,
  shownDecimals: Math.max(row.priceDecimals, row.costDecimals),
}));

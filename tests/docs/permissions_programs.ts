/**
 * A program for each row of `docs/permissions.md`. `AT` has addresses on loopback in place of Kraken's, `KEY` a key, `REPORT` the id
 * of a report that is written.
 */

const CANDLES = `import { kraken } from "./mod.ts";
const k = await kraken.paper({ seed: 1 });
const candles = await k.candles("BTC/USD", { every: "1d", last: "30d" });
`;
const FIRST = "for await (const one of stream) { console.log(one); break; }\nawait k.stream.close();\n";

/** A program by its row's first column. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  "Spot: public data, account and orders": `import { kraken } from "./mod.ts";
const k = kraken({ ...AT, ...KEY });
console.log(await k.candles("BTC/USD", { every: "1d", last: "30d" }), await k.balances());
const order = { symbol: "BTC/USD", type: "buy", ordertype: "limit", volume: "0.01", price: "20000" };
await (await k.order(order, { live: true })).cancel();
`,
  "Futures: public data, account and orders": `import { kraken } from "./mod.ts";
const k = kraken({ ...AT, futures: KEY });
await k.futures.market.tickers();
await k.futures.account.accounts();
await k.futures.trading.cancelAllOrders();
`,
  "a Spot key from the environment": `import { kraken } from "./mod.ts";
await kraken(AT).balances();
`,
  "a Futures key from the environment": `import { kraken } from "./mod.ts";
await kraken(AT).futures.account.accounts();
`,
  "another address from the environment": `import { kraken } from "./mod.ts";
await kraken().spot.market.time();
`,
  'nonces shared by several processes: `nonceFile: "kraken.nonce"`': `import { kraken } from "./mod.ts";
await kraken({ ...AT, ...KEY, nonceFile: "kraken.nonce" }).balances();
`,
  'a report by Kraken kept as a file: `k.exportReport({ …, path: "ledger.csv" })`': `import { kraken } from "./mod.ts";
await kraken({ ...AT, ...KEY }).exportReport({ report: "ledgers", id: REPORT, path: "ledger.csv" });
`,
  'the account log of Futures in a file: `k.derivatives.downloadAccountLog("log.csv")`':
    `import { kraken } from "./mod.ts";
await kraken({ ...AT, futures: KEY }).derivatives.downloadAccountLog("log.csv");
`,
  Spot: `import { kraken } from "./mod.ts";
const k = kraken(AT);
const stream = k.stream.ticker("BTC/USD");
${FIRST}`,
  'Spot over `ws` from npm: `transport: "ws"`': `import { connectSpot, websocket } from "./mod.ts";
await using socket = await connectSpot({ urls: { public: AT.wsUrl }, transport: "ws" });
await using stream = await socket.subscribe(websocket.spot.ticker, { symbol: "BTC/USD" });
for await (const { data } of stream) { console.log(data); break; }
`,
  "one's own orders, fills and balances": `import { kraken } from "./mod.ts";
const k = kraken({ ...AT, ...KEY });
const stream = k.stream.executions();
${FIRST}`,
  "level 3": `import { kraken } from "./mod.ts";
const k = kraken({ ...AT, ...KEY });
await using book = await k.stream.level3("BTC/USD");
console.log(book.best());
await k.stream.close();
`,
  Futures: `import { kraken } from "./mod.ts";
const k = kraken({ ...AT, futures: KEY });
const stream = k.stream.futures.ticker("PF_XBTUSD");
${FIRST}`,
  'recording what comes: `k.stream.record("frames.jsonl")`': `import { kraken } from "./mod.ts";
const k = kraken(AT);
await using tape = await k.stream.record("frames.jsonl");
const stream = k.stream.ticker("BTC/USD");
${FIRST}`,
  "in the same process: `kraken.paper()`": `import { kraken } from "./mod.ts";
await using k = await kraken.paper({ seed: 1, history: { trades: 60 } });
console.log(await k.candles("BTC/USD", { last: "1h" }), await k.balances(), await k.ledger(), k.budget);
const order = await k.order({ symbol: "BTC/USD", type: "buy", ordertype: "market", volume: "0.01" }, { live: true });
console.log(await order.settled());
await k.futures.market.tickers();
for await (const one of k.stream.balances()) { console.log(one); break; }
for await (const one of k.stream.futures.ticker("PF_XBTUSD")) { console.log(one); break; }
`,
  "served to other programs: `paperExchange().serve()`": `import { paperExchange } from "./paper/mod.ts";
import { kraken } from "./mod.ts";
await using exchange = paperExchange({ seed: 1 });
const { url, sockets } = exchange.serve();
const k = kraken({ spotUrl: url, wsUrl: sockets.spot.public });
await k.spot.market.time();
const stream = k.stream.ticker("BTC/USD");
${FIRST}`,
  'answers from a tape: `kraken.paper({ tape: "recorded" })`': `import { kraken } from "./mod.ts";
await using k = await kraken.paper({ tape: "recorded" });
console.log(await k.spot.market.time());
`,
  "frames, and showing them": CANDLES + `import { ewm, resample, returns } from "./mod.ts";
console.log(resample(candles, "1w"), returns(candles.column("close")), ewm(candles.column("close"), { span: 5 }));
candles[Symbol.for("Jupyter.display")]();
`,
  "a danfojs DataFrame": CANDLES + `import { toDataFrame } from "./mod.ts";
console.log((await toDataFrame(candles)).column("close").mean());
`,
  "an Arquero table": CANDLES + `import { toArquero } from "./mod.ts";
console.log((await toArquero(candles)).numRows());
`,
  'writing CSV: `toCSV(frame, { path: "candles.csv" })`': CANDLES + `import { toCSV } from "./mod.ts";
await toCSV(candles, { path: "candles.csv" });
`,
  'reading CSV: `fromCSV("candles.csv")`': `import { fromCSV } from "./mod.ts";
console.log(await fromCSV("candles.csv"));
`,
  'a chart as SVG: `chart.save("candles.svg")`': CANDLES + `await candles.plot().save("candles.svg");\n`,
  'a chart as PNG: `chart.save("candles.png")`': CANDLES + `await candles.plot().save("candles.png");\n`,
};

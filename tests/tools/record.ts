/**
 * `deno task record -- --live | --paper`: asks every public Spot endpoint and writes the answers as fixtures, cut to a few rows,
 * to `tests/fixtures/spot/recorded_live.ts` or `…/recorded_paper.ts`, each with its date and `satisfies`. Public answers hold
 * nothing personal, so nothing has to be removed.
 */

import { KrakenError } from "../../core/errors.ts";
import { kraken } from "../../kraken.ts";

const [from, ...others] = Deno.args;
if ((from !== "--live" && from !== "--paper") || others.length > 0) {
  console.error("Say where to record from: deno task record --live (Kraken itself) or --paper (the embedded exchange)");
  Deno.exit(2);
}
const live = from === "--live";
await using exchange = live ? undefined : await kraken.paper({ seed: 1, now: () => Date.UTC(2026, 10, 1, 12) });
const { market } = (exchange ?? kraken()).spot;

const answers = await ask().catch((error) => {
  console.error(error instanceof KrakenError ? error.message : error);
  Deno.exit(1);
});

/** The newest rows are enough to show a shape. */
function cut(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 8 ? value.slice(-3).map(cut) : value.map(cut);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cut(each)]));
}

const date = new Date().toISOString().slice(0, 10);
const origin = live ? `recorded ${date} from Kraken` : `recorded ${date} from the embedded exchange, seed 1`;
const file = new URL(`../fixtures/spot/recorded_${live ? "live" : "paper"}.ts`, import.meta.url);
const types = answers.map(([, type]) => type).sort();
const lines = [
  `/** Answers of the market endpoints without their envelope, ${origin}, long lists cut. Written by \`deno task record\`. */`,
  "",
  `import type { ${types.join(", ")} } from "../../../spot/market/mod.ts";`,
  ...answers.map(([name, type, answer]) =>
    `\n/** ${origin}. */\nexport const ${name} = ${JSON.stringify(cut(answer))} satisfies ${type};`
  ),
];
await Deno.writeTextFile(file, lines.join("\n") + "\n");
await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", file.pathname] }).output();
console.log(`Wrote ${answers.length} answers to tests/fixtures/spot/${file.pathname.split("/").at(-1)}`);

async function ask(): Promise<[name: string, type: string, answer: unknown][]> {
  return [
    ["time", "TimeResult", await market.time()],
    ["systemStatus", "SystemStatusResult", await market.systemStatus()],
    ["maintenanceSchedule", "MaintenanceScheduleResult", await market.maintenanceSchedule()],
    ["assets", "AssetsResult", await market.assets({ asset: ["XBT", "USD", "ETH"] })],
    ["assetPairs", "AssetPairsResult", await market.assetPairs({ pair: ["XBTUSD", "ETHUSD"] })],
    ["ticker", "TickerResult", await market.ticker({ pair: ["XBTUSD", "ETHUSD"] })],
    ["ohlc", "OhlcResult", await market.ohlc({ pair: "XBTUSD", interval: 60 })],
    ["depth", "DepthResult", await market.depth({ pair: "XBTUSD", count: 3 })],
    ["groupedBook", "GroupedBookResult", await market.groupedBook({ pair: "BTC/USD", depth: 10, grouping: 100 })],
    ["trades", "TradesResult", await market.trades({ pair: "XBTUSD", count: 3 })],
    ["spread", "SpreadResult", await market.spread({ pair: "XBTUSD" })],
    ["preTrade", "PreTradeResult", await market.preTrade({ symbol: "BTC/USD" })],
    ["postTrade", "PostTradeResult", await market.postTrade({ symbol: "BTC/USD", count: 3 })],
  ];
}

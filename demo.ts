/**
 * The main job in one script: market data as tables one can trust, figures from a DataFrame, and a chart in a file.
 *
 * `deno task demo` runs it on the embedded exchange: real HTTP over loopback, a simulated market, nothing leaves the
 * machine. `deno task demo --live` asks api.kraken.com; public data needs no key.
 *
 * Permissions: `--allow-net=127.0.0.1` (with `--live`: `--allow-net=api.kraken.com`) and `--allow-write=demo-output`.
 *
 * @module
 */

import { type Kraken, kraken, KrakenError, toCSV, toDataFrame } from "./mod.ts";
import { paperExchange } from "./paper/mod.ts";

const OUTPUT = "demo-output";
const SYMBOLS = ["BTC/USD", "ETH/USD"];

async function demo(k: Kraken): Promise<void> {
  heading("Markets");
  const pairs = await k.pairs();
  console.log(pairs.select("pair", "base", "quote", "tick_size", "ordermin", "status"));

  const written: string[] = [];
  const rows: string[] = [];
  for (const symbol of SYMBOLS) {
    heading(`${symbol}, daily candles of 90 days`);
    const candles = await k.candles(symbol, { every: "1d", last: "90d" });
    console.log(candles);

    heading(`${symbol}, trades of the last ten minutes`);
    const trades = await k.trades(symbol, { last: "10m" });
    console.log(trades);

    // The last candle is still running: its close is no daily close yet.
    const days = await toDataFrame(candles.slice(0, -1));
    const daily = days.loc({ columns: ["close"] }).pctChange(1).column("close");
    const deviation = Number(daily.std());
    rows.push([
      symbol.padEnd(9),
      percent(Number(daily.mean())).padStart(11),
      percent(deviation).padStart(15),
      percent(deviation * Math.sqrt(365)).padStart(17),
    ].join(""));

    if (symbol === SYMBOLS[0]) {
      await Deno.mkdir(OUTPUT, { recursive: true });
      await candles.plot().save(`${OUTPUT}/candles.svg`);
      await Deno.writeTextFile(`${OUTPUT}/candles.csv`, await toCSV(candles));
      await Deno.writeTextFile(`${OUTPUT}/trades.csv`, await toCSV(trades));
      written.push(`${OUTPUT}/candles.svg   chart of ${symbol}, candles and volume`);
      written.push(`${OUTPUT}/candles.csv   its ${candles.length} daily candles, prices digit for digit`);
      written.push(`${OUTPUT}/trades.csv    its ${trades.length} trades`);
    }
  }

  heading("Daily returns, from a danfojs DataFrame");
  console.log("symbol   mean return  deviation/day  volatility/year");
  console.log(rows.join("\n"));

  heading("Written");
  console.log(written.join("\n"));
}

function heading(text: string): void {
  console.log(`\n%c${text}`, "font-weight: bold");
}

function percent(value: number): string {
  return `${(value * 100).toFixed(2)} %`;
}

async function offline(): Promise<void> {
  await using exchange = paperExchange({ seed: 42 });
  const { url } = exchange.serve();
  console.log(`The embedded exchange listens on ${url}; its market is simulated.`);
  await demo(kraken({ spotUrl: url, source: "embedded exchange, simulated" }));
  console.log("\nAll of this came over HTTP from this machine. The same from Kraken itself: deno task demo --live");
}

async function live(): Promise<void> {
  try {
    await demo(kraken());
    console.log("\nAll of this came from api.kraken.com, without a key.");
  } catch (error) {
    if (!(error instanceof KrakenError)) throw error;
    console.error(`\nThe live demo stopped. ${error.message}`);
    console.error("It needs a network that reaches api.kraken.com; without one: deno task demo");
    Deno.exit(1);
  }
}

const unknown = Deno.args.filter((argument) => argument !== "--live");
if (unknown.length > 0) {
  console.error(`Cannot run the demo with '${unknown.join(" ")}': the only option is --live`);
  Deno.exit(2);
}
await (Deno.args.includes("--live") ? live() : offline());

/**
 * Writes core/symbols_snapshot.ts from answers of AssetPairs, Assets, instruments and the v2 `instrument` channel.
 *
 *     deno run --allow-read --allow-write=core tests/tools/make_symbols_snapshot.ts [--date 2026-11-22 --source "live answers" file.json …]
 *
 * Files are given oldest first; what a later one says of a pair wins. Each is recognised by its shape. A list of 200
 * pairs or more counts as complete: pairs known before and missing from it are marked as delisted. Without files the
 * recordings are read.
 */

import { plain } from "../../core/decimal.ts";
import { RECORDINGS } from "../recordings.ts";

type Json = Record<string, unknown>;

interface PairRow {
  symbol: string;
  id: string;
  price: number;
  lot: number;
  cost: number | undefined;
  tick: string | undefined;
  ordermin: string | undefined;
  costmin: string | undefined;
  class: string;
  delisted: boolean;
}

const DEFAULT = {
  date: "2026-07-31",
  source:
    "recorded answers: futures of 2026-07-31; spot pairs of 2024, a few of them of 2025 and 2026, delisted ones of 2021",
  files: [
    "spot-rest/Assets/xchange-assets-data.json",
    "spot-rest/Assets/kraken-async-rs-asset_info.json",
    "spot-rest/AssetPairs/cryptofeed-2021.json",
    "spot-ws-v2/instrument/torquey66-snapshot.json",
    "spot-rest/AssetPairs/nautilus-http_asset_pairs_tokenized.json",
    "spot-rest/AssetPairs/cryptonorm-3pairs.json",
    "spot-rest/AssetPairs/bend-function-XBTUSDT.json",
    "futures-rest/instruments/bend-function-live.json",
  ].map((path) => new URL(path, RECORDINGS)),
};

const MODERN: Record<string, string> = { XBT: "BTC", XDG: "DOGE" };
const LEGACY: Record<string, string> = { BTC: "XBT", DOGE: "XDG" };
const COMPLETE = 200;

const pairs = new Map<string, PairRow>();
const assets = new Map<string, { id: string; decimals: number; display: number }>();
const instruments = new Map<string, Json>();

const modern = (wsname: string) => wsname.split("/").map((part) => MODERN[part] ?? part).join("/");
const legacy = (symbol: string) => symbol.split("/").map((part) => LEGACY[part] ?? part).join("");
/** Balance forms such as `XBT.M`, `DOT28.S` and `USD.HOLD` are read off their plain asset. */
const isPlain = (asset: string) => !asset.includes(".");

function addPair(row: PairRow): void {
  const known = pairs.get(row.symbol);
  pairs.set(row.symbol, {
    ...row,
    cost: row.cost ?? known?.cost,
    tick: row.tick ?? known?.tick,
    costmin: row.costmin ?? known?.costmin,
  });
}

function readAssetPairs(result: Record<string, Json>): void {
  for (const [id, pair] of Object.entries(result)) {
    if (typeof pair.wsname !== "string") continue; // dark pool pairs (XXBTZUSD.d), gone since 2021
    const symbol = modern(pair.wsname);
    for (const [asset, name] of [[pair.base, symbol.split("/")[0]], [pair.quote, symbol.split("/")[1]]]) {
      if (!isPlain(String(name))) continue;
      const known = assets.get(String(name));
      if (known) known.id = String(asset);
      else assets.set(String(name), { id: String(asset), decimals: -1, display: -1 });
    }
    addPair({
      symbol,
      id,
      price: Number(pair.pair_decimals),
      lot: Number(pair.lot_decimals),
      cost: pair.cost_decimals as number | undefined,
      tick: pair.tick_size as string | undefined,
      ordermin: pair.ordermin as string | undefined,
      costmin: pair.costmin as string | undefined,
      class: String(pair.aclass_base),
      delisted: false,
    });
  }
}

function readAssets(result: Record<string, Json>): void {
  for (const [id, asset] of Object.entries(result)) {
    const altname = String(asset.altname);
    if (!isPlain(altname)) continue;
    assets.set(MODERN[altname] ?? altname, {
      id,
      decimals: Number(asset.decimals),
      display: Number(asset.display_decimals),
    });
  }
}

function readInstrumentChannel(data: { assets: Json[]; pairs: Json[] }): void {
  for (const asset of data.assets) {
    const name = String(asset.id);
    if (!isPlain(name)) continue;
    const id = assets.get(name)?.id ?? LEGACY[name] ?? name;
    assets.set(name, { id, decimals: Number(asset.precision), display: Number(asset.precision_display) });
  }
  for (const pair of data.pairs) {
    const symbol = String(pair.symbol);
    addPair({
      symbol,
      id: pairs.get(symbol)?.id ?? legacy(symbol),
      price: Number(pair.price_precision),
      lot: Number(pair.qty_precision),
      cost: Number(pair.cost_precision),
      tick: plain(Number(pair.price_increment)),
      ordermin: plain(Number(pair.qty_min)),
      costmin: plain(Number(pair.cost_min)),
      class: "currency",
      delisted: pair.status === "delisted",
    });
  }
}

/** Earlier pairs that a complete list no longer has. */
function markDelisted(before: readonly string[], seen: ReadonlySet<string>, size: number): void {
  if (size < COMPLETE) return;
  for (const symbol of before) {
    const pair = pairs.get(symbol);
    if (pair && !seen.has(symbol) && pair.class === "currency") pairs.set(symbol, { ...pair, delisted: true });
  }
}

function read(document: Json): void {
  const before = [...pairs.keys()];
  const body = (document.result !== null && typeof document.result === "object" ? document.result : document) as Json;
  if (Array.isArray(body.instruments)) {
    for (const each of body.instruments as Json[]) instruments.set(String(each.symbol).toUpperCase(), each);
    return;
  }
  if (body.channel === "instrument") {
    const data = body.data as { assets: Json[]; pairs: Json[] };
    readInstrumentChannel(data);
    markDelisted(before, new Set(data.pairs.map(({ symbol }) => String(symbol))), data.pairs.length);
    return;
  }
  const entries = Object.values(body) as Json[];
  if (entries.every((each) => "decimals" in each)) return readAssets(body as Record<string, Json>);
  if (!entries.every((each) => "pair_decimals" in each)) throw new Error("A file is of none of the known shapes");
  readAssetPairs(body as Record<string, Json>);
  const seen = new Set(entries.map(({ wsname }) => modern(String(wsname))));
  markDelisted(before, seen, entries.length);
}

/** Numbers without trailing zeros: `0.00500000` → `0.005`. */
const short = (text: string) => text.includes(".") ? text.replace(/\.?0+$/, "") : text;

function pairRow(pair: PairRow): string {
  const implied = short(plain(10 ** -pair.price));
  const tick = pair.tick === undefined || short(pair.tick) === implied ? "" : short(pair.tick);
  const fields = [
    pair.symbol,
    pair.id === legacy(pair.symbol) ? "" : pair.id,
    pair.price,
    pair.lot === 8 ? "" : pair.lot,
    pair.cost ?? "?",
    pair.ordermin === undefined ? "" : short(pair.ordermin),
    pair.costmin === undefined ? "?" : short(pair.costmin) === "0.5" ? "" : short(pair.costmin),
    tick,
    pair.class === "currency" ? "" : pair.class,
    pair.delisted ? "delisted" : "",
  ];
  return fields.join(" ").trimEnd();
}

function assetRow(name: string, { id, decimals, display }: { id: string; decimals: number; display: number }): string {
  return [name, id === (LEGACY[name] ?? name) ? "" : id, decimals < 0 ? "" : decimals, display < 0 ? "" : display]
    .join(" ").trimEnd();
}

function instrumentRow([symbol, each]: [string, Json]): string {
  const implied = symbol.split("_")[1]?.replace(/USD$/, "") ?? "";
  const base = String(each.base ?? MODERN[implied] ?? implied);
  const fields = [
    symbol,
    base === (MODERN[implied] ?? implied) ? "" : base,
    each.quote === undefined || each.quote === "USD" ? "" : each.quote,
    plain(Number(each.tickSize)),
    Number(each.contractValueTradePrecision),
    Number(each.contractSize) === 1 ? "" : each.contractSize,
    each.lastTradingTime ?? "",
  ];
  return fields.join(" ").trimEnd();
}

/** Rows joined by commas, as many as fit on a line. */
function table(rows: string[]): string {
  const lines: string[] = [];
  let line = "";
  for (const row of rows) {
    if (/[,`\\$]/.test(row)) throw new Error(`Row ${row} has a character the table uses itself`);
    if (line !== "" && line.length + row.length > 118) {
      lines.push(line);
      line = "";
    }
    line += `${row},`;
  }
  lines.push(line.replace(/,$/, ""));
  return `\`\n${lines.join("\n")}\n\``;
}

const args = [...Deno.args];
let { date, source }: { date: string; source: string } = DEFAULT;
let files: readonly (string | URL)[] = DEFAULT.files;
while (args[0]?.startsWith("--")) {
  const [option, value] = args.splice(0, 2);
  if (option === "--date" && value) date = value;
  else if (option === "--source" && value) source = value;
  else throw new Error(`Unknown option ${option}: the options are --date and --source, each with a value`);
}
if (args.length > 0) files = args;
for (const file of files) read(JSON.parse(await Deno.readTextFile(file)));

const text = `// Written by tests/tools/make_symbols_snapshot.ts: change that, not this.

/** Where and when the tables below come from. */
export const SNAPSHOT = {
  date: ${JSON.stringify(date)},
  source:
    ${JSON.stringify(source)},
} as const;

/** symbol, id, price decimals, lot decimals (8), cost decimals (? unknown), ordermin, costmin (0.5; ? unknown), tick, class, state. */
export const PAIRS = ${table([...pairs.values()].map(pairRow))};

/** name, id, decimals, display decimals. */
export const ASSETS = ${table([...assets].map(([name, asset]) => assetRow(name, asset)))};

/** symbol, base, quote (USD), tick, contractValueTradePrecision, contractSize (1), lastTradingTime. */
export const INSTRUMENTS = ${table([...instruments].map(instrumentRow))};
`;
await Deno.writeTextFile(new URL("../../core/symbols_snapshot.ts", import.meta.url), text);
const delisted = [...pairs.values()].filter((pair) => pair.delisted).length;
console.log(
  `${pairs.size} pairs (${delisted} delisted), ${assets.size} assets, ${instruments.size} instruments, ${text.length} characters`,
);

/** What is no table: says so, and which function makes a frame of it where it is an answer of Kraken's. */

import { shown } from "../core/codecs.ts";

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Answers that are told by the fields of one entry. */
const ENTRIES: readonly [fields: readonly string[], builder: string][] = [
  [["a", "b", "c", "v"], "tickerFrame"],
  [["bids", "asks"], "depthFrame"],
  [["altname", "base", "quote"], "pairFrame"],
  [["altname", "decimals"], "assetFrame"],
];

/** Answers that are told by the length of a row. */
const ROWS: Readonly<Record<number, string>> = { 3: "spreadFrame", 7: "tradeFrame", 8: "candleFrame" };

function builderOf(data: unknown): string | undefined {
  if (!isObject(data)) return undefined;
  for (const entry of [data, ...Object.values(data)]) {
    if (!isObject(entry)) continue;
    const found = ENTRIES.find(([fields]) => fields.every((field) => Object.hasOwn(entry, field)));
    if (found !== undefined) return found[1];
    if (Array.isArray(entry) && Array.isArray(entry[0])) return ROWS[entry[0].length];
  }
  return undefined;
}

/** The failure for data without columns or records. */
export function noTable(data: unknown): TypeError {
  const what = "Cannot make a DataFrame as the data must be a frame, records or columns";
  const builder = builderOf(data);
  if (builder !== undefined) {
    return new TypeError(
      `${what}: this looks like an answer of Kraken's; make a frame of it first: toDataFrame(${builder}(answer))`,
    );
  }
  const isRows = Array.isArray(data);
  const odd = isObject(data)
    ? Object.entries(data).find(([, value]) =>
      isRows ? !isObject(value) || Array.isArray(value) : !Array.isArray(value)
    )
    : undefined;
  if (odd === undefined) return new TypeError(`${what}: current value is ${shown(data)}`);
  const [name, value] = odd;
  return new TypeError(
    isRows
      ? `${what}: each record must be an object, and number ${name} is ${shown(value)}`
      : `${what}: the values of each column must be an array, and '${name}' is ${
        shown(value)
      }; of one answer of Kraken's ` +
        `make a frame first (tickerFrame, candleFrame, tradeFrame, depthFrame, ledgerFrame …)`,
  );
}

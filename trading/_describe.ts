/** An order and its estimate in the lines of a card. */

import { isRelative } from "./_amounts.ts";
import { iso, momentOf } from "./_combinations.ts";
import { closesWhole, type Estimate } from "./_estimate.ts";
import { isNegative, tidy } from "./_exact.ts";
import type { PairRules } from "./_rules.ts";
import type { Surroundings } from "./_surroundings.ts";
import type { WireOrder } from "./request.ts";

const told = (price: string | undefined) => price === undefined ? "none" : tidy(price);
const signed = (value: string) => isNegative(value) ? value : `+${value}`;

/** "BUY 0.1 BTC at 60000 USD · limit · BTC/USD". */
export function headingOf(
  order: WireOrder,
  { symbol, base, quote }: PairRules,
): string {
  const { fields, volume, price, price2, flags } = order;
  const written = (text: string) => isRelative(text) || text.endsWith("%") ? text : `${tidy(text)} ${quote}`;
  const { ordertype, type } = fields;
  const amount = closesWhole(order)
    ? "closes the whole position"
    : flags.includes("viqc")
    ? `${base} for ${tidy(volume)} ${quote}`
    : `${tidy(volume)} ${base}`;
  const at = ordertype === "limit" || ordertype === "iceberg"
    ? ` at ${written(price ?? "")}`
    : ordertype === "market"
    ? " at the market"
    : price === undefined
    ? ""
    : ordertype.startsWith("trailing")
    ? ` when the price turns by ${written(price.slice(1))}${
      price2 === undefined ? "" : `, then at ${price2} from there`
    }`
    : ` when the price reaches ${written(price)}${price2 === undefined ? "" : `, then at ${written(price2)}`}`;
  return `${type.toUpperCase()} ${amount}${at} · ${ordertype} · ${symbol}`;
}

/** Names and values of one order. */
export function linesOf(
  order: WireOrder,
  { quote }: PairRules,
  { quote: market, fees, balances }: Surroundings,
  { price, exact, volume, worth, fee, feeAsset, takes, changes }: Estimate,
  now: number,
): [name: string, value: string][] {
  const { fields, flags } = order;
  const about = exact ? "" : "about ";
  const lines: [string, string][] = [];
  if (!exact) lines.push(["price", price === undefined ? "unknown" : `about ${tidy(price)} ${quote}`]);
  if (flags.includes("viqc") && volume !== undefined) lines.push(["buys", `about ${tidy(volume)}`]);
  lines.push([
    "worth",
    worth === undefined ? "unknown" : `${flags.includes("viqc") ? "" : about}${tidy(worth)} ${quote}`,
  ]);
  const role = takes === undefined ? "taker, at worst" : takes ? "taker" : "maker";
  const rate = fees && (takes ?? true ? fees.taker : fees.maker);
  lines.push([
    "fee",
    fee === undefined || fees === undefined
      ? closesWhole(order) ? "unknown" : "unknown: Kraken tells fees to a key only"
      : `about ${tidy(fee)} ${feeAsset} (${tidy(rate ?? "0")} % as ${role}; ${fees.origin})`,
  ]);
  lines.push(["lasts", lifeOf(order, now)]);
  for (const [name, value] of extrasOf(order)) lines.push([name, value]);
  if (market) lines.push(["market", `bid ${told(market.bid)}, ask ${told(market.ask)}, last ${told(market.last)}`]);
  changes.forEach(({ asset, change, before, after }, index) => {
    const free = before === undefined || after === undefined
      ? balances === undefined ? "  (balance unknown)" : ""
      : `  (free ${tidy(before)} → ${tidy(after)})`;
    lines.push([index === 0 ? "changes" : "", `${signed(change)} ${asset}${free}`]);
  });
  lines.push(
    fields.userref === undefined ? ["cl_ord_id", fields.cl_ord_id ?? "none"] : ["userref", String(fields.userref)],
  );
  return lines;
}

function lifeOf({ fields: { timeinforce = "GTC", ordertype }, starttm, expiretm }: WireOrder, now: number): string {
  const start = starttm === undefined ? "" : ` from ${iso(momentOf(starttm, now))}`;
  if (ordertype === "market") return `at once${start}`;
  const life = {
    GTC: "until cancelled (GTC)",
    IOC: "at once or not at all, a part is enough (IOC)",
    FOK: "at once and whole, or not at all (FOK)",
    GTD: `until ${expiretm === undefined ? "its end" : iso(momentOf(expiretm, now))} (GTD)`,
  }[timeinforce];
  return life + start;
}

function extrasOf({ fields, flags, displayvol, closePrice, closePrice2, leverage }: WireOrder): [string, string][] {
  const close = [fields["close[ordertype]"], closePrice, closePrice2].filter((part) => part !== undefined).join(" ");
  const given: [string, string | undefined][] = [
    ["shows", displayvol && tidy(displayvol)],
    ["trigger", fields.trigger],
    ["leverage", leverage === undefined ? undefined : String(leverage)],
    ["reduce_only", fields.reduce_only === true ? "yes" : undefined],
    ["oflags", flags.length > 0 ? flags.join(",") : undefined],
    ["stptype", fields.stptype],
    ["close", close || undefined],
  ];
  return given.flatMap(([name, value]) => value === undefined ? [] : [[name, value] as [string, string]]);
}

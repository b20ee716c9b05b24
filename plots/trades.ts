import { lastPrice } from "./candles.ts";
import { durationText, periodText, roundInterval } from "./duration.ts";
import { numbers, type Plottable, texts, toRows } from "./frame_like.ts";
import type { Layout } from "./options.ts";
import { compose, counted, emptySpec, HOVER, originOf, type Panel, titleOf } from "./panels.ts";
import { AMOUNT_LABELS, COLORS, priceFormat, priceScale, type Spec, timeAxis, titled, unitsOf } from "./theme.ts";
import { mergeCandles } from "./thin.ts";
import { tidy } from "./tidy.ts";

const SIDES: Spec = { condition: { test: "datum.side === 'buy'", value: COLORS.up }, value: COLORS.down };
// About as many bars as fit with a visible gap between them.
const BARS = 120;

/** Single trades as points on a price line, or its range when there are too many; bought and sold volume below. */
export function tradeSpec(table: Plottable, layout: Layout): Spec {
  const title = titleOf(table, "trades", layout);
  if (table.length === 0) return emptySpec(title, [originOf(table)], layout);
  const { frame, note } = tidy(table, { prices: ["price"], log: layout.log });
  if (frame.length === 0) return emptySpec(title, [note, originOf(frame)], layout);

  const [time, price] = [numbers(frame, "time"), numbers(frame, "price")];
  // A missing volume is drawn as none.
  const volume = frame.columns.includes("volume")
    ? numbers(frame, "volume").map((sum) => Number.isFinite(sum) ? sum : 0)
    : undefined;
  const side = texts(frame, "side");
  const [from, last] = [time[0] ?? 0, time[time.length - 1] ?? 0];
  const to = Math.max(last, from + 1000);

  const format = priceFormat(price);
  const { base, quote } = unitsOf(frame.meta.symbol);
  // Without any volume there is no bar to draw, and no scale to draw it on.
  const withVolume = layout.volume && volume !== undefined && volume.some((amount) => amount > 0);
  const axis = (lowest: boolean): Spec => ({
    field: "time",
    type: "temporal",
    scale: { type: "utc", nice: false },
    axis: timeAxis(lowest),
  });
  const y: Spec = {
    field: "price",
    type: "quantitative",
    title: titled("price", quote),
    scale: { ...priceScale(layout.log), padding: 8 },
  };

  const interval = roundInterval(to - from, Math.min(layout.width, layout.maxRows));
  const range = frame.length > layout.maxRows
    ? mergeCandles({ time, open: price, high: price, low: price, close: price }, interval)
    : undefined;
  const rows = range
    ? toRows({
      time: range.time.map((start) => start + interval / 2),
      low: range.low,
      high: range.high,
      price: range.close,
    })
    : toRows({ time, price, ...(volume ? { volume } : {}), ...(side ? { side } : {}) });
  const x: Spec = { field: "time", type: "temporal" };
  const prices: Panel = {
    height: layout.height,
    x: axis(!withVolume),
    layer: [
      ...(range ? bandLayers(y, format) : pointLayers(y, format, volume !== undefined, side !== undefined)),
      ...lastPrice(price[price.length - 1] ?? NaN, format, layout.width),
    ],
  };
  const bars = withVolume ? bins(time, volume, side, roundInterval(to - from, BARS)) : undefined;
  const volumes: Panel[] = bars
    ? [{
      height: Math.round(layout.height * 0.27),
      x: axis(true),
      layer: [{
        data: { values: bars.rows },
        mark: { type: "rect", clip: true, aria: false, opacity: 0.75 },
        encoding: {
          x,
          x2: { field: "until" },
          y: {
            field: "lower",
            type: "quantitative",
            title: titled("volume", base),
            axis: { tickCount: 3, labelExpr: AMOUNT_LABELS },
            scale: { zero: true },
          },
          y2: { field: "upper" },
          color: SIDES,
          tooltip: [
            { field: "when", type: "nominal", title: "time (UTC)" },
            { field: "side", type: "nominal" },
            { field: "volume", type: "quantitative", format: ",.8~f" },
            { field: "trades", type: "quantitative" },
          ],
        },
      }],
    }]
    : [];
  return compose({
    title,
    notes: [
      `${periodText(from, last)} · ${counted(frame.length, "trades")}${side ? " · blue: bought, orange: sold" : ""}`,
      [
        range && `line: last price of each ${durationText(interval)}, band: lowest to highest`,
        bars && `volume in bars of ${durationText(bars.interval)}`,
      ].filter((part) => part).join(" · "),
      note,
      originOf(frame),
    ],
    width: layout.width,
    rows,
    transform: [{ calculate: "utcFormat(datum.time, '%Y-%m-%d %H:%M:%S.%L')", as: "when" }],
    panels: [prices, ...volumes],
  });
}

/** Few enough trades to show each of them. */
function pointLayers(y: Spec, format: string, withVolume: boolean, withSide: boolean): Spec[] {
  const tooltip = [
    { field: "when", type: "nominal", title: "time (UTC)" },
    { field: "price", type: "quantitative", format },
    ...(withVolume ? [{ field: "volume", type: "quantitative", format: ",.8~f" }] : []),
    ...(withSide ? [{ field: "side", type: "nominal" }] : []),
  ];
  return [
    {
      mark: { type: "line", interpolate: "step-after", strokeWidth: 1, color: COLORS.soft, clip: true },
      encoding: { y },
    },
    {
      mark: { type: "point", filled: true, size: 16, opacity: 0.85, clip: true, aria: false },
      encoding: { y, color: withSide ? SIDES : { value: COLORS.line }, tooltip },
    },
  ];
}

/** Too many trades for points: the last price of each interval, and how far it went. */
function bandLayers(y: Spec, format: string): Spec[] {
  const tooltip = [
    { field: "when", type: "nominal", title: "time (UTC)" },
    ...["low", "high"].map((field) => ({ field, type: "quantitative", format })),
    { field: "price", title: "last", type: "quantitative", format },
  ];
  return [
    {
      mark: { type: "area", color: COLORS.up, opacity: 0.22, clip: true },
      encoding: { y: { ...y, field: "low" }, y2: { field: "high" } },
    },
    { mark: { type: "line", strokeWidth: 1.2, color: COLORS.up, clip: true }, encoding: { y } },
    { name: HOVER, mark: { type: "rule", opacity: 0, strokeWidth: 3, clip: true }, encoding: { tooltip } },
  ];
}

/** Volumes added up in intervals of UTC, what was bought standing on the axis and what was sold on top of it. */
function bins(
  time: Float64Array,
  volume: Float64Array,
  side: readonly string[] | undefined,
  interval: number,
): { rows: ReturnType<typeof toRows>; interval: number } {
  const sums = new Map<number, { buy: number; sell: number; buys: number; sells: number }>();
  for (let i = 0; i < time.length; i++) {
    const start = Math.floor((time[i] ?? 0) / interval) * interval;
    let sum = sums.get(start);
    if (!sum) sums.set(start, sum = { buy: 0, sell: 0, buys: 0, sells: 0 });
    const sold = side !== undefined && side[i] !== "buy";
    sum[sold ? "sell" : "buy"] += volume[i] ?? 0;
    sum[sold ? "sells" : "buys"]++;
  }
  const rows = [...sums].flatMap(([start, { buy, sell, buys, sells }]) => {
    const shared = { time: start + interval * 0.08, until: start + interval * 0.92, when: utc(start) };
    return [
      { ...shared, side: "buy", lower: 0, upper: buy, volume: buy, trades: buys },
      { ...shared, side: "sell", lower: buy, upper: buy + sell, volume: sell, trades: sells },
    ].filter(({ volume }) => volume > 0);
  });
  return { rows, interval };
}

function utc(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace("T", " ");
}

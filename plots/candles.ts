import { durationText, periodText, roundInterval, stepOf } from "./duration.ts";
import { hasNumbers, numbers, type Plottable, toRows } from "./frame_like.ts";
import type { Layout } from "./options.ts";
import { compose, counted, emptySpec, HOVER, originOf, type Panel, titleOf } from "./panels.ts";
import { AMOUNT_LABELS, COLORS, priceFormat, priceScale, type Spec, timeAxis, titled, unitsOf } from "./theme.ts";
import { mergeCandles } from "./thin.ts";
import { tidy } from "./tidy.ts";

const DIRECTION: Spec = { condition: { test: "datum.close >= datum.open", value: COLORS.up }, value: COLORS.down };

/** Candles with their volume below; needs `time`, `open`, `high`, `low` and `close`. */
export function candleSpec(table: Plottable, layout: Layout): Spec {
  const title = titleOf(table, "candles", layout);
  if (table.length === 0) return emptySpec(title, [originOf(table)], layout);
  const { frame, note } = tidy(table, { prices: ["open", "high", "low", "close"], log: layout.log });
  if (frame.length === 0) return emptySpec(title, [note, originOf(frame)], layout);

  const [time, open] = [numbers(frame, "time"), numbers(frame, "open")];
  const [high, low, close] = [numbers(frame, "high"), numbers(frame, "low"), numbers(frame, "close")];
  // A missing volume is drawn as none.
  const volume = hasNumbers(frame, "volume")
    ? { volume: numbers(frame, "volume").map((sum) => Number.isFinite(sum) ? sum : 0) }
    : {};
  const extras = ["vwap", "count"].filter((name) => hasNumbers(frame, name));
  const columns = { time, open, high, low, close, ...volume };

  const given = stepOf(time) || 60_000;
  const merged = frame.length > layout.maxRows;
  const step = merged ? roundInterval((time[time.length - 1] ?? 0) - (time[0] ?? 0), layout.maxRows, given) : given;
  const shown = merged ? mergeCandles(columns, step) : columns;
  const more = merged ? [] : extras.map((name) => [name, numbers(frame, name)] as const);
  const rows = toRows({ ...shown, ...Object.fromEntries(more) });
  const from = shown.time[0] ?? 0;
  const to = (shown.time[shown.time.length - 1] ?? from) + step;

  const price = priceFormat(open, close);
  const { base, quote } = unitsOf(frame.meta.symbol);
  const tooltip = [
    { field: "when", type: "nominal", title: "time (UTC)" },
    ...["open", "high", "low", "close"].map((field) => ({ field, type: "quantitative", format: price })),
    ...(more.some(([name]) => name === "vwap") ? [{ field: "vwap", type: "quantitative", format: price }] : []),
    ...("volume" in shown ? [{ field: "volume", type: "quantitative", format: ",.8~f" }] : []),
    ...(more.some(([name]) => name === "count") ? [{ field: "count", title: "trades", type: "quantitative" }] : []),
  ];

  // One column of pixels for each candle, or less: thin marks need a thin outline, or neighbours run into each other.
  const pixels = layout.width * step / (to - from);
  const outline = pixels > 4 ? 1 : 0.4;
  // A single candle as wide as the chart is no candle any more: room for twenty, always.
  const room = Math.max(0, 20 - (to - from) / step) / 2 * step;
  const edges = room > 0
    ? [{
      data: { values: [{ start: from - room }, { start: to + room }] },
      mark: { type: "point", opacity: 0, aria: false },
      encoding: {},
    }]
    : [];
  const withVolume = layout.volume && "volume" in shown;
  const axis = (lowest: boolean): Spec => ({
    field: "start",
    type: "temporal",
    scale: { type: "utc", nice: false },
    axis: timeAxis(lowest),
  });
  const body: Spec = { x: { field: "start", type: "temporal" }, x2: { field: "end" }, color: DIRECTION };
  const hover: Spec = {
    name: HOVER,
    mark: { type: "rect", opacity: 0, clip: true },
    encoding: { x: { field: "time", type: "temporal" }, x2: { field: "until" }, tooltip },
  };
  const last = close[close.length - 1] ?? NaN;

  const prices: Panel = {
    height: layout.height,
    x: axis(!withVolume),
    layer: [
      {
        mark: { type: "rule", clip: true, aria: false, strokeWidth: Math.max(0.6, outline) },
        encoding: {
          x: { field: "middle", type: "temporal" },
          y: {
            field: "low",
            type: "quantitative",
            title: titled("price", quote),
            scale: { ...priceScale(layout.log), padding: 6 },
          },
          y2: { field: "high" },
          color: DIRECTION,
        },
      },
      {
        mark: { type: "rect", clip: true, aria: false, strokeWidth: outline },
        encoding: { ...body, y: { field: "open", type: "quantitative" }, y2: { field: "close" }, stroke: DIRECTION },
      },
      ...edges,
      ...lastPrice(last, price, layout.width),
      hover,
    ],
  };
  const volumes: Panel = {
    height: Math.round(layout.height * 0.27),
    x: axis(true),
    layer: [
      {
        mark: { type: "rect", clip: true, aria: false, opacity: 0.75 },
        encoding: {
          ...body,
          y: {
            field: "volume",
            type: "quantitative",
            title: titled("volume", base),
            axis: { tickCount: 3, labelExpr: AMOUNT_LABELS },
          },
          y2: { datum: 0 },
        },
      },
      hover,
    ],
  };
  return compose({
    title,
    notes: [
      `${periodText(from, to - step)} · ${counted(frame.length, "candles")} · blue: up, orange: down`,
      merged
        ? `drawn as ${counted(shown.time.length, "candles")} of ${durationText(step)}, merged to stay readable`
        : undefined,
      note,
      originOf(frame),
    ],
    width: layout.width,
    rows,
    transform: [
      { calculate: `datum.time + ${step * 0.14}`, as: "start" },
      { calculate: `datum.time + ${step * 0.86}`, as: "end" },
      { calculate: `datum.time + ${step * 0.5}`, as: "middle" },
      { calculate: `datum.time + ${step}`, as: "until" },
      { calculate: "utcFormat(datum.time, '%Y-%m-%d %H:%M')", as: "when" },
    ],
    panels: withVolume ? [prices, volumes] : [prices],
  });
}

/** A dashed line at the last price, with the figure at its right end. */
export function lastPrice(last: number, format: string, width: number): Spec[] {
  if (!Number.isFinite(last)) return [];
  const data = { values: [{ last }] };
  const y: Spec = { field: "last", type: "quantitative" };
  return [
    {
      data,
      mark: { type: "rule", strokeDash: [3, 3], color: COLORS.muted, opacity: 0.7, clip: true },
      encoding: { x: { value: 0 }, x2: { value: width }, y },
    },
    {
      data,
      // Charts that can be moved clip their marks unless told otherwise, and this one stands beside the panel.
      mark: { type: "text", clip: false, align: "left", dx: 6, fontSize: 11, fontWeight: 600, color: COLORS.text },
      encoding: { x: { value: width }, y, text: { field: "last", type: "quantitative", format } },
    },
  ];
}

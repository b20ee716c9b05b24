import { numbers, type Plottable, texts, toRows } from "./frame_like.ts";
import type { Layout } from "./options.ts";
import { compose, counted, emptySpec, HOVER, originOf, titleOf } from "./panels.ts";
import { AMOUNT_LABELS, COLORS, priceFormat, priceScale, type Spec, titled, unitsOf } from "./theme.ts";
import { tidy } from "./tidy.ts";

/** One side of a book, by rising price. */
interface Side {
  readonly price: number[];
  readonly volume: number[];
  readonly total: number[];
}

/** An order book as two stairs: how much can be sold down to, or bought up to, each price. */
export function depthSpec(table: Plottable, layout: Layout): Spec {
  const title = titleOf(table, "order book", layout);
  if (table.length === 0) return emptySpec(title, [originOf(table)], layout);
  const { frame, note } = tidy(table, { prices: ["price"], log: layout.log, time: false });
  if (frame.length === 0) return emptySpec(title, [note, originOf(frame)], layout);

  const [price, volume] = [numbers(frame, "price"), numbers(frame, "volume")];
  const side = texts(frame, "side");
  if (!side) {
    throw new RangeError(`Cannot plot a frame of kind 'depth' as it has no text column 'side' with "bid" and "ask"`);
  }
  const bids = stairs(price, volume, side, "bid");
  const asks = stairs(price, volume, side, "ask");
  if (bids.price.length + asks.price.length === 0) return emptySpec(title, [note, originOf(frame)], layout);
  const [bid, ask] = [bids.price.at(-1), asks.price.at(0)];

  const format = priceFormat(price);
  const { base, quote } = unitsOf(frame.meta.symbol);
  const decimals = Number(format.slice(2, -1));
  const text = (value: number, extra = 0) =>
    value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals + extra });
  const best = bid !== undefined && ask !== undefined
    ? `best bid ${text(bid)}, best ask ${text(ask)}, spread ${text(ask - bid)} (${
      ((ask - bid) / (ask + bid) * 20_000).toPrecision(3)
    } bp)`
    : undefined;
  const middle = bid !== undefined && ask !== undefined ? (bid + ask) / 2 : undefined;

  const area = (columns: Side, interpolate: string, color: string): Spec => ({
    data: { values: toRows({ ...columns }) },
    mark: {
      type: "area",
      interpolate,
      color,
      opacity: 0.3,
      line: { color, strokeWidth: 1.5 },
      clip: true,
      aria: false,
    },
    encoding: {
      y: {
        field: "total",
        type: "quantitative",
        title: titled("cumulative volume", base),
        axis: { labelExpr: AMOUNT_LABELS },
        scale: { zero: true },
        stack: null,
      },
    },
  });
  const points = (columns: Side, color: string): Spec => ({
    name: HOVER,
    data: { values: toRows({ ...columns }) },
    mark: { type: "point", filled: true, size: 60, opacity: 0.01, color, clip: true },
    encoding: {
      y: { field: "total", type: "quantitative" },
      tooltip: [
        { field: "price", type: "quantitative", format },
        { field: "volume", type: "quantitative", format: ",.8~f" },
        { field: "total", title: "cumulative", type: "quantitative", format: ",.8~f" },
      ],
    },
  });
  return compose({
    title,
    notes: [
      best,
      `${counted(bids.price.length, "bids")} (blue), ${counted(asks.price.length, "asks")} (orange)`,
      note,
      originOf(frame),
    ],
    width: layout.width,
    rows: [],
    panels: [{
      height: layout.height,
      x: {
        field: "price",
        type: "quantitative",
        scale: { ...priceScale(layout.log), nice: false },
        axis: { title: titled("price", quote), labelOverlap: "greedy", labelSeparation: 12 },
      },
      layer: [
        // A side without a level would have a scale without an end.
        ...(bids.price.length > 0 ? [area(bids, "step-before", COLORS.up)] : []),
        ...(asks.price.length > 0 ? [area(asks, "step-after", COLORS.down)] : []),
        ...(middle === undefined ? [] : [{
          data: { values: [{ price: middle }] },
          mark: { type: "rule", strokeDash: [3, 3], color: COLORS.muted },
          encoding: {},
        }]),
        ...(bids.price.length > 0 ? [points(bids, COLORS.up)] : []),
        ...(asks.price.length > 0 ? [points(asks, COLORS.down)] : []),
      ],
    }],
  });
}

/** The levels of one side by rising price, each with all that is better or equal. `"bids"`, `"buy"` and `"b"` are bids too. */
function stairs(price: Float64Array, volume: Float64Array, side: readonly string[], wanted: "bid" | "ask"): Side {
  const names = wanted === "bid" ? ["bid", "bids", "buy", "b"] : ["ask", "asks", "sell", "a", "s"];
  const best = wanted === "bid" ? -1 : 1;
  const rows = side.flatMap((name, i) => names.includes(name) ? [i] : [])
    .sort((a, b) => best * ((price[a] ?? NaN) - (price[b] ?? NaN)));
  let sum = 0;
  // A missing volume adds nothing.
  const total = rows.map((i) => sum += Number.isFinite(volume[i]) ? volume[i] as number : 0);
  const levels = { price: rows.map((i) => price[i] ?? NaN), volume: rows.map((i) => volume[i] ?? NaN), total };
  if (wanted === "ask") return levels;
  return { price: levels.price.toReversed(), volume: levels.volume.toReversed(), total: total.toReversed() };
}

import { periodText } from "./duration.ts";
import { numbers, type Plottable, toRows } from "./frame_like.ts";
import type { Layout } from "./options.ts";
import { compose, counted, emptySpec, HOVER, originOf, titleOf } from "./panels.ts";
import { COLORS, priceFormat, priceScale, type Spec, timeAxis, titled, unitsOf } from "./theme.ts";
import { outline } from "./thin.ts";
import { tidy } from "./tidy.ts";

/** Best bid and best ask over time, and below them their distance in basis points of the mid price. */
export function spreadSpec(table: Plottable, layout: Layout): Spec {
  const title = titleOf(table, "best bid and ask", layout);
  if (table.length === 0) return emptySpec(title, [originOf(table)], layout);
  const { frame, note } = tidy(table, { prices: ["bid", "ask"], log: layout.log });
  if (frame.length === 0) return emptySpec(title, [note, originOf(frame)], layout);

  const [allTimes, allBids, allAsks] = [numbers(frame, "time"), numbers(frame, "bid"), numbers(frame, "ask")];
  const points = allBids.map((bid, i) => ((allAsks[i] ?? NaN) - bid) / ((allAsks[i] ?? NaN) + bid) * 20_000);
  // The widest and narrowest moments of each run are kept: they are what a spread is looked at for.
  const kept = outline(points, layout.maxRows);
  const rows = toRows({
    time: kept.map((i) => allTimes[i] ?? NaN),
    bid: kept.map((i) => allBids[i] ?? NaN),
    ask: kept.map((i) => allAsks[i] ?? NaN),
    spread: kept.map((i) => points[i] ?? NaN),
  });
  const [from, last] = [allTimes[0] ?? 0, allTimes[allTimes.length - 1] ?? 0];
  const format = priceFormat(allBids, allAsks);
  const { quote } = unitsOf(frame.meta.symbol);
  const axis = (lowest: boolean): Spec => ({
    field: "time",
    type: "temporal",
    scale: { type: "utc", nice: false },
    axis: timeAxis(lowest),
  });
  const price: Spec = {
    type: "quantitative",
    title: titled("price", quote),
    scale: { ...priceScale(layout.log), padding: 6 },
  };
  const line = (field: string, color: string): Spec => ({
    mark: { type: "line", interpolate: "step-after", strokeWidth: 1.4, color, clip: true },
    encoding: { y: { ...price, field } },
  });
  const tooltip = [
    { field: "when", type: "nominal", title: "time (UTC)" },
    { field: "bid", type: "quantitative", format },
    { field: "ask", type: "quantitative", format },
    { field: "spread", title: "spread (bp)", type: "quantitative", format: ",.3~f" },
  ];
  const hover: Spec = {
    name: HOVER,
    mark: { type: "rule", opacity: 0, strokeWidth: 4, clip: true },
    encoding: { tooltip },
  };
  return compose({
    title,
    notes: [
      `${periodText(from, last)} · ${counted(frame.length, "rows")} · blue: bid, orange: ask`,
      frame.length > kept.length
        ? `thinned to ${counted(kept.length, "rows")}: widest and narrowest are kept`
        : undefined,
      note,
      originOf(frame),
    ],
    width: layout.width,
    rows,
    transform: [{ calculate: "utcFormat(datum.time, '%Y-%m-%d %H:%M:%S')", as: "when" }],
    panels: [
      {
        height: layout.height,
        x: axis(false),
        layer: [
          {
            mark: { type: "area", interpolate: "step-after", color: COLORS.soft, opacity: 0.35, clip: true },
            encoding: { y: { ...price, field: "bid" }, y2: { field: "ask" } },
          },
          line("bid", COLORS.up),
          line("ask", COLORS.down),
          hover,
        ],
      },
      {
        height: Math.round(layout.height * 0.3),
        x: axis(true),
        layer: [
          {
            mark: { type: "line", interpolate: "step-after", strokeWidth: 1.2, color: COLORS.line, clip: true },
            encoding: {
              y: {
                field: "spread",
                type: "quantitative",
                title: "spread (bp)",
                axis: { tickCount: 3 },
                scale: { zero: true },
              },
            },
          },
          hover,
        ],
      },
    ],
  });
}

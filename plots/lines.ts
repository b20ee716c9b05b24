import { periodText } from "./duration.ts";
import { finite, hasNumbers, numbers, type Plottable, type Row } from "./frame_like.ts";
import type { Layout } from "./options.ts";
import { compose, counted, emptySpec, originOf, type Panel, titleOf } from "./panels.ts";
import { AMOUNT_LABELS, LINES, priceScale, type Spec, timeAxis } from "./theme.ts";
import { outline } from "./thin.ts";
import { isDrawable, tidy } from "./tidy.ts";

// More panels below each other than this are a poster, not a chart.
const MOST_PANELS = 6;

/**
 * Columns of numbers over time: those asked for share one panel, else each has its own.
 *
 * @throws {RangeError} when there is no `time`, or no other column of numbers.
 */
export function lineSpec(table: Plottable, layout: Layout): Spec {
  const title = titleOf(table, table.kind, layout);
  if (!hasNumbers(table, "time")) {
    throw new RangeError(
      `Cannot plot a frame of kind '${table.kind}' as it has no column 'time' to draw along: ` +
        `current columns are ${table.columns.join(", ") || "none"}`,
    );
  }
  const { frame, note } = tidy(table, { prices: [], log: layout.log });
  const known = layout.columns ?? frame.columns.filter((name) => name !== "time" && hasNumbers(frame, name));
  if (known.length === 0) {
    throw new RangeError(
      `Cannot plot a frame of kind '${frame.kind}' as it has no column of numbers beside 'time': ` +
        `current columns are ${frame.columns.join(", ")}`,
    );
  }
  // A panel without a single value would have a scale from NaN to NaN.
  const names = known.filter((name) => numbers(frame, name).some((value) => isDrawable(value, layout.log)));
  if (names.length === 0) return emptySpec(title, [note, originOf(frame)], layout);
  const columns = names.map((name) => numbers(frame, name));
  const bare = known.filter((name) => !names.includes(name));

  const time = numbers(frame, "time");
  const [from, last] = [time[0] ?? 0, time[time.length - 1] ?? 0];
  const shown = layout.columns ? names : names.slice(0, MOST_PANELS);
  // Few points are marked, so that a single one between two gaps can be seen at all.
  const point = frame.length <= 60 ? { filled: true, size: 20 } : false;
  const rows: Row[] = [];
  shown.forEach((series, i) => {
    const values = columns[i] ?? new Float64Array(0);
    for (const at of outline(values, layout.maxRows)) {
      // A gap: a logarithmic scale has no place for zero.
      rows.push({
        time: time[at] ?? null,
        value: isDrawable(values[at], layout.log) ? finite(values[at]) : null,
        series,
      });
    }
  });
  const axis = (lowest: boolean): Spec => ({
    field: "time",
    type: "temporal",
    scale: { type: "utc", nice: false },
    axis: timeAxis(lowest),
  });
  const line = (series: readonly string[], legend: boolean): Spec => ({
    transform: [{ filter: { field: "series", oneOf: series } }],
    mark: { type: "line", strokeWidth: 1.4, clip: true, point, tooltip: true },
    encoding: {
      y: {
        field: "value",
        type: "quantitative",
        title: series.length === 1 ? series[0] : null,
        scale: { ...priceScale(layout.log), padding: 4 },
        axis: { labelExpr: AMOUNT_LABELS_OR_PLAIN, tickCount: legend ? 6 : 4 },
      },
      color: {
        field: "series",
        type: "nominal",
        scale: { domain: shown, range: shown.map((_, i) => LINES[i % LINES.length]) },
        legend: legend ? { title: null, orient: "top", symbolType: "stroke" } : null,
      },
      tooltip: [
        { field: "when", type: "nominal", title: "time (UTC)" },
        { field: "series", type: "nominal", title: "column" },
        { field: "value", type: "quantitative", format: ",.10~g" },
      ],
    },
  });
  const together = layout.columns !== undefined || shown.length === 1;
  const panels: Panel[] = together
    ? [{ height: layout.height, x: axis(true), layer: [line(shown, shown.length > 1)] }]
    : shown.map((name, i) => ({
      height: Math.max(80, Math.round(layout.height / Math.min(3, shown.length))),
      x: axis(i === shown.length - 1),
      layer: [line([name], false)],
    }));
  const thinned = frame.length > layout.maxRows;
  return compose({
    title,
    notes: [
      `${periodText(from, last)} · ${counted(frame.length, "rows")}`,
      thinned ? "thinned to stay readable: peaks and troughs are kept" : undefined,
      shown.length < names.length
        ? `not shown: ${names.slice(shown.length).join(", ")}; choose with { columns: [...] }`
        : undefined,
      bare.length > 0 ? `without a value${layout.log ? " above zero" : ""}: ${bare.join(", ")}` : undefined,
      note,
      originOf(frame),
    ],
    width: layout.width,
    rows,
    transform: [{ calculate: "utcFormat(datum.time, '%Y-%m-%d %H:%M:%S')", as: "when" }],
    panels,
  });
}

// Prices keep all their digits below a million; only large sums are shortened.
const AMOUNT_LABELS_OR_PLAIN = `abs(datum.value) < 1e6 ? datum.label : (${AMOUNT_LABELS})`;

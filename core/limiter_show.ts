/** How the rate budget looks, in a terminal and in a notebook. */

import { duration, escapeHtml, textBar } from "./display.ts";
import type { CounterState } from "./limiter_types.ts";

/** The counters as lines of text with bars. */
export function budgetText(heading: string, states: readonly CounterState[]): string {
  const width = Math.max(...states.map(({ name }) => name.length));
  return [heading, ...states.map((state) => `${state.name.padEnd(width)} ${bar(state)} ${remark(state)}`)].join("\n");
}

/** `"private"`, `"trading BTC/USD"`. */
export function nameOf({ pool, key }: Pick<CounterState, "pool" | "key">): string {
  return key === "" ? pool : `${pool} ${key}`;
}

/** Points for people: at most two decimals. */
export function figure(points: number): string {
  return String(Number(points.toFixed(2)));
}

function bar({ used, max }: CounterState): string {
  return `${textBar(used / max)} ${figure(used)}/${figure(max)}`;
}

function remark({ decayPerSecond, freeInMs, waiting, pausedForMs }: CounterState): string {
  return [
    `${figure(decayPerSecond)}/s`,
    ...(freeInMs > 0 ? [`free in ${duration(freeInMs)}`] : []),
    ...(pausedForMs > 0 ? [`paused for ${duration(pausedForMs)}`] : []),
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
  ].join(", ");
}

/** The counters as an HTML table of bars. */
export function budgetHtml(heading: string, states: readonly CounterState[]): string {
  const rows = states.map((state) => {
    const percent = Math.min(100, Math.max(0, 100 * state.used / state.max)).toFixed(1);
    const color = Number(percent) >= 90 || state.pausedForMs > 0
      ? "#c62828"
      : Number(percent) >= 60
      ? "#ef8e00"
      : "#2e7d32";
    return `<tr><td style="text-align:left">${escapeHtml(state.name)}</td>` +
      `<td><div style="width:12em;height:.8em;background:rgba(128,128,128,.25)">` +
      `<div style="width:${percent}%;height:100%;background:${color}"></div></div></td>` +
      `<td style="text-align:right">${figure(state.used)} / ${figure(state.max)}</td>` +
      `<td style="text-align:left">${escapeHtml(remark(state))}</td></tr>`;
  });
  return `<table><caption style="text-align:left">${escapeHtml(heading)}</caption><tbody>${
    rows.join("")
  }</tbody></table>`;
}

/** A card of an order: heading, lines of name and value, sentences of warning; as text and as HTML. */

import { escapeHtml, type MediaBundle } from "../core/display.ts";

/** What a card shows. */
export interface Card {
  /** Large letters at the top, e.g. `"DRY RUN"`. */
  readonly banner: string;
  /** What the banner means, in a sentence. */
  readonly meaning: string;
  /** The order in a line, several for a batch. */
  readonly headings: readonly string[];
  /** Names and values. */
  readonly lines: readonly (readonly [name: string, value: string])[];
  /** What Kraken would refuse it for. */
  readonly problems: readonly string[];
  /** What deserves a second look. */
  readonly warnings: readonly string[];
  /** What to do next. */
  readonly next: string;
  /** Colour of the banner in HTML. */
  readonly color: string;
}

/** For a terminal. */
export function cardText({ banner, meaning, headings, lines, problems, warnings, next }: Card): string {
  const width = Math.max(0, ...lines.map(([name]) => name.length));
  return [
    `═══ ${[...banner].join(" ")} ═══  ${meaning}`,
    "",
    ...headings,
    ...lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...(problems.length + warnings.length > 0 ? [""] : []),
    ...problems.map((text) => `  PROBLEM: ${text}`),
    ...warnings.map((text) => `  warning: ${text}`),
    "",
    next,
  ].join("\n");
}

/** For a notebook. */
export function cardHtml({ banner, meaning, headings, lines, problems, warnings, next, color }: Card): string {
  const box = `border:2px solid ${color};border-radius:6px;padding:.6em 1em;max-width:46em;font-family:sans-serif`;
  const large = `font-size:2.2em;font-weight:bold;letter-spacing:.12em;color:${color};line-height:1.1`;
  const rows = lines.map(([name, value]) =>
    `<tr><td style="text-align:left;opacity:.7">${escapeHtml(name)}</td>` +
    `<td style="text-align:left;font-family:monospace">${escapeHtml(value)}</td></tr>`
  );
  const items = [
    ...problems.map((text) => `<li style="color:#c62828"><b>Problem:</b> ${escapeHtml(text)}</li>`),
    ...warnings.map((text) => `<li style="color:#b26a00">${escapeHtml(text)}</li>`),
  ];
  return [
    `<div style="${box}"><div style="${large}">${escapeHtml(banner)}</div>`,
    `<div>${escapeHtml(meaning)}</div>`,
    ...headings.map((text) =>
      `<div style="font-size:1.2em;font-weight:bold;margin-top:.4em">${escapeHtml(text)}</div>`
    ),
    `<table><tbody>${rows.join("")}</tbody></table>`,
    items.length > 0 ? `<ul style="margin:.3em 0">${items.join("")}</ul>` : "",
    `<div style="opacity:.7">${escapeHtml(next)}</div></div>`,
  ].join("");
}

/** For `Jupyter.display`. */
export function cardBundle(card: Card): MediaBundle {
  return { "text/plain": cardText(card), "text/html": cardHtml(card) };
}

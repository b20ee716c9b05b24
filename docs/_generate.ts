/**
 * Writes `docs/endpoints.md` from the endpoint constants: `deno run --allow-read --allow-write docs/_generate.ts`.
 *
 * @module
 */

import type { Codec } from "../core/codecs.ts";
import type { Endpoint } from "../core/endpoint.ts";

type Constant = Endpoint<Record<string, unknown>, unknown>;

/** Group → exported name → constant, and whatever else a room's `mod.ts` exports. */
export type Room = Readonly<Record<string, unknown>>;

/** Where the page is written. */
export const PAGE = new URL("./endpoints.md", import.meta.url);

const HEAD = `<!-- deno-fmt-ignore-file -->

# Endpoints

Written by \`docs/_generate.ts\` from the endpoint constants; a test fails when this page is out of date.

A call is \`k.<call>({ …parameters }, { …options })\`. Parameters in **bold** are required; those marked *query* or *header*
travel there although the request has a body. The cost is what one call takes from its counter: \`public\` counts per IP
address (and pair), \`private\` per key, \`trading\` per pair in the matching engine, \`derivatives\` and \`history\` per Futures
account. *varies* means that it depends on the parameters. A call that is not *repeatable* is never sent twice by us.
`;

const isEndpoint = (value: unknown): value is Constant =>
  typeof value === "object" && value !== null && "api" in value && "path" in value && "params" in value;

function parametersOf({ params, method }: Constant): string {
  const hasBody = method === "POST" || method === "PUT";
  return Object.entries(params as Readonly<Record<string, Codec<unknown>>>).map(([name, codec]) => {
    const shown = codec.required ? `**\`${name}\`**` : `\`${name}\``;
    return codec.in === "header" || (codec.in === "query" && hasBody) ? `${shown} (*${codec.in}*)` : shown;
  }).join(", ");
}

function costOf({ cost, costOf, pool }: Constant): string {
  return pool === "none" ? "none" : costOf ? `${pool}, *varies*` : `${pool}, ${cost}`;
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

function row(call: string, endpoint: Constant): string {
  const { method, path, auth, permission, idempotent, deprecated } = endpoint;
  const access = auth ? permission ?? "any key" : "public";
  const cells = [
    `\`${call}\``,
    `\`${method} ${path}\``,
    access,
    costOf(endpoint),
    idempotent ? "yes" : "no",
    parametersOf(endpoint),
    deprecated ?? "",
  ];
  return `| ${cells.map(cell).join(" | ")} |`;
}

/** The page for the rooms given, e.g. `{ spot: await import("../spot/mod.ts") }`. */
export function endpointsPage(rooms: Readonly<Record<string, Room>>): string {
  const parts = [HEAD];
  for (const [room, groups] of Object.entries(rooms)) {
    for (const [group, members] of Object.entries(groups).sort(([a], [b]) => a < b ? -1 : 1)) {
      if (typeof members !== "object" || members === null || isEndpoint(members)) continue;
      const rows = Object.entries(members).filter(([, value]) => isEndpoint(value)).sort(([a], [b]) => a < b ? -1 : 1)
        .map(([name, value]) => row(`${room}.${group}.${name}`, value));
      if (rows.length === 0) continue;
      parts.push(
        [
          `## ${room}.${group}`,
          "",
          "| call | endpoint | key setting | cost | repeatable | parameters | deprecated |",
          "| --- | --- | --- | --- | --- | --- | --- |",
          ...rows,
          "",
        ].join("\n"),
      );
    }
  }
  return parts.join("\n");
}

/** Every room there is. */
export async function rooms(): Promise<Record<string, Room>> {
  const found: Record<string, Room> = {};
  for (const name of ["spot", "futures"]) {
    const url = new URL(`../${name}/mod.ts`, import.meta.url);
    try {
      await Deno.stat(url);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) continue;
      throw error;
    }
    found[name] = await import(url.href);
  }
  return found;
}

if (import.meta.main) {
  await Deno.writeTextFile(PAGE, endpointsPage(await rooms()));
}

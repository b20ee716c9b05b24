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

A call is \`k.<call>({ …parameters }, { …options })\`. Parameters in **bold** are required; a name in \`{…}\` is filled into the
path; those marked *query* or *header* travel there although the request has a body. The cost is what one call takes from its
counter: \`public\` counts per IP address (and pair), \`private\` per key, \`trading\` per pair in the matching engine,
\`derivatives\` and \`history\` per Futures account. *varies* means that it depends on the parameters. A call that is not
*repeatable* is never sent twice by us.
`;

/** What has to be said of a whole room. */
const ABOUT: Readonly<Record<string, string>> = {
  spot: "On `https://api.kraken.com`, with a Spot key.",
  futures:
    "On `https://futures.kraken.com`, with a Futures key, which is of another system. Kraken ends derivatives REST on 1 March 2027 " +
    "for the Unified WebSocket; its notice does not name charts and history.",
};

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

function row(call: string, endpoint: Constant, deprecation: boolean): string {
  const { method, path, auth, permission, idempotent, deprecated } = endpoint;
  const access = auth ? permission ?? "any key" : "public";
  const cells = [
    `\`${call}\``,
    `\`${method} ${path}\``,
    access,
    costOf(endpoint),
    idempotent ? "yes" : "no",
    parametersOf(endpoint),
    ...(deprecation ? [deprecated ?? ""] : []),
  ];
  return `| ${cells.map(cell).join(" | ")} |`;
}

/** A table of one group; a column about deprecation where something is deprecated. */
function table(group: string, endpoints: readonly (readonly [name: string, Constant])[]): string {
  const deprecation = endpoints.some(([, { deprecated }]) => deprecated !== undefined);
  const heads = ["call", "endpoint", "key setting", "cost", "repeatable", "parameters"];
  if (deprecation) heads.push("deprecated");
  return [
    `## ${group}`,
    "",
    `| ${heads.join(" | ")} |`,
    `|${" --- |".repeat(heads.length)}`,
    ...endpoints.map(([name, endpoint]) => row(`${group}.${name}`, endpoint, deprecation)),
    "",
  ].join("\n");
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => a < b ? -1 : 1;

/** The groups of a room that have endpoints: `["spot.market", [["assets", …], …]]`. */
function groupsOf(room: string, groups: Room) {
  return Object.entries(groups).sort(byName).flatMap(([group, members]) => {
    if (typeof members !== "object" || members === null || isEndpoint(members)) return [];
    const endpoints = Object.entries(members).flatMap(([name, value]) =>
      isEndpoint(value) ? [[name, value] as const] : []
    );
    return endpoints.length === 0 ? [] : [[`${room}.${group}`, endpoints.sort(byName)] as const];
  });
}

/** The page for the rooms given, e.g. `{ spot: await import("../spot/mod.ts") }`. */
export function endpointsPage(rooms: Readonly<Record<string, Room>>): string {
  const found = Object.entries(rooms).map(([room, members]) => [room, groupsOf(room, members)] as const)
    .filter(([, groups]) => groups.length > 0);
  const contents = found.map(([room, groups]) => {
    const count = groups.reduce((sum, [, { length }]) => sum + length, 0);
    const links = groups.map(([group]) => `[${group}](#${group.replace(".", "").toLowerCase()})`).join(", ");
    return `- **${room}**, ${count} endpoints. ${ABOUT[room] ?? ""}\n  ${links}\n`;
  });
  return [HEAD, contents.join(""), ...found.flatMap(([, groups]) => groups.map((group) => table(...group)))].join("\n");
}

/** Every room there is. */
export async function rooms(): Promise<Record<string, Room>> {
  return { spot: await import("../spot/mod.ts"), futures: await import("../futures/mod.ts") };
}

if (import.meta.main) {
  await Deno.writeTextFile(PAGE, endpointsPage(await rooms()));
}

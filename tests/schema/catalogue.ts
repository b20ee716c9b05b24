/** Kraken's machine-readable catalogue against our endpoint constants, both ways. */

import type { Codec } from "../../core/codecs.ts";
import { exists, type Placed, ROOT } from "./sources.ts";

/** One parameter of the catalogue. */
interface ListedParam {
  readonly name: string;
  readonly in: "query" | "body" | "form" | "path" | "header";
  readonly type: string;
  readonly required: boolean;
  readonly enum?: readonly (string | number)[];
}

/** One endpoint of the catalogue; futures have `base` and `rate_pool`, Spot has `content`. */
export interface Listed {
  readonly id: string;
  readonly base?: string;
  readonly path: string;
  readonly method: string;
  readonly access: "public" | "private";
  readonly permission?: string;
  readonly rate_cost: number | string | null;
  readonly rate_pool?: string;
  readonly content?: string;
  readonly deprecated?: unknown;
  readonly params: readonly ListedParam[];
}

const FACTS = new URL("../shared/kraken/", ROOT);

/** Whether the catalogues are there; a clone of the repository alone has none. */
export const HAS_CATALOGUE: boolean = exists(new URL("spot-rest.json", FACTS));

/** A room's catalogue. */
export function catalogueOf(room: "spot" | "futures"): Listed[] {
  return JSON.parse(Deno.readTextFileSync(new URL(`${room}-rest.json`, FACTS)));
}

const pathOf = ({ base = "", path }: Listed) => (base === "" ? "" : new URL(base).pathname) + path;
const keyOf = (method: string, path: string) => `${method} ${path}`;

/** All differences, one line each; none when both say the same. */
export function differences(catalogue: readonly Listed[], placed: readonly Placed[]): string[] {
  const problems: string[] = [];
  const ours = new Map<string, Placed>();
  for (const each of placed) {
    const key = keyOf(each.endpoint.method, each.endpoint.path);
    const other = ours.get(key);
    if (other) problems.push(`${key}: stands twice, ${other.source} and ${each.source}`);
    ours.set(key, each);
  }
  for (const listed of catalogue) {
    const key = keyOf(listed.method, pathOf(listed));
    const found = ours.get(key);
    ours.delete(key);
    if (found === undefined) problems.push(`${key}: is missing (${listed.id})`);
    else for (const problem of compared(listed, found)) problems.push(`${key}: ${problem}`);
  }
  for (const [key, { source }] of ours) problems.push(`${key}: is not in the catalogue (${source})`);
  return problems;
}

function* compared(listed: Listed, { endpoint }: Placed): Generator<string> {
  const isPrivate = listed.access === "private";
  if (endpoint.auth !== isPrivate) yield `is ${listed.access}, and ours says auth: ${endpoint.auth}`;
  if ((endpoint.deprecated !== undefined) !== Boolean(listed.deprecated)) {
    yield listed.deprecated ? "is deprecated, and ours does not say so" : "is not deprecated, and ours says so";
  }
  if (/^JSON/.test(listed.content ?? "") && endpoint.encode !== "json") yield "takes JSON only, and ours is a form";
  yield* comparedPermission(listed, endpoint.permission);
  yield* comparedCost(listed, endpoint);

  const codecs = endpoint.params as Readonly<Record<string, Codec<unknown>>>;
  const names = new Set(Object.keys(codecs));
  for (const param of listed.params) {
    if (param.name === "otp") continue; // an option of every call, not a parameter of this one
    const codec = codecs[param.name];
    if (!names.delete(param.name) || codec === undefined) {
      yield `lacks the parameter '${param.name}'`;
      continue;
    }
    if ((codec.required ?? false) !== param.required) {
      yield `'${param.name}' is ${param.required ? "required" : "optional"}, and ours says the contrary`;
    }
    const place = placeOf(codec, param.name, endpoint);
    if (place !== (param.in === "form" ? "body" : param.in)) {
      yield `'${param.name}' travels in the ${param.in}, and ours in the ${place}`;
    }
    for (const problem of comparedValues(param, codec)) yield `'${param.name}' ${problem}`;
  }
  for (const name of names) yield `has no parameter '${name}', and ours does`;
}

/** As the sender decides it. */
function placeOf(codec: Codec<unknown>, name: string, { method, path }: Placed["endpoint"]): string {
  if (codec.in) return codec.in;
  if (path.includes(`{${name}}`)) return "path";
  return method === "POST" || method === "PUT" ? "body" : "query";
}

/** The catalogue's short names of Futures key settings, in Kraken's words as our constants have them. */
const SETTINGS: Readonly<Record<string, string>> = {
  "general-read": "General API - Read Only",
  "general-full": "General API - Full Access",
  "withdrawal-full": "Withdrawal API - Full Access",
  "any": "none",
};

const words = (text: string) => text.replaceAll(/\([^)]*\)/g, "").replaceAll(/\s+/g, " ").trim();

function* comparedPermission({ permission = "none" }: Listed, ours: string | undefined): Generator<string> {
  const theirs = SETTINGS[permission] ?? words(permission);
  if (theirs === "none" ? ours !== undefined && words(ours) !== "none" : words(ours ?? "none") !== theirs) {
    yield `needs the permission '${theirs}', and ours says '${ours ?? "none"}'`;
  }
}

function* comparedCost(listed: Listed, endpoint: Placed["endpoint"]): Generator<string> {
  const cost = /^\d+/.exec(String(listed.rate_cost ?? ""))?.[0];
  if (
    cost !== undefined && listed.access === "private" && endpoint.costOf === undefined && endpoint.cost !== Number(cost)
  ) {
    yield `costs ${listed.rate_cost}, and ours says ${endpoint.cost}`;
  }
  const pool = listed.rate_pool ?? (listed.rate_cost === "public" ? "public" : undefined);
  if (pool !== undefined && pool !== "unknown" && endpoint.pool !== pool) {
    yield `draws on the pool '${pool}', and ours says '${endpoint.pool}'`;
  }
}

/** The values a codec of a closed set names when it refuses something; none when it takes anything. */
function closedSet(codec: Codec<unknown>, nonsense: unknown): string[] | undefined {
  try {
    codec.encode(nonsense);
    return undefined;
  } catch (error) {
    const set = /must be one of (.*?)(?: \(did you mean .*?\?\))?: current value is/.exec(String(error))?.[1];
    return set?.split(", ");
  }
}

function* comparedValues(param: ListedParam, codec: Codec<unknown>): Generator<string> {
  if (!param.enum) return;
  const isList = /\[\]|^array/.test(param.type) || param.name.endsWith("[i]");
  const wrap = (value: unknown) => isList ? [value] : value;
  for (const value of param.enum) {
    try {
      codec.encode(wrap(value));
    } catch (error) {
      yield `takes ${JSON.stringify(value)}, and ours refuses it: ${error instanceof Error ? error.message : error}`;
    }
  }
  const ours = closedSet(codec, wrap(typeof param.enum[0] === "number" ? -987_654_321 : "no such value"));
  if (ours === undefined) return;
  for (const value of ours) {
    if (!param.enum.map(String).includes(value)) yield `has no value '${value}', and ours does`;
  }
}

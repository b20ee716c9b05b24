/** Reading the parameters of Funding (Beta), and pages of its lists. */

import { assetDecimals, assetText, readUnits } from "../../../accounts/money.ts";
import { type Method, METHODS } from "../../../accounts/funding_methods.ts";
import type { AssetAmount, FundingAsset } from "../../../../spot/funding/beta/_types.ts";
import type { PaperAsset } from "../../../market/assets.ts";
import { assetById, findAsset } from "../../../market/names.ts";
import { type Fields, isObject } from "../fields.ts";
import { FundingProblem } from "./call.ts";

/** A parameter's text; nothing when it is left out. */
export function word(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw malformed(name);
  return value;
}

/** A parameter's text that must be there. */
export function wanted(fields: Fields, name: string): string {
  const value = word(fields, name);
  if (value === undefined) throw malformed(name);
  return value;
}

/** A nested object; nothing when it is left out. */
export function inner(fields: Fields, name: string): Fields | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw malformed(name);
  return value;
}

/** What is wrong with a parameter. */
export function malformed(name: string): FundingProblem {
  return new FundingProblem("InvalidArguments", `The parameter '${name}' is missing or malformed`);
}

/** The asset of `{ class, name }`. */
export function assetOf(fields: Fields): PaperAsset {
  const asset = findAsset(wanted(fields, "name"));
  if (!asset || (word(fields, "class") ?? asset.aclass) !== asset.aclass) {
    throw new FundingProblem("UnknownAsset", `There is no asset ${word(fields, "name")}`);
  }
  return asset;
}

/** An asset as this API names it. */
export function shownAsset(id: string): FundingAsset {
  const { aclass, name } = assetById(id);
  return { class: aclass, name };
}

/** An amount as this API shows it. */
export function shownAmount(asset: string, units: bigint): AssetAmount {
  return { asset: shownAsset(asset), amount: assetText(asset, units) };
}

/** An amount above zero in units of an asset. */
export function unitsOf(text: string, asset: string): bigint {
  const units = readUnits(text, assetDecimals(asset));
  if (units === undefined || units <= 0n) throw new FundingProblem("InvalidAmount", `The amount is ${text}`);
  return units;
}

/** The method with an id. */
export function methodOf(id: string): Method {
  const method = METHODS.find((each) => each.id === id);
  if (!method) throw new FundingProblem("UnknownMethod", `There is no method ${id}`);
  return method;
}

/** A page of a list; `most` bounds `limit`. A cursor carries the filters of the first page along. */
export function paged<Row>(
  query: Fields,
  most: number,
  rowsOf: (filters: Fields) => readonly Row[],
): { rows: Row[]; more: { next_cursor?: string } } {
  const { cursor, limit, account_id: _account, ...filters } = query;
  let from = 0;
  let size = limit === undefined ? Math.min(most, 100) : Number(limit);
  let asked: Fields = filters;
  if (!Number.isInteger(size) || size < 1 || size > most) throw malformed("limit");
  if (cursor !== undefined) {
    if (Object.keys(filters).length > 0) throw malformed("cursor");
    const read = cursorOf(cursor);
    [from, asked] = [read.from, read.filters];
    if (limit === undefined) size = read.size;
  }
  const all = rowsOf(asked);
  const rows = all.slice(from, from + size);
  if (from + size >= all.length) return { rows, more: {} };
  return { rows, more: { next_cursor: btoa(JSON.stringify({ from: from + size, size, filters: asked })) } };
}

function cursorOf(cursor: unknown): { from: number; size: number; filters: Fields } {
  try {
    const read: unknown = JSON.parse(atob(String(cursor)));
    if (isObject(read) && Number.isInteger(Number(read["from"])) && isObject(read["filters"])) {
      return { from: Number(read["from"]), size: Number(read["size"]), filters: read["filters"] };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof DOMException)) throw error;
  }
  throw malformed("cursor");
}

/** Whether a method fits the filters `asset` and `scope`. */
export function methodFilter(filters: Fields): (method: Method) => boolean {
  const asset = inner(filters, "asset");
  const scope = inner(filters, "scope");
  const [aclass, name] = [asset && word(asset, "class"), asset && word(asset, "name")];
  const id = name === undefined ? undefined : assetOf({ name, ...(aclass ? { class: aclass } : {}) }).id;
  const [method, network] = [scope && word(scope, "method_id"), scope && word(scope, "network_id")];
  if (scope && Object.keys(scope).length > 1) throw malformed("scope");
  return (each) =>
    (id === undefined || each.asset === id) && (aclass === undefined || assetById(each.asset).aclass === aclass) &&
    (method === undefined || each.id === method) && (network === undefined || each.network?.id === network);
}

/** RFC 3339 text as nanoseconds. */
export function momentOf(fields: Fields, name: string): bigint | undefined {
  const value = word(fields, name);
  if (value === undefined) return undefined;
  const ms = Date.parse(value);
  if (Number.isNaN(ms)) throw malformed(name);
  return BigInt(ms) * 1_000_000n;
}

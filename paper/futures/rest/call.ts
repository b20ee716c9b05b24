/** What a method of the futures half is given, and how it reads its parameters. */

import type { ContractType } from "../../../futures/_types.ts";
import type { ExchangeStatus } from "../../status.ts";
import type { FuturesAccount } from "../account.ts";
import { type Contract, findContract } from "../contracts/contracts.ts";
import type { Engine } from "../engine/engine.ts";
import type { FuturesWithdrawal } from "../face.ts";
import { readAmount } from "../money.ts";
import type { FuturesKey } from "../keys.ts";
import { invalidArgument, malformed, missingArgument } from "./refusal.ts";

/** What all calls share. */
export interface Hall {
  /** State. */
  readonly engine: Engine;
  /** Mode and announcements of the exchange. */
  readonly status: ExchangeStatus;
  /** Takes what is withdrawn to the Spot wallet. */
  readonly withdrawn: (withdrawal: FuturesWithdrawal) => void;
  /** Most rows of the account log as CSV. */
  readonly csvRows: number;
}

/** A public call. */
export interface PublicCall extends Hall {
  /** Query and form. */
  readonly fields: URLSearchParams;
  /** Values of the path's placeholders. */
  readonly path: Readonly<Record<string, string>>;
  /** The moment, Unix milliseconds. */
  readonly ms: number;
  /** The moment, nanoseconds. */
  readonly ns: bigint;
}

/** What handling the orders of an account takes. */
export interface DeskCall {
  /** State. */
  readonly engine: Engine;
  /** The account. */
  readonly account: FuturesAccount;
  /** The moment, Unix milliseconds. */
  readonly ms: number;
}

/** A signed call. */
export interface PrivateCall extends PublicCall, DeskCall {
  /** The key. */
  readonly key: FuturesKey;
  /** Its account. */
  readonly account: FuturesAccount;
}

/** An answer that is more than a JSON body. */
export interface Reply {
  /** JSON body, when there is no stream. */
  readonly body?: unknown;
  /** Text in pieces. */
  readonly stream?: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** HTTP status. @default {200} */
  readonly status?: number;
  /** Headers beside the content type. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A parameter's text; nothing when it is missing or empty. */
export function optional(fields: URLSearchParams, name: string): string | undefined {
  return fields.get(name)?.trim() || undefined;
}

/** A parameter that must be there. */
export function needed(fields: URLSearchParams, name: string): string {
  const value = optional(fields, name);
  if (value === undefined) throw missingArgument(name);
  return value;
}

/** `true` or `false`. */
export function flag(fields: URLSearchParams, name: string): boolean | undefined {
  const value = optional(fields, name)?.toLowerCase();
  if (value === undefined) return undefined;
  if (value !== "true" && value !== "false") throw invalidArgument(name);
  return value === "true";
}

/** A flag that must be there. */
export function neededFlag(fields: URLSearchParams, name: string): boolean {
  const value = flag(fields, name);
  if (value === undefined) throw missingArgument(name);
  return value;
}

/** A whole number from `min` on. */
export function whole(fields: URLSearchParams, name: string, min: number = 0): number | undefined {
  const value = optional(fields, name);
  if (value === undefined) return undefined;
  if (!/^\d{1,15}$/.test(value) || Number(value) < min) throw invalidArgument(name);
  return Number(value);
}

/** One of a few words. */
export function choice<const Word extends string>(
  fields: URLSearchParams,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = optional(fields, name);
  if (value === undefined) return undefined;
  const found = words.find((each) => each === value);
  if (found === undefined) throw invalidArgument(name);
  return found;
}

/** An amount above zero, in units of `decimals`. */
export function amount(fields: URLSearchParams, name: string, error: () => Error, decimals?: number): bigint {
  const value = readAmount(needed(fields, name), decimals);
  if (value === undefined || value <= 0n) throw error();
  return value;
}

/** ISO 8601 → Unix milliseconds. */
export function time(fields: URLSearchParams, name: string): number | undefined {
  const value = optional(fields, name);
  if (value === undefined) return undefined;
  const ms = Date.parse(value);
  if (Number.isNaN(ms)) throw invalidArgument(name);
  return ms;
}

/** ISO 8601 with up to nine decimals → nanoseconds since 1970. */
export function timeNs(fields: URLSearchParams, name: string): bigint | undefined {
  const ms = time(fields, name);
  if (ms === undefined) return undefined;
  const fraction = /\.(\d{1,9})/.exec(optional(fields, name) ?? "")?.[1] ?? "";
  return BigInt(Math.floor(ms / 1000)) * 1_000_000_000n + BigInt(fraction.padEnd(9, "0"));
}

/** The contract of a public call, trading or expired. Kraken answers another one with HTTP 400. */
export function publicContract({ ms }: PublicCall, symbol: string | undefined | null): Contract {
  const contract = symbol ? findContract(symbol) : undefined;
  if (!contract || contract.opening > ms) throw malformed(400);
  return contract;
}

/** The kinds of contract that are asked for; all futures when none is named. */
export function wantsKind(fields: URLSearchParams): (contract: Contract) => boolean {
  const kinds = fields.getAll("contractType") as ContractType[];
  const known: readonly string[] = ["futures_inverse", "futures_vanilla", "flexible_futures", "options", "all"];
  for (const kind of kinds) if (!known.includes(kind)) throw invalidArgument("contractType");
  if (kinds.length === 0 || kinds.includes("all")) return () => true;
  return ({ inverse }) => kinds.includes(inverse ? "futures_inverse" : "flexible_futures");
}

/** What a Funding (Beta) route is given, and the problems it answers with. */

import type { Account } from "../../../accounts/account.ts";
import type { House } from "../../../accounts/house.ts";
import type { PaperKey } from "../../../accounts/keys.ts";
import type { Needs } from "../../../accounts/permissions.ts";
import type { Fields } from "../fields.ts";

/** A request before it is checked. */
export interface FundingRequest {
  readonly request: Request;
  readonly url: URL;
  readonly body: Uint8Array;
  readonly house: House;
  /** Checks key, signature and nonce. */
  check(): PaperKey;
  /** Checks counter and permissions. */
  admit(key: PaperKey, needs: Needs): void;
  /** The wallet account it is about. */
  accountOf(key: PaperKey): Account;
}

/** A call of a route. */
export interface FundingCall {
  /** Parts of the path in the order they stand. */
  readonly path: readonly string[];
  readonly query: Fields;
  readonly body: Fields;
  readonly account: Account;
  readonly house: House;
  readonly ns: bigint;
}

/** Kinds of problems with their HTTP status; the names are the last part of `type`. */
const STATUS: Readonly<Record<string, number>> = {
  InvalidKey: 401,
  InvalidSignature: 401,
  InvalidNonce: 401,
  PermissionDenied: 403,
  TemporaryLockout: 403,
  RateLimitExceeded: 429,
  InvalidArguments: 400,
  NotFound: 404,
  UnknownMethod: 404,
  UnknownAddress: 404,
  UnknownAsset: 404,
  TooManyDepositAddresses: 400,
  InsufficientFunds: 400,
  InvalidAmount: 400,
  MaxFeeExceeded: 400,
  InvalidFeeToken: 400,
};

/** Raised by a route. */
export class FundingProblem extends Error {
  static {
    this.prototype.name = "FundingProblem";
  }
  /** Last part of its `type`. */
  readonly kind: string;

  constructor(kind: keyof typeof STATUS & string, detail: string) {
    super(detail);
    this.kind = kind;
  }

  /** The answer. */
  response(): Response {
    return problemResponse(this.kind, this.message);
  }
}

function problemResponse(kind: string, detail: string): Response {
  const status = STATUS[kind] ?? 400;
  const title = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ");
  const body = { type: `tag:kraken.com,2025:${kind}`, status, title, detail, source: "Gateway" };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json; charset=utf-8" },
  });
}

/** A refusal of the gate or of the books as a problem: `EAPI:Invalid key` → `InvalidKey`. */
export function problem(error: string): Response {
  const [, said = error, detail] = /^E\w+:([^:]+)(?::(.*))?$/.exec(error) ?? [];
  const kind = said.replaceAll(/(?:^|\s)(\w)/g, (_, letter: string) => letter.toUpperCase());
  return problemResponse(kind in STATUS ? kind : "InvalidArguments", detail ?? said);
}

/** Trading methods of the v2 dialect are data here as well. */

import type { Account } from "../../accounts/account.ts";
import type { House } from "../../accounts/house.ts";
import type { PaperKey } from "../../accounts/keys.ts";
import type { Needs } from "../../accounts/permissions.ts";
import type { Refusal } from "../../rest/refusal.ts";
import type { Fields } from "../../rest/private/fields.ts";
import type { PrivateCall } from "../../rest/private/method.ts";
import type { Room } from "../faults.ts";
import type { JsonObject } from "../json.ts";
import type { DerivativesScene } from "./channel.ts";

/** A request that may be carried out. */
export interface V2Call {
  readonly params: JsonObject;
  readonly key: PaperKey;
  readonly account: Account;
  readonly house: House;
  /** The time, to which everything has been moved; nanoseconds since 1970. */
  readonly ns: bigint;
  /** The key's derivatives account, moved to now. @throws {Refusal} when there is none. */
  derivatives(): DerivativesScene;
}

/** A method. */
export interface MethodKind {
  /** Kraken's name. */
  readonly name: string;
  /** Where it is served. */
  readonly rooms: readonly Room[];
  /** Permissions of the key behind the token. */
  readonly needs: Needs;
  /** Carries it out; each result is an answer of its own. @throws {Refusal} for one that speaks for all of it. */
  run(call: V2Call): readonly (unknown | Refusal)[];
}

/** The same request as REST has it: both go to the same desk. */
export function asRest({ key, account, house, ns }: V2Call, fields: Fields): PrivateCall {
  return { fields, query: new URLSearchParams(), key, account, house, ns };
}

/** Who calls: key, signature, nonce, second factor, counter – in the order Kraken looks at them. */

import type { House } from "../../accounts/house.ts";
import type { PaperKey } from "../../accounts/keys.ts";
import { allows, type Needs } from "../../accounts/permissions.ts";
import { TIERS } from "../../accounts/tiers.ts";
import { Refusal } from "../refusal.ts";
import { Lockouts } from "./lockout.ts";
import { passwordFits, signatureFits } from "./verify.ts";

/** What a call shows. */
export interface Papers {
  readonly key: string;
  readonly signature: string;
  /** Path with query, exactly as sent. */
  readonly target: string;
  readonly body: Uint8Array;
  readonly nonce: string | undefined;
  readonly otp: string | undefined;
}

const MOST = 2n ** 64n;

/** The gate in front of the private methods. */
export class Gate {
  readonly #house: House;
  readonly #lockouts = new Lockouts();

  constructor(house: House) {
    this.#house = house;
  }

  /** The key of a call. @throws {Refusal} when anything is wrong; nothing but counters has changed then. */
  check({ key: presented, signature, target, body, nonce, otp }: Papers): PaperKey {
    const now = this.#house.clock;
    const { limits } = this.#house.rules;
    const refused = (error: string, kind: "key" | "nonce" = "key") => {
      if (limits) this.#lockouts.failed(presented, kind, now);
      return new Refusal(error);
    };
    if (limits && this.#lockouts.locked(presented, now)) throw new Refusal("EGeneral:Temporary lockout");
    const key = this.#house.keys.get(presented);
    if (!key || key.revoked) throw refused("EAPI:Invalid key");
    if (nonce === undefined || !/^\d{1,20}$/.test(nonce)) throw refused("EAPI:Invalid nonce", "nonce");
    if (!signatureFits(key.secret, target, nonce, body, signature)) throw refused("EAPI:Invalid signature");
    if (BigInt(nonce) >= MOST || !key.take(BigInt(nonce))) throw refused("EAPI:Invalid nonce", "nonce");
    if (!passwordFits(key, otp, now)) throw refused("EAPI:Invalid signature");
    key.lastUsed = now;
    return key;
  }

  /** Whether the key may call a method now. @throws {Refusal} */
  admit(key: PaperKey, needs: Needs, cost: number): void {
    const { rules, clock } = this.#house;
    if (rules.limits && !key.counter.add(cost, TIERS[key.account.tier].rest, clock)) {
      throw new Refusal("EAPI:Rate limit exceeded");
    }
    if (!allows(key.permissions, needs)) throw new Refusal("EGeneral:Permission denied");
  }
}

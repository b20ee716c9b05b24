/** Shapes that several staking calls share. */

import type { Decimal } from "../../core/decimal.ts";

/** One staking transaction, as the removed calls answered. */
export interface StakingTransaction {
  /** Staking method, e.g. `"polkadot-staked"`. */
  method: string;
  /** Class of the asset. */
  aclass: string;
  /** Asset. */
  asset: string;
  /** Reference id. */
  refid: string;
  /** Amount in the asset. */
  amount: Decimal;
  /** Fee in the asset. */
  fee: Decimal;
  /** When, Unix seconds. */
  time: number;
  /** State. */
  status: string;
  /** Kind. */
  type: "bonding" | "reward" | "unbonding" | (string & Record<never, never>);
  /** Begin of the bond, Unix seconds. */
  bond_start?: number;
  /** End of the bond, Unix seconds. */
  bond_end?: number;
}

/** Reference of a request. */
export interface StakingReference {
  /** Reference id. */
  refid: string;
}

/** What every constant of this room says of itself. */
export const REMOVED = "Kraken removed it from its documentation on 1 March 2024: use";

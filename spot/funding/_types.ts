/** Shapes that several classic funding calls share. */

import type { Decimal } from "../../core/decimal.ts";

/** Filters of the two lists of recent transfers. */
export interface RecentTransfersParams {
  /** Only this asset. */
  asset?: string;
  /**
   * Class of the asset.
   *
   * @default {"currency"}
   */
  aclass?: "currency" | "tokenized_asset";
  /** Only this method, by its name. */
  method?: string;
  /** Only transfers created from this moment on: a `Date` or Unix seconds. */
  start?: Date | number | string;
  /** Only transfers created up to this moment, as `start`. */
  end?: Date | number | string;
  /**
   * `true` for the first page, the page's `next_cursor` for the one after it; the answer is then an object. A plain
   * array comes with `false`.
   *
   * @default {false}
   */
  cursor?: boolean | string;
}

/** One deposit. */
export interface RecentDeposit {
  /** Name of the method. */
  method: string;
  /** Class of the asset. */
  aclass: string;
  /** Asset id, e.g. `XXBT`. */
  asset: string;
  /** Kraken's reference id. */
  refid: string;
  /** Transaction id of the method's network. */
  txid: string;
  /** Where it came in: an address, an account. */
  info: string;
  /** Amount in the asset. */
  amount: Decimal;
  /** Fee in the asset. */
  fee?: Decimal;
  /** When it was asked for, Unix seconds. */
  time: number;
  /** State. */
  status:
    | "Initial"
    | "Pending"
    | "EarlyConfirmed"
    | "Settled"
    | "Success"
    | "Failure"
    | (string & Record<never, never>);
  /** More about the state. */
  "status-prop"?: "return" | "onhold" | (string & Record<never, never>);
  /** Addresses it came from. */
  originators?: string[];
}

/** One withdrawal. */
export interface RecentWithdrawal {
  /** Name of the method. */
  method: string;
  /** Name of the network. */
  network?: string;
  /** Class of the asset. */
  aclass: string;
  /** Asset id, e.g. `XXBT`. */
  asset: string;
  /** Kraken's reference id. */
  refid: string;
  /** Transaction id of the method's network; `null` or absent until it is known. */
  txid?: string | null;
  /** Where it goes. */
  info: string;
  /** Amount in the asset, without the fee. */
  amount: Decimal;
  /** Fee in the asset. */
  fee: Decimal;
  /** When it was asked for, Unix seconds. */
  time: number;
  /** State. */
  status: "Initial" | "Pending" | "Settled" | "Success" | "Failure" | (string & Record<never, never>);
  /** More about the state. */
  "status-prop"?:
    | "cancel-pending"
    | "canceled"
    | "cancel-denied"
    | "return"
    | "onhold"
    | (string & Record<never, never>);
  /** Name of the saved address. */
  key?: string;
}

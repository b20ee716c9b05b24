/** What a lost request can turn out to have become. */

import type { OrderInfo } from "../spot/account/mod.ts";

/** The order exists, or existed: `order.status` tells. */
export interface LostPlaced {
  /** Tells the outcomes apart. */
  readonly state: "placed";
  /** Kraken's id of it. */
  readonly txid: string;
  /** All Kraken says of it. */
  readonly order: OrderInfo;
  /** By what it was recognised. */
  readonly note: string;
}

/** Nothing was found, in several looks over some seconds. */
export interface LostNotFound {
  /** Tells the outcomes apart. */
  readonly state: "not found";
  /**
   * `true`: it cannot appear any more (it was only to be validated, or its deadline has passed). `false`: a request that
   * is held up on its way could still arrive; look again before you send anew.
   */
  readonly certain: boolean;
  /** What was looked at, and what to do. */
  readonly note: string;
}

/** Several orders fit and nothing tells them apart; a `cl_ord_id` would. */
export interface LostAmbiguous {
  /** Tells the outcomes apart. */
  readonly state: "ambiguous";
  /** All that fit, by txid. */
  readonly candidates: Readonly<Record<string, OrderInfo>>;
  /** Why they can't be told apart. */
  readonly note: string;
}

/** What became of each order of a batch. */
export interface LostBatch {
  /** Tells the outcomes apart. */
  readonly state: "batch";
  /** In the order of the request. */
  readonly orders: readonly (LostPlaced | LostNotFound | LostAmbiguous)[];
  /** How many were found. */
  readonly note: string;
}

/** The change was made. */
export interface LostChanged {
  /** Tells the outcomes apart. */
  readonly state: "changed";
  /** The order as it is now; after an edit the new one. */
  readonly txid: string;
  /** All Kraken says of it. */
  readonly order: OrderInfo;
  /** By what the change was recognised. */
  readonly note: string;
}

/** The order is as it was. */
export interface LostUnchanged {
  /** Tells the outcomes apart. */
  readonly state: "unchanged";
  /** The order that was to be changed or cancelled. */
  readonly txid: string;
  /** All Kraken says of it. */
  readonly order: OrderInfo;
  /** As in {@linkcode LostNotFound}. */
  readonly certain: boolean;
  /** What was looked at. */
  readonly note: string;
}

/** The order that was to be cancelled is no longer open: `order.status` says how it ended. */
export interface LostEnded {
  /** Tells the outcomes apart. */
  readonly state: "ended";
  /** The order. */
  readonly txid: string;
  /** All Kraken says of it. */
  readonly order: OrderInfo;
  /** How it ended. */
  readonly note: string;
}

/** Funds were moved. */
export interface LostMoved {
  /** Tells the outcomes apart. */
  readonly state: "moved";
  /** Kraken's reference of it; empty where it gives none. */
  readonly refid: string;
  /** The withdrawal or ledger entry by which it was recognised; none for a move that is still running. */
  readonly record: unknown;
  /** By what it was recognised, and how far it is. */
  readonly note: string;
}

/** It can't be found out by us. */
export interface LostUnknowable {
  /** Tells the outcomes apart. */
  readonly state: "unknowable";
  /** Where to look. */
  readonly note: string;
}

/** What became of a lost request; `state` tells them apart. */
export type LostOutcome =
  | LostPlaced
  | LostNotFound
  | LostAmbiguous
  | LostBatch
  | LostChanged
  | LostUnchanged
  | LostEnded
  | LostMoved
  | LostUnknowable;

import { type Feed, privateFeed } from "./feed.ts";

/** A fill of yours. */
export interface FuturesFill {
  /** `PF_XBTUSD`. */
  instrument: string;
  /** Unix milliseconds. */
  time: number;
  /** Price. */
  price: number;
  /** Sequence. */
  seq: number;
  /** Whether you bought. */
  buy: boolean;
  /** Size. */
  qty: number;
  /** What is left of the order. */
  remaining_order_qty: number;
  /** Order, a UUID. */
  order_id: string;
  /** Your id. */
  cli_ord_id?: string;
  /** Fill, a UUID. */
  fill_id: string;
  /** `maker`, `taker`, `liquidation`, `assignee`, `assignor` and others. */
  fill_type: string;
  /** Fee; negative is a rebate. */
  fee_paid: number;
  /** Currency of the fee. */
  fee_currency: string;
  /** The taker's order type. */
  taker_order_type?: string;
  /** Your order's type. */
  order_type: string;
}

/** A message of {@linkcode fills}: recent ones first, then new ones. */
export type FillsMessage =
  | { readonly feed: "fills_snapshot"; account: string; fills: FuturesFill[] }
  | { readonly feed: "fills"; username: string; fills: FuturesFill[] };

/**
 * Your fills, with fees. The key needs read access.
 *
 * @see {@link https://docs.kraken.com/api/docs/futures-api/websocket/fills}
 */
export const fills: Feed<FillsMessage> = privateFeed("fills", "optional");

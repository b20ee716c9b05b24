import { oneOf } from "../../core/codecs.ts";
import { type Channel, channel } from "../v2/types.ts";
import { DERIVATIVES } from "./params.ts";

/** Subscription to {@linkcode margin}. Documented on Kraken's Unified page; it takes no `snapshot`. */
export interface MarginParams {
  /** Only derivatives have margin here. @default {"derivatives"} */
  asset_class?: "derivatives";
}

/**
 * A whole section of the margin figures; it replaces the section of the same `type`. Names inside are unconfirmed and kept as they
 * come; their counterparts are in `flex_futures` and `futures` of the v1 feed `balances`.
 */
export interface MarginMessage {
  /** `"margin"`. */
  readonly channel: "margin";
  /** Which section. */
  readonly type: "multi_collateral" | "single_collateral" | (string & Record<never, never>);
  /** The section. */
  readonly data: unknown;
}

/** Your margin figures as they change. Needs a token; the present state always comes first. */
export const margin: Channel<MarginParams, MarginMessage, "unified"> = channel({
  api: "unified",
  name: "margin",
  host: "auth",
  bySymbol: false,
  overflow: "fail",
  params: { asset_class: oneOf(["derivatives"]) },
  defaults: DERIVATIVES,
  key: ["asset_class"],
});

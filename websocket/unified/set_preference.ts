import { type Codec, mustBe, oneOf, required, type Wire } from "../../core/codecs.ts";
import { type Method, method } from "../v2/types.ts";
import { DERIVATIVES } from "./params.ts";

/** Leverage of a market. */
export interface LeverageMode {
  /** `"PF_XBTUSD"`. */
  symbol: string;
  /** A number for fixed leverage (isolated), `null` for cross margin. Must be given: leaving it out is an error at Kraken. */
  max_leverage: number | null;
}

/** Parameters of {@linkcode setPreference}. Documented on Kraken's Unified page. */
export interface SetPreferenceParams {
  /** Only derivatives have preferences here. @default {"derivatives"} */
  asset_class?: "derivatives";
  /** Leverage of one market. */
  leverage_mode: LeverageMode;
}

const leverageMode: Codec<LeverageMode> = {
  encode: (value): Wire => {
    const { symbol, max_leverage: leverage, ...rest } = (value ?? {}) as Partial<LeverageMode>;
    const valid = typeof symbol === "string" && symbol !== "" && Object.keys(rest).length === 0 &&
      (leverage === null || (typeof leverage === "number" && Number.isFinite(leverage) && leverage > 0));
    if (!valid) mustBe("{ symbol, max_leverage } with a number above zero, or null for cross margin", value);
    return { symbol, max_leverage: leverage };
  },
};

/** Sets the leverage of a market. The result's fields are not documented. */
export const setPreference: Method<SetPreferenceParams, unknown, "unified"> = method({
  api: "unified",
  name: "set_preference",
  permission: "Create & modify orders",
  params: { asset_class: oneOf(["derivatives"]), leverage_mode: required(leverageMode) },
  defaults: DERIVATIVES,
  idempotent: true,
});

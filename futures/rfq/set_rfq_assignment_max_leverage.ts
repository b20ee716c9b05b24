import { type Codec, mustBe, positiveDecimal, required } from "../../core/codecs.ts";
import { compareDecimals, type Decimal, decimalsOf } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { RfqAssignmentMaxLeverageResult } from "./rfq_assignment_max_leverage.ts";

/** Parameters of {@linkcode setRfqAssignmentMaxLeverage}. */
export interface SetRfqAssignmentMaxLeverageParams {
  /** Above 0, at most 100, at most 2 decimals. */
  maxLeverage: Decimal | number;
}

const leverage: Codec<Decimal | number> = {
  encode(value) {
    const written = String(positiveDecimal.encode(value));
    if (compareDecimals(written, "100") > 0 || decimalsOf(written) > 2) {
      mustBe("above 0 and at most 100, with at most 2 decimals", value, RangeError);
    }
    return written;
  },
};

/**
 * Sets the highest leverage up to which packages are assigned to this account. Master accounts only.
 *
 * Needs `General API - Full Access`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @throws {ApiError} `rfqAssignmentMaxLeverageOutOfBounds`, `rfqAssignmentMaxLeverageDisabled`.
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export const setRfqAssignmentMaxLeverage: Endpoint<SetRfqAssignmentMaxLeverageParams, RfqAssignmentMaxLeverageResult> =
  derivatives("PUT", "/derivatives/api/v3/rfq-assignment/max-leverage", {
    permission: FULL,
    idempotent: true,
    params: { maxLeverage: required(leverage) },
  });

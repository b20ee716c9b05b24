import { array, type Codec, decimal, jsonText, object, required, text } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { jsonDecimal } from "../_codecs.ts";
import { derivatives } from "../_endpoint.ts";
import { FULL } from "../_permissions.ts";
import type { FuturesAnswer } from "../_types.ts";
import { rfqRefused } from "./_refused.ts";
import type { RfqRefused } from "./_types.ts";

/** Price of one leg that we offer. */
export interface OfferedLeg {
  /** `"OF_XBTUSD_261225_100000_C"`. */
  tradeable: string;
  /** In quote currency. */
  price: Decimal | number;
}

/** Parameters of {@linkcode placeOffer}: prices of the package or of its legs, for at least one side. */
export interface PlaceOfferParams {
  /** Id of the request. */
  rfqUid: string;
  /** Price we buy the package at; a package may have a negative price. */
  bid?: Decimal | number;
  /** Price we sell the package at. */
  ask?: Decimal | number;
  /** Prices by leg we buy at; we write them as JSON text. */
  bidSide?: readonly OfferedLeg[];
  /** Prices by leg we sell at; we write them as JSON text. */
  askSide?: readonly OfferedLeg[];
}

/** The offer stands. */
export interface OfferPlaced extends FuturesAnswer {
  /** Id of the offer; mind the capital `I`. */
  offerUId: string;
}

/** Answer to {@linkcode placeOffer}: an id, or why not. */
export type PlaceOfferResult = OfferPlaced | RfqRefused;

const side: Codec<readonly OfferedLeg[]> & { required?: false } = jsonText(
  array(object<OfferedLeg>({ tradeable: required(text), price: required(jsonDecimal) })),
);

/**
 * Offers to trade against a request for quotes, or changes the offer. Never sent twice by us.
 *
 * Kraken answers a refused offer with `result: "success"` and a `reason`, which we raise. Pre-production; HTTP 404 where it
 * is off.
 *
 * Needs `General API - Full Access`; cost not published (2 assumed). Ends with the derivatives REST API on 1 March 2027.
 *
 * @throws {ApiError} nothing was placed; `errors` is Kraken's `reason`.
 * @see {@link https://docs.kraken.com/api/docs/futures-api/trading/place-rfq-offer}
 */
export const placeOffer: Endpoint<PlaceOfferParams, PlaceOfferResult> = derivatives(
  "POST",
  "/derivatives/api/v3/rfqs/place-offer/{rfqUid}",
  {
    permission: FULL,
    idempotent: false,
    refused: rfqRefused,
    params: { rfqUid: required(text), bid: decimal, ask: decimal, bidSide: side, askSide: side },
  },
);

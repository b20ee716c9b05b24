/** What PreTrade and PostTrade say about the instrument (MiCA transparency records). */
export interface Instrument {
  /** The pair, e.g. `"BTC/USD"`. */
  symbol: string;
  /** E.g. `"Bitcoin / US Dollars"`. */
  description: string;
  /** E.g. `"BTC"`. */
  base_asset: string;
  /** `"UNIT"`: counted in units; `"NOML"`: in nominal value. */
  base_notation: "UNIT" | "NOML" | (string & Record<never, never>);
  /** Digital token identifier of the base asset, where it has one. */
  base_dti_code?: string;
  /** Short name beside the identifier. */
  base_dti_short_name?: string;
  /** E.g. `"USD"`. */
  quote_asset: string;
  /** `"MONE"`: money. */
  quote_notation: "MONE" | (string & Record<never, never>);
  /** Digital token identifier of the quote asset, where it has one. */
  quote_dti_code?: string;
  /** Short name beside the identifier. */
  quote_dti_short_name?: string;
}

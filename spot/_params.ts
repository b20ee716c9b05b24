/** Parameters that many private Spot calls share. */

/** Picks one of several wallet accounts. */
export interface AccountSelector {
  /** Wallet account, from `ListWalletAccounts`; the key's own when left out. */
  account_id?: string;
}

/** How quantities of tokenised stocks (xStocks) are counted; without effect on everything else. */
export interface Rebasing {
  /**
   * `"rebased"`: in shares of the underlying; `"base"`: in token units.
   *
   * @default {"rebased"}
   */
  rebase_multiplier?: "rebased" | "base";
}

/** Walking a list by cursor; may not be mixed with `ofs`. */
export interface CursorPaging {
  /**
   * Page by cursor: the answer carries `cursor.next` while more pages exist.
   *
   * @default {false}
   */
  with_cursor?: boolean;
  /** `cursor.next` of the page before. */
  cursor?: string;
  /**
   * Rows a page, 1 to 100; only with a cursor.
   *
   * @default {50}
   */
  limit?: number;
}

/** The way to the next page, where the call was made with `with_cursor`. */
export interface NextCursor {
  /** `cursor` of the next page; absent, `null` or empty on the last. */
  next?: string | null;
}

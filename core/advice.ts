/** What Kraken's error strings mean for the caller. Unknown strings are as good as known ones; they only come without advice. */

import type { ErrorCategory } from "./errors.ts";

/** One row: prefix of the string, what kind it is, whether the same call may work later, what to do. */
export interface Advice {
  readonly category: ErrorCategory;
  readonly retryable: boolean;
  readonly advice: string;
}

type Row = readonly [prefix: string, category: ErrorCategory, retryable: boolean, advice: string];

const SPOT: readonly Row[] = [
  [
    "EAPI:Invalid key",
    "auth",
    false,
    "Check that the key is a Spot key (Futures keys are a different system), is whole, and was not deleted",
  ],
  ["EAPI:Invalid signature", "auth", false, "Check that the secret belongs to this key and was copied whole"],
  [
    "EAPI:Invalid nonce",
    "nonce",
    false,
    "Another program may use this key at the same time: give each its own key, or share a nonce file (option nonceFile)",
  ],
  [
    "EAPI:Rate limit exceeded",
    "rate-limit",
    true,
    "Other programs with this key or behind this address count too: wait some seconds before the next call",
  ],
  [
    "EAPI:Bad request",
    "argument",
    false,
    "Kraken could not read the request: compare the parameters with the endpoint's documentation",
  ],
  ["EAPI:Invalid arguments", "argument", false, "Compare the parameters with the endpoint's documentation"],
  ["EAPI:Feature disabled", "permission", false, "Kraken does not serve this feature (any more) to this account"],
  ["EAuth:Account temporary disabled", "auth", false, "Sign in to Kraken and see what it asks of the account"],
  ["EAuth:Account unconfirmed", "auth", false, "Sign in to Kraken and confirm the account"],
  ["EAuth:Rate limit exceeded", "rate-limit", true, "Wait some minutes before the next call with this key"],
  ["EAuth:Too many requests", "rate-limit", true, "Wait some minutes before the next call with this key"],
  ["EAuth", "auth", false, "Check key, secret and, for keys with 2FA, the one-time password"],
  [
    "EGeneral:Permission denied",
    "permission",
    false,
    "The key lacks a permission for this call: see the permission in its documentation and edit the key at Kraken",
  ],
  [
    "EAccount:Invalid permissions",
    "permission",
    false,
    "The account may not use this product or pair in its country or tier",
  ],
  [
    "EGeneral:Temporary lockout",
    "lockout",
    false,
    "Stop using this key for some minutes: every new attempt prolongs the lockout, and check key and secret meanwhile",
  ],
  ["EGeneral:Invalid arguments", "argument", false, "Compare the named parameter with the endpoint's documentation"],
  ["EGeneral:Unknown method", "argument", false, "Kraken does not know this path: the endpoint may have been removed"],
  [
    "EGeneral:Internal error",
    "service",
    true,
    "Kraken failed inside: try again later; look an order up before placing it again",
  ],
  [
    "EService:Unavailable",
    "service",
    true,
    "Kraken is down or in maintenance: see spot.market.systemStatus(); look an order up before placing it again",
  ],
  [
    "EService:Busy",
    "service",
    true,
    "Kraken is overloaded: try again in a while; look an order up before placing it again",
  ],
  ["EService:Throttled", "rate-limit", true, "Too many calls at once: wait until the time in the answer"],
  [
    "EService:Deadline elapsed",
    "deadline",
    true,
    "The order may exist all the same: look it up before placing it again",
  ],
  [
    "EService:Market in cancel_only mode",
    "market-state",
    true,
    "Only cancels are taken now: see spot.market.systemStatus()",
  ],
  [
    "EService:Market in post_only mode",
    "market-state",
    true,
    'Only post-only limit orders are taken now (oflags: "post")',
  ],
  [
    "EService",
    "service",
    true,
    "Kraken's service has trouble: try again later; look an order up before placing it again",
  ],
  [
    "EQuery:Unknown asset pair",
    "not-found",
    false,
    'See spot.market.assetPairs() for the pairs; k.symbol(text) suggests near ones; xStocks need asset_class: "tokenized_asset"',
  ],
  [
    "EQuery:Unknown asset",
    "not-found",
    false,
    'See spot.market.assets() for the names; xStocks need aclass: "tokenized_asset"',
  ],
  [
    "EOrder:Rate limit exceeded",
    "rate-limit",
    true,
    "The trading counter of this pair is full: wait until it has decayed; young orders cost most to cancel",
  ],
  [
    "EOrder:Domain rate limit exceeded",
    "rate-limit",
    true,
    "The counter shared by master and subaccounts is full: wait until it has decayed",
  ],
  ["EOrder:Orders limit exceeded", "order-rejected", false, "Too many open orders on this pair: cancel some first"],
  ["EOrder:Scheduled orders limit exceeded", "order-rejected", false, "Too many scheduled orders: cancel some first"],
  ["EOrder:Positions limit exceeded", "margin", false, "Too many open positions: close some first"],
  [
    "EOrder:Insufficient funds",
    "insufficient-funds",
    false,
    "Look at account.balanceEx(): available is balance minus hold_trade",
  ],
  [
    "EOrder:Insufficient margin",
    "margin",
    true,
    "Kraken's margin pool for this pair is empty now: try later or with less leverage",
  ],
  ["EOrder:Cannot open position", "margin", false, "The account may not open a margin position here"],
  ["EOrder:Cannot open opposing position", "margin", false, "Close the existing position first, or use reduce_only"],
  ["EOrder:Margin", "margin", false, "Reduce size or leverage; see account.tradeBalance()"],
  [
    "EOrder:Order minimum not met",
    "order-rejected",
    false,
    "The volume is below the pair's ordermin: see spot.market.assetPairs()",
  ],
  [
    "EOrder:Cost minimum not met",
    "order-rejected",
    false,
    "Price times volume is below the pair's costmin: see spot.market.assetPairs()",
  ],
  [
    "EOrder:Tick size check failed",
    "order-rejected",
    false,
    "The price must be a multiple of the pair's tick_size: see spot.market.assetPairs()",
  ],
  ["EOrder:Invalid price", "order-rejected", false, "The price has too many decimals or lies too far from the market"],
  [
    "EOrder:Reduce only",
    "order-rejected",
    false,
    "The order would open or turn a position, or there is none on this pair",
  ],
  [
    "EOrder:Unknown order",
    "not-found",
    false,
    "It may have been filled or cancelled already: see account.closedOrders()",
  ],
  ["EOrder:Unknown position", "not-found", false, "See account.openPositions()"],
  ["EOrder", "order-rejected", false, "Nothing was placed"],
  ["ETrade:Invalid request", "argument", false, "Compare the parameters with the endpoint's documentation"],
  [
    "EFunding:Unknown",
    "not-found",
    false,
    "Names are those set up on Kraken's funding page: see funding.withdrawAddresses() and depositMethods()",
  ],
  ["EFunding:Invalid reference id", "not-found", false, "Take the refid from withdrawStatus() or depositStatus()"],
  ["EFunding:No funding method", "not-found", false, "See funding.depositMethods() and withdrawMethods()"],
  ["EFunding:Max fee exceeded", "funding", false, "The fee is above max_fee: ask withdrawInfo() for the current one"],
  ["EFunding", "funding", false, "See funding.withdrawInfo() for limits and fees"],
  ["EBM:limit exceeded", "funding", false, "A purchase limit of the account's country is reached"],
  [
    "EEarnings:Busy",
    "earn",
    true,
    "Another allocation of this strategy is under way: ask earn.allocateStatus() and try again in some minutes",
  ],
  ["EEarnings:Permission denied", "permission", false, "The account's tier is too low for this strategy"],
  ["EEarnings:Insufficient funds", "insufficient-funds", false, "Look at account.balanceEx() and earn.allocations()"],
  ["EEarnings", "earn", false, "See earn.strategies() for minimum, maximum and locks"],
  ["EExport", "export", false, "Ask account.exportStatus() and request a smaller time range"],
];

// Values seen in `error`, and in sendStatus, editStatus, cancelStatus and batch elements.
const FUTURES: readonly Row[] = [
  [
    "authenticationError",
    "auth",
    false,
    "Check that the key is a Futures key (Spot keys are a different system) and that the secret belongs to it",
  ],
  [
    "api_key_not_found",
    "auth",
    false,
    "Check that the key is a Futures key (Spot keys are a different system) and was not deleted",
  ],
  ["unauthorized", "auth", false, "Check that key and secret are given and belong to Futures"],
  ["missing APIKey", "auth", false, "This endpoint needs a Futures key"],
  [
    "nonceBelowThreshold",
    "nonce",
    false,
    "Another program may use this key with larger nonces: give each program its own key",
  ],
  [
    "nonceDuplicate",
    "nonce",
    false,
    "Another program may use this key at the same time: give each program its own key",
  ],
  [
    "insufficientPrivileges",
    "permission",
    false,
    "The key's level (read only, full, withdrawal) does not allow this call",
  ],
  [
    "accountInactive",
    "permission",
    false,
    "The account has no active Futures wallet: sign in to Kraken and activate it",
  ],
  [
    "apiLimitExceeded",
    "rate-limit",
    true,
    "Other programs with this key count too: wait some seconds before the next call",
  ],
  ["invalidArgument", "argument", false, "Compare the named parameter with the endpoint's documentation"],
  ["requiredArgumentMissing", "argument", false, "Compare the parameters with the endpoint's documentation"],
  ["invalidUnit", "argument", false, "See futures.account.accounts() for the currencies of each wallet"],
  ["invalidAmount", "argument", false, "The amount must be above zero and within the wallet's balance"],
  ["invalidAccount", "argument", false, "See futures.account.accounts() for the names of the wallets"],
  ["Json Parse Error", "argument", false, "Kraken could not read the JSON parameter"],
  ["contractNotFound", "not-found", false, "See futures.market.instruments(); expired contracts are gone from it"],
  ["notFound", "not-found", false, "It may have been filled or cancelled already"],
  ["orderForEditNotFound", "not-found", false, "It may have been filled or cancelled already"],
  ["filled", "order-rejected", false, "The order has traded whole: see its fills"],
  ["cancelled", "order-rejected", false, "The order is cancelled already, or was not taken: see its events"],
  [
    "wouldProcessAfterSpecifiedTime",
    "order-rejected",
    false,
    "Kraken's engine came to it after processBefore and did nothing: send it anew with a later time",
  ],
  ["invalidOrderType", "argument", false, "Compare orderType with the endpoint's documentation"],
  ["invalidSide", "argument", false, 'side is "buy" or "sell"'],
  [
    "cannotEditLimitPriceOfTrailingStop",
    "order-rejected",
    false,
    "Leave limitPrice out: a trailing stop sets it by itself",
  ],
  [
    "cannotEditTriggerPriceOfTrailingStop",
    "order-rejected",
    false,
    "Leave stopPrice out: a trailing stop moves by its trailingStopMaxDeviation",
  ],
  ["cannotEdit", "order-rejected", false, "This field of the order can't be changed: cancel it and place it anew"],
  ["orderForEditNotAStop", "order-rejected", false, "Only trigger orders have a stop price: leave stopPrice out"],
  ["insufficientFunds", "insufficient-funds", false, "See futures.account.accounts() for the available margin"],
  [
    "insufficientAvailableFunds",
    "insufficient-funds",
    false,
    "See futures.account.accounts() for the available margin; reduce size or cancel other orders",
  ],
  [
    "wouldCauseLiquidation",
    "margin",
    false,
    "The order would bring the account below maintenance margin: reduce its size",
  ],
  ["maxPositionViolation", "margin", false, "The position would exceed the contract's limit: reduce the size"],
  ["fixedLeverageTooHigh", "margin", false, "Lower the leverage preference of this contract"],
  ["marketUnavailable", "market-state", true, "The market takes no orders now: see futures.market.instrumentsStatus()"],
  ["marketSuspended", "market-state", true, "The market takes no orders now: see futures.market.instrumentsStatus()"],
  ["marketInactive", "market-state", true, "The market takes no orders now: see futures.market.instrumentsStatus()"],
  ["marketIsPostOnly", "market-state", true, 'Only post-only orders are taken now (orderType: "post")'],
  [
    "invalidPrice",
    "order-rejected",
    false,
    "The price must be above zero and a multiple of the contract's tickSize: see futures.market.instruments()",
  ],
  [
    "invalidSize",
    "order-rejected",
    false,
    "The size must be a multiple of the contract's precision: see futures.market.instruments()",
  ],
  ["outsidePriceCollar", "order-rejected", false, "The limit price is too far from the mark price"],
  [
    "wouldIncreasePriceDislocation",
    "order-rejected",
    false,
    "The market is dislocated: use a limit price nearer to the mark price",
  ],
  [
    "postWouldExecute",
    "order-rejected",
    false,
    "A post-only order would have traded at once: move the price away from the market",
  ],
  ["iocWouldNotExecute", "order-rejected", false, "Nothing in the book met the limit price"],
  ["selfFill", "order-rejected", false, "The order would have traded with one of yours: see the self-trade strategy"],
  ["wouldNotReducePosition", "order-rejected", false, "A reduce-only order needs a position on the other side"],
  ["tooManySmallOrders", "order-rejected", false, "Cancel some small orders first"],
  ["tooManyOrders", "order-rejected", false, "Cancel some orders first"],
  [
    "clientOrderIdAlreadyExist",
    "order-rejected",
    false,
    "An order with this cliOrdId exists: look it up before using another",
  ],
  ["clientOrderId", "argument", false, "cliOrdId must be unique and at most 100 characters"],
  ["Server Error", "service", true, "Kraken failed inside: try again later; look an order up before placing it again"],
  ["Unavailable", "service", true, "Kraken is down or in maintenance; look an order up before placing it again"],
  ["unknownError", "service", true, "Kraken failed inside: try again later; look an order up before placing it again"],
];

// Longest first, so that the most particular prefix wins.
const longestFirst = (rows: readonly Row[]) => [...rows].sort((a, b) => b[0].length - a[0].length);
let spotRows: readonly Row[] | undefined;
let futuresRows: readonly Row[] | undefined;

const UNCLEAR: Advice = {
  category: "service",
  retryable: true,
  advice: "Kraken failed inside: try again later; look an order up before placing it again",
};

/** What the first known of Kraken's strings means; `undefined` when none is known. */
export function adviceFor(api: "spot" | "funding" | "futures", errors: readonly string[]): Advice | undefined {
  const rows = api === "futures" ? (futuresRows ??= longestFirst(FUTURES)) : (spotRows ??= longestFirst(SPOT));
  for (const error of errors) {
    // The documentation prints a space after the colon here and there.
    const text = error.trim().replace(": ", ":");
    // Whatever it stands behind: nobody knows then how far the request got.
    if (/internal error|timeout|timed out/i.test(text)) return UNCLEAR;
    const row = rows.find(([prefix]) => text.startsWith(prefix));
    if (row) return { category: row[1], retryable: row[2], advice: row[3] };
  }
  return undefined;
}

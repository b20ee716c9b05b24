/** Books what happens to positions and money: one place, so that balances, fills, positions and the account log agree. */

import type { PositionUpdate } from "../../../futures/history/positions.ts";
import type { FuturesAccount } from "../account.ts";
import type { Contract } from "../contracts/contracts.ts";
import type { LogRow } from "../log.ts";
import { CURRENCIES } from "../market/futures_market.ts";
import { abs, divided, ENTRY, MONEY, power, PRICE, RATE, short } from "../money.ts";
import type { Engine } from "./engine.ts";
import { feeOn, tierOf } from "./fees.ts";
import { asEntry, averaged, dollars, funding, notional, type Position, profit } from "./position.ts";

/** A change of a position by a trade or settlement. */
export interface Booking {
  readonly contract: Contract;
  /** Signed size, steps. */
  readonly size: bigint;
  /** `PRICE` decimals. */
  readonly price: bigint;
  /** Unix milliseconds. */
  readonly ms: number;
  /** Id of the fill. */
  readonly execution: string | undefined;
  /** Which rate the fee takes; none for liquidations, whose fee is 0 by Paper rule. */
  readonly fee: "maker" | "taker" | "none";
  /** Kind of row in the account log. */
  readonly info: string;
  /** Kind of trade in the position history; a settlement has none. */
  readonly trade: NonNullable<PositionUpdate["tradeType"]> | undefined;
}

/** What was booked, in the currency of the profit. */
export interface Booked {
  readonly pnl: bigint;
  readonly fee: bigint;
  readonly funding: bigint;
  readonly currency: string;
  readonly positionSize: bigint;
  /** Fee in percent, `MONEY` decimals. */
  readonly percent: bigint;
}

const text = (amount: bigint) => short(amount, MONEY);

/** Adds a row to the account log. */
export function log(engine: Engine, account: FuturesAccount, row: Omit<LogRow, "id" | "uid">): void {
  account.log.push({ ...row, id: engine.row(), uid: engine.uuid() });
}

/** Currency that a contract pays its profit in. */
export function paidIn(account: FuturesAccount, contract: Contract): string {
  return contract.inverse ? contract.currency : account.pnlCurrency.get(contract.symbol) ?? "usd";
}

/** Changes a position and the money with it. */
export function book(engine: Engine, account: FuturesAccount, booking: Booking): Booked {
  const { contract, size, price, ms } = booking;
  const { symbol, precision } = contract;
  const old = account.positions.get(symbol);
  const accrued = old ? accruedFunding(engine, old, ms) : 0n;
  const change = changed(contract, old, size, price);
  const { maker, taker } = tierOf(account.volumeAt(ms));
  const rate = booking.fee === "none" ? 0n : booking.fee === "maker" ? maker : taker;
  const charged = feeOn(notional(contract, size, price), rate);
  const currency = paidIn(account, contract);
  const worth = contract.inverse || currency === "usd" ? undefined : engine.prices().usd(currency);
  const paid = (amount: bigint) => worth === undefined ? amount : divided(amount * power(PRICE), worth);
  const [pnl, fee, realizedFunding] = [paid(change.pnl), paid(charged), paid(accrued)];

  const position: Position | undefined = change.size === 0n ? undefined : {
    contract,
    uid: old && old.size > 0n === change.size > 0n ? old.uid : engine.uuid(),
    size: change.size,
    entry: change.entry,
    since: ms,
    filled: ms,
  };
  if (position) account.positions.set(symbol, position);
  else account.positions.delete(symbol);
  if (booking.trade !== undefined) account.traded(ms, dollars(contract, size, price));

  const mark = engine.market.mark(contract, engine.ns);
  const common = {
    ms,
    contract: symbol.toLowerCase(),
    info: booking.info,
    wallet: contract.wallet,
    execution: booking.execution,
    position: position?.uid ?? old?.uid,
    price,
    mark,
  };
  log(engine, account, {
    ...common,
    asset: symbol.toLowerCase(),
    decimals: precision,
    before: old?.size ?? 0n,
    after: change.size,
    entryBefore: old?.entry ?? 0n,
    entryAfter: change.entry,
  });
  const { before, after } = account.add(contract.wallet, currency, pnl - fee + realizedFunding);
  log(engine, account, {
    ...common,
    asset: currency,
    decimals: MONEY,
    before,
    after,
    pnl,
    fee,
    funding: realizedFunding,
    collateral: currency,
    liquidationFee: booking.info.includes("liquidation") ? 0n : undefined,
  });
  account.positionEvents.push({
    uid: engine.uuid(),
    timestamp: ms,
    event: {
      PositionUpdate: {
        accountUid: account.uid,
        tradeable: symbol,
        oldPosition: short(old?.size ?? 0n, precision),
        ...(old ? { oldAverageEntryPrice: short(old.entry, ENTRY) } : {}),
        newPosition: short(change.size, precision),
        newAverageEntryPrice: short(change.entry, ENTRY),
        fillTime: ms,
        fee: text(fee),
        feeCurrency: wireCurrency(currency),
        realizedPnL: text(pnl),
        positionChange: changeName(old?.size ?? 0n, change.size),
        ...(booking.trade === undefined ? { settlementPrice: short(price, PRICE) } : {
          ...(booking.execution === undefined ? {} : { executionUid: booking.execution }),
          executionPrice: short(price, PRICE),
          executionSize: short(abs(size), precision),
          tradeType: booking.trade,
        }),
        ...(realizedFunding === 0n ? {} : { fundingRealizationTime: ms, realizedFunding: text(realizedFunding) }),
        timestamp: ms,
        updateReason: booking.trade === undefined ? "settlement" : "trade",
      },
    },
  });
  coverShortage(engine, account, ms);
  return { pnl, fee, funding: realizedFunding, currency, positionSize: change.size, percent: rate * power(MONEY - 5) };
}

/** Position after a signed trade, and the profit of what it closed. */
function changed(contract: Contract, old: Position | undefined, size: bigint, price: bigint) {
  if (!old) return { size, entry: asEntry(price), pnl: 0n };
  const after = old.size + size;
  if (old.size > 0n === size > 0n) {
    return { size: after, entry: averaged(contract, old.size, old.entry, size, price), pnl: 0n };
  }
  const closing = abs(size) < abs(old.size) ? -size : old.size;
  const pnl = profit(contract, closing, old.entry, price);
  const flipped = after !== 0n && after > 0n !== old.size > 0n;
  return { size: after, entry: flipped ? asEntry(price) : old.entry, pnl };
}

function changeName(before: bigint, after: bigint): PositionUpdate["positionChange"] {
  if (before === 0n) return "open";
  if (after === 0n) return "close";
  if (before > 0n !== after > 0n) return "reverse";
  return abs(after) > abs(before) ? "increase" : abs(after) < abs(before) ? "decrease" : "noChange";
}

/** `xbt` → `BTC`, as fees and preferences name currencies. */
export function wireCurrency(currency: string): string {
  return currency === "xbt" ? "BTC" : currency.toUpperCase();
}

/** Funding of a position since it was last booked; it is booked at each full hour, so within one hour. */
function accruedFunding(engine: Engine, { contract, size, since }: Position, ms: number): bigint {
  if (!contract.perpetual || ms <= since) return 0n;
  return funding(contract, size, engine.market.rate(contract, Math.floor(since / 3_600_000)), ms - since);
}

/** Books the funding of a position up to a full hour. */
export function bookFunding(engine: Engine, account: FuturesAccount, position: Position, ms: number): void {
  const { contract, size, entry } = position;
  const accrued = accruedFunding(engine, position, ms);
  const rate = engine.market.rate(contract, Math.floor(position.since / 3_600_000));
  position.since = ms;
  if (accrued === 0n) return;
  const currency = paidIn(account, contract);
  const worth = contract.inverse || currency === "usd" ? undefined : engine.prices().usd(currency);
  const amount = worth === undefined ? accrued : divided(accrued * power(PRICE), worth);
  const { before, after } = account.add(contract.wallet, currency, amount);
  log(engine, account, {
    ms,
    asset: currency,
    contract: contract.symbol.toLowerCase(),
    info: "funding rate change",
    wallet: contract.wallet,
    position: position.uid,
    decimals: MONEY,
    before,
    after,
    rate,
    fee: 0n,
    funding: amount,
  });
  const held = short(size, contract.precision);
  account.positionEvents.push({
    uid: engine.uuid(),
    timestamp: ms,
    event: {
      PositionUpdate: {
        accountUid: account.uid,
        tradeable: contract.symbol,
        oldPosition: held,
        oldAverageEntryPrice: short(entry, ENTRY),
        newPosition: held,
        newAverageEntryPrice: short(entry, ENTRY),
        positionChange: "noChange",
        fundingRealizationTime: ms,
        realizedFunding: text(amount),
        feeCurrency: wireCurrency(currency),
        timestamp: ms,
        updateReason: "fundingRealisation",
      },
    },
  });
  coverShortage(engine, account, ms);
}

/** Fee of turning collateral into dollars, in percent with {@linkcode RATE} decimals: money 0.05, coins 0.5. */
const spreadOf = (currency: string) => (CURRENCIES[currency]?.haircut === 0n ? 5n : 50n) * power(RATE - 2);

/** Losses are dollars: where these do not suffice, other collateral is sold, that with the lowest haircut first. */
function coverShortage(engine: Engine, account: FuturesAccount, ms: number): void {
  const held = account.wallets.get("flex");
  if (!held || (held.get("usd") ?? 0n) >= 0n) return;
  const prices = engine.prices();
  const others = [...held].filter(([currency, amount]) => currency !== "usd" && amount > 0n)
    .sort(([a], [b]) => Number((CURRENCIES[a]?.haircut ?? 100n) - (CURRENCIES[b]?.haircut ?? 100n)));
  for (const [currency, amount] of others) {
    const missing = -account.balance("flex", "usd");
    if (missing <= 0n) return;
    const spread = spreadOf(currency);
    const rate = prices.usd(currency);
    const net = (sold: bigint) =>
      divided(sold * rate * (100n * power(RATE) - spread), power(PRICE) * 100n * power(RATE));
    // Rounded up, so that the dollars surely suffice.
    const wanted = missing * power(PRICE) * 100n * power(RATE) / (rate * (100n * power(RATE) - spread)) + 2n;
    const sold = wanted < amount ? wanted : amount;
    const conversion = { percent: divided(spread, power(RATE - MONEY)), rate, from: currency };
    const rows = { ms, info: "conversion", wallet: "flex", decimals: MONEY, conversion, collateral: currency };
    log(engine, account, { ...rows, asset: currency, ...account.add("flex", currency, -sold) });
    log(engine, account, { ...rows, asset: "usd", ...account.add("flex", "usd", net(sold)) });
  }
}

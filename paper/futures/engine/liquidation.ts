/** Liquidation: orders cancelled, the position closed at no worse than its bankruptcy price, what is left assigned. */

import type { FuturesAccount } from "../account.ts";
import { abs, power } from "../money.ts";
import type { Part } from "./desk.ts";
import type { Engine } from "./engine.ts";
import { isFamily } from "./enter.ts";
import { fill } from "./fill.ts";
import { coinState, flexState, type Prices } from "./margin.ts";
import { type FuturesOrder, remaining, type Side, UNFILLED } from "./order.ts";
import { cancelAll } from "./orders.ts";
import { notional, type Position } from "./position.ts";

/** Looks after an account at the moment: orders without margin are cancelled, positions below maintenance closed. */
export function supervise(engine: Engine, account: FuturesAccount): void {
  superviseFlex(engine, account);
  for (const wallet of account.wallets.keys()) {
    if (wallet.startsWith("fi_")) superviseCoin(engine, account, wallet);
  }
}

function superviseFlex(engine: Engine, account: FuturesAccount): void {
  const prices = engine.prices();
  const { equity, initialWithOrders, isolated } = flexState(account, prices);
  if (equity < initialWithOrders) cancelRaising(engine, account, "flex");
  for (const { position, equity, maintenance } of isolated) {
    if (equity < maintenance) {
      close(engine, account, position, abs(position.size), bankruptcy(position, equity, prices), true);
    }
  }
  // Partly, in quarters, until what is left can be carried (Paper rule: Kraken publishes no step).
  for (let step = 0; step < 64; step++) {
    const { cross } = flexState(account, prices);
    if (cross.equity >= (step === 0 ? cross.maintenance : cross.initial)) return;
    const largest = largestCross(account, prices);
    if (!largest) return;
    const size = abs(largest.size);
    const part = step === 0 || size > 4n ? (size + 3n) / 4n : size;
    close(engine, account, largest, part, bankruptcy(largest, cross.equity, prices), part === size);
  }
}

function superviseCoin(engine: Engine, account: FuturesAccount, wallet: string): void {
  const prices = engine.prices();
  const { equity, initialWithOrders } = coinState(account, wallet, prices);
  if (equity < initialWithOrders) cancelRaising(engine, account, wallet);
  for (;;) {
    const { equity, maintenance, positions } = coinState(account, wallet, prices);
    const [position] = positions;
    if (equity >= maintenance || !position) return;
    close(engine, account, position, abs(position.size), bankruptcy(position, equity, prices), true);
  }
}

/** Orders that need margin are cancelled when there is none; those that only reduce stay. */
function cancelRaising(engine: Engine, account: FuturesAccount, wallet: string): void {
  cancelAll(engine, account, "not_enough_margin", ({ contract, reduceOnly, trigger }) => {
    return contract.wallet === wallet && !reduceOnly && (trigger === undefined || trigger.fired !== undefined);
  });
}

function largestCross(account: FuturesAccount, prices: Prices): Position | undefined {
  let [found, most]: [Position | undefined, bigint] = [undefined, -1n];
  for (const position of account.positions.values()) {
    const { contract, size } = position;
    if (contract.inverse || account.leverage.has(contract.symbol)) continue;
    const value = notional(contract, size, prices.mark(contract, size));
    if (value > most) [found, most] = [position, value];
  }
  return found;
}

/** The price (`PRICE` decimals) at which closing a position leaves nothing of the equity. */
export function bankruptcy({ contract, size }: Position, equity: bigint, prices: Prices): bigint {
  const mark = prices.mark(contract, size);
  if (!contract.inverse) return max(contract.tick, mark - equity * power(contract.precision) / (size * 100n));
  // W + q/E = q/P, with the mark price in the place of what is known: 1/P = 1/M + equity/q.
  const contracts = size * power(10) / power(contract.precision);
  const divisor = contracts * power(8) + equity * mark;
  if (divisor === 0n || (divisor > 0n) !== (contracts > 0n)) return mark * 1000n;
  return max(contract.tick, contracts * mark * power(8) / divisor);
}

const max = (a: bigint, b: bigint) => a > b ? a : b;

/** Closes a part of a position: at once what the book gives, the rest to a participant of the assignment programme. */
function close(
  engine: Engine,
  account: FuturesAccount,
  position: Position,
  size: bigint,
  price: bigint,
  whole: boolean,
): void {
  const { contract } = position;
  const side = position.size > 0n ? "sell" : "buy";
  // Rounded so that the equity does not go below zero.
  const limit = Number(side === "sell" ? (price + contract.tick - 1n) / contract.tick : price / contract.tick) || 1;
  const order = made(engine, account, position, side, size, limit);
  const desk = engine.desk(contract);
  const type = contract.inverse || whole ? "liquidation" : "partialLiquidation";
  const ms = engine.ms;
  const skips = (maker: FuturesOrder) => isFamily(order, maker);
  while (remaining(order) > 0n) {
    // Each fill may change what rests (reduce-only orders shrink with their position), so one part at a time.
    const part: Part | undefined = desk.plan(engine.ns, side, limit, remaining(order), skips).next().value ?? undefined;
    if (!part) break;
    if (part.maker) {
      const execution = engine.uuid();
      const terms = {
        price: part.price,
        size: part.size,
        ms,
        execution,
        makerDone: remaining(part.maker) === part.size,
      };
      fill(engine, part.maker, { ...terms, type: "maker" });
      fill(engine, order, { ...terms, type });
    } else {
      if (part.level) desk.take(part.level, part.size);
      fill(engine, order, {
        price: part.price,
        size: part.size,
        ms,
        execution: engine.uuid(),
        type,
        makerDone: true,
      });
    }
  }
  const left = remaining(order);
  if (left <= 0n) return;
  fill(engine, order, {
    price: limit,
    size: left,
    ms,
    execution: engine.uuid(),
    type: "assignor",
    makerDone: true,
  });
}

function made(
  engine: Engine,
  account: FuturesAccount,
  { contract }: Position,
  side: Side,
  size: bigint,
  limit: number,
): FuturesOrder {
  return {
    id: engine.uuid(),
    clientId: undefined,
    account,
    contract,
    kind: "liquidation",
    side,
    size,
    ...UNFILLED,
    limit,
    market: false,
    reduceOnly: true,
    trigger: undefined,
    placed: engine.ms,
    touched: engine.ms,
    ended: Infinity,
    state: "open",
    seq: engine.turn(),
    ahead: 0,
    reason: "liquidation_order",
    error: undefined,
  };
}

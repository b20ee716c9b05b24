/** Placing, changing and ending orders: the checks that need money, and what follows from fills. */

import { fromUnits } from "../../core/decimal.ts";
import type { Alarm } from "../matching/engine.ts";
import { REASONS } from "../matching/desk.ts";
import { isLimited, isWaiting, type Order, remaining } from "../matching/order.ts";
import { crosses, type Plan } from "../matching/plan.ts";
import type { PaperPair } from "../market/pairs.ts";
import { invalidArgument, Refusal } from "../rest/refusal.ts";
import type { Account, Amend, Trade } from "./account.ts";
import { billOf } from "./clearing.ts";
import { tierOf } from "./fees.ts";
import { heldAsset, needOf, priceHold, rehold } from "./hold.ts";
import type { House } from "./house.ts";
import { fitsDisplay, type OrderRequest, readOrder } from "./intake.ts";
import { closable, LIQUIDATION_LEVEL, settle, settlementCost } from "./margin.ts";
import { assetDecimals, power, readUnits, rescaled, smaller } from "./money.ts";
import { readPrice, ticksOf } from "./prices.ts";
import { TIERS } from "./tiers.ts";
import { coinWorth, standingOf } from "./worth.ts";

/** What an amend asks for; all values are text as they came. */
export interface AmendRequest {
  readonly orderQty?: string | undefined;
  readonly displayQty?: string | undefined;
  readonly limitPrice?: string | undefined;
  readonly triggerPrice?: string | undefined;
  readonly postOnly?: boolean | undefined;
}

/** The orders of all accounts. */
export class Trading {
  readonly #house: House;

  constructor(house: House) {
    this.#house = house;
  }

  /** Reads a request without looking at money; nothing is placed. @throws {Refusal} */
  read(account: Account, pair: PaperPair, request: OrderRequest, ns: bigint): Order {
    const scene = {
      pair,
      owner: account.number,
      ns,
      last: this.#house.engine.venue(pair).last(ns),
      closable: request.type === "buy" || request.type === "sell"
        ? closable(account, { pair, side: request.type })
        : 0n,
      id: this.#house.ids.id("O"),
    };
    return readOrder(request, scene);
  }

  /**
   * Places an order that was read; with `validate` only checks it. `credit` is money that will be free when it comes.
   *
   * @throws {Refusal} for what money, limits or the state of the exchange forbid.
   */
  place(account: Account, order: Order, ns: bigint, { validate = false, credit = 0n } = {}): void {
    const { engine, rules } = this.#house;
    const venue = engine.venue(order.pair);
    this.#checkMode(order);
    if (order.clientId !== undefined && account.byClientId(order.clientId)) throw invalidArgument("cl_ord_id");
    if (rules.limits && account.ordersOn(order.pair) >= TIERS[account.tier].openOrders && !order.liquidation) {
      throw new Refusal("EOrder:Orders limit exceeded");
    }
    if (order.reduceOnly && !order.trigger && closable(account, order) === 0n) {
      throw new Refusal("EOrder:Reduce only:No position exists");
    }
    if (order.kind === "settle-position") return this.#settle(account, order, ns, validate);
    order.holdRate = order.feeInBase ? 0n : tierOf(order.pair, account.volume(ns)).taker;
    priceHold(order, venue.last(ns));
    const immediate = order.start === 0n && !isWaiting(order);
    const plan = immediate ? venue.plan(order, ns) : undefined;
    if (order.leverage > 0) this.#checkMargin(account, order, ns);
    else if (immediate && !isLimited(order.kind)) this.#checkCash(account, order, plan, credit);
    else if (account.available(heldAsset(order)) + credit < needOf(order, order.volume)) {
      throw new Refusal("EOrder:Insufficient funds");
    }
    if (rules.postOnlyRefused && order.postOnly && plan && crosses(plan)) throw new Refusal("EOrder:Post only order");
    if (validate) return;
    account.entered(order);
    // What fills at once needs no hold of its own.
    if (!immediate || isLimited(order.kind)) rehold(account, order);
    venue.place(order, ns, plan);
    engine.settle();
  }

  /** Ends an order that stands. */
  cancel(order: Order, ns: bigint, reason: string = REASONS.user): void {
    this.#house.engine.venue(order.pair).cancel(order, ns, reason);
  }

  /** Ends all orders of an account; gives their number. */
  cancelAll(account: Account, ns: bigint, reason: string = REASONS.user): number {
    const open = [...account.open.values()];
    for (const order of open) this.cancel(order, ns, reason);
    return open.length;
  }

  /** Arms, rearms or (with 0 seconds) disarms the dead man's switch. */
  arm(account: Account, seconds: number, ns: bigint): Alarm | undefined {
    if (account.deadman) account.deadman.off = true;
    account.deadman = seconds === 0 ? undefined : this.#house.engine.alarm(
      ns + BigInt(seconds) * 1_000_000_000n,
      (at) => {
        account.deadman = undefined;
        this.cancelAll(account, at, REASONS.deadman);
      },
    );
    return account.deadman;
  }

  /** Changes an order in place; gives the id of the change. @throws {Refusal} and then nothing has changed. */
  amend(account: Account, order: Order, request: AmendRequest, ns: bigint): string {
    const { pair } = order;
    const venue = this.#house.engine.venue(pair);
    this.#checkMode(order);
    if (order.parent !== undefined) throw new Refusal("EOrder:Invalid order");
    const volume = this.#quantity("order_qty", request.orderQty, pair);
    const display = this.#quantity("display_qty", request.displayQty, pair);
    if (display !== undefined && order.display === undefined) throw invalidArgument("display_qty");
    const shown = display ?? order.display;
    const left = (volume ?? order.volume) - order.filled;
    if (shown !== undefined && left > 0n && !fitsDisplay(shown, left)) throw invalidArgument("display_qty");
    const last = venue.last(ns);
    const price = (name: string, text: string | undefined, allowed: boolean): number | undefined => {
      if (text === undefined) return undefined;
      if (!allowed) throw invalidArgument(name);
      const written = readPrice(text, pair);
      if (written.distance?.sign === 0) throw new Refusal("EOrder:Invalid price");
      return ticksOf(written, last, 1);
    };
    const limit = price("limit_price", request.limitPrice, order.limit !== undefined);
    const trigger = price("trigger_price", request.triggerPrice, isWaiting(order) && !order.trigger?.trail);
    if ([volume, display, limit, trigger].every((each) => each === undefined)) throw invalidArgument();
    if ((request.postOnly || order.postOnly) && limit !== undefined && !isWaiting(order)) {
      if (venue.wouldTake(order, limit, ns)) throw new Refusal("EOrder:Post only order");
    }
    if (left > 0n && order.leverage === 0) {
      const changed = { ...order, limit: limit ?? order.limit, trigger: undefined, volume: volume ?? order.volume };
      priceHold(changed, isWaiting(order) && order.limit === undefined ? trigger ?? order.holdPrice : order.holdPrice);
      if (account.available(heldAsset(order)) + order.hold < needOf(changed, left)) {
        throw new Refusal("EOrder:Insufficient funds");
      }
    }
    const amends = this.amendsOf(account, order);
    venue.amend(order, { volume, display, limit, trigger }, ns);
    this.#house.engine.settle();
    const made = this.#amendOf(order, "user", ns);
    amends.push(made);
    return made.id;
  }

  /** The order as it was made and after each change. */
  amendsOf(account: Account, order: Order): Amend[] {
    let amends = account.amends.get(order.id);
    if (!amends) account.amends.set(order.id, amends = [this.#amendOf(order, "original", order.opened)]);
    return amends;
  }

  /**
   * Cancels an order and places a changed one; gives the new one. What was filled of the old one is not ordered again.
   *
   * @throws {Refusal} and then the old order stands as it stood.
   */
  edit(account: Account, old: Order, changes: Partial<OrderRequest>, ns: bigint, validate: boolean): Order {
    if (old.trigger?.fired !== undefined || old.close !== undefined || old.parent !== undefined) {
      throw new Refusal("EOrder:Invalid order");
    }
    if (old.clientId !== undefined) throw new Refusal("EOrder:Invalid order");
    const flags = (old.request.oflags ?? []).filter((flag) => flag !== "post");
    const whole = changes.volume === undefined ? old.volume : readUnits(changes.volume, old.pair.lotDecimals);
    if (whole === undefined) throw invalidArgument("volume");
    if (whole <= old.filled) throw new Refusal("EOrder:Invalid order");
    const order = this.read(account, old.pair, {
      ...old.request,
      userref: undefined,
      ...changes,
      oflags: [...flags, ...changes.oflags ?? []],
      volume: fromUnits(whole - old.filled, old.pair.lotDecimals),
    }, ns);
    this.place(account, order, ns, { validate: true, credit: old.hold });
    if (validate) return order;
    this.cancel(old, ns, REASONS.replaced);
    this.place(account, order, ns);
    return order;
  }

  /** What a fill brings with it: its conditional close, and reduce-only orders that have nothing left to reduce. */
  onFill(account: Account, order: Order, trade: Trade): void {
    const { engine } = this.#house;
    if (order.close) engine.later((ns) => this.#close(account, order, trade.volume, ns));
    if (trade.closes.length > 0) engine.later((ns) => this.#trim(account, order.pair, ns));
  }

  /** Closes all positions of an account whose collateral does not carry them any more. */
  liquidate(account: Account, ns: bigint): void {
    const { market, engine } = this.#house;
    if (account.positions.length === 0) return;
    const { equity, margin } = standingOf(account, market, engine, ns);
    if (equity * 100n >= margin * LIQUIDATION_LEVEL) return;
    for (const order of [...account.open.values()]) if (order.leverage > 0) this.cancel(order, ns, REASONS.liquidation);
    for (const { pair, order: { side, leverage } } of [...account.positions]) {
      const request: OrderRequest = {
        ordertype: "market",
        type: side === "buy" ? "sell" : "buy",
        volume: "0",
        leverage: String(leverage),
        reduceOnly: true,
        liquidation: true,
      };
      if (closable(account, { pair, side: side === "buy" ? "sell" : "buy" }) === 0n) continue;
      this.place(account, this.read(account, pair, request, ns), ns);
    }
  }

  #checkMode(order: Order): void {
    const { mode } = this.#house.status;
    if (mode === "online" || order.liquidation) return;
    if (mode === "maintenance") throw new Refusal("EService:Unavailable");
    if (mode === "post_only" && order.postOnly) return;
    throw new Refusal(`EService:Market in ${mode} mode`);
  }

  /** Whether there is money for an order that fills at once. */
  #checkCash(account: Account, order: Order, plan: Plan | undefined, credit: bigint): void {
    const { pair, side } = order;
    const free = account.available(heldAsset(order)) + credit;
    const places = assetDecimals(heldAsset(order));
    const bill = billOf(order, plan?.parts ?? [], order.holdRate);
    const fee = bill.feeIsBase ? 0n : rescaled(bill.fee, pair.costDecimals, places);
    const need = side === "sell" ? needOf(order, order.volume) : rescaled(bill.cost, pair.costDecimals, places) + fee;
    if (need > free || (need === 0n && free <= 0n)) throw new Refusal("EOrder:Insufficient funds");
  }

  /** Whether the collateral carries what an order would open. */
  #checkMargin(account: Account, order: Order, ns: bigint): void {
    if (order.reduceOnly) return;
    const { market, engine } = this.#house;
    const { pair, side, leverage } = order;
    const opens = order.volume - smaller(order.volume, closable(account, order));
    if (opens === 0n) return;
    const [long, short] = pair.positionLimits ?? [];
    const limit = side === "buy" ? long : short;
    const open = closable(account, { pair, side: side === "buy" ? "sell" : "buy" });
    if (limit !== undefined && opens + open > BigInt(limit) * power(pair.lotDecimals)) {
      throw new Refusal("EOrder:Margin position size exceeded");
    }
    const { equity, margin, ordered } = standingOf(account, market, engine, ns);
    const dollars = opens * BigInt(order.holdPrice) * coinWorth(market, pair.quote, ns) /
      power(pair.lotDecimals + pair.priceDecimals);
    if (dollars / BigInt(leverage) > equity - margin - ordered) throw new Refusal("EOrder:Margin level too low");
  }

  /** Settles positions with coins; done at once, at what the positions cost. */
  #settle(account: Account, order: Order, ns: bigint, validate: boolean): void {
    const { pair, side } = order;
    const open = closable(account, order);
    if (open === 0n) throw new Refusal("EOrder:Unknown position");
    order.volume = smaller(order.volume, open);
    let [left, cost] = [order.volume, 0n];
    for (const position of account.positionsOn(pair)) {
      if (left === 0n || position.order.side === side) continue;
      const volume = smaller(left, position.volume - position.closedVolume);
      cost += settlementCost(position, volume);
      left -= volume;
    }
    // A long (closed by a sell) is paid for in quote, a short delivered in base.
    const [asset, need] = side === "sell"
      ? [pair.quote, rescaled(cost, pair.costDecimals, assetDecimals(pair.quote))]
      : [pair.base, rescaled(order.volume, pair.lotDecimals, assetDecimals(pair.base))];
    if (account.available(asset) < need) throw new Refusal("EOrder:Insufficient funds");
    if (validate) return;
    account.entered(order);
    order.state = "open";
    order.filled = order.volume;
    order.cost = cost;
    order.paid = cost * power(pair.priceDecimals + pair.lotDecimals - pair.costDecimals);
    const trade: Trade = {
      id: this.#house.ids.id("T"),
      seq: account.trades.length,
      order,
      ns,
      parts: [],
      volume: order.volume,
      cost,
      paid: order.paid,
      fee: 0n,
      feeIsBase: false,
      maker: false,
      ledgers: [],
      margin: 0n,
      misc: "",
      closes: [],
    };
    order.trades.push(trade.id);
    account.trades.push(trade);
    account.tradeIds.set(trade.id, trade);
    settle(account, trade);
    order.state = "closed";
    order.ended = ns;
    account.left(order);
    this.#trim(account, pair, ns);
  }

  /** Places the conditional close of a fill. One that cannot be placed is dropped, as it has nobody to answer to. */
  #close(account: Account, { close, pair, side, leverage, id }: Order, volume: bigint, ns: bigint): void {
    if (!close) return;
    const request: OrderRequest = {
      ordertype: close.kind,
      type: side === "buy" ? "sell" : "buy",
      volume: fromUnits(volume, pair.lotDecimals),
      price: close.price,
      price2: close.price2,
      displayvol: close.kind === "iceberg" ? fromUnits(volume, pair.lotDecimals) : undefined,
      leverage: leverage > 0 ? String(leverage) : undefined,
      parent: id,
    };
    try {
      this.place(account, this.read(account, pair, request, ns), ns);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /** Ends reduce-only orders beyond what is left of a position, from the least to the most aggressive price. */
  #trim(account: Account, pair: PaperPair, ns: bigint): void {
    const resting = [...account.open.values()].filter((order) =>
      order.pair === pair && order.reduceOnly && !isWaiting(order) && order.limit !== undefined
    );
    for (const side of ["buy", "sell"] as const) {
      let left = closable(account, { pair, side });
      const orders = resting.filter((order) => order.side === side)
        .sort((a, b) => (side === "buy" ? -1 : 1) * ((a.limit ?? 0) - (b.limit ?? 0)) || a.seq - b.seq);
      for (const order of orders) {
        if (left <= 0n) this.cancel(order, ns, REASONS.position);
        left -= remaining(order);
      }
    }
  }

  #quantity(name: string, text: string | undefined, pair: PaperPair): bigint | undefined {
    if (text === undefined) return undefined;
    const quantity = readUnits(text, pair.lotDecimals);
    if (quantity === undefined || quantity <= 0n) throw invalidArgument(name);
    return quantity;
  }

  #amendOf(order: Order, type: Amend["type"], ns: bigint): Amend {
    return {
      id: this.#house.ids.id("T"),
      type,
      volume: order.volume,
      display: order.display,
      remaining: order.volume - order.filled,
      limit: order.limit,
      trigger: order.trigger?.price,
      reason: type === "user" ? REASONS.user : undefined,
      postOnly: order.postOnly,
      ns,
    };
  }
}

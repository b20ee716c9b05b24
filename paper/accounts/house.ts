/** The private half of the exchange: accounts, keys, and the engine that serves them. */

import { Engine } from "../matching/engine.ts";
import type { Order } from "../matching/order.ts";
import type { Market } from "../market/market.ts";
import { assetById, findAsset } from "../market/names.ts";
import { fromMilliseconds } from "../market/time.ts";
import type { ExchangeStatus } from "../status.ts";
import { Account, type Trade } from "./account.ts";
import { Clearing, type ClearingHouse } from "./clearing.ts";
import { EarnBook } from "./earn.ts";
import type { PaperAccount } from "./face.ts";
import { FundingBook } from "./funding.ts";
import { PaperKey, type PaperKeyOptions } from "./keys.ts";
import { type PaperHistory, writeHistory } from "./history.ts";
import { power, readUnits } from "./money.ts";
import { Sequence } from "./sequence.ts";
import { Counter, type PaperTier, TIERS } from "./tiers.ts";
import { Trading } from "./trading.ts";

/** What an account begins with. */
export interface PaperAccountOptions {
  /** US dollars, as number or decimal text. @default {10_000} unless `balances` are given */
  usd?: number | string | undefined;
  /** Balances by any spelling of the asset: `{ BTC: "0.5", USD: 1000 }`. */
  balances?: Readonly<Record<string, number | string>> | undefined;
  /** Verification tier, which sets the limits. @default {"starter"} */
  tier?: PaperTier | undefined;
  /** Volume of 30 days in US dollars that counts for the fees besides what is traded. @default {0} */
  volume?: number | undefined;
  /** Name of the account. @default {"Main"} */
  name?: string | undefined;
  /** A past of trades, so that long lists can be paged at once. @default none */
  history?: PaperHistory | undefined;
}

/** Choices where Kraken's own behaviour is uncertain or in the way. */
export interface HouseRules {
  /** Private REST counter, trading counters, open-order cap and lockout. */
  readonly limits: boolean;
  /** Whether a post-only order that would take is refused at once, rather than accepted and cancelled. */
  readonly postOnlyRefused: boolean;
}

/** What a house is built on. */
export interface HouseMakings {
  readonly market: Market;
  readonly now: () => number;
  readonly status: ExchangeStatus;
  readonly rules: HouseRules;
}

/** A token of the private WebSocket. */
export interface SocketToken {
  readonly key: PaperKey;
  /** Until when it must be used first, Unix milliseconds. */
  readonly expires: number;
}

/** The house. */
export class House implements ClearingHouse {
  readonly market: Market;
  readonly engine: Engine;
  readonly ids: Sequence;
  readonly status: ExchangeStatus;
  readonly rules: HouseRules;
  readonly clearing: Clearing;
  readonly trading: Trading;
  readonly funding: FundingBook;
  readonly earn: EarnBook;
  /** All accounts, oldest first. */
  readonly accounts: Account[] = [];
  /** Keys by their public part. */
  readonly keys: Map<string, PaperKey> = new Map();
  /** Tokens of the private WebSocket. */
  readonly tokens: Map<string, SocketToken> = new Map();
  readonly #now: () => number;
  // Apart from the other ids, so that a key does not depend on what happened before it was made.
  readonly #secrets: Sequence;

  constructor({ market, now, status, rules }: HouseMakings) {
    this.market = market;
    this.#now = now;
    this.status = status;
    this.rules = rules;
    this.ids = new Sequence(market.seed);
    this.#secrets = new Sequence(`${market.seed} keys`);
    this.clearing = new Clearing(() => this);
    this.engine = new Engine(market, this.clearing);
    this.trading = new Trading(this);
    this.funding = new FundingBook(this);
    this.earn = new EarnBook(this);
  }

  /** The clock, Unix milliseconds. */
  get clock(): number {
    return this.#now();
  }

  /** Moves everything to now, and gives the time in nanoseconds. */
  advance(): bigint {
    return this.engine.advance(fromMilliseconds(this.#now()));
  }

  account(number: number): Account {
    const account = this.accounts[number];
    if (!account) throw new RangeError(`The exchange has no account number ${number}`);
    return account;
  }

  /** An account that was handed out. @throws {RangeError} when it is another exchange's. */
  own(account: PaperAccount): Account {
    const found = this.accounts.find((each) => each === account);
    if (!found) throw new RangeError(`The account ${account.name} (${account.id}) is not one of this exchange`);
    return found;
  }

  /** The account with an id, an IIBAN or a name; nothing when there is none. */
  findAccount(name: string): Account | undefined {
    const bare = (text: string) => text.replaceAll(" ", "").toUpperCase();
    return this.accounts.find(({ id, iban, name: own }) => [id, iban, own].some((each) => bare(each) === bare(name)));
  }

  /** Opens an account. @throws {RangeError} for an unknown asset, tier or malformed amount. */
  createAccount(options: PaperAccountOptions = {}, master?: Account): Account {
    const { tier = master?.tier ?? "starter", balances, usd, volume = 0, name = "Main", history } = options;
    if (!Object.hasOwn(TIERS, tier)) {
      throw new RangeError(
        `Cannot make an account as 'tier' must be one of ${Object.keys(TIERS).join(", ")}: current value is ${tier}`,
      );
    }
    const ns = this.advance();
    const makings = {
      number: this.accounts.length,
      id: this.ids.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 2) + String(10 + this.accounts.length),
      iban: this.ids.iban(),
      name,
      tier,
      master,
      created: ns,
    };
    const account = new Account(makings, this.ids);
    account.volumeOffset = BigInt(Math.round(volume)) * power(8);
    this.accounts.push(account);
    master?.subaccounts.push(account);
    const begin: Record<string, number | string> = { ...balances };
    const dollars = usd ?? (balances === undefined && master === undefined ? 10_000 : undefined);
    if (dollars !== undefined) begin["USD"] = dollars;
    const money = Object.entries(begin).map(([asset, amount]) => moneyOf(asset, amount)).filter(([, units]) =>
      units > 0n
    );
    if (history) writeHistory(this, account, history, money);
    else for (const [asset, units] of money) this.funding.deposited(account, assetById(asset), units, ns);
    return account;
  }

  /** Puts money into an account. @throws {RangeError} for an unknown asset or a malformed amount. */
  deposit(account: Account, asset: string, amount: number | string, ns: bigint = this.advance()): void {
    const [id, units] = moneyOf(asset, amount);
    if (units > 0n) this.funding.deposited(account, assetById(id), units, ns);
  }

  /** Makes a key. @throws {RangeError} for an unknown permission. */
  createKey(options: PaperKeyOptions = {}): PaperKey {
    const account = options.account ? this.own(options.account) : this.account(0);
    const key = new PaperKey(this.#secrets.key(), this.#secrets.secret(), account, options, this.#now());
    this.keys.set(key.key, key);
    return key;
  }

  /** Charges the trading counter of an account and pair; gives Kraken's string when the request may not go on. */
  charge(account: Account, pair: string, points: number): string | undefined {
    if (!this.rules.limits) return undefined;
    const { trading: [max, decay] } = TIERS[account.tier];
    const now = Number(this.engine.now / 1_000_000n);
    const fits = counterOf(account.counters, pair).add(points, [max, decay], now);
    const domain = account.master ?? account;
    // Master and subaccounts share five times the limit of one.
    const shared = domain.subaccounts.length === 0 ||
      counterOf(domain.domainCounters, pair).add(points, [5 * max, 5 * decay], now);
    if (!fits) return "EOrder:Rate limit exceeded";
    return shared ? undefined : "EOrder:Domain rate limit exceeded";
  }

  onFill(account: Account, order: Order, trade: Trade): void {
    this.trading.onFill(account, order, trade);
  }
}

/** An amount that somebody wrote, in units. */
function moneyOf(asset: string, amount: number | string): [asset: string, units: bigint] {
  const found = findAsset(asset);
  if (!found) throw new RangeError(`Cannot deposit as the exchange has no asset "${asset}"`);
  const units = readUnits(String(amount), found.decimals);
  if (units === undefined || units < 0n) {
    throw new RangeError(
      `Cannot deposit ${found.name} as the amount must be a plain number of 0 or more with at most ` +
        `${found.decimals} decimals: current value is ${amount}`,
    );
  }
  return [found.id, units];
}

function counterOf(counters: Map<string, Counter>, pair: string): Counter {
  let counter = counters.get(pair);
  if (!counter) counters.set(pair, counter = new Counter());
  return counter;
}

/** The futures half of the embedded exchange: markets, accounts and keys behind Kraken's futures REST protocols. */

import { decimalsOf, plain, units } from "../../core/decimal.ts";
import type { PaperAccount } from "../accounts/face.ts";
import { Account } from "../accounts/account.ts";
import type { Market } from "../market/market.ts";
import type { ExchangeStatus } from "../status.ts";
import type { FuturesAccount } from "./account.ts";
import { derivativesOf } from "./bridge.ts";
import { findContract } from "./contracts/contracts.ts";
import { log } from "./engine/booking.ts";
import { Engine } from "./engine/engine.ts";
import type {
  FuturesAccountOptions,
  FuturesKeyOptions,
  FuturesOptions,
  PaperFutures,
  PaperFuturesAccount,
} from "./face.ts";
import { FuturesKey } from "./keys.ts";
import { CURRENCIES, FuturesMarket } from "./market/futures_market.ts";
import { isPlain, MONEY, PRICE, short } from "./money.ts";
import { catchUp, createAnswerer, isFuturesPath } from "./rest/handler.ts";
import { countVolume, rowsFor, seededPast, tripsFor } from "./seeded.ts";
import { Trips } from "./trips.ts";

/** What the futures half is put on. */
export interface FuturesFloor {
  /** The simulated Spot market, which index and contracts follow. */
  readonly market: Market;
  /** The exchange's time, Unix milliseconds. */
  readonly now: () => number;
  /** Mode and announcements. */
  readonly status: ExchangeStatus;
}

/** The futures half with what only the exchange around it uses. */
export interface FuturesHalf extends PaperFutures {
  /** Whether a path is answered here. */
  owns(pathname: string): boolean;
  /** Answers a request in this process. */
  answer(request: Request): Promise<Response>;
  /** The key with a public part; nothing when there is none. */
  keyOf(key: string): FuturesKey | undefined;
  /** The state behind it all, which the sockets look at too. */
  readonly engine: Engine;
}

/**
 * The request handler of Kraken's futures REST protocols, on a simulated Spot market.
 *
 * @throws {RangeError} for an amount that is no decimal text, or a wallet or currency that there is not.
 */
export function createFuturesHandler(floor: FuturesFloor, options: FuturesOptions = {}): FuturesHalf {
  const { limits = true, csvRows = 500_000, withdrawn = () => {}, ...begin } = options;
  const market = new FuturesMarket(floor.market);
  const engine = new Engine(market, Math.floor(floor.now()));
  const keys = new Map<string, FuturesKey>();
  const settle = () => catchUp(engine, Math.floor(floor.now()));
  const own = (account: PaperFuturesAccount): FuturesAccount => {
    const found = engine.accounts.find((each) => each === account);
    if (!found) throw new RangeError(`The futures account ${account.uid} is not one of this exchange`);
    return found;
  };
  const createAccount = (options: FuturesAccountOptions): FuturesAccount => {
    settle();
    const owner = options.owner && ownerOf(options.owner);
    if (owner && derivativesOf(engine, owner)) {
      throw new RangeError(`Cannot open a futures account for ${owner.name} (${owner.id}): it has one already`);
    }
    const account = engine.open(options.master && own(options.master).top, owner);
    endow(engine, account, options);
    return account;
  };
  const main = createAccount({ usd: 10_000, ...begin });
  const createKey = (options: FuturesKeyOptions = {}): FuturesKey => {
    const made = new FuturesKey(
      engine.ids.key(),
      engine.ids.secret(),
      options.account ? own(options.account) : main,
      options,
      floor.now(),
    );
    keys.set(made.key, made);
    return made;
  };
  const key = createKey();
  const hall = { engine, status: floor.status, withdrawn, csvRows };
  const keyOf = (name: string) => keys.get(name);
  return {
    owns: isFuturesPath,
    answer: createAnswerer({ hall, now: floor.now, limits, keyOf }),
    keyOf,
    engine,
    keys: { create: createKey, find: keyOf },
    accounts: {
      default: main,
      create: (options = {}) => createAccount(options),
      of(owner) {
        settle();
        return derivativesOf(engine, ownerOf(owner));
      },
      deposit(account, wallet, currency, amount) {
        settle();
        deposit(engine, own(account), wallet, currency, amount);
      },
    },
    key,
    conditions: engine.conditions,
    prices(symbol) {
      const contract = findContract(symbol);
      if (!contract) throw new RangeError(`The embedded exchange has no contract "${symbol}"`);
      settle();
      const { ns } = engine;
      const text = (price: bigint) => short(price, PRICE);
      const index = text(market.index(contract.underlying, ns));
      return { mark: text(market.mark(contract, ns)), index, last: text(market.last(contract, ns)) };
    },
    settle,
  };
}

/** A Spot account as the exchange keeps it. */
function ownerOf(owner: PaperAccount): Account {
  if (owner instanceof Account) return owner;
  throw new RangeError("The owner of a futures account must be an account of the exchange, such as `exchange.account`");
}

/** Puts the first money into an account. */
function endow(engine: Engine, account: FuturesAccount, options: FuturesAccountOptions): void {
  const { usd = 0, wallets = {}, history = 0 } = options;
  const dollars = amountOf(usd, "usd");
  const trips = tripsFor(history);
  const contract = findContract("PF_XBTUSD");
  if (trips > 0 && contract && engine.ms > contract.opening + 86_400_000) {
    const made = new Trips(engine.market, contract, trips, engine.ms);
    account.past = seededPast(account, made, dollars, engine.skipRows(rowsFor(trips)));
    countVolume(account, made, engine.ms);
    account.add("flex", "usd", dollars);
  } else if (dollars > 0n) {
    deposit(engine, account, "flex", "usd", usd);
  }
  for (const [wallet, held] of Object.entries(wallets)) {
    for (const [currency, amount] of Object.entries(held)) deposit(engine, account, wallet, currency, amount);
  }
}

function deposit(
  engine: Engine,
  account: FuturesAccount,
  wallet: string,
  currency: string,
  amount: number | string,
): void {
  const known = wallet === "cash" || wallet === "flex" || wallet === `fi_${currency}usd`;
  if (!known || !(currency in CURRENCIES)) {
    throw new RangeError(
      `Cannot deposit as the wallet must be cash, flex or fi_<coin>usd and the currency one of ${
        Object.keys(CURRENCIES).join(", ")
      }: current value is ${wallet} with ${currency}`,
    );
  }
  const units = amountOf(amount, `${wallet}.${currency}`);
  const row = { ms: engine.ms, asset: currency, info: "cross-exchange transfer", wallet, decimals: MONEY };
  log(engine, account, { ...row, execution: engine.uuid(), ...account.add(wallet, currency, units) });
}

function amountOf(amount: number | string, name: string): bigint {
  const text = typeof amount === "number" && Number.isFinite(amount) ? plain(amount) : String(amount);
  if (!isPlain(text) || text.startsWith("-") || decimalsOf(text) > MONEY) {
    throw new RangeError(
      `Cannot deposit as '${name}' must be an amount of zero or more with at most ${MONEY} decimals, such as "1250.5": ` +
        `current value is ${amount}`,
    );
  }
  return units(text, MONEY);
}

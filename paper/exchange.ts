/** The embedded exchange: Kraken's protocols on this machine, from a seed, for tests, notebooks and paper trading. */

import { type Clock, createClock } from "./clock.ts";
import { type FaultRule, Faults, misbehave } from "./faults.ts";
import { Market } from "./market/market.ts";
import type { KeyPart } from "./market/random.ts";
import { fromMilliseconds } from "./market/time.ts";
import { createHandler } from "./rest/handler.ts";
import { type PublicLimit, STANDARD_LIMIT } from "./rest/limits.ts";
import { type PaperServer, serve, type ServeOptions } from "./rest/serve.ts";
import type { ExchangeStatus } from "./status.ts";
import { openTape, type TapeOptions } from "./tape/open.ts";
import type { SocketFaultRule } from "./ws/faults.ts";
import type { ExchangeSockets } from "./ws/face.ts";
import { PaperSockets, type SocketServer } from "./ws/sockets.ts";
import type { PaperAccount, PaperApiKey } from "./accounts/face.ts";
import { House, type PaperAccountOptions } from "./accounts/house.ts";
import type { PaperKeyOptions } from "./accounts/keys.ts";
import { createPrivateHandler } from "./rest/private/handler.ts";
import { credit, receive } from "./futures/bridge.ts";
import { createFuturesHandler, type FuturesHalf, type FuturesOptions, type PaperFutures } from "./futures/mod.ts";

/** Which limits are kept. */
export interface PaperLimits {
  /** Public calls by address and pair. @default {true} */
  readonly public?: boolean | PublicLimit | undefined;
  /**
   * Private calls: the counter of each key, the trading counters and the cap of open orders by tier, the lock after
   * repeated invalid keys.
   *
   * @default {true}
   */
  readonly private?: boolean | undefined;
  /**
   * Sockets, by the machine's clock: 150 attempts to connect to Spot and Unified in ten minutes by address, then none for ten
   * minutes (status 429); 100 connections to Futures at the same time. Both are kept where the exchange is served: connections
   * within this process are not counted. 100 requests a second on each connection to Futures.
   *
   * @default {true}
   */
  readonly sockets?: boolean | undefined;
}

/** What an exchange is made from; `usd`, `balances`, `tier`, `volume` and `history` are those of its default account. */
export interface PaperOptions extends Omit<PaperAccountOptions, "name"> {
  /** The market is a function of it: the same seed gives the same market. @default {1} */
  seed?: KeyPart | undefined;
  /** Time, milliseconds since 1970. @default {Date.now} */
  now?: (() => number) | undefined;
  /**
   * How many times as fast as `now` the exchange's clock runs from the moment it is made, so that an hour of the market takes a
   * minute with 60. Limits of calls and orders, tokens and the dead man's switch keep to this clock; heartbeats and the limits
   * of sockets to the machine's. A `deadline` must be given by this clock: `exchange.clock.now() + 5000`.
   *
   * @default {1}
   */
  speed?: number | undefined;
  /**
   * All limits, or some of them. Those of public calls are a guess, as Kraken publishes no figures: 20 calls at once, one
   * a second in the long run. Private ones are as published, by tier, and those of the sockets as far as they are published.
   *
   * @default {true}
   */
  limits?: boolean | PublicLimit | PaperLimits | undefined;
  /**
   * Whether a post-only order that would take is refused (`EOrder:Post only order`). Kraken accepts it and cancels it at
   * once, as far as is known.
   *
   * @default {false}
   */
  postOnlyRefused?: boolean | undefined;
  /** Money, history and limits of the futures half; its own limits are kept when `limits` keeps the private ones. */
  futures?: Omit<FuturesOptions, "withdrawn"> | undefined;
  /** What goes wrong. When given, even empty, served connections can be dropped without an answer. @default none */
  faults?: readonly FaultRule[] | undefined;
  /** What goes wrong on the sockets. When given, even empty, served ones can break as networks do. @default none */
  socketFaults?: readonly SocketFaultRule[] | undefined;
  /**
   * A folder of recordings that are served in place of the simulated market: answers of public REST in
   * `spot-rest/<Method>/<name>.json`, frames of sockets in `sockets/<name>.jsonl` as `k.stream.record()` writes them. Or one
   * such `.jsonl` file. With `{ from, speed }` the frames come faster or slower. Needs `--allow-read` for it.
   *
   * The tape of a protocol (Spot, Unified, Futures) serves all its public market channels: symbols, channels, depths and
   * intervals it does not have are refused as Kraken refuses them. It begins to run with the first subscription to one of
   * its channels and then keeps to the exchange's clock; every file runs from its own first frame. Updates go out as they
   * were recorded, a newcomer's first message is what they have come to by then, and before its first frame a channel stands
   * as that frame says. After its last one only heartbeats come. Trades of Spot's sockets are found over REST too. Own orders
   * are matched against the simulated market still.
   */
  tape?: string | URL | TapeOptions | undefined;
  /** Mode and announcements to begin with. */
  status?: Partial<ExchangeStatus> | undefined;
}

/** The accounts of an exchange. */
export interface PaperAccounts extends Iterable<PaperAccount> {
  /** Opens an account. @throws {RangeError} for an unknown asset or tier, or a malformed amount. */
  create(options?: PaperAccountOptions): PaperAccount;
  /** Puts money into an account: `deposit(exchange.account, "BTC", "0.5")`. @throws {RangeError} */
  deposit(account: PaperAccount, asset: string, amount: number | string): void;
}

/** The API keys of an exchange. */
export interface PaperKeys extends Iterable<PaperApiKey> {
  /** Makes a key. @throws {RangeError} for an unknown permission or a negative window. */
  create(options?: PaperKeyOptions): PaperApiKey;
  /**
   * Ends a key: its calls are answered with `EAPI:Invalid key` from now on, its requests on v2 sockets with
   * `ESession:Invalid session`, and its private v2 channels are silent, as if they were unsubscribed.
   *
   * @returns whether there was one.
   */
  revoke(key: string | PaperApiKey): boolean;
}

/**
 * The embedded exchange. Nothing runs until it is called or served, and nothing runs by itself: each private call first
 * lets everything happen that was due since the last one, in the order of its time, so the same calls at the same times
 * give the same books.
 *
 * Orders take what the simulated book displays and what other accounts have resting; what rests is filled by the simulated
 * trades after it, behind the volume that stood at its price when it came, and wholly once a trade passes its price. Public
 * trades, ticker and book do not show own orders. Each change of a balance is a row of the ledger; costs and fees are
 * rounded half up to the pair's cost decimals, ledger rows to those of the asset.
 *
 * On margin, positions are opened, rolled over every four hours, closed oldest first, settled, and liquidated below a level
 * of 40 % at the next call. What is simpler than Kraken: there is no index feed, so the trigger `index` follows the last
 * trade; tiers come from spot volume alone; a mode other than `online` refuses requests but does not stop the matching of
 * what rests; a tape replaces public answers and public channels only.
 */
export interface PaperExchange extends AsyncDisposable {
  /** Calls the exchange in this process; the host in the address is not looked at. */
  readonly fetch: typeof globalThis.fetch;
  /**
   * Listens on 127.0.0.1, with the sockets at the addresses in `sockets`; ends with the exchange, or when its `close` is
   * called. Needs `--allow-net=127.0.0.1`.
   */
  serve(options?: ServeOptions): SocketServer;
  /** The WebSockets: books as they must be now, faults, connections within this process. */
  readonly sockets: ExchangeSockets;
  /** The simulated market itself: pairs, prices, trades, books at any time. */
  readonly market: Market;
  /** The exchange's time. */
  readonly clock: Clock;
  /** What goes wrong; may be changed at any time. */
  readonly faults: Faults;
  /** Mode and announcements; may be changed at any time. */
  readonly status: ExchangeStatus;
  /** The accounts. */
  readonly accounts: PaperAccounts;
  /** The API keys. */
  readonly keys: PaperKeys;
  /** The default account. */
  readonly account: PaperAccount;
  /** Public part of the default account's key, which may do everything. The same seed gives the same. */
  readonly key: string;
  /** Secret of that key, base64. */
  readonly secret: string;
  /** The futures half: its keys, accounts and markets. `fetch` and `serve` answer its calls too. */
  readonly futures: PaperFutures;
  /** Public part of the futures half's default key, which may do everything. The same seed gives the same. */
  readonly futuresKey: string;
  /** Secret of that key, base64. */
  readonly futuresSecret: string;
  /** Closes all servers and ends all waiting; twice is fine. */
  close(): Promise<void>;
}

/**
 * An exchange of one's own.
 *
 * @example
 * ```ts
 * import { paperExchange } from "./mod.ts";
 *
 * await using exchange = paperExchange({ seed: 7 });
 * const response = await exchange.fetch("https://api.kraken.com/0/public/Ticker?pair=XBTUSD");
 * const { result } = await response.json();
 * console.log(result.XXBTZUSD.c[0]);
 * ```
 */
export function paperExchange(options: PaperOptions = {}): PaperExchange {
  const { seed = 1, now, speed, limits = true, faults: rules, tape, status: begin, postOnlyRefused = false } = options;
  const played = tape === undefined ? undefined : openTape(tape);
  const clock = createClock(now, speed);
  const market = new Market(seed);
  const status: ExchangeStatus = { mode: "online", maintenance: [], emergency: [], ...begin };
  const faults = new Faults(seed, rules);
  const kept = limitsOf(limits);
  const house = new House({ market, now: clock.now, status, rules: { limits: kept.private, postOnlyRefused } });
  const account = house.createAccount(options);
  const { key, secret } = house.createKey({ account });
  const handler = createHandler({
    floor: { market, now: clock.now, status },
    limit: kept.public,
    private: createPrivateHandler(house),
    instead: played && ((method, query) => played.answers(fromMilliseconds(clock.now()))(method, query)),
  });
  const spot = house.own(account);
  const futures: FuturesHalf = createFuturesHandler({ market, now: clock.now, status }, {
    limits: kept.private,
    ...options.futures,
    withdrawn(withdrawal) {
      const { account } = withdrawal;
      const to = account === futures.accounts.default ? spot : account.owner && house.own(account.owner);
      if (to) credit(to, withdrawal, house.advance());
    },
  });
  const sockets = new PaperSockets({
    seed,
    clock,
    status,
    house,
    deck: played?.deck,
    limits: kept.sockets,
    faults: options.socketFaults,
    futures: { engine: futures.engine, key: (name) => futures.keyOf(name), advance: () => futures.settle() },
  });
  const respond = (request: Request, caller: string): Promise<Response> => {
    if (!futures.owns(new URL(request.url).pathname)) return handler(request, caller);
    receive(spot, futures);
    return futures.answer(request);
  };
  const ended = new AbortController();
  const servers = new Set<PaperServer>();

  const answer = (
    request: Request,
    caller: string,
    drop: () => Promise<never>,
    signal: AbortSignal = ended.signal,
  ): Promise<Response> => {
    const fault = faults.next(new URL(request.url).pathname);
    if (!fault) return respond(request, caller);
    return misbehave(fault, () => respond(request, caller), { drop, signal });
  };

  const close = async (): Promise<void> => {
    ended.abort(new DOMException("The exchange was closed", "AbortError"));
    await sockets.close();
    await Promise.all([...servers].map((server) => server.close()));
  };

  return {
    market,
    clock: {
      now: () => clock.now(),
      advance(ms) {
        clock.advance(ms);
        sockets.advance();
      },
    },
    sockets,
    faults,
    status,
    account,
    key,
    // A getter, so that printing the exchange does not print it.
    get secret() {
      return secret;
    },
    futures,
    futuresKey: futures.key.key,
    get futuresSecret() {
      return futures.key.secret;
    },
    accounts: {
      create: (made) => house.createAccount(made),
      deposit: (into, asset, amount) => house.deposit(house.own(into), asset, amount),
      [Symbol.iterator]: () => house.accounts[Symbol.iterator](),
    },
    keys: {
      create: (made) => house.createKey(made),
      revoke(which) {
        const found = house.keys.get(typeof which === "string" ? which : which.key);
        if (!found || found.revoked) return false;
        // Who follows it is told what happened until now, and nothing after.
        sockets.advance();
        found.revoked = true;
        sockets.advance();
        return true;
      },
      [Symbol.iterator]: () => house.keys.values(),
    },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      ended.signal.throwIfAborted();
      const drop = () =>
        Promise.reject(new TypeError("error sending request: connection closed before message completed"));
      return await answer(request, "in-process", drop, AbortSignal.any([ended.signal, request.signal]));
    },
    serve(options) {
      ended.signal.throwIfAborted();
      const respondOrUpgrade = (request: Request, caller: string, drop: () => Promise<never>): Promise<Response> => {
        const upgraded = sockets.upgrade(request, caller);
        return upgraded ? Promise.resolve(upgraded) : answer(request, caller, drop);
      };
      const server = sockets.beside(serve(respondOrUpgrade, rules !== undefined, ended.signal, options));
      servers.add(server);
      return server;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

interface KeptLimits {
  readonly public: PublicLimit | undefined;
  readonly private: boolean;
  readonly sockets: boolean;
}

/** What `limits` means. */
function limitsOf(limits: NonNullable<PaperOptions["limits"]>): KeptLimits {
  if (typeof limits === "boolean") {
    return { public: limits ? STANDARD_LIMIT : undefined, private: limits, sockets: limits };
  }
  if ("burst" in limits) return { public: limits, private: true, sockets: true };
  const { public: open = true, private: locked = true, sockets = true } = limits;
  return { public: open === true ? STANDARD_LIMIT : open === false ? undefined : open, private: locked, sockets };
}

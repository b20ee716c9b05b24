/** One object for Kraken: the wire layer by market, and the calls that give tables, streams and orders. */

import type { ClientOptions } from "./core/client.ts";
import type { Endpoint } from "./core/endpoint.ts";
import { type Budget, createBudget, type Plan, type PlannedCalls } from "./core/limiter.ts";
import { knownOptions, namesOf } from "./core/options.ts";
import { type Clock, systemClock } from "./core/retry.ts";
import { type Symbols, symbols } from "./core/symbols.ts";
import { environment, type Variable } from "./environment.ts";
import { type AccountTables, accountTables } from "./facade/account.ts";
import { type Derivatives, derivatives } from "./facade/derivatives.ts";
import { createLookup } from "./facade/lookup.ts";
import { type MarketTables, marketTables } from "./facade/market.ts";
import { orderEvents } from "./facade/order_events.ts";
import { lazyStreams, openStreams, type SocketAddresses, type StreamParts } from "./facade/stream.ts";
import { type OrderCalls, orderCalls } from "./facade/trading.ts";
import { createFuturesClient, type FuturesClient } from "./futures/client.ts";
import type { PaperExchange, PaperOptions } from "./paper/mod.ts";
import { createSpotClient, type SpotClient } from "./spot/client.ts";
import { resolveLost } from "./trading/lookup.ts";
import type { ConnectionOptions } from "./websocket/connection.ts";
import type { Streams } from "./websocket/streams.ts";

/** Options of {@linkcode kraken}: those of a client, a Futures key, and where Kraken is. */
export interface KrakenOptions extends Omit<ClientOptions, "baseUrl" | "credentials" | "resolve"> {
  /** The Futures key, which is of another system than Spot keys. @default {KRAKEN_FUTURES_API_KEY and …_SECRET} */
  futures?: { readonly key: string; readonly secret: string } | undefined;
  /** Address of Spot REST. @default {KRAKEN_SPOT_URL, or "https://api.kraken.com"} */
  spotUrl?: string | undefined;
  /** Address of Futures REST. @default {KRAKEN_FUTURES_URL, or "https://futures.kraken.com"} */
  futuresUrl?: string | undefined;
  /** Address of the public Spot socket. @default {KRAKEN_WS_URL, or Kraken's} */
  wsUrl?: string | undefined;
  /** Address of the private Spot socket. @default {KRAKEN_WS_AUTH_URL, or Kraken's} */
  wsAuthUrl?: string | undefined;
  /** Address of the level 3 socket. @default {KRAKEN_WS_L3_URL, or Kraken's} */
  wsL3Url?: string | undefined;
  /** Address of the Futures socket. @default {KRAKEN_FUTURES_WS_URL, or Kraken's} */
  futuresWsUrl?: string | undefined;
  /**
   * How sockets connect and wait, such as `{ maxAttempts: 100, transport: "platform" }`; the embedded exchange has a transport of its own.
   *
   * @default {those of the sockets}
   */
  sockets?: Omit<ConnectionOptions, "signal"> | undefined;
  /** Named in each frame's `meta.source`. @default {"kraken"} */
  source?: string | undefined;
}

/** A job for {@linkcode Kraken.plan}: so many calls of an endpoint. */
export interface Job {
  /** The constant, e.g. `spot.account.ledgers`. */
  endpoint: Pick<Endpoint<never, unknown>, "pool" | "cost" | "name">;
  /** How many calls. */
  calls: number;
  /** For public calls, whose limits count by pair. */
  pair?: string | undefined;
}

/**
 * Kraken: `spot` and `futures` have every endpoint as Kraken names it; the other methods give tables, orders and streams, and take any
 * spelling of a symbol.
 */
export interface Kraken extends MarketTables, AccountTables, OrderCalls {
  /** Spot REST, endpoint by endpoint. */
  readonly spot: SpotClient;
  /** Futures REST, endpoint by endpoint; Kraken ends it on 1 March 2027. */
  readonly futures: FuturesClient;
  /** Tables and orders of Futures. */
  readonly derivatives: Derivatives;
  /** Funding rates of a perpetual: `k.funding("PF_XBTUSD", { last: "90d" })`. */
  readonly funding: Derivatives["funding"];
  /** Live streams and verified books; sockets open when the first one is read. */
  readonly stream: Streams;
  /** Every rate counter; shown as bars in a notebook. */
  readonly budget: Budget;
  /** Resolves spellings of symbols; learns from live lists when a name is not in the bundled one. */
  readonly symbols: Symbols;
  /** How many calls a job takes and how long at least: `k.plan({ endpoint: spot.account.ledgers, calls: 200 }).text`. */
  plan(jobs: Job | readonly Job[]): Plan;
}

/** A {@linkcode Kraken} on the embedded exchange: nothing leaves the machine. */
export interface PaperKraken extends Kraken, AsyncDisposable {
  /** The exchange behind it. */
  readonly exchange: PaperExchange;
}

/** Options of {@linkcode kraken.paper}: those of the exchange, and those of a client but for addresses and the Futures key. */
export type PaperKrakenOptions =
  & PaperOptions
  & Omit<KrakenOptions, "futures" | "spotUrl" | "futuresUrl" | "wsUrl" | "wsAuthUrl" | "wsL3Url" | "futuresWsUrl">;

/** What the embedded exchange sets differently. */
interface Surroundings {
  /** The time which ranges like `last: "30d"` count from, and the waiting between two looks. */
  readonly clock: Clock;
  /** A variable of the environment, where there is one. */
  readonly setting: (variable: Variable) => string | undefined;
  /** Where sockets connect to, asked when the first one opens. */
  readonly addresses?: () => SocketAddresses;
  /** Whether time stands still but for our waiting. @default {false} */
  readonly still?: boolean;
}

const LIVE: Surroundings = { clock: systemClock, setting: environment };

// One list each, which the compiler holds against the types: an option is known to all or to none.
const ADDRESS_OPTIONS: readonly string[] = ["spotUrl", "futuresUrl", "wsUrl", "wsAuthUrl", "wsL3Url", "futuresWsUrl"];
const OPTIONS: readonly string[] = namesOf<KrakenOptions>({
  key: true,
  secret: true,
  otp: true,
  futures: true,
  tier: true,
  limiter: true,
  budget: true,
  nonce: true,
  nonceFile: true,
  keyShape: true,
  fetch: true,
  tries: true,
  timeoutMs: true,
  userAgent: true,
  clock: true,
  random: true,
  onWarning: true,
  source: true,
  spotUrl: true,
  futuresUrl: true,
  wsUrl: true,
  wsAuthUrl: true,
  wsL3Url: true,
  futuresWsUrl: true,
  sockets: true,
});
const PAPER_OPTIONS = namesOf<PaperOptions>({
  seed: true,
  now: true,
  speed: true,
  limits: true,
  faults: true,
  tape: true,
  status: true,
  postOnlyRefused: true,
  socketFaults: true,
  futures: true,
  usd: true,
  balances: true,
  tier: true,
  volume: true,
  history: true,
});

function create(options: KrakenOptions, { clock, setting, addresses, still = false }: Surroundings): Kraken {
  const { spotUrl, futuresUrl, wsUrl, wsAuthUrl, wsL3Url, futuresWsUrl, futures, sockets, source = "kraken", ...rest } =
    options;
  const known = symbols();
  const { tier, limiter } = rest;
  // XBTUSD and BTC/USD are one pair with one trading counter; Spot and Futures share what is shown.
  const budget = rest.budget ??
    createBudget({ tier, limiter, pairName: known.label, ...(rest.clock && { now: rest.clock.now }) });
  const given = rest.key !== undefined || rest.secret !== undefined;
  const spot: SpotClient = createSpotClient({
    ...rest,
    budget,
    key: given ? rest.key : setting("KRAKEN_API_KEY"),
    secret: given ? rest.secret : setting("KRAKEN_API_SECRET"),
    baseUrl: spotUrl ?? setting("KRAKEN_SPOT_URL"),
    resolve: (request) => resolveLost({ ...spot, ...clock })(request),
  });
  const { otp: _otp, nonce: _nonce, nonceFile: _file, keyShape: _shape, ...shared } = rest;
  // Half a key is never completed from elsewhere.
  const futuresKey = futures ? futures.key : setting("KRAKEN_FUTURES_API_KEY");
  const futuresSecret = futures ? futures.secret : setting("KRAKEN_FUTURES_API_SECRET");
  const futuresClient = createFuturesClient({
    ...shared,
    budget,
    key: futuresKey,
    secret: futuresSecret,
    baseUrl: futuresUrl ?? setting("KRAKEN_FUTURES_URL"),
  });
  const lookup = createLookup(spot.market, known);
  const tables = derivatives(futuresClient, source, clock, lookup);
  const parts: StreamParts = {
    spot,
    lookup,
    product: async (text) =>
      (await lookup.market(text)).market === "futures" ? known.resolve(text).symbol : known.futures(text).symbol,
    futuresMarket: futuresClient.market,
    futures: futuresKey !== undefined && futuresSecret !== undefined
      ? { key: futuresKey, secret: futuresSecret }
      : undefined,
    addresses: () => ({
      ...sockets,
      ...addresses?.() ?? {
        urls: present({
          public: wsUrl ?? setting("KRAKEN_WS_URL"),
          auth: wsAuthUrl ?? setting("KRAKEN_WS_AUTH_URL"),
          l3: wsL3Url ?? setting("KRAKEN_WS_L3_URL"),
        }),
        futuresUrl: futuresWsUrl ?? setting("KRAKEN_FUTURES_WS_URL"),
      },
    }),
    ...clock,
  };
  return {
    spot,
    futures: futuresClient,
    derivatives: tables,
    funding: tables.funding,
    stream: lazyStreams(parts),
    budget,
    symbols: known,
    plan: (jobs) => budget.plan([jobs].flat().map(planned)),
    ...marketTables({ market: spot.market, name: source, now: clock.now }, lookup, tables),
    ...accountTables({ ...spot, ...clock, symbols: known, name: source }, lookup),
    ...orderCalls({
      ...spot,
      ...clock,
      symbols: known,
      name: source,
      learn: async () => void await lookup.pairs(),
      // Where waiting is what moves the clock, nothing happens between two looks that a stream could tell.
      watch: still ? undefined : orderEvents((signal) => openStreams(parts, signal)),
    }),
  };
}

/** Leaves out what is not given. */
function present<Value>(values: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Record<string, Value>;
}

/** Some of the fields, as far as they are given. */
function pick<Fields extends object, Name extends keyof Fields & string>(
  fields: Fields,
  names: readonly Name[],
): Partial<Pick<Fields, Name>> {
  const given = names.filter((name) => name in fields).map((name) => [name, fields[name]]);
  return Object.fromEntries(given) as Partial<Pick<Fields, Name>>;
}

function planned({ endpoint: { pool, cost, name }, calls, pair }: Job): PlannedCalls {
  return { pool, cost, name, calls, key: pair === undefined ? name : `${name} ${pair}` };
}

async function paper(options: PaperKrakenOptions = {}): Promise<PaperKraken> {
  const clients = OPTIONS.filter((name) => !ADDRESS_OPTIONS.includes(name));
  knownOptions("kraken.paper", options, [...PAPER_OPTIONS, ...clients]);
  // Loaded when asked for: most programs talk to Kraken.
  const { paperExchange } = await import("./paper/mod.ts");
  const { now, limits } = options;
  const limited = limits ?? now === undefined;
  // A clock that stands still would never refill the exchange's counters.
  const exchange = paperExchange({ ...present(pick(options, PAPER_OPTIONS)), limits: limited });
  const clock: Clock = {
    now: exchange.clock.now,
    // Nor would waiting end by it.
    sleep: now === undefined ? systemClock.sleep : async (ms) => void await exchange.clock.advance(ms),
  };
  const made = create(
    {
      key: exchange.key,
      secret: exchange.secret,
      source: "paper",
      // An exchange without limits needs no waiting for them.
      ...(limited === false && { limiter: "none" as const }),
      ...pick(options as KrakenOptions, clients as (keyof KrakenOptions)[]),
      futures: { key: exchange.futuresKey, secret: exchange.futuresSecret },
      fetch: exchange.fetch,
      spotUrl: "https://paper.invalid",
      futuresUrl: "https://paper.invalid",
    },
    {
      clock,
      setting: () => undefined,
      addresses: () => ({ transport: exchange.sockets.transport }),
      still: now !== undefined,
    },
  );
  const close = async () => {
    await made.stream.close();
    await exchange.close();
  };
  return Object.assign(made, { exchange, [Symbol.asyncDispose]: close });
}

/** Makes {@linkcode Kraken} objects: calling it goes live, {@linkcode kraken.paper} stays on this machine. */
export interface KrakenFactory {
  /**
   * Kraken itself. Public data needs no key; keys come from the options, or from `KRAKEN_API_KEY` and `KRAKEN_API_SECRET`
   * (for Futures `KRAKEN_FUTURES_API_KEY` and `KRAKEN_FUTURES_API_SECRET`) where reading them is allowed already. Nothing is
   * sent until a method is called.
   *
   * @throws {TypeError} for half a key, a malformed secret, or an option that does not exist.
   */
  (options?: KrakenOptions): Kraken;
  /**
   * The same object on the embedded exchange, with an account of its own: a simulated market by `seed`, or a recorded `tape`; money by
   * `usd` or `balances`.
   */
  paper(options?: PaperKrakenOptions): Promise<PaperKraken>;
}

/**
 * Kraken in one object.
 *
 * @example
 * ```ts
 * import { kraken } from "./mod.ts";
 *
 * await using k = await kraken.paper({ seed: 1 });
 * const candles = await k.candles("BTC/USD", { every: "1h", last: "2d" });
 * console.log(candles);
 * ```
 */
export const kraken: KrakenFactory = Object.assign((options: KrakenOptions = {}): Kraken => {
  if (options !== null && typeof options === "object" && "baseUrl" in options) {
    throw new TypeError("Cannot call kraken as it has no option 'baseUrl': name it 'spotUrl' or 'futuresUrl'");
  }
  knownOptions("kraken", options, OPTIONS);
  return create(options, LIVE);
}, { paper });

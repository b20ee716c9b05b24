/** The exchange's WebSockets: connections, what they follow, and the timer that exists only while somebody is connected. */

import type { House } from "../accounts/house.ts";
import type { Clock } from "../clock.ts";
import { derivativesOf } from "../futures/bridge.ts";
import { contractsAt } from "../futures/contracts/contracts.ts";
import { Engine } from "../futures/engine/engine.ts";
import type { FuturesKey } from "../futures/keys.ts";
import { FuturesMarket } from "../futures/market/futures_market.ts";
import { extend, type KeyPart } from "../market/random.ts";
import { fromMilliseconds } from "../market/time.ts";
import { page } from "../rest/handler.ts";
import type { PaperServer } from "../rest/serve.ts";
import type { ExchangeStatus } from "../status.ts";
import type { Deck } from "../tape/deck.ts";
import { tapedTable } from "../tape/table.ts";
import { Connection, type Dialect } from "./connection.ts";
import type { ExchangeSockets } from "./face.ts";
import { type Room, type SocketFaultRule, SocketFaults } from "./faults.ts";
import { FuturesDesks } from "./futures/desks.ts";
import type { FuturesHall } from "./futures/hall.ts";
import { FuturesSession } from "./futures/session.ts";
import { Hub } from "./hub.ts";
import { ConnectionLimits, RequestPace } from "./limits.ts";
import { inProcess, type InProcessHandlers, type InProcessSocket, type LinkHandlers, socketLink } from "./link.ts";
import { Markets } from "./markets.ts";
import { roomOf, type SocketUrls, urlsOf } from "./route.ts";
import { bookState, type PaperBookState } from "./topics/book.ts";
import { Desks } from "./v2/desks.ts";
import type { V2House } from "./v2/house.ts";
import { V2Session, type V2Table } from "./v2/session.ts";
import { spotTable } from "./v2/spot.ts";
import { unifiedTable } from "./v2/unified.ts";
import { type Cable, openWire, type Wire } from "./wire.ts";

/** What the sockets need of the futures half. */
export interface FuturesHalf {
  /** Accounts, orders and markets. */
  readonly engine: Engine;
  /** The key with a public part. */
  key(name: string): FuturesKey | undefined;
  /** Moves the accounts to a time, nanoseconds since 1970. */
  advance(ns: bigint): void;
}

/** What the sockets are made on. */
export interface SocketsMakings {
  readonly seed: KeyPart;
  readonly clock: Clock;
  readonly status: ExchangeStatus;
  /** Accounts, keys and orders of Spot. */
  readonly house: House;
  /** The futures half, where the exchange has one; its markets are served in any case. */
  readonly futures?: FuturesHalf | undefined;
  /** Milliseconds of the machine, by which silences are measured. @default {performance.now} */
  readonly tick?: (() => number) | undefined;
  /** Recorded frames, which take the place of the market's on the public channels of the protocols they speak. */
  readonly deck?: Deck | undefined;
  /** Whether connections and requests are counted, and refused when there are too many. @default {false} */
  readonly limits?: boolean | undefined;
  /** What goes wrong. When given, even empty, served connections can break as networks do. */
  readonly faults?: readonly SocketFaultRule[] | undefined;
}

/** A server with sockets beside its REST API. */
export interface SocketServer extends PaperServer {
  /** Addresses of the sockets. */
  readonly sockets: SocketUrls;
}

/** The machine's time between two looks at the market. */
const LOOK_MS = 100;
/** Silence after which a heartbeat is sent. */
const BEAT_MS = 1000;
/** Kraken closes a connection without subscriptions and requests after about a minute. */
const IDLE_MS = 60_000;
/** How long a client is given to answer the closing of its connection. */
const FAREWELL_MS = 1000;
/** Ids of trades that are remembered for each symbol. */
const REMEMBERED = 100_000;
/** Number before the first book message of a futures product. */
const FIRST_SEQ = 1_000_000;
/** Who calls within this process. */
const OURSELVES = "in-process";

interface Guest {
  readonly connection: Connection;
  /** Port it came through; 0 in this process. */
  readonly port: number;
  /** Address it came from. */
  readonly caller: string;
  readonly gone: Promise<void>;
}

/** The sockets of an exchange. */
export class PaperSockets implements ExchangeSockets {
  /** What goes wrong; may be changed at any time. */
  readonly faults: SocketFaults;
  readonly #makings: SocketsMakings;
  readonly #tick: () => number;
  readonly #hub: Hub;
  readonly #limits: ConnectionLimits | undefined;
  readonly #desks = new Desks();
  readonly #guests = new Set<Guest>();
  readonly #wires = new Set<Wire>();
  readonly #sent = new Map<string, number[]>();
  readonly #futures: FuturesHalf;
  readonly #futuresDesks: FuturesDesks;
  readonly #markets: Markets;
  readonly #seqs = new Map<string, number>();
  readonly #tables: Readonly<Record<"spot" | "unified", V2Table>>;
  #timer: ReturnType<typeof setInterval> | undefined;
  #mode: string;
  #number = 0;
  #closed = false;

  /** Nothing runs before somebody connects. */
  constructor(makings: SocketsMakings) {
    const { seed, faults, clock, status, house } = makings;
    this.#makings = makings;
    this.#tick = makings.tick ?? (() => performance.now());
    this.#limits = makings.limits ? new ConnectionLimits(this.#tick) : undefined;
    this.faults = new SocketFaults(seed, faults);
    this.#hub = new Hub(fromMilliseconds(clock.now()));
    this.#mode = status.mode;
    const engine = makings.futures?.engine ?? new Engine(new FuturesMarket(house.market), clock.now());
    this.#futures = makings.futures ?? { engine, key: () => undefined, advance: () => undefined };
    this.#futuresDesks = new FuturesDesks(() => this.#futures.advance(fromMilliseconds(clock.now())));
    this.#markets = new Markets(house.market, engine, clock.now);
    const sent = (symbol: string, ids: readonly number[]) => this.#remember(symbol, ids);
    const tables = {
      spot: spotTable(sent),
      unified: unifiedTable({
        markets: engine.market,
        contracts: () => contractsAt(clock.now()),
        contract: (symbol) => this.#markets.contract(symbol),
      }, sent),
    };
    const { deck } = makings;
    this.#tables = deck
      ? {
        spot: tapedTable(tables.spot, deck, "spot", sent),
        unified: tapedTable(tables.unified, deck, "unified", sent),
      }
      : tables;
  }

  /** Number of open connections. */
  get size(): number {
    return this.#guests.size;
  }

  /** The book that whoever follows a symbol to a depth must have now. @throws {RangeError} for an unknown symbol. */
  book(symbol: string, depth: number = 10): PaperBookState {
    this.advance();
    const { deck } = this.#makings;
    const isTaped = symbol.includes("_") ? deck?.has("unified") || deck?.has("futures") : deck?.has("spot");
    if (deck && isTaped) return deck.book(symbol, depth, this.#hub.reached);
    const source = this.#markets.source(symbol);
    if (!source) throw new RangeError(`The embedded exchange has no market "${symbol}"`);
    return bookState(source, source.book(this.#hub.reached, depth), this.#hub.reached);
  }

  /** Ids of the trades of a symbol that were sent as updates, oldest first: the last 100,000 of them. */
  tradeIds(symbol: string): readonly number[] {
    return this.#sent.get(symbol) ?? [];
  }

  /** Brings everything that is followed to the exchange's time; it happens by itself while somebody is connected. */
  advance(): void {
    if (this.#desks.isOpen) this.#makings.house.advance();
    this.#hub.advance(fromMilliseconds(this.#makings.clock.now()));
    const ns = this.#hub.reached;
    for (const { connection } of this.#guests) connection.dialect?.step(ns);
    this.#desks.look();
    this.#futuresDesks.look();
  }

  /** Closes all connections with code 1012, as when the service restarts. Whoever comes back has a new session. */
  restart(): void {
    for (const { connection } of [...this.#guests]) connection.close(1012, "Service Restart");
  }

  /**
   * Opens a connection in this process, as the client's option `transport` wants it. Kraken's own addresses do, as do the
   * paths of a served exchange on any host.
   */
  readonly transport = (url: string, handlers: InProcessHandlers): Promise<InProcessSocket> => {
    const room = roomOf(url);
    if (this.#closed || !room) {
      const why = this.#closed ? "the exchange was closed" : "the embedded exchange has no socket there";
      return Promise.reject(new TypeError(`Cannot connect to ${url}: ${why}`));
    }
    // Attempts are not counted here: they pass nobody's edge.
    const { promise, resolve } = Promise.withResolvers<InProcessSocket>();
    const own = this.#welcome(room, 0, OURSELVES);
    const socket = inProcess(handlers, {
      ...own,
      open: (link) => {
        resolve(socket);
        own.open(link);
      },
    });
    return promise;
  };

  /** Answers the handshake of a request that asks for one; nothing when it does not. `caller` is the address it came from. */
  upgrade(request: Request, caller: string = ""): Response | undefined {
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") return undefined;
    const room = roomOf(request.url);
    if (!room) return new Response(null, { status: 404 });
    if (this.#closed) return new Response(null, { status: 503 });
    // Paper rule: how the edge refuses a handshake is not published. This is how it refuses too many calls.
    if (this.#refusal(room, caller) !== undefined) return page(429, "Too Many Requests");
    let cable: Cable | undefined;
    for (const wire of this.#wires) cable ??= wire.cable(request);
    // The exchange looks after silence itself, and the platform's pings would show a half-open socket as alive.
    const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: 0 });
    socketLink(socket, cable, this.#welcome(room, Number(new URL(request.url).port), caller));
    return response;
  }

  /** Puts the sockets beside a server that hands over its handshakes; closing it closes their connections first. */
  beside(server: PaperServer): SocketServer {
    const wire = this.#makings.faults === undefined ? undefined : openWire(server.port);
    if (wire) this.#wires.add(wire);
    const ports = new Set([server.port, wire?.port ?? server.port]);
    let closed: Promise<void> | undefined;
    const close = () =>
      closed ??= (async () => {
        await this.#dismiss((port) => ports.has(port));
        if (wire) this.#wires.delete(wire);
        await wire?.close();
        await server.close();
      })();
    const { url, port } = server;
    return { url, port, sockets: urlsOf(wire?.port ?? port), close, [Symbol.asyncDispose]: close };
  }

  /** Ends all connections and timers; twice is fine. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#dismiss(() => true);
  }

  /** Closes connections, and waits for each to be gone as long as that is reasonable. */
  async #dismiss(which: (port: number) => boolean): Promise<void> {
    const leaving = [...this.#guests].filter(({ port }) => which(port));
    for (const { connection } of leaving) connection.close(1001, "The exchange was closed");
    if (leaving.length === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, FAREWELL_MS);
    await Promise.race([promise, Promise.all(leaving.map(({ gone }) => gone))]);
    clearTimeout(timer);
    for (const { connection } of leaving) connection.cut();
  }

  /** Why somebody may not connect; counts the attempt. */
  #refusal(room: Room, caller: string): string | undefined {
    const open = [...this.#guests].filter((guest) => guest.caller === caller && guest.connection.room === room).length;
    return this.#limits?.take(caller, room, open);
  }

  #welcome(room: Room, port: number, caller: string): LinkHandlers {
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    const connection = new Connection(room, {
      fault: (where, frame) => this.faults.ofMessage(where, frame, frame.text),
      restart: () => this.restart(),
      tick: this.#tick,
    });
    const guest: Guest = { connection, port, caller, gone };
    const pace = this.#limits && room === "futures" ? new RequestPace(this.#tick) : undefined;
    return {
      open: (link) => {
        // Whoever comes while the exchange closes leaves nothing behind.
        if (this.#closed) return link.close(1001, "The exchange was closed");
        connection.dialect = this.#speak(room, connection);
        this.#guests.add(guest);
        this.#timer ??= setInterval(() => this.#look(), LOOK_MS);
        connection.opened(link);
      },
      message: (text) => {
        if (!pace?.isOver()) return connection.received(text);
        // Paper rule: the words are not published.
        connection.send({ method: "", text: JSON.stringify({ event: "alert", message: "Request limit exceeded" }) });
      },
      closed: () => {
        connection.gone();
        this.#guests.delete(guest);
        resolve();
        if (this.#guests.size > 0) return;
        clearInterval(this.#timer);
        this.#timer = undefined;
      },
    };
  }

  #speak(room: Room, connection: Connection): Dialect {
    const number = ++this.#number;
    if (room === "futures") return new FuturesSession(connection, this.#hall());
    const unified = room.startsWith("unified");
    const house: V2House = {
      hub: this.#hub,
      faults: this.faults,
      status: this.#makings.status,
      accounts: this.#makings.house,
      desks: this.#desks,
      derivatives: {
        desks: this.#futuresDesks,
        scene: ({ account }) => {
          const { engine } = this.#futures;
          this.#futures.advance(fromMilliseconds(this.#makings.clock.now()));
          const own = derivativesOf(engine, account);
          return own && { engine, account: own };
        },
      },
      now: () => this.#now(),
      tick: this.#tick,
      source: (symbol) => symbol.includes("_") === unified ? this.#markets.source(symbol) : undefined,
    };
    // Kraken's ids are beyond what a double can hold.
    const base = BigInt(extend(0x434f4e4e, String(this.#makings.seed)) >>> 0);
    const id = 13_800_000_000_000_000_000n + base * 1_000n + BigInt(number);
    return new V2Session(connection, house, this.#tables[unified ? "unified" : "spot"], id);
  }

  #hall(): FuturesHall {
    const { engine } = this.#futures;
    const last = (symbol: string) => this.#seqs.get(symbol) ?? FIRST_SEQ;
    const { deck } = this.#makings;
    return {
      ...(deck?.has("futures")
        ? { recorded: (feed: string, symbol: string) => deck.topic("futures", feed, symbol, {}, () => undefined) }
        : {}),
      hub: this.#hub,
      faults: this.faults,
      engine,
      status: this.#makings.status,
      desks: this.#futuresDesks,
      key: (name) => this.#futures.key(name),
      now: () => this.#now(),
      tick: this.#tick,
      contract: (symbol) => this.#markets.contract(symbol),
      source: (symbol) => this.#markets.source(symbol),
      seq: {
        last,
        next: (symbol) => {
          this.#seqs.set(symbol, last(symbol) + 1);
          return last(symbol);
        },
      },
    };
  }

  #now(): bigint {
    this.advance();
    return this.#hub.reached;
  }

  #look(): void {
    this.advance();
    const { mode } = this.#makings.status;
    const changed = mode !== this.#mode;
    this.#mode = mode;
    const now = this.#tick();
    for (const { connection } of [...this.#guests]) {
      const { dialect } = connection;
      if (!dialect) continue;
      if (changed) dialect.mode();
      if (dialect.beats && now - connection.lastOut >= BEAT_MS) {
        connection.send({ channel: "heartbeat", text: dialect.heartbeat() });
      }
      if (dialect.idles && now - connection.lastIn >= IDLE_MS) connection.close(1000, "");
    }
  }

  #remember(symbol: string, ids: readonly number[]): void {
    const known = this.#sent.get(symbol) ?? [];
    known.push(...ids);
    if (known.length > 2 * REMEMBERED) known.splice(0, known.length - REMEMBERED);
    this.#sent.set(symbol, known);
  }
}

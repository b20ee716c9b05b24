/** One connection of the v2 dialect: Spot's rooms and, with `asset_class`, the Unified ones. */

import type { PaperKey } from "../../accounts/keys.ts";
import { allows, type Needs } from "../../accounts/permissions.ts";
import { Refusal } from "../../rest/refusal.ts";
import type { Connection, Dialect } from "../connection.ts";
import { isObject, type JsonObject, raw, readJson, sorted } from "../json.ts";
import { type ChannelKind, type Options, topicKey } from "./channel.ts";
import type { V2House } from "./house.ts";
import type { MethodKind } from "./method.ts";
import { text, texts } from "./params.ts";
import { answer, type Request, requestOf } from "./reply.ts";

/** What a kind of connection offers. */
export interface V2Table {
  readonly channels: readonly ChannelKind[];
  readonly methods: readonly MethodKind[];
  /** What the parameters must say besides. @throws {Refusal} */
  check(method: string, channel: string, params: JsonObject): void;
  /** Why a symbol that is not traded here is refused. */
  unknown(symbol: string): string;
}

interface Subscription {
  readonly kind: ChannelKind;
  /** The key whose account it shows, where it is private. */
  readonly key?: PaperKey | undefined;
  readonly symbol: string;
  readonly options: Options;
  readonly leave: () => void;
}

/** Said to a key whose account has no derivatives: another account's must not be shown in their place. */
const NO_DERIVATIVES = "EGeneral:Permission denied: the account has no derivatives wallet. The first money that " +
  "WalletTransfer sends to the Futures Wallet opens one";

/** So much of a word that nobody knows is repeated in its refusal. */
const ECHOED = 64;

/** A token and the key it was given for. */
type Papers = { readonly key: PaperKey; readonly token: string };

/** A connection. */
export class V2Session implements Dialect {
  readonly #connection: Connection;
  readonly #house: V2House;
  readonly #table: V2Table;
  readonly #id: bigint;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #tokens = new Map<string, PaperKey>();
  readonly #counts = new Map<string, number>();
  #points: { second: number; spent: number } = { second: 0, spent: 0 };

  constructor(connection: Connection, house: V2House, table: V2Table, id: bigint) {
    this.#connection = connection;
    this.#house = house;
    this.#table = table;
    this.#id = id;
  }

  get beats(): boolean {
    return this.#subscriptions.size > 0;
  }

  get idles(): boolean {
    return this.#subscriptions.size === 0;
  }

  heartbeat(): string {
    return '{"channel":"heartbeat"}';
  }

  open(): void {
    this.mode();
  }

  mode(): void {
    const { mode } = this.#house.status;
    const row = sorted({
      api_version: "v2",
      // Kraken leaves it out while it is down.
      connection_id: mode === "maintenance" ? undefined : raw(String(this.#id)),
      system: mode,
      version: "2.0.9",
    });
    this.#connection.send({
      channel: "status",
      text: JSON.stringify({ channel: "status", data: [row], type: "update" }),
    });
  }

  step(): void {
    // What is shared comes from the hub, what is private from the desks. A key that was ended shows nothing any more.
    for (const [place, { key, leave }] of this.#subscriptions) {
      if (!key?.revoked) continue;
      leave();
      this.#subscriptions.delete(place);
    }
  }

  closed(): void {
    for (const { leave } of this.#subscriptions.values()) leave();
    this.#subscriptions.clear();
  }

  message(frame: string): void {
    const message = readJson(frame);
    const ns = this.#house.now();
    if (!isObject(message)) {
      const nothing = { method: "", params: {}, reqId: undefined, ns };
      return this.#refuse(nothing, "Malformed request");
    }
    const asked = requestOf(message, ns);
    // Every answer repeats it.
    const request = { ...asked, method: asked.method.slice(0, ECHOED) };
    const fault = this.#house.faults.ofRequest(this.#connection.room, {
      method: request.method,
      channel: typeof request.params["channel"] === "string" ? request.params["channel"] : undefined,
    });
    if (fault?.kind === "rate-limit") {
      if (fault.notice) this.#connection.send({ method: request.method, text: '{"Error":"Exceeded msg rate"}' });
      else this.#refuse(request, "Exceeded msg rate");
      return;
    }
    try {
      this.#run(request, message);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#refuse(request, error.message);
    }
  }

  #refuse(request: Request, error: string, symbol?: string, channel?: string): void {
    const named = symbol === undefined ? {} : { symbol };
    this.#connection.send(answer(request, { error, success: false, ...named }, { channel, symbol }));
  }

  #run(request: Request, message: JsonObject): void {
    const { method, params } = request;
    const allowed = method === "ping" ? ["method", "req_id"] : ["method", "params", "req_id"];
    for (const field of Object.keys(message)) {
      if (!allowed.includes(field)) {
        throw new Refusal(`Unsupported field: '${field.slice(0, ECHOED)}' for the given msg type: ${method}`);
      }
    }
    if (method === "ping") return this.#connection.send({ ...answer({ ...request, method: "pong" }, {}), method });
    if (method === "subscribe" || method === "unsubscribe") {
      const name = text(params, "channel") ?? "";
      const kind = this.#table.channels.find((each) => each.name === name);
      if (!kind?.rooms.includes(this.#connection.room)) throw new Refusal("Unsupported event");
      this.#table.check(method, name, params);
      return method === "subscribe" ? this.#subscribe(request, kind) : this.#unsubscribe(request, kind);
    }
    const kind = this.#table.methods.find((each) => each.name === method);
    if (!kind?.rooms.includes(this.#connection.room)) throw new Refusal("Unsupported event");
    this.#table.check(method, "", params);
    const { key } = this.#papers(params, kind.needs);
    const ns = this.#house.accounts.advance();
    this.#house.accounts.trading.liquidate(key.account, ns);
    const { derivatives } = this.#house;
    const results = kind.run({
      params,
      key,
      account: key.account,
      house: this.#house.accounts,
      ns,
      derivatives: () => {
        const scene = derivatives.scene(key);
        if (!scene) throw new Refusal(NO_DERIVATIVES);
        return scene;
      },
    });
    for (const result of results) {
      this.#connection.send(
        answer(
          request,
          result instanceof Refusal ? { error: result.message, success: false } : { result, success: true },
        ),
      );
    }
    // What it led to is told after its answer.
    this.#house.desks.look();
    derivatives.desks.look();
  }

  #subscribe(request: Request, kind: ChannelKind): void {
    const { params, ns } = request;
    const papers = kind.needs && this.#papers(params, kind.needs);
    const options = kind.options(params);
    const firsts: (() => void)[] = [];
    for (const symbol of symbolsOf(kind, params)) {
      const fault = this.#house.faults.ofRequest(this.#connection.room, {
        channel: kind.name,
        symbol,
        method: undefined,
      });
      const error = fault?.kind === "refuse"
        ? fault.error ?? `Currency pair not supported ${symbol}`
        : this.#objection(kind, symbol, options, papers?.key);
      if (error !== undefined) {
        const unnamed = !kind.bySymbol || error.startsWith("Already subscribed");
        this.#refuse(request, error, unnamed ? undefined : symbol, kind.name);
        continue;
      }
      if (papers) this.#tokens.set(papers.token, papers.key);
      const warnings = kind.warnings ? { warnings: kind.warnings } : {};
      const more = papers && kind.acknowledge ? kind.acknowledge(papers.key.account) : {};
      const named = kind.bySymbol ? { symbol } : {};
      const result = sorted({ channel: kind.name, ...options, ...more, ...named, ...warnings });
      this.#connection.send(answer(request, { result, success: true }, { channel: kind.name, symbol }));
      firsts.push(this.#enter(kind, symbol, options, papers?.key, ns));
    }
    for (const first of firsts) first();
  }

  /** Why a symbol cannot be subscribed; nothing when it can. */
  #objection(kind: ChannelKind, symbol: string, options: Options, key: PaperKey | undefined): string | undefined {
    const recorded = kind.recorded?.(symbol, options);
    if (typeof recorded === "string") return recorded;
    if (kind.bySymbol && !recorded && !this.#house.source(symbol)) return this.#table.unknown(symbol);
    if (options["users"] === "all" && key?.account.master) return "EGeneral:Permission denied";
    if (kind.state && !(key && this.#house.derivatives.scene(key))) return NO_DERIVATIVES;
    const there = this.#subscriptions.get(`${kind.name} ${symbol}`);
    if (there) {
      const same = kind.key.every((name) => there.options[name] === options[name]);
      return same ? kind.again ?? "Already subscribed" : kind.clash;
    }
    const points = kind.points?.(options) ?? 0;
    if (points === 0) return undefined;
    const second = Math.floor(this.#house.tick() / 1000);
    if (this.#points.second !== second) this.#points = { second, spent: 0 };
    const most = key?.account.tier === "pro" ? 500 : 200;
    if (this.#points.spent + points > most && this.#house.accounts.rules.limits) return "Exceeded msg rate";
    this.#points.spent += points;
    return undefined;
  }

  /** Subscribes; gives what sends the first messages, which come after all acknowledgements. */
  #enter(kind: ChannelKind, symbol: string, options: Options, key: PaperKey | undefined, ns: bigint): () => void {
    const { hub, desks, accounts } = this.#house;
    const connection = this.#connection;
    const place = `${kind.name} ${symbol}`;
    if (kind.feed && key) {
      const { account: own } = key;
      accounts.advance();
      let sequence = 0;
      const count = () => ++sequence;
      const send = (texts: readonly string[]) => {
        for (const each of texts) connection.send({ channel: kind.name, text: each });
      };
      const isAll = options["users"] === "all";
      const listeners = (isAll ? [own, ...own.subaccounts] : [own]).map((account) => {
        // Paper rule: nothing says what a user is called; it is the id that AccountTransfer takes.
        const scene = { account, market: accounts.market, ns, count, user: isAll ? account.iban : undefined };
        const feed = kind.feed?.(options, scene);
        if (!feed) throw new TypeError(`The channel ${kind.name} has no stream`);
        const listener = { account, feed, send };
        desks.join(listener);
        return listener;
      });
      const leave = () => listeners.forEach((listener) => desks.leave(listener));
      this.#subscriptions.set(place, { kind, key, symbol, options, leave });
      return () => send(listeners.flatMap(({ feed }) => feed.snapshot()));
    }
    if (kind.state && key) return this.#enterState(kind, options, key, place);
    const source = this.#house.source(symbol);
    const recorded = kind.recorded?.(symbol, options);
    const shared = topicKey(kind, symbol, options);
    const topic = hub.join(shared, (at) => {
      const made = typeof recorded === "function"
        ? recorded(at)
        : source && kind.topic
        ? kind.topic(source, options, at)
        : kind.whole?.(options);
      if (!made) throw new TypeError(`The channel ${kind.name} has no stream`);
      return made;
    }, connection);
    this.#subscriptions.set(place, { kind, key, symbol, options, leave: () => hub.leave(shared, connection) });
    return () => {
      if (options["snapshot"] === false) return;
      for (const each of topic.snapshot()) connection.send({ channel: kind.name, symbol: topic.symbol, text: each });
    };
  }

  #enterState(kind: ChannelKind, options: Options, key: PaperKey, place: string): () => void {
    const { desks, scene } = this.#house.derivatives;
    const found = scene(key);
    const count = () => {
      const number = (this.#counts.get(kind.name) ?? 0) + 1;
      this.#counts.set(kind.name, number);
      return number;
    };
    const feed = found && kind.state?.(options, found, count);
    if (!feed) throw new TypeError(`The channel ${kind.name} has no stream`);
    const send = (texts: readonly string[]) => {
      for (const each of texts) this.#connection.send({ channel: kind.name, text: each });
    };
    const listener = { name: kind.name, feed, send };
    desks.join(listener);
    this.#subscriptions.set(place, { kind, key, symbol: "", options, leave: () => desks.leave(listener) });
    return () => send(feed.snapshot());
  }

  #unsubscribe(request: Request, kind: ChannelKind): void {
    const { params } = request;
    if (kind.needs) this.#papers(params, kind.needs);
    const options = kind.options(params);
    for (const symbol of symbolsOf(kind, params)) {
      const place = `${kind.name} ${symbol}`;
      const there = this.#subscriptions.get(place);
      if (!there || kind.key.some((name) => there.options[name] !== options[name])) {
        this.#refuse(request, "Subscription Not Found", kind.bySymbol ? symbol : undefined, kind.name);
        continue;
      }
      there.leave();
      this.#subscriptions.delete(place);
      const repeated = Object.fromEntries(kind.key.map((name) => [name, options[name]]));
      const result = sorted({ channel: kind.name, ...repeated, ...(kind.bySymbol ? { symbol } : {}) });
      this.#connection.send(answer(request, { result, success: true }, { channel: kind.name, symbol }));
    }
  }

  /** The key behind a token, which must be fresh, or in use on this connection. @throws {Refusal} */
  #papers(params: JsonObject, needs: Needs): Papers {
    const token = params["token"];
    if (typeof token !== "string" || token === "") throw new Refusal("Token(s) not found");
    const { accounts } = this.#house;
    const found = accounts.tokens.get(token);
    const key = found && found.expires > accounts.clock ? found.key : this.#tokens.get(token);
    if (!key || key.revoked) throw new Refusal("ESession:Invalid session");
    if (!allows(key.permissions, needs)) throw new Refusal("EGeneral:Permission denied");
    return { key, token };
  }
}

/** The symbols of a request, each once; a single nameless one where a channel has none. @throws {Refusal} */
function symbolsOf(kind: ChannelKind, params: JsonObject): readonly string[] {
  if (!kind.bySymbol) return [""];
  const symbols = texts(params, "symbol");
  if (!symbols || symbols.length === 0) throw new Refusal("Symbol(s) not found");
  return [...new Set(symbols)];
}

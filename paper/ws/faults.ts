/** Misbehaviour of the sockets on request: what networks and exchanges do on bad days, at the messages one chooses. */

import { extend, type KeyPart, Random } from "../market/random.ts";
import type { About } from "./hub.ts";

/** Which of Kraken's sockets a client is connected to. */
export type Room = "spot" | "spot-auth" | "spot-l3" | "unified" | "unified-private" | "futures";

/** What goes wrong. */
export type SocketFault =
  /** The connection breaks without a closing handshake, before this message. */
  | { readonly kind: "drop" }
  /** From this message on nothing comes and nothing is answered, while the connection stays open. */
  | { readonly kind: "half-open" }
  /** This message and all behind it come `ms` milliseconds late. */
  | { readonly kind: "delay"; readonly ms: number }
  /** The message comes twice. */
  | { readonly kind: "duplicate" }
  /** The message comes after the next one of its channel and symbol. */
  | { readonly kind: "reorder" }
  /** The message does not come. On an answer this is a request that was carried out and never confirmed. */
  | { readonly kind: "lose" }
  /** Only the first part of the JSON comes, half of it or `chars`. */
  | { readonly kind: "corrupt"; readonly chars?: number }
  /** A message with a checksum comes with a wrong one. */
  | { readonly kind: "checksum" }
  /** The message comes in `pieces` frames. Only over a served socket; in-process there are no frames. @default {3} */
  | { readonly kind: "split"; readonly pieces?: number }
  /** A subscription to a symbol is refused, as an unknown pair or with `error`. */
  | { readonly kind: "refuse"; readonly error?: string }
  /** A request is refused as one too many; with `notice` by the bare object that names no request. */
  | { readonly kind: "rate-limit"; readonly notice?: boolean }
  /** All connections of the exchange are closed with code 1012, as when the service restarts. */
  | { readonly kind: "restart" };

/**
 * When it goes wrong. `refuse` and `rate-limit` befall requests. All others befall messages of channels and feeds, or the
 * answers to requests when `method` says so.
 */
export type SocketFaultRule = SocketFault & {
  /** Which socket. @default every one */
  readonly room?: Room;
  /** Channel or feed. @default every one */
  readonly channel?: string;
  /** Symbol or product. @default every one */
  readonly symbol?: string;
  /** Only first states, or only what follows them. @default both */
  readonly type?: "snapshot" | "update";
  /** Method (`"add_order"`) or event (`"subscribe"`) of the request, or of the answer. */
  readonly method?: string;
  /** So many matching ones go well first. @default {0} */
  readonly skip?: number;
  /** How many times it happens. @default {Infinity} */
  readonly count?: number;
  /** From 0 to 1, drawn by the seed. @default {1} */
  readonly probability?: number;
};

/** A rule of one kind or some. */
export type SocketFaultKind<Kind extends SocketFault["kind"]> = Extract<SocketFaultRule, { kind: Kind }>;

/** What befalls requests. */
export type RequestFault = SocketFaultKind<"refuse" | "rate-limit">;
/** What befalls messages on their way out. */
export type MessageFault = Exclude<SocketFaultRule, RequestFault>;

/** The faults of the sockets; change them while they run. */
export class SocketFaults {
  readonly #random: Random;
  #rules: { rule: SocketFaultRule; seen: number; done: number }[] = [];

  /** Probabilities are drawn by the seed. @throws {RangeError} for a rule that could not be meant. */
  constructor(seed: KeyPart, rules: readonly SocketFaultRule[] = []) {
    this.#random = new Random(extend(0x534f434b, String(seed)));
    for (const rule of rules) this.add(rule);
  }

  /** Adds a rule; of several that match, the first one added counts. @throws {RangeError} */
  add(rule: SocketFaultRule): void {
    const { skip = 0, count = Infinity, probability = 1 } = rule;
    const ms = rule.kind === "delay" ? rule.ms : 0;
    const pieces = rule.kind === "split" ? rule.pieces ?? 3 : 2;
    if (!(skip >= 0)) throw outside("skip", "0 or more", skip);
    if (!(count >= 1)) throw outside("count", "1 or more", count);
    if (!(probability >= 0 && probability <= 1)) throw outside("probability", "from 0 to 1", probability);
    if (!(ms >= 0 && ms <= 600_000)) throw outside("ms", "from 0 to 600000", ms);
    if (!(pieces >= 2 && pieces <= 100)) throw outside("pieces", "from 2 to 100", pieces);
    this.#rules.push({ rule, seen: 0, done: 0 });
  }

  /** Removes all rules. */
  clear(): void {
    this.#rules = [];
  }

  /** How many times each rule has happened, in the order they were added. */
  get counts(): readonly number[] {
    return this.#rules.map(({ done }) => done);
  }

  /** What befalls a request about a symbol, counted as happened. */
  ofRequest(room: Room, about: About): RequestFault | undefined {
    return this.#next(
      room,
      about,
      (rule): rule is RequestFault => isRequestFault(rule) && fits(rule.method, about.method),
    );
  }

  /** What befalls a message on its way out, counted as happened. */
  ofMessage(room: Room, about: About, text: string): MessageFault | undefined {
    if (this.#rules.length === 0) return undefined;
    return this.#next(room, about, (rule): rule is MessageFault => {
      if (isRequestFault(rule) || rule.method !== about.method) return false;
      if (rule.type !== undefined && (rule.type === "snapshot") !== isSnapshot(text)) return false;
      return rule.kind !== "checksum" || text.includes('"checksum":');
    });
  }

  #next<Rule extends SocketFaultRule>(
    room: Room,
    { channel, symbol }: About,
    wanted: (rule: SocketFaultRule) => rule is Rule,
  ): Rule | undefined {
    for (const entry of this.#rules) {
      const { rule } = entry;
      const { skip = 0, count = Infinity, probability = 1 } = rule;
      if (entry.done >= count || !wanted(rule)) continue;
      if (!fits(rule.room, room) || !fits(rule.channel, channel) || !fits(rule.symbol, symbol)) continue;
      if (entry.seen++ < skip || (probability < 1 && this.#random.next() >= probability)) continue;
      entry.done++;
      return rule;
    }
    return undefined;
  }
}

function isRequestFault({ kind }: SocketFaultRule): boolean {
  return kind === "refuse" || kind === "rate-limit";
}

/** Spot says so in `type`, Futures in the name of the feed; both stand near the beginning. */
function isSnapshot(text: string): boolean {
  return /^.{0,40}(?:"type":"snapshot"|_snapshot")/.test(text);
}

function fits(wanted: string | undefined, found: string | undefined): boolean {
  return wanted === undefined || wanted === found;
}

function outside(name: string, expected: string, value: number): RangeError {
  return new RangeError(`Cannot add a fault as '${name}' must be ${expected}: current value is ${value}`);
}

/** What is subscribed, brought forward through the exchange's time. */

/** What a message is about, for those who send it. */
export interface About {
  /** Channel or feed. */
  readonly channel?: string | undefined;
  /** Symbol or product, where it has one. */
  readonly symbol?: string | undefined;
  /** The method it answers. */
  readonly method?: string | undefined;
}

/** A text frame with what it is about. */
export interface Frame extends About {
  readonly text: string;
}

/** One stream of messages that all who subscribed it share. */
export interface Topic extends About {
  /** Brings it from where it is to a later time; gives what there is to tell. */
  step(to: bigint): readonly string[];
  /** State at the time it was brought to, for a newcomer; nothing where the stream has no such message. */
  snapshot(): readonly string[];
}

/** Who gets the messages of a topic. */
export interface Member {
  send(frame: Frame): void;
}

interface Entry {
  readonly topic: Topic;
  readonly members: Set<Member>;
}

/** The market is looked at this often on the way through a jump of the clock, nanoseconds. */
const STEP = 100_000_000n;
/** A long jump is gone through in so many looks at most. */
const LOOKS = 600n;

/** The topics of an exchange. */
export class Hub {
  readonly #topics = new Map<string, Entry>();
  readonly #before = new Set<(to: bigint) => void>();
  #reached: bigint;

  /** Begins at a time. */
  constructor(ns: bigint) {
    this.#reached = ns;
  }

  /** The time it was brought to, nanoseconds since 1970. */
  get reached(): bigint {
    return this.#reached;
  }

  /** Number of topics somebody follows. */
  get size(): number {
    return this.#topics.size;
  }

  /** A topic that somebody follows. */
  topic(key: string): Topic | undefined {
    return this.#topics.get(key)?.topic;
  }

  /** Calls at each step before the topics are brought forward. */
  watch(run: (to: bigint) => void): void {
    this.#before.add(run);
  }

  /** Puts a member on a topic, which is made when nobody follows it yet. */
  join(key: string, make: (ns: bigint) => Topic, member: Member): Topic {
    let entry = this.#topics.get(key);
    if (!entry) this.#topics.set(key, entry = { topic: make(this.#reached), members: new Set() });
    entry.members.add(member);
    return entry.topic;
  }

  /** Takes a member off a topic; one that nobody follows is forgotten. */
  leave(key: string, member: Member): void {
    const entry = this.#topics.get(key);
    if (entry?.members.delete(member) && entry.members.size === 0) this.#topics.delete(key);
  }

  /** Brings everything to a time. Earlier ones are ignored: nothing that was told is taken back. */
  advance(to: bigint): void {
    const span = to - this.#reached;
    if (span <= 0n) return;
    if (span >= 2n * STEP && this.#topics.size > 0) {
      const step = span <= LOOKS * STEP ? STEP : (span / LOOKS / STEP + 1n) * STEP;
      for (let at = (this.#reached / step + 1n) * step; at < to; at += step) this.#step(at);
    }
    this.#step(to);
  }

  #step(to: bigint): void {
    for (const run of this.#before) run(to);
    this.#reached = to;
    for (const { topic, members } of [...this.#topics.values()]) {
      for (const text of topic.step(to)) {
        for (const member of members) member.send({ channel: topic.channel, symbol: topic.symbol, text });
      }
    }
  }
}

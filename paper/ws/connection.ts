/** One client: what goes out passes its faults, what comes in goes to the protocol it speaks. */

import type { MessageFault, Room } from "./faults.ts";
import type { Frame, Member } from "./hub.ts";
import type { Link } from "./link.ts";

/** A protocol: what a client's requests mean. */
export interface Dialect {
  /** The connection is open: says hello. */
  open(): void;
  /** A text frame came. */
  message(text: string): void;
  /** The mode of the exchange changed. */
  mode(): void;
  /** The connection is gone: leaves everything it had subscribed. */
  closed(): void;
  /** Whether a heartbeat is due in silence. */
  readonly beats: boolean;
  /** Whether it is closed after a minute without requests. */
  readonly idles: boolean;
  /** The heartbeat. */
  heartbeat(): string;
  /** What this connection alone is to be told at a time. */
  step(to: bigint): void;
}

/** What a connection needs of the exchange. */
export interface ConnectionHouse {
  /** What befalls a message. */
  fault(room: Room, frame: Frame): MessageFault | undefined;
  /** Closes all connections, as a restart does. */
  restart(): void;
  /** Milliseconds of the machine, for silences. */
  tick(): number;
}

/** More than this unsent, and a client that does not read is let go: 64 MB. */
const BACKLOG = 64 * 2 ** 20;

/** One connection. */
export class Connection implements Member {
  /** Which socket it is connected to. */
  readonly room: Room;
  /** What it speaks. Set once the connection is made. */
  dialect: Dialect | undefined;
  /** When it was last sent a message of a channel, by the machine's clock. */
  lastOut: number;
  /** When it last asked something, by the machine's clock. */
  lastIn: number;
  readonly #house: ConnectionHouse;
  #link: Link | undefined;
  #held: Frame[] = [];
  #late: ReturnType<typeof setTimeout> | undefined;
  readonly #swapped = new Map<string, string>();
  #frozen = false;

  /** The link comes when it is open. */
  constructor(room: Room, house: ConnectionHouse) {
    this.room = room;
    this.#house = house;
    this.lastIn = this.lastOut = house.tick();
  }

  /** Whether anything passes. */
  get alive(): boolean {
    return this.#link !== undefined && !this.#frozen;
  }

  /** The link is open. */
  opened(link: Link): void {
    this.#link = link;
    this.dialect?.open();
  }

  /** A text frame came. What the exchange fails at ends this connection and no other. */
  received(text: string): void {
    if (!this.alive) return;
    this.lastIn = this.#house.tick();
    try {
      this.dialect?.message(text);
    } catch (error) {
      console.error("The embedded exchange failed:", error);
      this.close(1011, "Internal error");
    }
  }

  /** The link is gone. */
  gone(): void {
    clearTimeout(this.#late);
    this.#late = undefined;
    this.#link = undefined;
    this.dialect?.closed();
  }

  /** Sends a frame, unless a fault befalls it. */
  send(frame: Frame): void {
    if (!this.alive) return;
    // Answers are no messages of a channel: a heartbeat may still be due.
    if (frame.channel !== undefined && frame.method === undefined) this.lastOut = this.#house.tick();
    if (this.#late === undefined) this.#put(frame);
    else this.#held.push(frame);
  }

  /** Closes with the closing handshake. */
  close(code: number, reason: string): void {
    this.#link?.close(code, reason);
  }

  /** Breaks the connection, if it is still there. */
  cut(): void {
    this.#link?.cut();
  }

  #put(frame: Frame): void {
    const fault = this.#house.fault(this.room, frame);
    if (!fault) return this.#out(frame);
    const link = this.#link;
    switch (fault.kind) {
      case "drop":
        return link?.cut();
      case "half-open":
        this.#frozen = true;
        return link?.freeze();
      case "delay":
        this.#held.push(frame);
        this.#late = setTimeout(() => this.#release(), fault.ms);
        return;
      case "duplicate":
        this.#out(frame);
        return this.#out(frame);
      case "reorder": {
        // A second one in a row would only put both off further.
        const about = aboutOf(frame);
        if (this.#swapped.has(about)) this.#out(frame);
        else this.#swapped.set(about, frame.text);
        return;
      }
      case "lose":
        return;
      case "corrupt":
        return this.#out(frame, frame.text.slice(0, fault.chars ?? Math.floor(frame.text.length / 2)));
      case "checksum":
        return this.#out(
          frame,
          frame.text.replace(/"checksum":(\d+)/, (_, digits: string) => {
            return `"checksum":${(Number(digits) ^ 1) >>> 0}`;
          }),
        );
      case "split":
        return link?.sendSplit(frame.text, fault.pieces ?? 3);
      case "restart":
        return this.#house.restart();
    }
  }

  /** Sends a text in place of a frame's, and behind it what was to come after such a frame. */
  #out(frame: Frame, text: string = frame.text): void {
    const link = this.#link;
    if (!link) return;
    link.send(text);
    const about = aboutOf(frame);
    const swapped = this.#swapped.get(about);
    this.#swapped.delete(about);
    if (swapped !== undefined) link.send(swapped);
    if (link.backlog > BACKLOG) this.close(1008, "too slow");
  }

  /** What was held back goes out; another delay among it holds the rest back again. */
  #release(): void {
    this.#late = undefined;
    const held = this.#held;
    this.#held = [];
    const [first, ...rest] = held;
    // The one that was delayed has had its fault.
    if (first) this.#out(first);
    for (const frame of rest) this.send(frame);
  }
}

/** What messages that may swap places have in common. */
function aboutOf({ channel, symbol, method }: Frame): string {
  return `${method} ${channel} ${symbol}`;
}

/** The private channels of all connections, told of what happens on their accounts. */

import type { Account } from "../../accounts/account.ts";
import { Journal } from "./journal.ts";
import type { PrivateFeed } from "./private_feed.ts";

/** A private channel of a connection. */
export interface Listener {
  readonly account: Account;
  readonly feed: PrivateFeed;
  /** Sends its messages. */
  send(texts: readonly string[]): void;
}

/** All of them. */
export class Desks {
  readonly #accounts = new Map<Account, { readonly journal: Journal; readonly listeners: Set<Listener> }>();

  /** Whether anybody listens. */
  get isOpen(): boolean {
    return this.#accounts.size > 0;
  }

  /** A listener comes; what has happened before is told to those who are there already. */
  join(listener: Listener): void {
    this.look();
    let desk = this.#accounts.get(listener.account);
    if (!desk) {
      desk = { journal: new Journal(listener.account), listeners: new Set() };
      this.#accounts.set(listener.account, desk);
    }
    desk.listeners.add(listener);
  }

  /** A listener leaves. */
  leave(listener: Listener): void {
    const desk = this.#accounts.get(listener.account);
    if (desk?.listeners.delete(listener) && desk.listeners.size === 0) this.#accounts.delete(listener.account);
  }

  /** Tells everybody what has happened since the last look. */
  look(): void {
    for (const { journal, listeners } of this.#accounts.values()) {
      const entries = journal.look();
      if (entries.length === 0) continue;
      for (const listener of [...listeners]) listener.send(listener.feed.take(entries));
    }
  }
}

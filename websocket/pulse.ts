/** Silence is noticed: any frame counts as life, then a ping must be answered, else the socket is half-open. */

import type { ConnectionOptions, Protocol } from "./connection_types.ts";
import { after } from "./patience.ts";
import type { Transport } from "./transport.ts";

/** What a {@linkcode Pulse} is given. */
export interface PulseOptions extends Pick<ConnectionOptions, "silenceMs" | "idleMs" | "pingTimeoutMs"> {
  /** Says how to ping, and how long silence may last. */
  readonly protocol: Pick<Protocol, "ping" | "heartbeats">;
  /** Frames received so far. */
  messages(): number;
  /** The socket has no pulse any more. */
  lost(transport: Transport, what: string, cause?: unknown): void;
}

/** Watches one socket at a time. */
export class Pulse {
  readonly #options: PulseOptions;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #pingMs = NaN;
  #pingedAt = 0;

  /** Watches nothing yet. */
  constructor(options: PulseOptions) {
    this.#options = options;
  }

  /** Round trip of the last ping in milliseconds; `NaN` before the first. */
  get pingMs(): number {
    return this.#pingMs;
  }

  /** Watches a socket from now on, by the rule of this moment. */
  watch(transport: Transport): void {
    const { silenceMs = 3_000, idleMs = 20_000, pingTimeoutMs = 2_000, protocol, messages, lost } = this.#options;
    const period = () => protocol.heartbeats() ? silenceMs : idleMs;
    let seen = messages();
    const again = (): void => {
      seen = messages();
      this.#watch = after(period(), check);
    };
    const check = (): void => {
      if (messages() !== seen) return again();
      const before = this.#pingedAt = performance.now();
      try {
        const application = protocol.ping(transport.kind === "ws");
        if (application === undefined) transport.ping();
        else transport.send(application);
      } catch (cause) {
        return lost(transport, `a ping could not be sent: ${cause instanceof Error ? cause.message : cause}`, cause);
      }
      this.#watch = after(pingTimeoutMs, () => {
        // A pong of the protocol's is no message, but clears the time of the ping.
        if (this.#pingedAt !== before || messages() !== seen) return again();
        lost(transport, "no sign of life, not even an answer to a ping (half-open)");
      });
    };
    this.stop();
    this.#pingedAt = 0;
    this.#watch = after(period(), check);
  }

  /** Watches nothing any more. */
  stop(): void {
    clearTimeout(this.#watch);
  }

  /** An answer to a ping came, or what has to do for one. */
  pong(): void {
    if (this.#pingedAt === 0) return;
    this.#pingMs = performance.now() - this.#pingedAt;
    this.#pingedAt = 0;
  }
}

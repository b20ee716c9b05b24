/**
 * A relay in front of an HTTP server. `Deno.serve` cannot close a connection without answering; the relay can, since the
 * sockets are its own. Exchanges that rehearse faults are served through one.
 */

/** A relay in front of a server on this machine. */
export interface Relay {
  /** The port to call. */
  readonly port: number;
  /** Closes the caller's connection that reached the server from this port of the relay; says whether there was one. */
  drop(port: number): boolean;
  /** Closes everything and waits for it. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 and passes every connection on to `target`. */
export function relay(target: number, port: number): Relay {
  const listener = Deno.listen({ hostname: "127.0.0.1", port });
  const drops = new Map<number, () => void>();
  const running = new Set<Promise<void>>();

  const pass = async (outer: Deno.TcpConn): Promise<void> => {
    let inner: Deno.TcpConn;
    try {
      inner = await Deno.connect({ hostname: "127.0.0.1", port: target });
    } catch {
      // The server is closing: the caller sees a closed connection, which is the truth.
      return shut(outer);
    }
    const source = inner.localAddr.port;
    drops.set(source, () => {
      shut(outer);
      shut(inner);
    });
    // Either side may go away at any moment, and then both do: that is all there is to know.
    const ends = [outer.readable.pipeTo(inner.writable), inner.readable.pipeTo(outer.writable)];
    await Promise.allSettled(ends.map((end) => end.catch(() => drops.get(source)?.())));
    drops.delete(source);
    shut(outer);
    shut(inner);
  };

  const accepting = (async () => {
    for await (const outer of listener) {
      const job = pass(outer).finally(() => running.delete(job));
      running.add(job);
    }
  })();

  return {
    port: listener.addr.port,
    drop(source) {
      const drop = drops.get(source);
      drop?.();
      return drop !== undefined;
    },
    async close() {
      listener.close();
      for (const drop of drops.values()) drop();
      await accepting;
      await Promise.allSettled(running);
    },
  };
}

/** Closes a connection that may be closed already. */
function shut(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}

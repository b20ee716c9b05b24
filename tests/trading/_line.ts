/** A line to Kraken on loopback that goes dead when an order is on it. */

import { NOW, orderInfo, standardAnswer, TXID } from "./_desk.ts";

/** What the server does with an order; `book` takes it into the account. */
export type Mishap = (connection: Deno.Conn, book: () => void) => Promise<void> | void;

export interface Line extends AsyncDisposable {
  readonly url: string;
  /** Requests of AddOrder that began to arrive. */
  readonly arrived: string[];
  /** Orders in the account. */
  readonly booked: string[];
  /** Stops listening: the next connection is refused. */
  cut(): void;
}

/** Serves reads as usual; an order meets the mishap, after its first `reads` bytes (all when left out). */
export function deadLine(mishap: Mishap, reads: number = Infinity): Line {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const arrived: string[] = [];
  const booked: string[] = [];
  const open = new Set<Deno.Conn>();
  let listening = true;
  const cut = () => {
    if (listening) listener.close();
    listening = false;
    for (const connection of open) hangUp(connection, open);
  };
  const running = new Set<Promise<void>>();
  const serving = (async () => {
    for await (const connection of listener) {
      const task = serve(connection, { mishap, reads, arrived, booked, open }).finally(() => running.delete(task));
      running.add(task);
    }
  })();
  return {
    url: `http://127.0.0.1:${listener.addr.port}`,
    arrived,
    booked,
    cut,
    async [Symbol.asyncDispose]() {
      cut();
      await serving;
      await Promise.all(running);
    },
  };
}

interface Desk {
  readonly mishap: Mishap;
  readonly reads: number;
  readonly arrived: string[];
  readonly booked: string[];
  readonly open: Set<Deno.Conn>;
}

/** Closes a connection once. */
function hangUp(connection: Deno.Conn, open: Set<Deno.Conn>): void {
  if (open.delete(connection)) connection.close();
}

async function serve(connection: Deno.Conn, { mishap, reads, arrived, booked, open }: Desk): Promise<void> {
  open.add(connection);
  try {
    // Connections stay open between requests, as Kraken's do: an order then comes on one that was used before.
    for (let request = await receive(connection, reads); request !== ""; request = await receive(connection, reads)) {
      const [, path = ""] = request.split(" ", 2);
      const name = path.split("?")[0]?.split("/").slice(3).join("/") ?? "";
      const body = new URLSearchParams(request.split("\r\n\r\n")[1]);
      const id = body.get("cl_ord_id") ?? "";
      if (name === "AddOrder") {
        arrived.push(id);
        return await mishap(connection, () => void booked.push(id));
      }
      await answer(connection, JSON.stringify({ error: [], result: resultOf(name, body, booked) }));
    }
  } catch (error) {
    // The other side may hang up first; what the test looks at is on its own side.
    const gone = [Deno.errors.ConnectionReset, Deno.errors.BrokenPipe, Deno.errors.ConnectionAborted];
    const closed = [...gone, Deno.errors.BadResource, Deno.errors.Interrupted];
    if (!closed.some((kind) => error instanceof kind)) throw error;
  } finally {
    hangUp(connection, open);
  }
}

function resultOf(name: string, body: URLSearchParams, booked: readonly string[]): unknown {
  const id = body.get("cl_ord_id") ?? "";
  if (name === "OpenOrders") {
    return { open: booked.includes(id) ? { [TXID]: orderInfo({ cl_ord_id: id, opentm: Date.now() / 1000 }) } : {} };
  }
  return standardAnswer(name, {}, name === "Time" ? Date.now() : NOW);
}

/** Writes an HTTP answer. */
export async function answer(
  connection: Deno.Conn,
  body: string,
  status: string = "200 OK",
  cutAt?: number,
): Promise<void> {
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  await connection.write(new TextEncoder().encode((head + body).slice(0, cutAt)));
}

async function receive(connection: Deno.Conn, most: number): Promise<string> {
  const buffer = new Uint8Array(8192);
  let text = "";
  for (;;) {
    const length = await connection.read(buffer);
    if (length === null) return text;
    text += new TextDecoder().decode(buffer.subarray(0, length));
    const isOrder = text.includes("/AddOrder ");
    if (isOrder && text.length >= most) return text;
    const [head = "", body] = text.split("\r\n\r\n");
    const wanted = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (body !== undefined && body.length >= wanted) return text;
  }
}

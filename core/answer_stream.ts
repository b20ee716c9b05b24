/** A long answer handed over as it comes, unless it turns out to be an error. */

import { type Answer, looksJson } from "./answer.ts";

/** What a stream needs of the request it belongs to. */
export interface Lifetime {
  /** Ends the body when it aborts, whatever `fetch` makes of it. */
  readonly signal: AbortSignal;
  /** Called once the body has ended, in whatever way. */
  release(): void;
  /** The error to raise for one of `fetch`'s. */
  failure(error: unknown): unknown;
}

/** The body as a stream; as bytes when it is empty or begins as JSON does, which Kraken's errors do and no file. */
export async function bodyOf(
  response: Response,
  { signal, release, failure }: Lifetime,
): Promise<Pick<Answer, "bytes" | "stream">> {
  const none = new Uint8Array();
  const reader = response.body?.getReader();
  if (!reader) return { bytes: none };
  let first = await reader.read();
  while (!first.done && first.value.length === 0) first = await reader.read();
  if (first.done) return { bytes: none };
  if (looksJson(first.value)) {
    const parts = [first.value];
    for (let next = await reader.read(); !next.done; next = await reader.read()) parts.push(next.value);
    return { bytes: new Uint8Array(await new Blob(parts).arrayBuffer()) };
  }
  let peeked: Uint8Array<ArrayBuffer> | undefined = first.value;
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => {}); // nobody may be reading at that moment
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      if (peeked) {
        controller.enqueue(peeked);
        peeked = undefined;
        return;
      }
      try {
        const { done, value } = await Promise.race([reader.read(), aborted]);
        if (!done) return controller.enqueue(value);
        release();
        controller.close();
      } catch (error) {
        release();
        reader.cancel(error).catch(() => {}); // it is broken already
        controller.error(failure(error));
      }
    },
    cancel(reason) {
      release();
      return reader.cancel(reason);
    },
  }, { highWaterMark: 0 });
  return { bytes: none, stream };
}

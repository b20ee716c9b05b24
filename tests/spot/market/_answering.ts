/** A `fetch` with one canned answer, and what it was asked. */

/** Requests made so far, oldest first: `GET https://…`, and the body. */
export interface Asked {
  /** Verb and address. */
  readonly line: string;
  /** Request body. */
  readonly body: string;
}

/** Answers every request with `result` in Kraken's envelope. */
export function answering(result: unknown, error: string[] = []): { fetch: typeof fetch; asked: Asked[] } {
  const asked: Asked[] = [];
  const text = JSON.stringify(error.length === 0 ? { error, result } : { error });
  return {
    asked,
    fetch: (input, init) => {
      asked.push({
        line: `${init?.method ?? "GET"} ${input instanceof Request ? input.url : input}`,
        body: String(init?.body ?? ""),
      });
      return Promise.resolve(new Response(text, { headers: { "content-type": "application/json" } }));
    },
  };
}

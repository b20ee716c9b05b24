/** Keeps what a request carries out of messages: a proxy may repeat a request, and a broken answer may hold a token. */

import type { Answer } from "./answer.ts";

// An answer that is cut has no closing quote.
const TOKEN = /("token"\s*:\s*")[^"]+/g;

/** The answer with the secrets of its request replaced, in plain and in escaped form; tokens are replaced as well. */
export function redacted({ status, headers, bytes }: Answer, secrets: Iterable<string | undefined>): Answer {
  const needles = [...secrets].flatMap((secret) =>
    secret ? [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)] : []
  );
  const clean = (text: string) => needles.reduce((left, needle) => left.replaceAll(needle, "[hidden]"), text);
  const text = clean(new TextDecoder().decode(bytes)).replace(TOKEN, "$1[hidden]");
  return {
    status,
    headers: new Headers(Object.fromEntries([...headers].map(([name, value]) => [name, clean(value)]))),
    bytes: new TextEncoder().encode(text),
  };
}

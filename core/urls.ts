/** Where Kraken is, and which addresses we are willing to talk to. */

import { shown } from "./codecs.ts";
import type { Api } from "./endpoint.ts";

/** Kraken's REST hosts. */
export const BASE_URLS: Readonly<Record<Api, string>> = {
  spot: "https://api.kraken.com",
  funding: "https://api.kraken.com",
  futures: "https://futures.kraken.com",
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address without a trailing slash.
 *
 * @throws {TypeError} when it is no URL, is unencrypted and not on this machine, or has a password, query or fragment.
 */
export function checkedUrl(url: string): string {
  // First of all, since what follows names the address in its messages, and a password must not stand there.
  if (url.includes("@")) throw new TypeError("The base URL must not contain a user name or password");
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new TypeError(
      `The base URL must be a whole address such as "https://api.kraken.com": current value is ${shown(url)}`,
    );
  }
  const { protocol, hostname, host } = parsed;
  // Keys travel in queries here and there, so the rest of the address is not repeated.
  const asked = `"${protocol}//${host}"`;
  const secure = protocol === "https:" || protocol === "wss:";
  if (!secure && !((protocol === "http:" || protocol === "ws:") && LOOPBACK.test(hostname))) {
    throw new TypeError(
      `The base URL must be https: or wss: (http: and ws: only on this machine): current value is ${asked}`,
    );
  }
  // It redirects to advertising, and ours is the only place where futures orders can be rehearsed.
  if (hostname === "demo-futures.kraken.com") throw new TypeError(demoGone(`the base URL is ${asked}`));
  if (/[?#]/.test(url)) {
    throw new TypeError(
      `The base URL must end before any query or fragment, as paths are put behind it: it is of ${asked}`,
    );
  }
  return url.replace(/\/+$/, "");
}

/** What to say to somebody who asks for Kraken's futures demo; `asked` says how they did. */
export function demoGone(asked: string): string {
  return `Kraken shut its futures demo down on 14 July 2026 and offers no other, but ${asked}: ` +
    "rehearse on the embedded exchange with `await kraken.paper()`, which needs no account and no network";
}

/** Where Kraken is, and which addresses we are willing to talk to. */

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
 * @throws {TypeError} when it is no URL, or is unencrypted and not on this machine.
 */
export function checkedUrl(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new TypeError(
      `The base URL must be a whole address such as "https://api.kraken.com": current value is "${url}"`,
    );
  }
  const { protocol, hostname } = parsed;
  const secure = protocol === "https:" || protocol === "wss:";
  if (!secure && !((protocol === "http:" || protocol === "ws:") && LOOPBACK.test(hostname))) {
    throw new TypeError(
      `The base URL must be https: or wss: (http: and ws: only on this machine): current value is "${url}"`,
    );
  }
  if (parsed.username || parsed.password) throw new TypeError("The base URL must not contain a user name or password");
  return url.replace(/\/+$/, "");
}

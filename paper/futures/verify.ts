/**
 * Whether a signed call is what it says it is. Written apart from the client's signing, from Kraken's description: an
 * exchange that checked signatures with the signer's code would prove nothing.
 */

import { Buffer } from "node:buffer";
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether `authent` is the base64 of HMAC-SHA512, keyed with the decoded secret, over the SHA-256 of parameters, nonce and
 * path. The parameters are taken as they were sent, percent signs included: the rule since October 2025.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export function authentFits(secret: string, sent: string, nonce: string, pathname: string, authent: string): boolean {
  const path = pathname.replace(/^\/derivatives(?=\/)/, "");
  const digest = createHash("sha256").update(sent).update(nonce).update(path).digest();
  const expected = createHmac("sha512", Buffer.from(secret, "base64")).update(digest).digest();
  const given = Buffer.from(authent, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Whether a challenge was signed by the holder of a key. Written apart from the client's signing, from its description. */

import { Buffer } from "node:buffer";
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether `signed` is the base64 of HMAC-SHA512, keyed with the decoded secret, over the SHA-256 of the challenge's text.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-websockets}
 */
export function challengeFits(secret: string, challenge: string, signed: string): boolean {
  const digest = createHash("sha256").update(challenge, "utf8").digest();
  const expected = createHmac("sha512", Buffer.from(secret, "base64")).update(digest).digest();
  const given = Buffer.from(signed, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

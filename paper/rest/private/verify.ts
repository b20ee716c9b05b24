/**
 * Whether a private call is what it says it is. Written apart from the client's signing, from Kraken's description: an
 * exchange that checked signatures with the signer's code would prove nothing.
 */

import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { Buffer } from "node:buffer";
import type { PaperKey } from "../../accounts/keys.ts";

/**
 * Whether `signature` is the base64 of HMAC-SHA512, keyed with the decoded secret, over the path with its query exactly as
 * sent and the SHA-256 of nonce and body.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/spot-rest-auth}
 */
export function signatureFits(
  secret: string,
  target: string,
  nonce: string,
  body: Uint8Array,
  signature: string,
): boolean {
  const digest = createHash("sha256").update(nonce).update(body).digest();
  const expected = createHmac("sha512", Buffer.from(secret, "base64")).update(target).update(digest).digest();
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP_MS = 30_000;

/** Six digits of RFC 6238 for a moment. */
function oneTimeCode(secret: string, step: number): string {
  let [bits, held] = [0, 0];
  const key: number[] = [];
  for (const letter of secret.toUpperCase()) {
    const value = BASE32.indexOf(letter);
    if (value < 0) continue;
    held = held << 5 | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    key.push(held >>> bits & 0xff);
    held &= (1 << bits) - 1;
  }
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", Buffer.from(key)).update(message).digest();
  const at = hash.readUInt8(hash.length - 1) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Whether the second factor is right: the code of the moment, or of the 30 seconds before or after it. */
export function passwordFits({ otp }: Pick<PaperKey, "otp">, given: string | undefined, now: number): boolean {
  if (otp === undefined) return true;
  if (given === undefined) return false;
  if ("fixed" in otp) return given === otp.fixed;
  const step = Math.floor(now / STEP_MS);
  return [step, step - 1, step + 1].some((each) => oneTimeCode(otp.totp, each) === given);
}

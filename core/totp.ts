/** One-time passwords for API keys with two-factor authentication. */

import { nodeCrypto } from "./node_crypto.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * A generator of time-based one-time passwords (RFC 6238: SHA-1, 6 digits, 30 s) from the base32 secret behind the QR code,
 * for `kraken({ otp: totp(secret) })`.
 *
 * @throws {TypeError} when the secret is not base32, without repeating any of it.
 */
export function totp(secret: string, now: () => number = Date.now): () => string {
  const text = secret.toUpperCase().replaceAll(/[\s=-]/g, "");
  if (text === "" || /[^A-Z2-7]/.test(text)) {
    throw new TypeError(
      "The TOTP secret is not base32 text (letters A to Z and digits 2 to 7): use the one shown beside the QR code",
    );
  }
  const bits = Array.from(text, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => parseInt(byte, 2));
  return () => {
    const counter = new DataView(new ArrayBuffer(8));
    counter.setBigUint64(0, BigInt(Math.floor(now() / 30_000)));
    const hash = nodeCrypto().createHmac("sha1", key).update(new Uint8Array(counter.buffer)).digest();
    const at = (hash.at(-1) ?? 0) & 0xf;
    const code = new DataView(hash.buffer, hash.byteOffset).getUint32(at) & 0x7fffffff;
    return String(code % 1_000_000).padStart(6, "0");
  };
}

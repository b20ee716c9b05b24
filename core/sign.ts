/**
 * Kraken's signatures. `node:crypto` does them eight times faster than WebCrypto and without waiting; two one-shot hashes
 * take half the time of its `createHmac`, and the padded key is made once. The vectors in the tests hold.
 */

import { nodeCrypto } from "./node_crypto.ts";

/** The bytes of an API secret; what {@linkcode decodeSecret} makes. */
export type SecretBytes = Uint8Array<ArrayBuffer>;

/** A secret prepared for signing; its buffers are written anew for every signature. */
export interface SigningKey {
  /** The padded key block that HMAC hashes in front of a message. */
  readonly inner: Uint8Array<ArrayBuffer>;
  /** The padded key block and, behind it, room for the inner digest. */
  readonly outer: Uint8Array<ArrayBuffer>;
  /** The messages of paths signed before: key block, path, and room for the digest. */
  readonly messages: Map<string, Message>;
}

/** A message being signed. */
export interface Message {
  /** Everything that is hashed. */
  readonly whole: Uint8Array<ArrayBuffer>;
  /** Its last part, which differs from call to call. */
  readonly digest: Uint8Array<ArrayBuffer>;
}

const BLOCK = 128; // of SHA-512, bytes
const DIGEST = 64;
const SHA256 = 32;

/**
 * An API secret from the base64 text that Kraken shows once.
 *
 * @throws {TypeError} when the text is not base64, without repeating any of it.
 */
export function decodeSecret(secret: string): SecretBytes {
  const text = secret.trim();
  if (text === "") {
    throw new TypeError("The API secret is empty: copy the private key that Kraken showed when the key was made");
  }
  // Some published Futures secrets come without padding; everything else must be strict base64.
  const padded = text.padEnd(Math.ceil(text.length / 4) * 4, "=");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(padded) || padded.length % 4 !== 0) {
    throw new TypeError(
      "The API secret is not base64 text: copy the whole private key (not the public one) without quotes, spaces or line breaks",
    );
  }
  return Uint8Array.from(atob(padded), (character) => character.charCodeAt(0));
}

/** Prepares a secret (RFC 2104). */
export function signingKey(secret: SecretBytes): SigningKey {
  const key = secret.length > BLOCK ? nodeCrypto().hash("sha512", secret, "buffer") : secret;
  const inner = new Uint8Array(BLOCK).fill(0x36);
  const outer = new Uint8Array(BLOCK + DIGEST).fill(0x5c);
  key.forEach((byte, at) => {
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  });
  return { inner, outer, messages: new Map() };
}

const encoder = new TextEncoder();

/** HMAC-SHA512 over a text and a SHA256 digest (in hex) behind it, as base64. Hex is what one-shot hashes give fastest. */
function hmac(key: SigningKey, text: string, digest: string): string {
  const { hash } = nodeCrypto();
  const message = key.messages.get(text) ?? prepare(key, text);
  // Nothing waits between writing into the shared buffers and hashing them.
  message.digest.setFromHex(digest);
  key.outer.subarray(BLOCK).setFromHex(hash("sha512", message.whole));
  return Uint8Array.fromHex(hash("sha512", key.outer)).toBase64();
}

function prepare({ inner, messages }: SigningKey, text: string): Message {
  const bytes = encoder.encode(text);
  const whole = new Uint8Array(BLOCK + bytes.length + SHA256);
  whole.set(inner);
  whole.set(bytes, BLOCK);
  const message = { whole, digest: whole.subarray(BLOCK + bytes.length) };
  // Paths with a query differ from call to call: keeping them all would never end.
  if (messages.size < 200) messages.set(text, message);
  return message;
}

/**
 * `API-Sign` of a Spot or Funding request: HMAC-SHA512 over the path and SHA256 of nonce and body.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/spot-rest-auth}
 */
export function signSpot(key: SigningKey, pathWithQuery: string, nonce: string, body: string): string {
  return hmac(key, pathWithQuery, nodeCrypto().hash("sha256", nonce + body));
}

/**
 * `Authent` of a Futures request: HMAC-SHA512 over SHA256 of the parameters exactly as sent, nonce and path.
 * A leading `/derivatives` is not part of the signed path.
 *
 * @see {@link https://docs.kraken.com/api/docs/guides/futures-rest}
 */
export function signFutures(key: SigningKey, path: string, nonce: string, sent: string): string {
  const signed = path.startsWith("/derivatives") ? path.slice("/derivatives".length) : path;
  return hmac(key, "", nodeCrypto().hash("sha256", sent + nonce + signed));
}

/** Answer to the challenge of the Futures WebSocket v1. */
export function signChallenge(key: SigningKey, challenge: string): string {
  return hmac(key, "", nodeCrypto().hash("sha256", challenge));
}

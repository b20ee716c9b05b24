/** A key and its secret, kept where neither printing nor serialising shows them. */

import {
  decodeSecret,
  type SecretBytes,
  signChallenge,
  signFutures,
  type SigningKey,
  signingKey,
  signSpot,
} from "./sign.ts";

/** One-time password: fixed text, or a function called for each request ({@linkcode totp} makes one). */
export type Otp = string | (() => string | Promise<string>);

/** What a key consists of. */
export interface KeyOptions {
  /** The public key. */
  key: string;
  /** The private key, base64 text as Kraken showed it. */
  secret: string;
  /** For keys with two-factor authentication. */
  otp?: Otp | undefined;
}

/** A key ready to sign. Shows neither key nor secret when printed. */
export class Credentials {
  readonly #key: string;
  readonly #secret: SecretBytes;
  #prepared: SigningKey | undefined;
  readonly #otp: Otp | undefined;

  /**
   * Checks the key's form.
   *
   * @throws {TypeError} when key or secret is missing or the secret is not base64; the message repeats neither.
   */
  constructor({ key, secret, otp }: KeyOptions) {
    if (typeof key !== "string" || key.trim() === "") {
      throw new TypeError("The API key is empty: pass both key and secret");
    }
    // A header takes nothing else, and the platform's message would repeat the key.
    if (!/^[\x20-\x7e]+$/.test(key.trim())) {
      throw new TypeError(
        "The API key must be printable ASCII text without line breaks: copy the public key alone",
      );
    }
    if (typeof secret !== "string") throw new TypeError("The API secret is missing: pass both key and secret");
    this.#key = key.trim();
    this.#secret = decodeSecret(secret);
    this.#otp = otp;
  }

  /** The public key, for the request header and nothing else. */
  get key(): string {
    return this.#key;
  }

  /** The one-time password of this moment, if the key has any. */
  async oneTimePassword(): Promise<string | undefined> {
    return typeof this.#otp === "function" ? await this.#otp() : this.#otp;
  }

  /** `API-Sign` of a Spot or Funding request. */
  signSpot(pathWithQuery: string, nonce: string, body: string): string {
    return signSpot(this.#signingKey, pathWithQuery, nonce, body);
  }

  /** `Authent` of a Futures request. */
  signFutures(path: string, nonce: string, sent: string): string {
    return signFutures(this.#signingKey, path, nonce, sent);
  }

  /** Answer to the challenge of the Futures WebSocket v1. */
  signChallenge(challenge: string): string {
    return signChallenge(this.#signingKey, challenge);
  }

  get #signingKey(): SigningKey {
    return this.#prepared ??= signingKey(this.#secret);
  }

  /** Nothing of the key in JSON. */
  toJSON(): string {
    return "[API key]";
  }

  /** Nothing of the key on a terminal or in a notebook. */
  [Symbol.for("Deno.customInspect")](): string {
    return "Credentials [API key]";
  }
}

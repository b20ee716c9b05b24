/**
 * What all markets share: endpoints as data, sending, signing, errors, the rate budget, symbols, time and decimals.
 *
 * @module
 */

export * from "./client.ts";
export * from "./codecs.ts";
export * from "./credentials.ts";
export * from "./decimal.ts";
export * from "./endpoint.ts";
export * from "./errors.ts";
export * from "./key_shape.ts";
export * from "./limiter.ts";
export * from "./nonce.ts";
export * from "./pages.ts";
export * from "./retry.ts";
export * from "./send.ts";
export * from "./sign.ts";
export * from "./symbols.ts";
export * from "./time.ts";
export * from "./totp.ts";

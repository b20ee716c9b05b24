/**
 * Kraken's Futures auth API: what a key is.
 *
 * Kraken's notice does not name it, but documents it with the derivatives REST API that ends on 1 March 2027.
 *
 * @module
 */

export * from "./check_api_key.ts";

/** `node:crypto`, loaded when something is first signed: it makes up a third of what importing the toolkit would cost. */

import type * as Crypto from "node:crypto";

let loaded: typeof Crypto | undefined;

/** The module `node:crypto`. */
export function nodeCrypto(): typeof Crypto {
  return loaded ??= load();
}

function load(): typeof Crypto {
  const { process } = globalThis as unknown as { process: { getBuiltinModule(name: string): typeof Crypto } };
  return process.getBuiltinModule("node:crypto");
}

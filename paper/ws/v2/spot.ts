/** Spot v2: its channels, methods and refusals. */

import { type Sent, spotChannels } from "./channels.ts";
import { SPOT_METHODS } from "./methods.ts";
import type { V2Table } from "./session.ts";

/** The table of Spot. */
export function spotTable(sent: Sent): V2Table {
  return {
    channels: spotChannels(sent),
    methods: SPOT_METHODS,
    check: () => undefined,
    unknown: (symbol) =>
      /^[^/\s]+\/[^/\s]+$/.test(symbol)
        ? `Currency pair not supported ${symbol}`
        : `Currency pair not in ISO 4217-A3 format ${symbol}`,
  };
}

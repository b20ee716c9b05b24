/** Types for the tests of the schema machine. */

import type { Decimal } from "../../core/decimal.ts";
import { type Endpoint, publicGet } from "../../core/endpoint.ts";

/** One of each kind of thing that result types have. */
export interface Whole {
  /** Money. */
  price: Decimal;
  /** Open union. */
  status: "open" | "closed" | (string & Record<never, never>);
  /** Labelled tuple with an optional item. */
  row: [text: string, count: number, more?: Decimal];
  /** A field may be called what a keyword of JSON Schema is called. */
  more: { description: string; required?: string[] };
}

/** Closed union. */
export type Closed = "open" | "closed";

/** An endpoint as the house writes them. */
export const example: Endpoint<Record<never, never>, Record<string, Decimal>> = publicGet("Example");

/** One without annotation. */
export const bare = example;

/** Codecs that only the Futures REST API needs. */

import { type Codec, decimal, mustBe, oneOf, text, type Wire } from "../core/codecs.ts";
import type { Decimal } from "../core/decimal.ts";
import type { ContractType } from "./_types.ts";

type Optional<Value> = Codec<Value> & { required?: false };

/** One value or several; the name is repeated on the wire for each. */
export function oneOrMany<Value extends string>(item: Codec<Value>): Optional<Value | readonly Value[]> {
  return {
    encode(value) {
      const items: readonly Value[] = Array.isArray(value) ? value : [value as Value];
      if (items.length === 0) mustBe("at least one item", value, RangeError);
      return items.map((each) => item.encode(each));
    },
  };
}

/** Kinds of contract. */
export const contractTypes: Optional<ContractType | readonly ContractType[]> = oneOrMany(
  oneOf(["futures_inverse", "futures_vanilla", "flexible_futures", "options", "all"]),
);

/** Symbols, one or several. */
export const symbols: Optional<string | readonly string[]> = oneOrMany(text);

/** A client order id: at most 100 characters. */
export const clientOrderId: Optional<string> = {
  encode(value) {
    const written = text.encode(value);
    if (value.length > 100) mustBe("at most 100 characters long", value, RangeError);
    return written;
  },
};

/** Unix milliseconds: a `Date` or a number of milliseconds. */
export const unixMs: Optional<Date | number> = {
  encode(value) {
    const ms = value instanceof Date ? value.getTime() : value;
    if (typeof ms !== "number") mustBe("a Date or Unix milliseconds", value);
    if (!Number.isSafeInteger(ms) || ms < 0) mustBe("a Date or whole Unix milliseconds", value, RangeError);
    // 1e11 ms is March 1973: whoever passes less, and not 0 for "from the beginning", meant seconds.
    if (!(value instanceof Date) && ms > 0 && ms < 1e11) {
      mustBe("Unix milliseconds (this looks like seconds: multiply by 1000 or pass a Date)", value, RangeError);
    }
    return ms;
  },
};

/** Whole Unix seconds: a `Date`, cut to its second, or a number of seconds. */
export const wholeSeconds: Optional<Date | number> = {
  encode(value) {
    const seconds = value instanceof Date ? Math.floor(value.getTime() / 1000) : value;
    if (typeof seconds !== "number") mustBe("a Date or Unix seconds", value);
    if (!Number.isSafeInteger(seconds) || seconds < 0) mustBe("a Date or whole Unix seconds", value, RangeError);
    if (seconds > 1e11) {
      mustBe("Unix seconds (this looks like milliseconds: divide by 1000 or pass a Date)", value, RangeError);
    }
    return seconds;
  },
};

// TypeScript's library does not know JSON.rawJSON yet (November 2026).
const rawJson = (JSON as unknown as { rawJSON(text: string): Wire }).rawJSON;

/** Decimal text or a number inside a JSON document: a JSON number with exactly those digits, never an exponent. */
export function literal(codec: Codec<Decimal | number>): Optional<Decimal | number> {
  return {
    // JSON allows neither a sign "+", nor a bare point, nor zeros in front.
    encode(value) {
      const [, sign = "", whole = "", fraction = ""] = /^([+-]?)0*(\d*)\.?(\d*)$/.exec(String(codec.encode(value))) ??
        [];
      return rawJson(`${sign === "-" ? "-" : ""}${whole || "0"}${fraction && `.${fraction}`}`);
    },
  };
}

/** As {@linkcode literal}, any sign. */
export const jsonDecimal: Optional<Decimal | number> = literal(decimal);

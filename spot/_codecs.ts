/** Codecs that several rooms of Spot share. */

import { array, type Codec, encodeFields, inQuery, integer, mustBe, oneOf, text } from "../core/codecs.ts";
import type { Codecs, Wire } from "../core/codecs.ts";
import { plain } from "../core/decimal.ts";

type Optional<Value> = Codec<Value> & { readonly required?: false };

/** `account_id`: stands in the query string of a POST, where the signature covers it. */
export const accountId: Optional<string> = inQuery(text);

/** `rebase_multiplier`. */
export const rebaseMultiplier: Optional<"rebased" | "base"> = oneOf(["rebased", "base"]);

/** Asset classes of funding. */
export const fundingClass: Optional<"currency" | "tokenized_asset"> = oneOf(["currency", "tokenized_asset"]);

/** `userref`: a signed 32-bit whole number. */
export const userReference: Optional<number> = integer(-2_147_483_648, 2_147_483_647);

/** Order txid as text, or a `userref` as whole number. */
export const orderReference: Optional<string | number> = {
  encode(value) {
    if (typeof value === "number") return userReference.encode(value);
    return typeof value === "string" ? text.encode(value) : mustBe("a txid (text) or a userref (whole number)", value);
  },
};

const CLIENT_ORDER_ID = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32}|[\x20-\x7e]{1,18})$/i;

/** `cl_ord_id`: a UUID with dashes, 32 hexadecimal digits, or up to 18 ASCII characters. */
export const clientOrderId: Optional<string> = {
  encode(value) {
    const id = text.encode(value) as string;
    if (CLIENT_ORDER_ID.test(id)) return id;
    mustBe("a UUID, 32 hexadecimal digits, or at most 18 ASCII characters", value, RangeError);
  },
};

/** `starttm` and `expiretm`: `0`, a moment (`Date` or Unix seconds), or `"+<seconds>"` from now. */
export const schedule: Optional<Date | number | string> = {
  encode(value) {
    const expected = 'a Date, whole Unix seconds, or seconds from now such as "+30"';
    if (value instanceof Date) {
      if (Number.isNaN(value.getTime())) mustBe("a valid Date", value, RangeError);
      return String(Math.floor(value.getTime() / 1000));
    }
    if (typeof value === "number") {
      if (!Number.isSafeInteger(value) || value < 0) mustBe(expected, value, RangeError);
      // 1e11 s is the year 5138: whoever passes more meant milliseconds.
      if (value > 1e11) mustBe(`${expected} (this looks like milliseconds)`, value, RangeError);
      return plain(value);
    }
    if (typeof value !== "string") mustBe(expected, value);
    return /^\+?\d+$/.test(value) ? value : mustBe(expected, value, RangeError);
  },
};

/** Whole Unix seconds where Kraken wants an integer; a `Date` is cut to its second. */
export const wholeSeconds: Optional<Date | number> = {
  encode(value) {
    if (value instanceof Date && Number.isNaN(value.getTime())) mustBe("a valid Date", value, RangeError);
    const seconds = value instanceof Date ? Math.floor(value.getTime() / 1000) : value;
    if (typeof seconds !== "number") mustBe("a Date or whole Unix seconds", value);
    if (!Number.isSafeInteger(seconds) || seconds < 0) mustBe("a Date or whole Unix seconds", value, RangeError);
    if (seconds > 1e11) mustBe("whole Unix seconds (this looks like milliseconds)", value, RangeError);
    return seconds;
  },
};

/** `leverage`: a whole number of at least 1, or Kraken's text (`"5"`, `"5:1"`, `"none"`). */
export const leverage: Optional<string | number> = {
  encode(value) {
    if (typeof value === "number") return String(integer(1).encode(value));
    if (typeof value !== "string") mustBe('a whole number or text such as "5"', value);
    return /^(?:none|[1-9]\d*(?::1)?)$/.test(value) ? value : mustBe('"none", "5" or "5:1"', value, RangeError);
  },
};

/** `cursor` of the classic funding lists: `true` asks for the first page, text for the page it names. */
export const startOrCursor: Optional<boolean | string> = {
  encode(value) {
    if (typeof value === "boolean") return value;
    return typeof value === "string" ? text.encode(value) : mustBe("true, false or text", value);
  },
};

/** As `array`, with at least `min` and at most `max` items. */
export function arrayOf<Value>(item: Codec<Value>, min: number, max: number): Optional<readonly Value[]> {
  const items = array(item);
  return {
    encode(value) {
      const written = items.encode(value);
      if (value.length >= min && value.length <= max) return written;
      throw new RangeError(`must have ${min} to ${max} items: it has ${value.length}`);
    },
  };
}

/** An object with exactly one of its fields set (`scope`); `Value` lists them all as optional. */
export function exactlyOne<Value extends object>(codecs: Codecs<Value>): Optional<Value> {
  return objectWithOneOf(codecs, Object.keys(codecs));
}

/** An object whose fields are checked, and of which exactly one of `choices` is set. */
export function objectWithOneOf<Value extends object>(
  codecs: Codecs<Value>,
  choices: readonly string[],
): Optional<Value> {
  return {
    encode(value): Wire {
      if (value === null || typeof value !== "object" || Array.isArray(value)) mustBe("an object", value);
      const written = encodeFields(codecs, value, "field");
      const given = choices.filter((name) => name in written);
      if (given.length === 1) return written;
      mustBe(`an object with exactly one of ${choices.join(", ")}`, value, RangeError);
    },
  };
}

/** Codecs: each checks one parameter and writes it to the wire. A failure says what was expected; the sender adds where. */

import { type Decimal, isDecimal, plain } from "./decimal.ts";
import { nearest } from "./nearest.ts";

/** What stands on the wire: text in a query or form, any JSON value in a JSON body. */
export type Wire = string | number | boolean | null | readonly Wire[] | { readonly [name: string]: Wire };

/** Where a parameter travels. */
export type Place = "query" | "body" | "path" | "header";

/** Checks a value and writes it to the wire. */
export interface Codec<Value> {
  /**
   * Wire form of the value.
   *
   * @throws {TypeError | RangeError} with a message that reads after "'name' ": "must be …: current value is …".
   */
  // A method rather than a property, so that codecs of wider types fit narrower parameters.
  encode(value: Value): Wire;
  /** Set by {@linkcode required}. */
  readonly required?: boolean;
  /** Set by {@linkcode inQuery} and its kind; else query for GET and DELETE, body for POST and PUT. */
  readonly in?: Place;
}

/** A codec whose parameter may not be left out. */
export interface RequiredCodec<Value> extends Codec<Value> {
  /** Marks it. */
  readonly required: true;
}

/** One codec for each parameter of an interface: those without `?` are wrapped in {@linkcode required}. */
export type Codecs<Params> = {
  readonly [Name in keyof Params]-?: Record<never, never> extends Pick<Params, Name>
    ? Codec<NonNullable<Params[Name]>> & { required?: false }
    : RequiredCodec<Params[Name]>;
};

/** The parameter must be given. */
export function required<Value>(codec: Codec<Value>): RequiredCodec<Value> {
  return { ...codec, encode: codec.encode, required: true };
}

/** The parameter travels in the query string although the request has a body (`account_id`). */
export function inQuery<Value>(codec: Codec<Value>): Codec<Value> & { required?: false } {
  return { encode: codec.encode, in: "query" };
}

/** The parameter travels as a request header. */
export function inHeader<Value>(codec: Codec<Value>): Codec<Value> & { required?: false } {
  return { encode: codec.encode, in: "header" };
}

/** Shows a value in an error message: short, quoted when text, never the whole of something large. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
  if (typeof value === "bigint") return `${value}n`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "an invalid Date" : value.toISOString();
  if (value === null || typeof value !== "object") return String(value);
  const text = Deno.inspect(value, { depth: 1, compact: true, breakLength: Infinity, strAbbreviateSize: 40 });
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** Fails with "must be <expected>: current value is <value>". */
export function mustBe(
  expected: string,
  value: unknown,
  Kind: typeof RangeError | typeof TypeError = TypeError,
): never {
  throw new Kind(`must be ${expected}: current value is ${shown(value)}`);
}

/** A codec of a parameter that may be left out. */
export type Optional<Value> = Codec<Value> & { required?: false };

function codec<Value>(encode: (value: Value) => Wire): Optional<Value> {
  return { encode };
}

/** Non-empty text, sent as it is. */
export const text: Optional<string> = codec((value) => {
  if (typeof value !== "string") mustBe("text", value);
  if (value === "") mustBe("non-empty text", value, RangeError);
  return value;
});

/** `true` or `false`. */
export const boolean: Optional<boolean> = codec((value) => {
  if (typeof value !== "boolean") mustBe("true or false", value);
  return value;
});

/** A whole number within bounds, both included. */
export function integer(
  min: number = Number.MIN_SAFE_INTEGER,
  max: number = Number.MAX_SAFE_INTEGER,
): Optional<number> {
  const expected = min === Number.MIN_SAFE_INTEGER && max === Number.MAX_SAFE_INTEGER
    ? "a whole number"
    : max === Number.MAX_SAFE_INTEGER
    ? `a whole number of at least ${min}`
    : `a whole number from ${min} to ${max}`;
  return codec((value) => {
    if (typeof value !== "number") mustBe(expected, value);
    if (!Number.isSafeInteger(value) || value < min || value > max) mustBe(expected, value, RangeError);
    return value;
  });
}

/** An amount or price: decimal text as it is (no exponent), or a finite number written out in plain digits. */
export const decimal: Optional<Decimal | number> = codec((value) => {
  if (typeof value === "number") {
    return Number.isFinite(value) ? plain(value) : mustBe("a finite number", value, RangeError);
  }
  if (typeof value !== "string") mustBe('decimal text such as "0.125", or a number', value);
  if (!isDecimal(value)) {
    mustBe('plain decimal text such as "0.125", without exponent or separators', value, RangeError);
  }
  return value;
});

/** As {@linkcode decimal}, and above zero. */
export const positiveDecimal: Optional<Decimal | number> = codec((value) => {
  const written = decimal.encode(value);
  if (!/^\+?[0.]*[1-9]/.test(String(written))) mustBe("above zero", value, RangeError);
  return written;
});

/** As {@linkcode decimal}, and not below zero. */
export const unsignedDecimal: Optional<Decimal | number> = codec((value) => {
  const written = decimal.encode(value);
  if (/^-.*[1-9]/.test(String(written))) mustBe("zero or more", value, RangeError);
  return written;
});

/** A number that stays a JSON number (Futures): finite, written out in plain digits on a form. */
export const number: Optional<number> = codec((value) => {
  if (typeof value !== "number") mustBe("a number", value);
  if (!Number.isFinite(value)) mustBe("a finite number", value, RangeError);
  return value;
});

/** A Spot order price: absolute, or relative with `+`, `-` or `#` in front and `%` behind (`"+5%"`, `"#250"`). */
export const relativePrice: Optional<Decimal | number> = codec((value) => {
  if (typeof value === "string" && /^[+\-#](\d+(\.\d*)?|\.\d+)%?$/.test(value)) return value;
  return positiveDecimal.encode(value);
});

/** One of a closed set. A near miss is answered with the nearest spelling. */
export function oneOf<const Value extends string | number>(values: readonly Value[]): Optional<Value> {
  return codec((value) => {
    if (values.includes(value)) return value;
    const guess = typeof value === "string" ? nearest(value, values.map(String)) : undefined;
    mustBe(
      `one of ${values.join(", ")}${guess === undefined ? "" : ` (did you mean ${JSON.stringify(guess)}?)`}`,
      value,
      RangeError,
    );
  });
}

/** Comma list: one text or several; an array is joined. */
export const list: Optional<string | readonly string[]> = codec((value) => {
  const items = typeof value === "string" ? [value] : value;
  if (!Array.isArray(items)) mustBe("text or an array of texts", value);
  if (items.length === 0) throw new RangeError(`must have at least one item: current value is ${shown(value)}`);
  for (const item of items) {
    if (typeof item !== "string" || item === "") mustBe("text or an array of non-empty texts", value);
  }
  return items.join(",");
});

/** As {@linkcode list}, each item from a closed set. */
export function listOf<const Value extends string>(values: readonly Value[]): Optional<Value | readonly Value[]> {
  const one = oneOf(values);
  return codec((value) => {
    const items: readonly Value[] = typeof value === "string"
      ? value.split(",").map((item) => item.trim() as Value)
      : Array.isArray(value)
      ? value
      : mustBe("text or an array of texts", value);
    return items.map((item) => one.encode(item)).join(",");
  });
}

/** As {@linkcode list}, with at most `max` items (`QueryOrders` takes 50 ids). */
export function listUpTo(max: number): Optional<string | readonly string[]> {
  return codec((value) => {
    const written = list.encode(value) as string;
    const count = written.split(",").length;
    if (count > max) throw new RangeError(`must have at most ${max} items: it has ${count}`);
    return written;
  });
}

/** An array that stays one on the wire: repeated parameters in a query or form, an array in JSON. */
export function array<Value>(item: Codec<Value>): Optional<readonly Value[]> {
  return codec((value) => {
    if (!Array.isArray(value)) mustBe("an array", value);
    return value.map((each, index) => {
      try {
        return item.encode(each);
      } catch (error) {
        throw within(`item ${index} `, error);
      }
    });
  });
}

/** Unix seconds: a `Date`, a number of seconds, or text that Kraken reads as such. */
export const unixSeconds: Optional<Date | number | string> = codec((value) => {
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? mustBe("a valid Date", value, RangeError) : plain(value.getTime() / 1000);
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value) || value < 0) mustBe("Unix seconds or a Date", value, RangeError);
    // 1e11 s is the year 5138: whoever passes more meant milliseconds.
    if (value > 1e11) {
      mustBe("Unix seconds (this looks like milliseconds: divide by 1000 or pass a Date)", value, RangeError);
    }
    return plain(value);
  }
  if (typeof value !== "string" || value === "") mustBe("a Date or Unix seconds", value);
  return value;
});

/** RFC 3339 text: a `Date`, or text as it is. */
export const isoTime: Optional<Date | string> = codec((value) => {
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? mustBe("a valid Date", value, RangeError) : value.toISOString();
  }
  if (typeof value !== "string" || Number.isNaN(Date.parse(value))) {
    mustBe('a Date or ISO 8601 text such as "2026-01-31T12:00:00Z"', value);
  }
  return value;
});

/** The checks of a JSON object's fields, as for an endpoint; the object itself is sent. */
export function object<Value extends object>(codecs: Codecs<Value>): Optional<Value> {
  return codec((value) => {
    if (value === null || typeof value !== "object" || Array.isArray(value)) mustBe("an object", value);
    return encodeFields(codecs, value, "field");
  });
}

/** The value as JSON text, for the form fields of Futures that carry a document (`json`). */
export function jsonText<Value>(item: Codec<Value>): Optional<Value> {
  return codec((value) => JSON.stringify(item.encode(value)));
}

const namesOf = new WeakMap<object, readonly string[]>();

/**
 * Checks every field against its codec; what is missing, misspelt or malformed fails with the field's name. `noun` is what
 * the message calls an unknown name: a call has parameters, an object among them has fields.
 */
export function encodeFields<Params extends object>(
  codecs: Codecs<Params>,
  given: Params,
  noun: "parameter" | "field" = "parameter",
): Record<string, Wire> {
  const table = codecs as Record<string, Codec<unknown>>;
  const values = given as Record<string, unknown>;
  for (const name in values) if (!Object.hasOwn(table, name)) throw unknownName(name, Object.keys(table), noun);
  let names = namesOf.get(table);
  if (!names) namesOf.set(table, names = Object.keys(table));
  const wire: Record<string, Wire> = {};
  for (const name of names) {
    const value = values[name];
    const codec = table[name] as Codec<unknown>;
    if (value === undefined) {
      if (codec.required) throw new TypeError(`'${name}' is missing`);
      continue;
    }
    try {
      wire[name] = codec.encode(value);
    } catch (error) {
      throw within(`'${name}' `, error);
    }
  }
  return wire;
}

function unknownName(name: string, names: readonly string[], noun: "parameter" | "field"): TypeError {
  const guess = nearest(name, names);
  const help = guess === undefined ? undefined : `did you mean '${guess}'?`;
  const all = names.join(", ") || "none";
  // Reads after the name of what holds it: "'scope' has no field …".
  if (noun === "field") return new TypeError(`has no field '${name}'; ${help ?? `it has: ${all}`}`);
  return new TypeError(
    `it has no parameter '${name}'; ${help ?? `it takes: ${all}`} (undeclared ones go through the option 'extra')`,
  );
}

/** The same failure with the place in front, of the same class. */
export function within(place: string, error: unknown): unknown {
  if (error instanceof RangeError) return new RangeError(place + error.message, { cause: error.cause });
  if (error instanceof TypeError) return new TypeError(place + error.message, { cause: error.cause });
  return error;
}

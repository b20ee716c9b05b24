/** Codecs of the v2 dialect: numbers travel as JSON numbers with exactly the digits given. */

import { type Codec, decimal, mustBe, positiveDecimal, type Wire } from "../../core/codecs.ts";
import type { Decimal } from "../../core/decimal.ts";

// In the standard since 2025 and in V8, not yet in TypeScript's library.
const rawJson = (JSON as unknown as { rawJSON?: (text: string) => unknown }).rawJSON;

/** Decimal text as a JSON number, digit by digit. */
export function jsonNumber(text: Decimal): Wire {
  const sign = text.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = text.replace(/^[+-]/, "").split(".");
  // Kraken wants a number with a point; a bare integer is refused for some fields.
  const written = `${sign}${whole.replace(/^0+(?=\d)/, "") || "0"}.${fraction || "0"}`;
  if (rawJson) return rawJson.call(JSON, written) as Wire;
  const value = Number(written);
  if (String(value).includes("e")) {
    throw new RangeError("has digits that this runtime cannot write as a JSON number (it lacks JSON.rawJSON)");
  }
  return value;
}

const optional = <Value>(encode: (value: Value) => Wire): Codec<Value> & { required?: false } => ({ encode });

/** An amount or offset of either sign: decimal text, or a finite number. */
export const exactNumber: Codec<Decimal | number> & { required?: false } = optional((value) =>
  jsonNumber(String(decimal.encode(value)))
);

/** An amount or price above zero: decimal text, or a finite number. */
export const positiveNumber: Codec<Decimal | number> & { required?: false } = optional((value) =>
  jsonNumber(String(positiveDecimal.encode(value)))
);

/** One text or several; an array on the wire, each once. */
export const texts: Codec<string | readonly string[]> & { required?: false } = optional((value) => {
  const items: unknown = typeof value === "string" ? [value] : value;
  if (!Array.isArray(items)) mustBe("text or an array of texts", value);
  if (items.length === 0) mustBe("at least one item", value, RangeError);
  for (const item of items) {
    if (typeof item !== "string" || item.trim() === "") mustBe("text or an array of non-empty texts", value);
  }
  return [...new Set(items as string[])];
});

/** One whole number or several; an array on the wire. */
export const integers: Codec<number | readonly number[]> & { required?: false } = optional((value) => {
  const items = typeof value === "number" ? [value] : value;
  if (!Array.isArray(items) || items.length === 0 || !items.every(Number.isSafeInteger)) {
    mustBe("a whole number or an array of whole numbers", value);
  }
  return items;
});

/** An array of objects, each checked; the length must be within bounds. */
export function itemsOf<Value>(
  item: Codec<Value>,
  min: number,
  max: number,
): Codec<readonly Value[]> & { required?: false } {
  return optional((value) => {
    if (!Array.isArray(value)) mustBe("an array", value);
    if (value.length < min || value.length > max) {
      throw new RangeError(`must have ${min} to ${max} items: it has ${value.length}`);
    }
    return value.map((each: Value, index) => {
      try {
        return item.encode(each);
      } catch (error) {
        if (error instanceof Error) error.message = `item ${index}: ${error.message}`;
        throw error;
      }
    });
  });
}

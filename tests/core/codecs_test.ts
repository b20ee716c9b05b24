import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import {
  array,
  boolean,
  type Codec,
  type Codecs,
  decimal,
  encodeFields,
  inHeader,
  inQuery,
  integer,
  isoTime,
  jsonText,
  list,
  listOf,
  listUpTo,
  mustBe,
  number,
  object,
  oneOf,
  positiveDecimal,
  relativePrice,
  required,
  shown,
  text,
  unixSeconds,
  unsignedDecimal,
  within,
} from "../../core/codecs.ts";

/** The messages of a codec for values of any kind, `undefined` where it takes one. */
function refusals(codec: Codec<never>, ...values: unknown[]): (string | undefined)[] {
  return values.map((value) => {
    try {
      codec.encode(value as never);
    } catch (error) {
      assert(error instanceof TypeError || error instanceof RangeError, String(error));
      return `${error.name}: ${error.message}`;
    }
    return undefined;
  });
}

const accepted = (codec: Codec<never>, ...values: unknown[]) => values.map((value) => codec.encode(value as never));

Deno.test("text refuses other types and nothing", () => {
  assertEquals(refusals(text, 5, null, "", ["a"]), [
    "TypeError: must be text: current value is 5",
    "TypeError: must be text: current value is null",
    'RangeError: must be non-empty text: current value is ""',
    'TypeError: must be text: current value is [ "a" ]',
  ]);
  assertEquals(accepted(text, " a b "), [" a b "]);
});

Deno.test("boolean refuses what merely looks true", () => {
  const told = "TypeError: must be true or false: current value is ";
  assertEquals(refusals(boolean, "true", 1, null, 0n), [`${told}"true"`, `${told}1`, `${told}null`, `${told}0n`]);
  assertEquals(accepted(boolean, true, false), [true, false]);
});

Deno.test("integer() names its bounds", () => {
  assertEquals(refusals(integer(1, 500), 0, 501, 2.5, NaN, "5"), [
    "RangeError: must be a whole number from 1 to 500: current value is 0",
    "RangeError: must be a whole number from 1 to 500: current value is 501",
    "RangeError: must be a whole number from 1 to 500: current value is 2.5",
    "RangeError: must be a whole number from 1 to 500: current value is NaN",
    'TypeError: must be a whole number from 1 to 500: current value is "5"',
  ]);
  assertEquals(refusals(integer(0), -1), ["RangeError: must be a whole number of at least 0: current value is -1"]);
  assertEquals(refusals(integer(), 2 ** 53), ["RangeError: must be a whole number: current value is 9007199254740992"]);
  assertEquals(accepted(integer(1, 500), 1, 500), [1, 500]);
});

Deno.test("decimal refuses exponents, separators and what is no number", () => {
  assertEquals(refusals(decimal, "1e-8", "1,000", "", NaN, Infinity, null, 5n), [
    'RangeError: must be plain decimal text such as "0.125", without exponent or separators: current value is "1e-8"',
    'RangeError: must be plain decimal text such as "0.125", without exponent or separators: current value is "1,000"',
    'RangeError: must be plain decimal text such as "0.125", without exponent or separators: current value is ""',
    "RangeError: must be a finite number: current value is NaN",
    "RangeError: must be a finite number: current value is Infinity",
    'TypeError: must be decimal text such as "0.125", or a number: current value is null',
    'TypeError: must be decimal text such as "0.125", or a number: current value is 5n',
  ]);
  assertEquals(accepted(decimal, "0.00500000", 1e-8, 60000, -0.5), ["0.00500000", "0.00000001", "60000", "-0.5"]);
});

Deno.test("positiveDecimal refuses zero and less, unsignedDecimal only less", () => {
  for (const value of [0, "0", "0.000", "-1", -0.5, -0, "-0"]) {
    assertEquals(refusals(positiveDecimal, value), [
      `RangeError: must be above zero: current value is ${shown(value)}`,
    ]);
  }
  assertEquals(refusals(unsignedDecimal, -1, "-0.01"), [
    "RangeError: must be zero or more: current value is -1",
    'RangeError: must be zero or more: current value is "-0.01"',
  ]);
  assertEquals(accepted(positiveDecimal, "0.00000001", "+5", ".5", 10), ["0.00000001", "+5", ".5", "10"]);
  assertEquals(accepted(unsignedDecimal, 0, "0.00", "-0"), ["0", "0.00", "-0"]);
});

Deno.test("number refuses text, which Futures would take for something else", () => {
  assertEquals(refusals(number, "1", NaN), [
    'TypeError: must be a number: current value is "1"',
    "RangeError: must be a finite number: current value is NaN",
  ]);
  assertEquals(accepted(number, 1.5), [1.5]);
});

Deno.test("relativePrice takes the signs Kraken has, and else a price above zero", () => {
  assertEquals(accepted(relativePrice, "+5%", "-1.5", "#250", "#.5%", "60000", 60000), [
    "+5%",
    "-1.5",
    "#250",
    "#.5%",
    "60000",
    "60000",
  ]);
  for (const value of ["%5", "5%", "+-5", "+5%%", "#", "+", "0", -1, "1e3"]) {
    assert(refusals(relativePrice, value)[0]?.startsWith("RangeError: must be"), String(value));
  }
});

Deno.test("oneOf() lists what it takes and offers the nearest", () => {
  const side = oneOf(["buy", "sell"]);
  assertEquals(refusals(side, "sel", "BUY", "hold", 1), [
    'RangeError: must be one of buy, sell (did you mean "sell"?): current value is "sel"',
    'RangeError: must be one of buy, sell (did you mean "buy"?): current value is "BUY"',
    'RangeError: must be one of buy, sell: current value is "hold"',
    "RangeError: must be one of buy, sell: current value is 1",
  ]);
  assertEquals(refusals(oneOf([10, 25]), 50, "10"), [
    "RangeError: must be one of 10, 25: current value is 50",
    'RangeError: must be one of 10, 25 (did you mean "10"?): current value is "10"',
  ]);
  assertEquals([accepted(side, "buy"), accepted(oneOf([10, 25]), 25)], [["buy"], [25]]);
});

Deno.test("list joins texts by commas and refuses gaps", () => {
  assertEquals(accepted(list, "XBTUSD", ["XBTUSD", "ETHUSD"]), ["XBTUSD", "XBTUSD,ETHUSD"]);
  assertEquals(refusals(list, [], [""], ["a", 5], "", 5, { 0: "a" }), [
    "RangeError: must have at least one item: current value is []",
    'TypeError: must be text or an array of non-empty texts: current value is [ "" ]',
    'TypeError: must be text or an array of non-empty texts: current value is [ "a", 5 ]',
    'TypeError: must be text or an array of non-empty texts: current value is ""',
    "TypeError: must be text or an array of texts: current value is 5",
    'TypeError: must be text or an array of texts: current value is { "0": "a" }',
  ]);
});

Deno.test("listOf() checks each item, written as an array or with commas", () => {
  const info = listOf(["trades", "ledgers"]);
  assertEquals(accepted(info, ["trades", "ledgers"], "trades, ledgers"), ["trades,ledgers", "trades,ledgers"]);
  assertEquals(refusals(info, "trades,ledger", 5), [
    'RangeError: must be one of trades, ledgers (did you mean "ledgers"?): current value is "ledger"',
    "TypeError: must be text or an array of texts: current value is 5",
  ]);
});

Deno.test("listUpTo() counts the items, also those in one text", () => {
  const ids = listUpTo(2);
  assertEquals(refusals(ids, ["a", "b", "c"], "a,b,c", []), [
    "RangeError: must have at most 2 items: it has 3",
    "RangeError: must have at most 2 items: it has 3",
    "RangeError: must have at least one item: current value is []",
  ]);
  assertEquals(accepted(ids, "a,b"), ["a,b"]);
});

Deno.test("array() says which item is wrong, however deep", () => {
  assertEquals(refusals(array(array(integer(0))), [[1], [2, -3]], "12"), [
    "RangeError: item 1 item 1 must be a whole number of at least 0: current value is -3",
    'TypeError: must be an array: current value is "12"',
  ]);
  assertEquals(accepted(array(decimal), [0.5, "1"]), [["0.5", "1"]]);
});

Deno.test("unixSeconds refuses milliseconds and days that are none", () => {
  assertEquals(refusals(unixSeconds, 1767225600000, -1, NaN, new Date(NaN), "", true), [
    "RangeError: must be Unix seconds (this looks like milliseconds: divide by 1000 or pass a Date): current value is 1767225600000",
    "RangeError: must be Unix seconds or a Date: current value is -1",
    "RangeError: must be Unix seconds or a Date: current value is NaN",
    "RangeError: must be a valid Date: current value is an invalid Date",
    'TypeError: must be a Date or Unix seconds: current value is ""',
    "TypeError: must be a Date or Unix seconds: current value is true",
  ]);
  const written = accepted(unixSeconds, new Date(1767225600123), 1767225600, 0, "OABCDE-FGHIJ-KLMNOP");
  assertEquals(written, ["1767225600.123", "1767225600", "0", "OABCDE-FGHIJ-KLMNOP"]);
});

Deno.test("isoTime takes a Date or text that is a time", () => {
  assertEquals(accepted(isoTime, new Date(0), "2026-01-31T12:00:00Z"), [
    "1970-01-01T00:00:00.000Z",
    "2026-01-31T12:00:00Z",
  ]);
  for (const value of ["tomorrow", 5, null, new Date(NaN)]) {
    assert(refusals(isoTime, value)[0]?.includes("must be a"), String(value));
  }
});

interface Close {
  ordertype: string;
  price?: string | number;
}

const CLOSE: Codecs<Close> = { ordertype: required(text), price: decimal };

Deno.test("object() checks the fields of an object, and jsonText() writes it as text", () => {
  assertEquals(accepted(object(CLOSE), { ordertype: "limit", price: 0.5 }), [{ ordertype: "limit", price: "0.5" }]);
  assertEquals(accepted(jsonText(object(CLOSE)), { ordertype: "limit" }), ['{"ordertype":"limit"}']);
  assertEquals(refusals(object(CLOSE), [], null, {}, { ordertype: "limit", price: "x" }, { ordertyp: "limit" }), [
    "TypeError: must be an object: current value is []",
    "TypeError: must be an object: current value is null",
    "TypeError: 'ordertype' is missing",
    'RangeError: \'price\' must be plain decimal text such as "0.125", without exponent or separators: current value is "x"',
    "TypeError: has no field 'ordertyp'; did you mean 'ordertype'?",
  ]);
});

Deno.test("encodeFields() names what is missing, misspelt or unknown", () => {
  const encode = (given: object) => encodeFields(CLOSE, given as Close);
  assertThrows(() => encode({}), TypeError, "'ordertype' is missing");
  assertThrows(() => encode({ ordertype: undefined }), TypeError, "'ordertype' is missing");
  assertThrows(
    () => encode({ ordertype: "limit", leverage: 2 }),
    TypeError,
    "has no parameter 'leverage'; it takes: ordertype, price (undeclared ones go through the option 'extra')",
  );
  assertThrows(() => encode({ ordertype: "limit", price: null }), TypeError, "'price' must be decimal text");
  assertThrows(() => encode({ ordertype: "limit", toString: 1 }), TypeError, "has no parameter 'toString'");
  assertThrows(() => encodeFields({}, { a: 1 } as object), TypeError, "it takes: none");
});

Deno.test("encodeFields() leaves out what is undefined, in the order of the table", () => {
  assertEquals(Object.entries(encodeFields(CLOSE, { price: "1", ordertype: "limit" })), [["ordertype", "limit"], [
    "price",
    "1",
  ]]);
  assertEquals(encodeFields(CLOSE, { ordertype: "limit", price: undefined } as unknown as Close), {
    ordertype: "limit",
  });
});

Deno.test("required(), inQuery() and inHeader() mark a codec and leave it as it was", () => {
  assertEquals([required(text).required, inQuery(text).in, inHeader(text).in], [true, "query", "header"]);
  assertEquals([text.required, text.in], [undefined, undefined]);
  assertEquals([required(inQuery(text)).in, required(inQuery(text)).required], ["query", true]);
  assertThrows(() => required(text).encode(""), RangeError, "must be non-empty text");
});

Deno.test("shown() is short, quotes text and never shows all of something large", () => {
  assertEquals(["a", 5, 5n, null, undefined, true].map(shown), ['"a"', "5", "5n", "null", "undefined", "true"]);
  assertEquals([shown(new Date(0)), shown(new Date(NaN))], ["1970-01-01T00:00:00.000Z", "an invalid Date"]);
  assertEquals(shown("x".repeat(100)).length, 60);
  assert(shown(Array.from({ length: 1000 }, (_, i) => i)).length <= 80);
  assert(shown({ text: "x".repeat(1000) }).length <= 80);
});

Deno.test("mustBe() throws a TypeError unless another class is named", () => {
  assertThrows(() => mustBe("a pair", 5), TypeError, "must be a pair: current value is 5");
  assertThrows(() => mustBe("a pair", ""), TypeError);
  assertThrows(() => mustBe("a pair", "", RangeError), RangeError);
});

Deno.test("within() puts the place in front and keeps class and cause; other errors pass as they are", () => {
  const cause = new Error("first");
  const error = within("'a' ", new RangeError("must be 1", { cause }));
  assert(error instanceof RangeError);
  assertEquals([error.message, error.cause], ["'a' must be 1", cause]);
  assert(within("'a' ", new TypeError("x")) instanceof TypeError);
  const other = new Error("no network");
  assertStrictEquals(within("'a' ", other), other);
});

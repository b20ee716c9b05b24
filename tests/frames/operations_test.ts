import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  asof,
  type AsofOptions,
  ewm,
  type EwmOptions,
  frame,
  type ReturnOptions,
  returns,
  rolling,
} from "../../frames/mod.ts";

/** Equal to 12 digits, missing where missing. */
function assertClose(actual: Float64Array, expected: number[]): void {
  assertEquals(actual.length, expected.length);
  expected.forEach((value, at) => assertAlmostEquals(actual[at]!, value, Math.abs(value) * 1e-12));
}

Deno.test("asof() refuses unsorted frames, colliding names and a negative distance", () => {
  const sorted = frame({ columns: { time: [1, 2], bid: [1, 1] } });
  const mixed = frame({ columns: { time: [2, 1], bid: [1, 1] } });
  assertThrows(() => asof(sorted, mixed), RangeError, "the right frame must be sorted by 'time'");
  assertThrows(() => asof(mixed, sorted), RangeError, "the left frame must be sorted by 'time'");
  assertThrows(() => asof(sorted, sorted, { suffix: "" }), RangeError, "choose another 'suffix'");
  assertThrows(() => asof(sorted, sorted, { within: -1 }), RangeError, "'within'");
  assertThrows(() => asof(sorted, sorted, { on: "tiem" }), RangeError, "did you mean 'time'?");
});

Deno.test("asof() joins the last row at or before each time", () => {
  const trades = frame({ columns: { time: [1, 5, 10, 20] }, text: { price: ["1.0", "2.0", "3.0", "4.0"] } });
  const quotes = frame({ columns: { time: [5, 9, 10], bid: [50, 90, 100], venue: ["a", "b", "c"], price: [7, 8, 9] } });
  const joined = asof(trades, quotes);
  assertEquals(joined.columns, ["time", "price", "bid", "venue", "price_right"]);
  assertEquals([...(joined.column("bid") as Float64Array)], [NaN, 50, 100, 100]);
  assertEquals(joined.column("venue"), ["", "a", "c", "c"]);
  assertEquals(joined.text("price"), ["1.0", "2.0", "3.0", "4.0"]);
  assertEquals([...(asof(trades, quotes, { within: 5 }).column("bid") as Float64Array)], [NaN, 50, 100, NaN]);
  assertEquals([...(asof(trades, quotes.head(0)).column("bid") as Float64Array)], [NaN, NaN, NaN, NaN]);
});

Deno.test("returns() refuses a bad period", () => {
  assertThrows(() => returns([1], { periods: 0 }), RangeError, "'periods'");
});

Deno.test("returns() gives ratios less one, or logarithms", () => {
  assertClose(returns([100, 110, 99]), [NaN, 0.1, -0.1].map((value) => value));
  assertClose(returns([100, 110, 99], { log: true }), [NaN, Math.log(1.1), Math.log(0.9)]);
  assertClose(returns([100, 110, 99], { periods: 2 }), [NaN, NaN, -0.01]);
});

Deno.test("rolling() refuses a bad window", () => {
  assertThrows(() => rolling([1], 0), RangeError, "'window'");
  assertThrows(() => rolling([1], 2.5), RangeError, "'window'");
});

// Figures of pandas 2 for the same input.
Deno.test("rolling() agrees with pandas, missing values included", () => {
  const { mean, std, min, max, sum } = rolling([3, 1, 4, 1, 5, NaN, 9, 2, 6], 3);
  assertClose(mean(), [NaN, NaN, 2.6666666666666665, 2, 3.3333333333333335, NaN, NaN, NaN, 5.666666666666667]);
  assertClose(std(), [
    NaN,
    NaN,
    1.5275252316519468,
    1.7320508075688772,
    2.0816659994661326,
    NaN,
    NaN,
    NaN,
    3.5118845842842465,
  ]);
  assertClose(sum(), [NaN, NaN, 8, 6, 10, NaN, NaN, NaN, 17]);
  assertClose(min(), [NaN, NaN, 1, 1, 1, NaN, NaN, NaN, 2]);
  assertClose(max(), [NaN, NaN, 4, 4, 5, NaN, NaN, NaN, 9]);
});

Deno.test("rolling() keeps its precision over many rows of large prices", () => {
  let seed = 11;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  const values = Array.from({ length: 20_000 }, () => 67_000 + random() * 1e-3);
  const [mean, std] = [rolling(values, 50).mean(), rolling(values, 50).std()];
  for (const row of [49, 4095, 4096, 12_345, 19_999]) {
    const window = values.slice(row - 49, row + 1);
    const exact = window.reduce((a, b) => a + b) / 50;
    assertAlmostEquals(mean[row]!, exact, 1e-9);
    assertAlmostEquals(std[row]!, Math.sqrt(window.reduce((sum, v) => sum + (v - exact) ** 2, 0) / 49), 1e-9);
  }
});

Deno.test("ewm() refuses other than one way to say the decay", () => {
  assertThrows(() => ewm([1], {}), RangeError, "exactly one of");
  assertThrows(() => ewm([1], { span: 2, alpha: 0.5 }), RangeError, "it is 2");
  assertThrows(() => ewm([1], { span: 0.5 }), RangeError, "'span'");
  assertThrows(() => ewm([1], { halflife: 0 }), RangeError, "'halflife'");
  assertThrows(() => ewm([1], { alpha: 1.5 }), RangeError, "'alpha'");
});

// Figures of pandas 2 for the same input.
Deno.test("ewm() agrees with pandas, missing values included", () => {
  const values = [1, 2, 4, NaN, 7, 11, 5];
  const span = ewm(values, { span: 3 });
  assertClose(span.mean(), [
    1,
    1.6666666666666667,
    3,
    3,
    5.782608695652174,
    8.818181818181818,
    6.764705882352941,
  ]);
  assertClose(span.std(), [
    NaN,
    0.7071067811865476,
    1.5811388300841898,
    1.5811388300841898,
    2.8326329666600865,
    3.7981250717064103,
    3.463409832481803,
  ]);
  assertClose(ewm(values, { halflife: 2 }).std(), [
    NaN,
    0.7071067811865476,
    1.5687994527826437,
    1.5687994527826437,
    2.8496402216647736,
    4.196513735410439,
    3.5045083160441637,
  ]);
  const plain = ewm(values, { alpha: 0.3, adjust: false });
  assertClose(plain.mean(), [1, 1.3, 2.11, 2.11, 3.9669620253164557, 6.076873417721519, 5.753811392405063]);
  assertClose(plain.std(), [
    NaN,
    0.7071067811865476,
    1.637439480924799,
    1.637439480924799,
    3.061754513179477,
    4.425718601157276,
    3.6791560848774707,
  ]);
});

Deno.test("rolling() is right again as soon as a spike has left the window", () => {
  const values = Array.from({ length: 3000 }, (_, row) => Math.sin(row * 7.3));
  [values[500], values[900], values[1300]] = [1e12, 1e200, -1e9];
  for (const window of [2, 20, 100]) {
    const [std, mean] = [rolling(values, window).std(), rolling(values, window).mean()];
    for (let row = window - 1; row < values.length; row++) {
      const seen = values.slice(row - window + 1, row + 1);
      if (seen.some((value) => Math.abs(value) > 1)) continue;
      const average = seen.reduce((sum, value) => sum + value, 0) / window;
      const squares = seen.reduce((sum, value) => sum + (value - average) ** 2, 0);
      assertAlmostEquals(std[row]!, Math.sqrt(squares / (window - 1)), 1e-9);
      assertAlmostEquals(mean[row]!, average, 1e-9);
    }
  }
});

Deno.test("asof(), returns() and ewm() refuse options they do not have", () => {
  const sorted = frame({ columns: { time: [1, 2], bid: [1, 1] } });
  assertThrows(() => asof(sorted, sorted, { witin: 5 } as AsofOptions), TypeError, "did you mean 'within'?");
  assertThrows(() => returns([1, 2], { perods: 2 } as ReturnOptions), TypeError, "did you mean 'periods'?");
  assertThrows(() => ewm([1, 2], { spann: 2 } as EwmOptions), TypeError, "did you mean 'span'?");
});

import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  addSpan,
  cursorTime,
  fromWallTime,
  INTERVAL_NAMES,
  INTERVALS,
  parseEvery,
  parseRange,
  parseSpan,
  parseTime,
  startOfDay,
  subtractSpan,
  type TimeLike,
  toCursor,
  toIso,
  toWallTime,
  zoneOffset,
} from "../../core/time.ts";

const NOW = Date.parse("2026-11-22T13:28:05.678Z");
const DAY = 86_400_000;
const at = (text: string) => Date.parse(text);

Deno.test("parseTime() names what it expects when it gets no time", () => {
  for (const value of ["", "soon", "2026/01/05", "5.1.2026", "Jan 5 2026", "2026-1-5T", "12:30", "-", "ago", "NaN"]) {
    const error = assertThrows(() => parseTime(value, { now: NOW }, "from"), RangeError);
    assertEquals(error.message.startsWith("'from' must be a time such as "), true, error.message);
    assertEquals(error.message.endsWith(`current value is ${JSON.stringify(value)}`), true, error.message);
  }
});

Deno.test("parseTime() refuses values of another type as TypeError", () => {
  for (const value of [null, undefined, true, {}, [2026]]) {
    assertThrows(() => parseTime(value as unknown as TimeLike), TypeError, "'time' must be a time such as");
  }
});

Deno.test("parseTime() refuses numbers that are no time", () => {
  for (const value of [NaN, Infinity, -1, 1e20, -5n, 10n ** 20n]) {
    assertThrows(() => parseTime(value), RangeError, "'time' must be a time such as");
  }
  assertThrows(() => parseTime(new Date(NaN)), RangeError, "current value is an invalid Date");
});

Deno.test("parseTime() takes a small number for a mistyped date and shows how to write it", () => {
  assertThrows(() => parseTime(2026), RangeError, 'the date is written "2026"');
  assertThrows(() => parseTime(20260105), RangeError, 'the date is written "2026-01-05"');
  assertThrows(() => parseTime("20260105"), RangeError, 'the date is written "2026-01-05"');
  assertThrows(() => parseTime(99_999_999), RangeError, "a day before March 1973");
});

Deno.test("parseTime() refuses days and hours that do not exist, with the reason", () => {
  assertThrows(() => parseTime("2026-02-29"), RangeError, "that month has 28 days");
  assertThrows(() => parseTime("2026-13"), RangeError, "a year has months 1 to 12");
  assertThrows(() => parseTime("2026-00-01"), RangeError, "a year has months 1 to 12");
  assertThrows(() => parseTime("2026-01-05T24:00"), RangeError, "00:00:00 to 23:59:59");
  assertThrows(() => parseTime("2026-01-05T10:61"), RangeError, "00:00:00 to 23:59:59");
  assertThrows(() => parseTime("2026-01-05T10:00+19:00"), RangeError, "offsets go from");
});

Deno.test("parseTime() answers a misspelt zone with the nearest one", () => {
  assertThrows(
    () => parseTime("2026-01-05", { zone: "Europe/Berln" }),
    RangeError,
    `'zone' must be an IANA time zone such as "Europe/Berlin" or "UTC" (did you mean "Europe/Berlin"?)`,
  );
});

Deno.test("parseTime() reads calendar text as UTC unless it says otherwise", () => {
  const readings = {
    "2026": "2026-01-01T00:00:00Z",
    "2026-02": "2026-02-01T00:00:00Z",
    "2024-02-29": "2024-02-29T00:00:00Z",
    "2026-1-5": "2026-01-05T00:00:00Z",
    "2026-01-05T12": "2026-01-05T12:00:00Z",
    "2026-01-05 12:30": "2026-01-05T12:30:00Z",
    "2026-01-05T12:30:15": "2026-01-05T12:30:15Z",
    "2026-01-05T12:30:15.5": "2026-01-05T12:30:15.500Z",
    "2026-01-05T12:30:15.123999999Z": "2026-01-05T12:30:15.123Z",
    "2026-01-05T12:30:15,25 UTC": "2026-01-05T12:30:15.250Z",
    "2026-01-05t12:30z": "2026-01-05T12:30:00Z",
    "2026-01-05T12:30+01:00": "2026-01-05T11:30:00Z",
    "2026-01-05T12:30-0530": "2026-01-05T18:00:00Z",
    "2026-01-05 00:30 +02": "2026-01-04T22:30:00Z",
  };
  for (const [text, expected] of Object.entries(readings)) {
    assertEquals(toIso(parseTime(` ${text} `)), toIso(at(expected)), text);
  }
});

Deno.test("parseTime() reads text without zone in the zone given, and leaves other text alone", () => {
  const zone = "Europe/Berlin";
  assertEquals(parseTime("2026-01-05", { zone }), at("2026-01-04T23:00:00Z"));
  assertEquals(parseTime("2026-07-05 12:00", { zone }), at("2026-07-05T10:00:00Z"));
  assertEquals(parseTime("2026-07-05T12:00Z", { zone }), at("2026-07-05T12:00:00Z"));
  assertEquals(parseTime(1767225600, { zone }), at("2026-01-01T00:00:00Z"));
});

Deno.test("parseTime() tells seconds, ms, µs and ns apart by size, as number, bigint and text", () => {
  const expected = at("2026-01-01T00:00:00.123Z");
  for (
    const value of [
      1767225600.123,
      1767225600123,
      1767225600123456,
      1767225600123456789n,
      "1767225600.1234567",
      "1767225600123",
      "1767225600123456789",
      new Date(expected),
    ]
  ) assertEquals(parseTime(value), expected, String(value));
  assertEquals(parseTime(0), 0);
  assertEquals(parseTime("1767225600"), at("2026-01-01T00:00:00Z"));
  // The bounds between units, first and last second of each.
  assertEquals(parseTime(99_999_999_999), 99_999_999_999_000);
  assertEquals(parseTime(100_000_000_000), 100_000_000_000);
  assertEquals(parseTime(99_999_999_999_999), 99_999_999_999_999);
  assertEquals(parseTime(100_000_000_000_000), 100_000_000_000);
  assertEquals(parseTime(100_000_000_000_000_000n), 100_000_000_000);
});

Deno.test("parseTime() keeps every millisecond of a fractional second", () => {
  for (let ms = 0; ms < 1000; ms++) assertEquals(parseTime((1767225600000 + ms) / 1000), 1767225600000 + ms);
});

Deno.test("parseTime() reads words against the clock it is given", () => {
  const now = NOW;
  assertEquals(parseTime("now", { now }), NOW);
  assertEquals(toIso(parseTime("Today", { now })), "2026-11-22T00:00:00.000Z");
  assertEquals(toIso(parseTime("yesterday", { now })), "2026-11-21T00:00:00.000Z");
  assertEquals(toIso(parseTime("tomorrow", { now })), "2026-11-23T00:00:00.000Z");
  assertEquals(parseTime("-30d", { now }), NOW - 30 * DAY);
  assertEquals(parseTime("30d ago", { now }), NOW - 30 * DAY);
  assertEquals(parseTime("2 weeks ago", { now }), NOW - 14 * DAY);
  assertEquals(parseTime("-1h30m", { now }), NOW - 5_400_000);
  assertEquals(parseTime("+1h", { now }), NOW + 3_600_000);
  assertEquals(toIso(parseTime("-1M", { now })), "2026-10-22T13:28:05.678Z");
  assertEquals(toIso(parseTime("1 year ago", { now })), "2025-11-22T13:28:05.678Z");
});

Deno.test("parseTime() starts days where the zone's clocks jump", () => {
  const zone = "Europe/Berlin";
  // 25 October 2026 has 25 hours, 29 March 2026 has 23.
  const autumn = { zone, now: at("2026-10-26T11:00:00Z") };
  assertEquals(toIso(parseTime("yesterday", autumn), zone), "2026-10-25T00:00:00.000+02:00");
  assertEquals(parseTime("today", autumn) - parseTime("yesterday", autumn), 25 * 3_600_000);
  const spring = { zone, now: at("2026-03-29T11:00:00Z") };
  assertEquals(parseTime("tomorrow", spring) - parseTime("today", spring), 23 * 3_600_000);
});

Deno.test("fromWallTime() agrees with Temporal on both sides of every kind of jump", () => {
  const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "UTC"];
  const days = ["2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01", "2011-12-31"];
  for (const zone of zones) {
    for (const day of days) {
      for (let minutes = 0; minutes < 1440; minutes += 15) {
        const wall = Temporal.PlainDateTime.from(`${day}T00:00`).add({ minutes });
        const expected = wall.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
        const { year, month, day: date, hour, minute, second, millisecond } = wall;
        const parts = { year, month, day: date, hour, minute, second, millisecond };
        assertEquals(fromWallTime(parts, zone), expected, `${wall} ${zone}`);
      }
    }
  }
});

Deno.test("toWallTime(), zoneOffset(), startOfDay() and toIso() agree with Temporal", () => {
  let seed = 42;
  for (let i = 0; i < 300; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const ms = 946_684_800_000 + seed * 400 + (i % 1000);
    for (const zone of ["America/St_Johns", "Europe/London", "Asia/Tokyo"]) {
      const expected = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
      assertEquals(zoneOffset(ms, zone), expected.offsetNanoseconds / 1e6);
      assertEquals(startOfDay(ms, zone), expected.startOfDay().epochMilliseconds);
      const { year, month, day, hour, minute, second, millisecond } = expected;
      assertEquals(toWallTime(ms, zone), { year, month, day, hour, minute, second, millisecond });
      assertEquals(
        toIso(ms, zone),
        expected.toString({ timeZoneName: "never", fractionalSecondDigits: 3 }),
      );
    }
  }
});

Deno.test("toIso() refuses what is no time", () => {
  for (const ms of [NaN, Infinity, 9e15]) assertThrows(() => toIso(ms), RangeError, "'ms' must be milliseconds");
  assertThrows(() => toIso(0, "Mars/Olympus"), RangeError, "'zone' must be an IANA time zone");
});

Deno.test("parseSpan() names what it expects when it gets no span", () => {
  for (const value of ["", "30", "d", "30x", "1h30", "-30d", "0d", "0", "1e3s", "30d!", NaN, Infinity, 0, -1]) {
    assertThrows(() => parseSpan(value, "last"), RangeError, "'last' must be a span such as");
  }
  assertThrows(() => parseSpan("30dyas"), RangeError, 'unknown unit "dyas"');
  assertThrows(() => parseSpan(null as unknown as string), TypeError, "'span' must be a span such as");
});

Deno.test("parseSpan() refuses months and years, which have no fixed length", () => {
  for (const value of ["3M", "1y", "2 months", "1mo"]) {
    assertThrows(() => parseSpan(value), RangeError, "months and years have none");
  }
});

Deno.test("parseSpan() reads units, words, fractions and sums", () => {
  const spans = {
    "500ms": 500,
    "45s": 45_000,
    "90m": 5_400_000,
    "1h": 3_600_000,
    "1H": 3_600_000,
    "30d": 30 * DAY,
    "2w": 14 * DAY,
    "1.5d": 1.5 * DAY,
    "1h30m": 5_400_000,
    "1 day, 12 hours": 1.5 * DAY,
    "10 Minutes": 600_000,
  };
  for (const [text, ms] of Object.entries(spans)) assertEquals(parseSpan(text), ms, text);
  assertEquals(parseSpan(1234), 1234);
});

Deno.test("subtractSpan() and addSpan() refuse fractions of months", () => {
  assertThrows(() => subtractSpan(NOW, "1.5M"), RangeError, "whole months and years");
  assertThrows(() => addSpan(NOW, "0.5y"), RangeError, "whole months and years");
});

Deno.test("subtractSpan() goes by the calendar for months and years, and ends on a day that exists", () => {
  assertEquals(toIso(subtractSpan(at("2026-03-31T12:00:00Z"), "1M")), "2026-02-28T12:00:00.000Z");
  assertEquals(toIso(subtractSpan(at("2024-03-31T12:00:00Z"), "1M")), "2024-02-29T12:00:00.000Z");
  assertEquals(toIso(subtractSpan(at("2024-02-29T00:00:00Z"), "1y")), "2023-02-28T00:00:00.000Z");
  assertEquals(toIso(subtractSpan(at("2026-01-15T00:00:00Z"), "3M")), "2025-10-15T00:00:00.000Z");
  assertEquals(toIso(subtractSpan(at("2026-01-15T00:00:00Z"), "1M2d")), "2025-12-13T00:00:00.000Z");
  assertEquals(toIso(addSpan(at("2025-12-31T00:00:00Z"), "2M")), "2026-02-28T00:00:00.000Z");
});

Deno.test("subtractSpan() keeps the wall time of a zone over a jump for months, and 24 hours for days", () => {
  const zone = "Europe/Berlin";
  const noon = at("2026-11-05T11:00:00Z");
  assertEquals(toIso(subtractSpan(noon, "1M", zone), zone), "2026-10-05T12:00:00.000+02:00");
  assertEquals(subtractSpan(noon, "30d", zone), noon - 30 * DAY);
});

Deno.test("parseEvery() lists the intervals Kraken has when asked for another", () => {
  for (const value of ["7m", "2h", "3d", "1M", "1y", "", "hour", 7, 0, -1, NaN, 1.5, "0", "1.5h"]) {
    const error = assertThrows(() => parseEvery(value), RangeError);
    assertEquals(
      error.message,
      "'every' must be one of 1m, 5m, 15m, 30m, 1h, 4h, 1d, 1w, 15d " +
        "(or minutes: 1, 5, 15, 30, 60, 240, 1440, 10080, 21600): current value is " +
        (typeof value === "string" ? JSON.stringify(value) : value),
    );
  }
  assertThrows(() => parseEvery(null as unknown as string), TypeError, "'every' must be one of");
});

Deno.test("parseEvery() reads every interval as name, number and text of minutes", () => {
  INTERVALS.forEach((minutes, index) => {
    assertEquals(parseEvery(INTERVAL_NAMES[index]!), minutes);
    assertEquals(parseEvery(minutes), minutes);
    assertEquals(parseEvery(String(minutes)), minutes);
  });
  assertEquals([parseEvery("60m"), parseEvery("1 hour"), parseEvery("7d"), parseEvery("24h")], [60, 60, 10080, 1440]);
});

Deno.test("parseRange() refuses contradictions, with both values", () => {
  const options = { now: NOW };
  assertThrows(
    () => parseRange({ from: "2026-01", last: "30d" }, options),
    RangeError,
    `Only one of 'from' and 'last' can be given: current values are "2026-01" and "30d"`,
  );
  assertThrows(
    () => parseRange({ from: "2026-02", to: "2026-01" }, options),
    RangeError,
    `'from' must be before 'to' (each text names its first moment): current values are "2026-02" ` +
      `(2026-02-01T00:00:00.000Z) and "2026-01" (2026-01-01T00:00:00.000Z)`,
  );
  assertThrows(() => parseRange({ from: "2026-01", to: "2026-01" }, options), RangeError, "'from' must be before 'to'");
  assertThrows(() => parseRange({ from: "2027" }, options), RangeError, "'from' must not be in the future");
  assertThrows(
    () => parseRange({ to: "2027" }, options),
    RangeError,
    `'to' must not be in the future: current value is "2027" (2027-01-01T00:00:00.000Z); it is 2026-11-22T13:28:05.678Z`,
  );
  assertThrows(() => parseRange({ last: "99y" }, options), RangeError, "'last' must not reach before 1970");
});

Deno.test("parseRange() names the end that is no time", () => {
  assertThrows(() => parseRange({ from: NaN }), RangeError, "'from' must be a time");
  assertThrows(() => parseRange({ to: "later" }), RangeError, "'to' must be a time");
  assertThrows(() => parseRange({ last: "long" }), RangeError, "'last' must be a span");
});

Deno.test("parseRange() fills what is left out from the clock", () => {
  const options = { now: NOW };
  assertEquals(parseRange({}, options), { from: 0, to: NOW });
  assertEquals(parseRange({ last: "30d" }, options), { from: NOW - 30 * DAY, to: NOW });
  assertEquals(parseRange({ from: "2026-01", to: "2026-02" }, options), {
    from: at("2026-01-01T00:00:00Z"),
    to: at("2026-02-01T00:00:00Z"),
  });
  assertEquals(parseRange({ to: "2026-03-31", last: "1M" }, options).from, at("2026-02-28T00:00:00Z"));
  assertEquals(parseRange({ last: "1d", to: NOW + 5_000 }, options), { from: NOW - DAY, to: NOW });
});

Deno.test("parseRange() reads both ends in the zone", () => {
  const range = parseRange({ from: "2026-03-29", to: "2026-03-30" }, { now: NOW, zone: "Europe/Berlin" });
  assertEquals(range.to - range.from, 23 * 3_600_000);
});

Deno.test("toCursor() writes nanoseconds, and cursorTime() reads them without a float in between", () => {
  assertEquals(toCursor(1767225600123.9), "1767225600123000000");
  assertEquals(toCursor(0), "0");
  assertEquals(cursorTime("1767225600123456789"), 1767225600123);
  assertThrows(() => toCursor(NaN), RangeError, "'ms' must be milliseconds");
  assertThrows(() => cursorTime("abc"), RangeError, "'cursor' must be a number of nanoseconds");
});

Deno.test("parseRange() checks the zone also where nothing needs it", () => {
  const error = assertThrows(() => parseRange({ last: "1d" }, { zone: "Europe/Berln" }), RangeError);
  assertStringIncludes(error.message, "Europe/Berlin");
});

Deno.test("parseRange() takes a number under a minute for a unit that was left out", () => {
  for (const last of [30, 1, 59_999]) {
    const error = assertThrows(() => parseRange({ last }, { now: Date.UTC(2026, 0, 2) }), RangeError);
    assertStringIncludes(error.message, `"30d": current value is ${last}, as milliseconds`);
  }
  const { from, to } = parseRange({ last: 60_000 }, { now: Date.UTC(2026, 0, 2) });
  assertEquals(to - from, 60_000);
});

import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { gridOf } from "../../frames/mod.ts";

const iso = (ms: number) => new Date(ms).toISOString().replace(".000Z", "Z");
const at = (every: string | number, time: string, zone?: string) => gridOf(every, zone).at(Date.parse(time)).map(iso);
const hours = (every: string, time: string, zone: string) => {
  const [start, end] = gridOf(every, zone).at(Date.parse(time));
  return (end - start) / 3_600_000;
};

Deno.test("gridOf() refuses intervals and zones that are none", () => {
  assertThrows(() => gridOf("1x"), RangeError, "'every' must be a span");
  assertThrows(() => gridOf("0d"), RangeError, "above zero");
  assertThrows(() => gridOf(0), RangeError, "above zero");
  assertThrows(() => gridOf("1h", "Mars/Olympus"), RangeError, "'zone' must be an IANA time zone");
  assertThrows(() => gridOf("7m", "Europe/Berlin"), RangeError, "must divide a day");
});

Deno.test("gridOf() counts fixed lengths from 1970 in UTC", () => {
  assertEquals(at("5m", "2026-01-05T12:34:56Z"), ["2026-01-05T12:30:00Z", "2026-01-05T12:35:00Z"]);
  assertEquals(at(60, "2026-01-05T12:34:56Z"), ["2026-01-05T12:00:00Z", "2026-01-05T13:00:00Z"]);
  assertEquals(at("1h30m", "1970-01-01T02:00:00Z"), ["1970-01-01T01:30:00Z", "1970-01-01T03:00:00Z"]);
  assertEquals(at("1m", "1969-12-31T23:59:30Z"), ["1969-12-31T23:59:00Z", "1970-01-01T00:00:00Z"]);
  assertEquals(gridOf(90).every, "90m");
  assertEquals(gridOf(" 24h ").every, "1d");
});

Deno.test("gridOf() has days of 23 and 25 hours where clocks jump", () => {
  assertEquals(hours("1d", "2026-03-29T12:00:00Z", "Europe/Berlin"), 23);
  assertEquals(hours("1d", "2026-10-25T12:00:00Z", "Europe/Berlin"), 25);
  assertEquals(hours("1d", "2026-03-08T12:00:00Z", "America/New_York"), 23);
  assertEquals(hours("1d", "2026-06-01T12:00:00Z", "Europe/Berlin"), 24);
  assertEquals(at("1d", "2026-03-29T21:59:59Z", "Europe/Berlin"), ["2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"]);
  assertEquals(at("1d", "2026-03-29T22:00:00Z", "Europe/Berlin"), ["2026-03-29T22:00:00Z", "2026-03-30T22:00:00Z"]);
});

Deno.test("gridOf() begins a day at the first moment where midnight is skipped", () => {
  // Santiago goes from 23:59:59 to 01:00 on 6 September 2026.
  assertEquals(at("1d", "2026-09-06T12:00:00Z", "America/Santiago")[0], "2026-09-06T04:00:00Z");
});

Deno.test("gridOf() begins weeks on Mondays and seven days on Kraken's Thursdays", () => {
  assertEquals(at("1w", "2026-01-01T12:00:00Z"), ["2025-12-29T00:00:00Z", "2026-01-05T00:00:00Z"]);
  assertEquals(at("7d", "2026-01-01T12:00:00Z"), ["2026-01-01T00:00:00Z", "2026-01-08T00:00:00Z"]);
  assertEquals(hours("1w", "2026-03-25T12:00:00Z", "Europe/Berlin"), 167);
});

Deno.test("gridOf() follows the calendar for months and years, and tells months from minutes", () => {
  assertEquals(at("1M", "2026-02-15T00:00:00Z"), ["2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"]);
  assertEquals(at("3M", "2026-02-15T00:00:00Z"), ["2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z"]);
  assertEquals(at("1y", "2024-02-15T00:00:00Z"), ["2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"]);
  assertEquals(at("1m", "2026-02-15T00:00:30Z"), ["2026-02-15T00:00:00Z", "2026-02-15T00:01:00Z"]);
  assertEquals(at("1M", "2026-03-15T00:00:00Z", "Europe/Berlin"), ["2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z"]);
});

Deno.test("gridOf() counts hours from midnight in a zone, the last ones cut where the day is short", () => {
  assertEquals(at("4h", "2026-01-05T12:00:00Z", "Asia/Kolkata"), ["2026-01-05T10:30:00Z", "2026-01-05T14:30:00Z"]);
  assertEquals(hours("12h", "2026-03-29T20:00:00Z", "Europe/Berlin"), 11);
});

Deno.test("gridOf() remembers the last interval, and finds every other one as a fresh grid does", () => {
  const days = gridOf("1d", "Europe/Berlin");
  const noon = Date.parse("2026-03-29T12:00:00Z");
  assertStrictEquals(days.at(noon + 60_000), days.at(noon));
  for (const every of ["1h", "1d", "1w", "1M"]) {
    const used = gridOf(every, "Europe/Berlin");
    // Both days on which clocks are changed, to and fro.
    for (const day of ["2026-03-29", "2026-10-25", "2026-03-28", "2026-10-26"]) {
      for (let minute = 0; minute < 1440; minute += 30) {
        const ms = Date.parse(day) + minute * 60_000;
        const [start, end] = used.at(ms);
        assertEquals([start, end], [...gridOf(every, "Europe/Berlin").at(ms)]);
        assert(start <= ms && ms < end);
      }
    }
  }
});

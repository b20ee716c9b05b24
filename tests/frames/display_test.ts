import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { frame, type MimeBundle, setDisplay } from "../../frames/mod.ts";

const show = (value: unknown): MimeBundle =>
  (value as Record<symbol, () => MimeBundle>)[Symbol.for("Jupyter.display")]!();
const html = (value: unknown) => show(value)["text/html"] as string;

const long = frame({
  kind: "candles",
  columns: { time: Float64Array.from({ length: 100 }, (_, at) => 1_767_225_600_000 + at * 3_600_000) },
  text: { close: Array.from({ length: 100 }, (_, at) => `${67_000 + at}.50000`) },
  meta: { symbol: "BTC/USD", every: "1h" },
});

Deno.test("setDisplay() refuses a zone that is none and too few rows", () => {
  assertThrows(() => setDisplay({ zone: "Europe/Berln" }), RangeError, "Europe/Berlin");
  assertThrows(() => setDisplay({ rows: 1 }), RangeError, "'rows' must be a whole number of at least 2");
});

Deno.test("the HTML table escapes every value and name", () => {
  const text = html(frame({ kind: "<k>", columns: { "<b>": ["<script>alert(1)</script>", "a & \"b\" 'c'"] } }));
  assert(!text.includes("<script>") && !text.includes("<b>"), text);
  assertStringIncludes(text, "&lt;script&gt;");
  assertStringIncludes(text, "a &amp; &quot;b&quot; &#39;c&#39;");
  assertStringIncludes(text, "&lt;k&gt;");
});

Deno.test("the HTML table aligns numbers right, text left, and ends with the shape", () => {
  const text = html(long);
  assertMatch(text, /<td style="text-align:right;[^"]*">67000\.50000<\/td>/);
  assertMatch(text, /<td style="text-align:left;[^"]*">2026-01-01T00:00:00Z<\/td>/);
  assertStringIncludes(text, "<p>100 rows × 2 columns · candles BTC/USD 1h</p>");
});

Deno.test("long frames show head and tail with a gap, in every representation", () => {
  const bundle = show(long);
  assertEquals((bundle["text/html"] as string).match(/<tr>/g)?.length, 1 + 20 + 1);
  assertMatch(bundle["text/html"] as string, />…</);
  assertStringIncludes(bundle["text/html"] as string, "67099.50000");
  const lines = (bundle["text/plain"] as string).split("\n");
  assertEquals(lines.length, 1 + 21 + 1);
  assertMatch(lines[11]!, /^…\s+…$/);
  const { data, schema } = bundle["application/vnd.dataresource+json"] as { data: unknown[]; schema: unknown };
  assertEquals(data.length, 20);
  assertEquals(data[0], { time: "2026-01-01T00:00:00.000Z", close: 67000.5 });
  assertEquals(schema, { fields: [{ name: "time", type: "datetime" }, { name: "close", type: "number" }] });
});

Deno.test("the data resource has null for a missing number", () => {
  const { data } = show(frame({ columns: { a: [NaN, 1] } }))["application/vnd.dataresource+json"] as { data: unknown };
  assertEquals(data, [{ a: null }, { a: 1 }]);
});

Deno.test("setDisplay() chooses the zone and the length of tables", () => {
  try {
    setDisplay({ zone: "Europe/Berlin", rows: 4 });
    assertStringIncludes(html(long), "2026-01-01T01:00:00+01:00");
    assertEquals(html(long).match(/<tr>/g)?.length, 1 + 4 + 1);
    setDisplay({ zone: "Asia/Kolkata" });
    assertStringIncludes(html(long), "2026-01-01T05:30:00+05:30");
  } finally {
    setDisplay({ zone: "UTC", rows: 20 });
  }
});

Deno.test("times show their fraction only where some time of the column has one", () => {
  const times = (list: number[]) => html(frame({ columns: { time: list } }));
  assertStringIncludes(times([1_767_225_600_000]), ">2026-01-01T00:00:00Z<");
  assertStringIncludes(times([1_767_225_600_000, 1_767_225_600_250]), ">2026-01-01T00:00:00.000Z<");
  assertStringIncludes(times([1_767_225_600_000.5]), ">2026-01-01T00:00:00.000500Z<");
});

Deno.test("Deno.inspect() of a frame gives an aligned table no wider than asked, wide ones without middle columns", () => {
  assertEquals(
    Deno.inspect(long.tail(2)),
    [
      "time                        close",
      "2026-01-05T02:00:00Z  67098.50000",
      "2026-01-05T03:00:00Z  67099.50000",
      "2 rows × 2 columns · candles BTC/USD 1h",
    ].join("\n"),
  );
  const wide = frame({
    columns: Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`column_${at}`, [at]])),
  });
  const lines = Deno.inspect(wide).split("\n");
  assert(lines.slice(0, -1).every((line) => line.length <= 130), lines[0]);
  assertMatch(lines[0]!, /^column_0 .* … .* column_59$/);
  assertEquals(lines.at(-1), "1 row × 60 columns · table");
});

Deno.test("an empty frame shows its columns and says so", () => {
  assertEquals(Deno.inspect(long.head(0)), "time  close\n0 rows × 2 columns · candles BTC/USD 1h");
  assertStringIncludes(html(long.head(0)), "<th");
});

Deno.test("setDisplay() refuses settings it does not have", () => {
  assertThrows(() => setDisplay({ row: 5 } as { rows?: number }), TypeError, "did you mean 'rows'?");
  assertThrows(() => setDisplay("UTC" as { zone?: string }), TypeError, "must be an object");
});

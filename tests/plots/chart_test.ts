import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { vega } from "../../_deps/vega.ts";
import { Chart, plot } from "../../plots/mod.ts";
import { readPNG } from "./png.ts";
import { candles, table, trades } from "./tables.ts";

const DISPLAY = Symbol.for("Jupyter.display");
type Displayed = { [DISPLAY]: () => Promise<Record<string, unknown>> };
const displayed = (chart: Chart) => (chart as unknown as Displayed)[DISPLAY]();

Deno.test(
  "Chart.save() refuses an ending it does not know before anything is written",
  { permissions: "none" },
  async () => {
    await assertRejects(
      () => plot(candles(3)).save("chart.pdf"),
      RangeError,
      `.svg, .png or .json: current value is "chart.pdf"`,
    );
  },
);

Deno.test("Chart.toPNG() refuses a scale out of range", async () => {
  await assertRejects(() => plot(candles(3)).toPNG({ scale: 0 }), RangeError, "from 0.1 to 8: current value is 0");
});

Deno.test("Chart.toSVG() rejects when Vega cannot read the specification", async () => {
  const broken = new Chart({ mark: "no such mark" }, "broken");
  await assertRejects(
    () => broken.toSVG(),
    TypeError,
    "Cannot draw this chart as Vega-Lite does not accept its specification: ",
  );
});

Deno.test("Chart still shows in a notebook when no SVG can be drawn, and says why", async () => {
  const bundle = await displayed(new Chart({ mark: "no such mark" }, "broken"));
  assertEquals(Object.keys(bundle), ["application/vnd.vegalite.v5+json", "text/plain"]);
  assertStringIncludes(String(bundle["text/plain"]), "broken\n(no SVG: ");
});

Deno.test(
  "Chart.toSVG() draws title, axes and every candle, and asks for no permission",
  { permissions: "none" },
  async () => {
    const svg = await plot(candles(48)).toSVG();
    assert(svg.startsWith("<svg"));
    for (const text of ["BTC/USD · 1h candles", "48 candles", "price (USD)", "volume (BTC)", "time (UTC)", "67,000"]) {
      assertStringIncludes(svg, text);
    }
    assertEquals(svg.match(/NaN|Infinity|undefined/), null);
    // Bodies and volume bars, each in the colour of its direction.
    const falling = Array.from(candles(48).column("close"), Number)
      .filter((close, i) => close < Number(candles(48).column("open")[i])).length;
    assertEquals(svg.match(/fill="#d9660a"/g)?.length, falling * 2);
    assertEquals(svg.match(/fill="#0072b2"/g)?.length, (48 - falling) * 2);
  },
);

/** One chart of each kind, on little data. */
function everyKind(): Record<string, Chart> {
  const time = Float64Array.of(0, 1000);
  const [bid, ask] = [Float64Array.of(1, 2), Float64Array.of(1.5, 2.5)];
  const book = { side: ["bid", "ask"], price: Float64Array.of(1, 1.5), volume: Float64Array.of(1, 2) };
  return {
    trades: plot(trades(50)),
    band: plot(trades(2000)),
    depth: plot(table("depth", book)),
    spread: plot(table("spread", { time, bid, ask })),
    lines: plot(table("balance", { time, bid, ask })),
    log: plot(candles(30), { log: true }),
    single: plot(candles(1)),
    empty: plot(candles(0)),
  };
}

Deno.test("Chart.toSVG() draws every kind of chart", async () => {
  for (const [name, chart] of Object.entries(everyKind())) {
    const svg = await chart.toSVG();
    assert(svg.startsWith("<svg"), name);
    assertEquals(svg.match(/NaN|Infinity|undefined/), null, name);
  }
});

Deno.test("Chart.spec runs as it is, with what moves and answers the mouse, and without a warning", async () => {
  const { vega: { Error: level, logger, parse, View }, lite } = await vega();
  for (const [name, { spec }] of Object.entries(everyKind())) {
    const warnings: unknown[] = [];
    const log = { ...logger(level), warn: (...args: unknown[]) => (warnings.push(...args), log) } as ReturnType<
      typeof logger
    >;
    const compiled = lite.compile(spec as unknown as Parameters<typeof lite.compile>[0], { logger: log }).spec;
    const view = new View(parse(compiled), { renderer: "none", logger: log });
    await view.runAsync();
    const signals = Object.keys(view.getState().signals);
    assertEquals(signals.some((signal) => signal.startsWith("zoom")), name !== "empty", `${name}: ${signals}`);
    view.finalize();
    // There is no window to drag in here, and Vega says so.
    assertEquals(warnings.filter((text) => !String(text).endsWith("event source: window")), [], name);
  }
});

Deno.test("Chart.toSVG() shows small prices and large volumes as people write them", async () => {
  const small = table("candles", {
    time: Float64Array.of(0, 3_600_000),
    open: Float64Array.of(0.0000123, 0.0000125),
    high: Float64Array.of(0.0000126, 0.0000127),
    low: Float64Array.of(0.0000121, 0.0000122),
    close: Float64Array.of(0.0000125, 0.0000124),
    volume: Float64Array.of(3e9, 1e9),
  }, { symbol: "PEPE/USD" });
  const svg = await plot(small).toSVG();
  assertMatch(svg, />0\.000012\d+</);
  assertMatch(svg, />\dB</);
  assertEquals(svg.match(/>\d(\.\d+)?e-\d|>[\d.]+[Gµn]</), null);
});

Deno.test("Chart.toSVG() labels time in UTC, wherever the machine stands", async () => {
  const before = Deno.env.get("TZ");
  const draw = async () => (await plot(candles(48)).toSVG()).replaceAll(/clip\d+/g, "clip"); // Vega counts these up
  const svg = await draw();
  Deno.env.set("TZ", "Asia/Kathmandu");
  try {
    assertEquals(new Date(0).getMinutes(), 30, "the zone did not change");
    assertEquals(await draw(), svg);
  } finally {
    if (before === undefined) Deno.env.delete("TZ");
    else Deno.env.set("TZ", before);
  }
});

Deno.test("Chart.toPNG() draws text too, without any font of the system", { permissions: "none" }, async () => {
  const { width, height, pixels } = await readPNG(await plot(candles(0)).toPNG({ scale: 1 }));
  assert(width > 720 && height > 120, `${width}×${height}`);
  let dark = 0;
  for (let i = 0; i < pixels.length; i += 4) if (pixels[i]! + pixels[i + 1]! + pixels[i + 2]! < 300) dark++;
  // The title alone; the frame and "no rows" are lighter than this.
  assert(dark > 200, `${dark} dark pixels`);
});

Deno.test("Chart.toPNG() is twice the chart's size unless told otherwise", async () => {
  const chart = plot(candles(24));
  const [once, twice] = [await readPNG(await chart.toPNG({ scale: 1 })), await readPNG(await chart.toPNG())];
  assert(Math.abs(twice.width - once.width * 2) <= 2, `${once.width} and ${twice.width}`);
});

Deno.test("Chart.save() writes what the ending says", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const chart = plot(candles(5));
    for (const ending of ["svg", "png", "json"]) await chart.save(`${folder}/chart.${ending}`);
    assert((await Deno.readTextFile(`${folder}/chart.svg`)).startsWith("<svg"));
    assertEquals(
      [...(await Deno.readFile(`${folder}/chart.png`)).subarray(1, 4)],
      [..."PNG"].map((c) => c.charCodeAt(0)),
    );
    assertEquals(JSON.parse(await Deno.readTextFile(`${folder}/chart.json`)), JSON.parse(JSON.stringify(chart)));
    await chart.save(new URL(`file://${folder}/other.SVG`));
    assert((await Deno.readTextFile(`${folder}/other.SVG`)).startsWith("<svg"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("Chart shows in a notebook as Vega-Lite, SVG and text at once", async () => {
  const bundle = await displayed(plot(candles(720)));
  assertEquals(Object.keys(bundle), ["application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain"]);
  assert(String(bundle["image/svg+xml"]).startsWith("<svg"));
  assertStringIncludes(String(bundle["text/plain"]), "BTC/USD · 1h candles");
  // A month of hourly candles must not make a notebook heavy.
  const bytes = JSON.stringify(bundle).length;
  assert(bytes < 500_000, `${bytes} bytes`);
});

Deno.test("Chart stays small for a million rows", async () => {
  const bundle = await displayed(plot(candles(1_000_000)));
  const bytes = JSON.stringify(bundle).length;
  assert(bytes < 600_000, `${bytes} bytes`);
});

Deno.test("Chart prints as one line", () => {
  assertMatch(Deno.inspect(plot(candles(2))), /^Chart \{ BTC\/USD · 1h candles · .* \}$/);
});

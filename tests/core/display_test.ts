import { assertEquals } from "@std/assert";
import { duration, escapeHtml, textBar } from "../../core/display.ts";

Deno.test("escapeHtml() leaves nothing that a browser would read as markup", () => {
  assertEquals(
    escapeHtml(`<img src="x" onerror='f()'>&amp;`),
    "&lt;img src=&quot;x&quot; onerror=&#39;f()&#39;&gt;&amp;amp;",
  );
  assertEquals(escapeHtml("Trades BTC/USD"), "Trades BTC/USD");
});

Deno.test("textBar() shows the least use and never grows beyond its width", () => {
  assertEquals(["0", "0.001", "0.5", "1", "7", "-1", "NaN"].map((fraction) => textBar(Number(fraction), 4)), [
    "····",
    "█···",
    "██··",
    "████",
    "████",
    "····",
    "····",
  ]);
});

Deno.test("duration() speaks in two units at most, without 60 s or 60 min", () => {
  const spoken: [ms: number, text: string][] = [
    [0, "0 s"],
    [-5, "0 s"],
    [NaN, "0 s"],
    [0.2, "1 ms"],
    [850, "850 ms"],
    [1000, "1 s"],
    [12_540, "12.5 s"],
    [59_949, "59.9 s"],
    [59_990, "1 min"],
    [200_000, "3 min 20 s"],
    [3_599_900, "1 h"],
    [7_500_000, "2 h 5 min"],
    [86_390_000, "1 d"],
    [97_200_000, "1 d 3 h"],
  ];
  for (const [ms, text] of spoken) assertEquals(duration(ms), text, String(ms));
});

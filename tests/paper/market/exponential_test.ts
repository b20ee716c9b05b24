import { assert, assertEquals } from "@std/assert";
import { exp, log } from "../../../paper/market/exponential.ts";

Deno.test("exp agrees with Math.exp to twelve digits over all prices there are", () => {
  for (let x = -20; x <= 20; x += 0.37) {
    assert(Math.abs(exp(x) / Math.exp(x) - 1) < 1e-12, `exp(${x}) is ${exp(x)}`);
  }
  assertEquals(exp(0), 1);
});

Deno.test("log is the reverse of exp", () => {
  for (const value of [0.0000019, 0.5, 1, 1.18, 2, 203, 124_700]) {
    assert(Math.abs(exp(log(value)) / value - 1) < 1e-12, `log(${value}) is ${log(value)}`);
  }
});

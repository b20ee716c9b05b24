import { assertEquals } from "@std/assert";
import { AttemptBudget, budgetOf } from "../../websocket/attempts.ts";

Deno.test("AttemptBudget lets a burst through and then spreads attempts over its window", () => {
  let now = 0;
  const budget = new AttemptBudget(3, 1000, () => now);
  assertEquals([budget.take(), budget.take(), budget.take()], [0, 0, 0]);
  now = 400;
  assertEquals([budget.take(), budget.take()], [600, 600]);
  now = 1500;
  assertEquals([budget.take(), budget.take()], [0, 500]);
});

Deno.test("budgetOf() is shared by all connections to a host", () => {
  assertEquals(budgetOf("a.example") === budgetOf("a.example"), true);
  assertEquals(budgetOf("a.example") === budgetOf("b.example"), false);
});

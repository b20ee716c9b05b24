import { assertEquals } from "@std/assert";
import { listDeposits, type ListDepositsParams } from "../../../../spot/funding/beta/list_deposits.ts";
import * as fixtures from "../../../fixtures/spot_private/funding_beta.ts";
import { refused, sent } from "../../account/_sent.ts";

const ALL = {
  "asset[class]": "tokenized_asset",
  "asset[name]": "AAPLx",
  "scope[method_id]": "m",
  "status[list][i]": ["pending", "success"],
  start_time: "2026-10-01T00:00:00Z",
  end_time: new Date("2026-11-01T00:00:00Z"),
  rebase_multiplier: "rebased",
  limit: 500,
  account_id: "AA00",
} satisfies ListDepositsParams;

Deno.test("listDeposits names the nearest parameter", async () => {
  await refused(listDeposits, { end_tim: "x" }, TypeError, "did you mean 'end_time'?");
});

Deno.test("listDeposits refuses a page of more than 500 rows", async () => {
  await refused(
    listDeposits,
    { limit: 501 },
    RangeError,
    "'limit' must be a whole number from 1 to 500: current value is 501",
  );
});

Deno.test("listDeposits refuses an unknown state in the list", async () => {
  await refused(
    listDeposits,
    { "status[list][i]": ["pending", "failed"] },
    RangeError,
    "'status[list][i]' item 1 must be one of initial, pending, settled, success, failure",
  );
});

Deno.test("listDeposits refuses an unknown state as bound", async () => {
  await refused(
    listDeposits,
    { "status[range][end]": "done" },
    RangeError,
    "'status[range][end]' must be one of initial",
  );
});

Deno.test("listDeposits writes all parameters", async () => {
  assertEquals(await sent(listDeposits, ALL, fixtures.listDeposits), {
    line:
      "GET /funding/v1/deposits?asset%5Bclass%5D=tokenized_asset&asset%5Bname%5D=AAPLx&scope%5Bmethod_id%5D=m&status%5Blist%5D%5B0%5D=pending&status%5Blist%5D%5B1%5D=success&start_time=2026-10-01T00%3A00%3A00Z&end_time=2026-11-01T00%3A00%3A00.000Z&rebase_multiplier=rebased&limit=500&account_id=AA00",
    body: "",
    result: fixtures.listDeposits,
  });
});

Deno.test("listDeposits takes one state without a list", async () => {
  assertEquals(await sent(listDeposits, { "status[list][i]": "pending" }, fixtures.listDeposits), {
    line: "GET /funding/v1/deposits?status%5Blist%5D%5B0%5D=pending",
    body: "",
    result: fixtures.listDeposits,
  });
});

Deno.test("listDeposits takes a range of states, a network, and a cursor", async () => {
  const range = { "status[range][start]": "initial", "status[range][end]": "settled" } as const;
  for (const params of [range, { "scope[network_id]": "n" }, { cursor: "c" }]) {
    const { line } = await sent(listDeposits, params, fixtures.listDeposits);
    const query = Object.entries(params).map(([name, value]) => `${name}=${value}`).join("&");
    assertEquals(decodeURIComponent(line), `GET /funding/v1/deposits?${query}`);
  }
});

Deno.test("listDeposits needs no parameter", async () => {
  assertEquals(await sent(listDeposits, {}, fixtures.listDeposits), {
    line: "GET /funding/v1/deposits",
    body: "",
    result: fixtures.listDeposits,
  });
});

import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../../core/send.ts";
import { groupedBook } from "../../../spot/market/grouped_book.ts";
import * as fixtures from "../../fixtures/spot/market.ts";
import { answering } from "./_answering.ts";
import { ApiError } from "../../../core/errors.ts";

Deno.test("groupedBook needs a pair", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, groupedBook, {} as never),
    TypeError,
    "Cannot call GroupedBook as 'pair' is missing",
  );
  assertEquals(asked, []);
});

Deno.test("groupedBook refuses a depth Kraken does not have", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, groupedBook, { pair: "BTC/USD", depth: 50 } as never),
    RangeError,
    "'depth' must be one of 10, 25, 100, 250, 1000: current value is 50",
  );
  assertEquals(asked, []);
});

Deno.test("groupedBook refuses a grouping Kraken does not have", async () => {
  const { fetch, asked } = answering(null);
  await assertRejects(
    () => send({ fetch }, groupedBook, { pair: "BTC/USD", grouping: 2 } as never),
    RangeError,
    "'grouping' must be one of 1, 5, 10, 25, 50, 100, 250, 500, 1000: current value is 2",
  );
  assertEquals(asked, []);
});

Deno.test("groupedBook rejects with Kraken's own strings", async () => {
  const { fetch } = answering(null, ["EQuery:Unknown asset pair"]);
  const error = await assertRejects(() => send({ fetch }, groupedBook, { pair: "NOPE" }), ApiError);
  assertEquals(error.errors, ["EQuery:Unknown asset pair"]);
});

Deno.test("groupedBook writes all parameters", async () => {
  const { fetch, asked } = answering(fixtures.groupedBook);
  const result = await send({ fetch }, groupedBook, { pair: "BTC/USD", depth: 10, grouping: 100 });
  assertEquals(asked, [{
    line: "GET https://api.kraken.com/0/public/GroupedBook?pair=BTC%2FUSD&depth=10&grouping=100",
    body: "",
  }]);
  assertEquals(result, fixtures.groupedBook);
});

import { assertEquals } from "@std/assert";
import { createSubaccount, type CreateSubaccountParams } from "../../../spot/subaccounts/create_subaccount.ts";
import * as fixtures from "../../fixtures/spot_private/subaccounts.ts";
import { refused, sent } from "../account/_sent.ts";

const ALL = { username: "made-up", email: "made.up@example.com" } satisfies CreateSubaccountParams;

Deno.test("createSubaccount needs 'username' and 'email'", async () => {
  for (const name of ["username", "email"]) {
    const { [name]: _, ...rest }: Record<string, unknown> = ALL;
    await refused(createSubaccount, rest, TypeError, `Cannot call CreateSubaccount as '${name}' is missing`);
  }
});

Deno.test("createSubaccount names the nearest parameter", async () => {
  await refused(createSubaccount, { user_name: "x" }, TypeError, "did you mean 'username'?");
});

Deno.test("createSubaccount refuses an empty name", async () => {
  await refused(createSubaccount, { ...ALL, username: "" }, RangeError, "'username' must be non-empty text");
});

Deno.test("createSubaccount writes all parameters", async () => {
  assertEquals(await sent(createSubaccount, ALL, fixtures.createSubaccount), {
    line: "POST /0/private/CreateSubaccount",
    body: "username=made-up&email=made.up@example.com",
    result: fixtures.createSubaccount,
  });
});

import { assertEquals, assertRejects } from "@std/assert";
import { send } from "../../core/send.ts";
import { assignment } from "../../futures/mod.ts";
import * as fixtures from "../fixtures/futures/assignment.ts";
import { calling, tests } from "./_calling.ts";

tests({
  name: "assignmentProgramCurrent",
  endpoint: assignment.assignmentProgramCurrent,
  params: {},
  path: "/derivatives/api/v3/assignmentprogram/current",
  answer: fixtures.assignmentProgramCurrent,
});

const terms = {
  contractType: "flex",
  contract: "PF_XBTUSD",
  maxSize: 1,
  maxPosition: "5.0",
  acceptLong: true,
  acceptShort: false,
  timeFrame: "WEEKDAYS",
  enabled: true,
  baseCurrency: "BTC",
  quoteCurrency: "USD",
  cashAccountOpenPositionMaxNotional: 1000,
} as const;

tests({
  name: "assignmentProgramAdd",
  endpoint: assignment.assignmentProgramAdd,
  params: terms,
  path: "/derivatives/api/v3/assignmentprogram/add",
  body: "contractType=flex&contract=PF_XBTUSD&maxSize=1&maxPosition=5.0&acceptLong=true&acceptShort=false" +
    "&timeFrame=WEEKDAYS&enabled=true&baseCurrency=BTC&quoteCurrency=USD&cashAccountOpenPositionMaxNotional=1000",
  answer: fixtures.assignmentProgramAdd,
});

tests({
  name: "assignmentProgramDelete",
  endpoint: assignment.assignmentProgramDelete,
  params: { id: 12 },
  path: "/derivatives/api/v3/assignmentprogram/delete",
  body: "id=12",
  answer: fixtures.assignmentProgramDelete,
});

tests({
  name: "assignmentProgramHistory",
  endpoint: assignment.assignmentProgramHistory,
  params: {},
  path: "/derivatives/api/v3/assignmentprogram/history",
  answer: fixtures.assignmentProgramHistory,
});

Deno.test("assignmentProgramAdd refuses a time frame that Kraken does not have", async () => {
  const { options, asked } = calling(fixtures.assignmentProgramAdd);
  await assertRejects(
    () => send(options, assignment.assignmentProgramAdd, { ...terms, timeFrame: "WEEKENDS" as "ALL" }),
    RangeError,
    `'timeFrame' must be one of WEEKDAYS, WEEKEND, ALL (did you mean "WEEKEND"?): current value is "WEEKENDS"`,
  );
  assertEquals(asked, []);
});

import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { CLIENT_OPTIONS, sendOptions } from "../../core/client.ts";
import { TransportError } from "../../core/errors.ts";
import { send } from "../../core/send.ts";
import { createFuturesClient } from "../../futures/client.ts";
import { kraken } from "../../kraken.ts";
import { createSpotClient } from "../../spot/client.ts";
import { time } from "../../spot/market/time.ts";
import { answering } from "../helpers/fetching.ts";

Deno.test("clients refuse options they do not have, with the nearest name", () => {
  const wrong: [make: (options: never) => unknown, options: object, message: string][] = [
    [
      createSpotClient,
      { timeout: 5 },
      "Cannot call createSpotClient as it has no option 'timeout'; did you mean 'timeoutMs'?",
    ],
    [createSpotClient, { spotUrl: "" }, "Cannot call createSpotClient as it has no option 'spotUrl'"],
    [createSpotClient, null as never, "its options must be an object with key, secret"],
    [
      createFuturesClient,
      { limitr: "none" },
      "Cannot call createFuturesClient as it has no option 'limitr'; did you mean 'limiter'?",
    ],
    [createFuturesClient, { otp: "1" }, "Cannot call createFuturesClient as it has no option 'otp'"],
    [kraken, { triess: 3 }, "Cannot call kraken as it has no option 'triess'; did you mean 'tries'?"],
  ];
  for (const [make, options, message] of wrong) assertThrows(() => make(options as never), TypeError, message);
});

Deno.test("kraken.paper() refuses options it does not have, addresses included", async () => {
  await assertRejects(() => kraken.paper({ sead: 1 } as never), TypeError, "no option 'sead'; did you mean 'seed'?");
  await assertRejects(() => kraken.paper({ spotUrl: "x" } as never), TypeError, "no option 'spotUrl'");
});

Deno.test("tries must be a whole number of at least 1, for a client and for a single call", async () => {
  const fetch = answering({ error: [], result: {} });
  for (const tries of [NaN, 0, -1, 1.5, Infinity]) {
    const message = `'tries' must be a whole number of at least 1: current value is ${tries}`;
    for (const make of [createSpotClient, createFuturesClient, kraken]) {
      assertThrows(() => make({ fetch, tries }), RangeError, `Cannot create a client as ${message}`);
    }
    await assertRejects(() => send({ fetch, tries }, time, {}), RangeError, `Cannot call Time as ${message}`);
  }
  assertThrows(() => createSpotClient({ tries: "3" as never }), TypeError, 'current value is "3"');
  assertEquals(fetch.requests.length, 0);
});

Deno.test("clients take every option there is, given or undefined", () => {
  const none = Object.fromEntries(CLIENT_OPTIONS.map((name) => [name, undefined]));
  createSpotClient(none);
  createSpotClient();
  createFuturesClient({ tries: 1 });
  assertEquals(sendOptions({ tries: 1 }).tries, 1);
});

Deno.test({
  name: "send() says which flag is missing where the network may not be used",
  permissions: { net: false, env: "inherit", read: "inherit", sys: "inherit" },
  async fn() {
    const options = { baseUrl: "http://127.0.0.1:8089", tries: 3 };
    await assertRejects(() => send(options, time, {}), TransportError, "Run with --allow-net=127.0.0.1:8089");
  },
});

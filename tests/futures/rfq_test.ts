import { assertEquals, assertRejects } from "@std/assert";
import { ApiError } from "../../core/errors.ts";
import { send, type SendOptions } from "../../core/send.ts";
import { rfq } from "../../futures/mod.ts";
import * as fixtures from "../fixtures/futures/rfq.ts";
import { calling, tests } from "./_calling.ts";

const UID = "9a1d0000-0000-4000-8000-000000000001";
const OPTION = "OF_XBTUSD_261225_100000_C";

tests({ name: "rfqs", endpoint: rfq.rfqs, params: {}, path: "/derivatives/api/v3/rfqs", answer: fixtures.rfqs });

tests({
  name: "rfq",
  endpoint: rfq.rfq,
  params: { rfqUid: UID },
  path: `/derivatives/api/v3/rfqs/${UID}`,
  answer: fixtures.rfq,
});

tests({
  name: "openOffers",
  endpoint: rfq.openOffers,
  params: {},
  path: "/derivatives/api/v3/rfqs/open-offers",
  answer: fixtures.openOffers,
});

tests({
  name: "closedOffers",
  endpoint: rfq.closedOffers,
  params: {},
  path: "/derivatives/api/v3/rfqs/closed-offers",
  answer: fixtures.closedOffers,
});

tests({
  name: "placeOffer",
  endpoint: rfq.placeOffer,
  params: {
    rfqUid: UID,
    bid: "-12.50",
    ask: 13,
    bidSide: [{ tradeable: OPTION, price: "1195.0" }],
    askSide: [{ tradeable: OPTION, price: 1205 }],
  },
  path: `/derivatives/api/v3/rfqs/place-offer/${UID}`,
  body: `bid=-12.50&ask=13&bidSide=${encodeURIComponent(`[{"tradeable":"${OPTION}","price":1195.0}]`)}` +
    `&askSide=${encodeURIComponent(`[{"tradeable":"${OPTION}","price":1205}]`)}`,
  answer: fixtures.placeOffer,
});

tests({
  name: "cancelOffer",
  endpoint: rfq.cancelOffer,
  params: { rfqUid: UID, offerUid: "9a1d2" },
  path: `/derivatives/api/v3/rfqs/cancel-offer/${UID}?offerUid=9a1d2`,
  answer: fixtures.cancelOffer,
});

tests({
  name: "openRfqs",
  endpoint: rfq.openRfqs,
  params: {},
  path: "/derivatives/api/v3/rfqs/open-rfqs",
  answer: fixtures.openRfqs,
});

tests({
  name: "createRfq",
  endpoint: rfq.createRfq,
  params: { json: { legs: [{ tradeable: OPTION, size: -2 }], expiry: new Date("2026-11-02T08:05:00Z") } },
  path: "/derivatives/api/v3/rfqs/open-rfqs",
  body: `json=${
    encodeURIComponent(`{"legs":[{"tradeable":"${OPTION}","size":-2}],"expiry":"2026-11-02T08:05:00.000Z"}`)
  }`,
  answer: fixtures.createRfq,
});

tests({
  name: "cancelRfq",
  endpoint: rfq.cancelRfq,
  params: { rfqUid: UID },
  path: `/derivatives/api/v3/rfqs/open-rfqs/${UID}`,
  answer: fixtures.cancelRfq,
});

tests({
  name: "acceptOffer",
  endpoint: rfq.acceptOffer,
  params: { rfqUid: UID, bidAccepted: "1195", askAccepted: "-3" },
  path: `/derivatives/api/v3/rfqs/open-rfqs/accept-offer/${UID}`,
  body: "bidAccepted=1195&askAccepted=-3",
  answer: fixtures.acceptOffer,
});

tests({
  name: "rfqAssignmentMaxLeverage",
  endpoint: rfq.rfqAssignmentMaxLeverage,
  params: {},
  path: "/derivatives/api/v3/rfq-assignment/max-leverage",
  answer: fixtures.rfqAssignmentMaxLeverage,
});

tests({
  name: "setRfqAssignmentMaxLeverage",
  endpoint: rfq.setRfqAssignmentMaxLeverage,
  params: { maxLeverage: 12.5 },
  path: "/derivatives/api/v3/rfq-assignment/max-leverage",
  body: "maxLeverage=12.5",
  answer: fixtures.setRfqAssignmentMaxLeverage,
});

tests({
  name: "deleteRfqAssignmentMaxLeverage",
  endpoint: rfq.deleteRfqAssignmentMaxLeverage,
  params: {},
  path: "/derivatives/api/v3/rfq-assignment/max-leverage",
  answer: fixtures.deleteRfqAssignmentMaxLeverage,
});

Deno.test("setRfqAssignmentMaxLeverage refuses what Kraken's bounds do not hold", async () => {
  const { options, asked } = calling(fixtures.setRfqAssignmentMaxLeverage);
  for (const maxLeverage of ["100.01", 100.5, 1.234]) {
    await assertRejects(
      () => send(options, rfq.setRfqAssignmentMaxLeverage, { maxLeverage }),
      RangeError,
      "'maxLeverage' must be above 0 and at most 100, with at most 2 decimals",
    );
  }
  assertEquals(asked, []);
});

Deno.test("placeOffer and its kind raise a refusal with Kraken's reason", async () => {
  const calls = [
    (options: SendOptions) => send(options, rfq.placeOffer, { rfqUid: UID, bid: 1 }),
    (options: SendOptions) => send(options, rfq.cancelOffer, { rfqUid: UID }),
    (options: SendOptions) => send(options, rfq.cancelRfq, { rfqUid: UID }),
    (options: SendOptions) => send(options, rfq.acceptOffer, { rfqUid: UID, bidAccepted: 1 }),
    (options: SendOptions) =>
      send(options, rfq.createRfq, { json: { legs: [{ tradeable: "OF_XBTUSD_261225_100000_C", size: 1 }] } }),
  ];
  for (const call of calls) {
    const { options, asked } = calling(fixtures.placeOfferRefused);
    const error = await assertRejects(() => call(options), ApiError);
    assertEquals(error.errors, ["rfqNotFound"]);
    assertEquals(asked.length, 1);
  }
});

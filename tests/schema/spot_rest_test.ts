/** The Spot recordings against the result types of `spot/`. */

import { assertEquals } from "@std/assert";
import { openEnvelope } from "./envelope.ts";
import { machine } from "./machine.ts";
import { HAS_RECORDINGS } from "./payloads.ts";
import { checkRoom, type RoomTable, type Sources, summary, typesOf } from "./room.ts";
import { endpointsBelow } from "./sources.ts";

/** Folders whose type is not simply the result of the endpoint with that path. */
const BY_HAND: Record<string, Sources> = {};

/** Payloads that cannot fit, each with its reason. */
const WEAK: Record<string, string> = {
  "spot-rest/AddOrder/nautilus-http_add_order_spot.json": "mixes the fields of OpenOrders' descr into AddOrder's",
  "spot-rest/ClosedOrders/kraken-async-rs-closed_orders_error.json": "its error is not one of Kraken's strings",
  "spot-rest/ClosedOrders/kraken-async-rs-closed_orders_page_1.json": "every descr was emptied before publishing",
  "spot-rest/ClosedOrders/kraken-async-rs-closed_orders_page_2.json": "every descr was emptied before publishing",
  "spot-rest/ClosedOrders/kraken-async-rs-closed_orders_page_3.json": "every descr was emptied before publishing",
  "spot-rest/EditOrder/kraken-net-EditOrder.json":
    "has AddOrder's shape; the other two answers have the documented one",
  "spot-rest/GetApiKeyInfo/openapi-post-200-assembled.json": "documented in camelCase, answered in snake_case",
  "spot-rest/Ledgers/dali-ledgers_return.json": "passed through ccxt, which makes numbers text",
  "spot-rest/Ledgers/xchange-ledgerinfo-data.json": "of 2019 or before, when count was text",
  "spot-rest/OpenPositions/nautilus-http_spot_open_positions.json": "written by hand, without misc and oflags",
  "spot-rest/QueryOrders/openapi-post-200-assembled.json": "assembled as one order instead of a map of orders",
  "spot-rest/TradesHistory/dali-tradeshistory_return.json": "passed through ccxt, which makes numbers text",
  "spot-rest/TradesHistory/xchange-tradehistory-data.json": "of 2014, when count was text",
  "spot-rest/TradesHistory/xchange-tradehistory-icn.json": "of 2014, when count was text",
};

Deno.test("spot result types fit every recorded answer", { ignore: !HAS_RECORDINGS }, async () => {
  const types = typesOf(await endpointsBelow("spot"), ["/0/public/", "/0/private/"], BY_HAND);
  const table: RoomTable = {
    area: "spot-rest",
    typeOf: ({ folder }) => types.get(folder),
    errors: ["errors"],
    weak: WEAK,
    unwrap: ({ value, assembled }) => openEnvelope(value, assembled),
  };
  const report = checkRoom(await machine(["spot"]), table);
  console.log(summary(table, report));
  assertEquals(report.problems, []);
});

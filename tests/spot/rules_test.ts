/** Combinations of parameters that Kraken would refuse or that would not do what they say, told before anything is sent. */

import type { Endpoint } from "../../core/endpoint.ts";
import { encodeParams } from "../../core/encode.ts";
import { closedOrders } from "../../spot/account/closed_orders.ts";
import { ledgers } from "../../spot/account/ledgers.ts";
import { tradesHistory } from "../../spot/account/trades_history.ts";
import { listAddresses } from "../../spot/funding/beta/list_addresses.ts";
import { listDepositAddresses } from "../../spot/funding/beta/list_deposit_addresses.ts";
import { listDeposits } from "../../spot/funding/beta/list_deposits.ts";
import { listMethods } from "../../spot/funding/beta/list_methods.ts";
import { listWithdrawals } from "../../spot/funding/beta/list_withdrawals.ts";
import { updateAddress } from "../../spot/funding/beta/update_address.ts";
import { addOrder, type AddOrderParams } from "../../spot/trading/add_order.ts";
import { addOrderBatch } from "../../spot/trading/add_order_batch.ts";
import { amendOrder } from "../../spot/trading/amend_order.ts";
import { cancelOrder } from "../../spot/trading/cancel_order.ts";
import { cancelOrderBatch } from "../../spot/trading/cancel_order_batch.ts";
import { refused } from "./account/_sent.ts";

/** Asserts that the call would be sent. */
function taken<Params, Result>(endpoint: Endpoint<Params, Result>, params: Params): void {
  encodeParams(endpoint, params);
}

/** Asserts that each of the calls is refused with the sentence beside it, and nothing is sent. */
async function allRefused<Params, Result>(
  endpoint: Endpoint<Params, Result>,
  cases: readonly (readonly [params: Params, words: string])[],
): Promise<void> {
  for (const [params, words] of cases) {
    await refused(endpoint, params, TypeError, `Cannot call ${endpoint.name} as ${words}`);
  }
}

const LIMIT = { ordertype: "limit", type: "buy", volume: "1", pair: "XBTUSD", price: "60000" } as const;
const MARKET = { ordertype: "market", type: "buy", volume: "1", pair: "XBTUSD" } as const;
const order = (more: Partial<AddOrderParams>): AddOrderParams => ({ ...MARKET, ...more });

Deno.test("addOrder refuses two ids of the caller's at once", async () => {
  await allRefused(addOrder, [
    [{ ...LIMIT, userref: 0, cl_ord_id: "mine" }, "'userref' and 'cl_ord_id' must not be given together"],
  ]);
  taken(addOrder, { ...LIMIT, userref: 0 });
});

Deno.test("addOrder refuses an order type without the prices it is made of", async () => {
  await allRefused(addOrder, [
    [order({ ordertype: "limit" }), `'price' is missing: ordertype "limit" needs it`],
    [order({ ordertype: "iceberg", displayvol: 1 }), `'price' is missing: ordertype "iceberg" needs it`],
    [order({ ordertype: "stop-loss" }), `'price' is missing: ordertype "stop-loss" needs it`],
    [order({ ordertype: "take-profit" }), `'price' is missing: ordertype "take-profit" needs it`],
    [order({ ordertype: "trailing-stop" }), `'price' is missing: ordertype "trailing-stop" needs it`],
    [order({ ordertype: "stop-loss-limit", price2: 1 }), `'price' is missing: ordertype "stop-loss-limit" needs it`],
    ...(["stop-loss-limit", "take-profit-limit", "trailing-stop-limit"] as const).map((ordertype) =>
      [
        order({ ordertype, price: "+1" }),
        `'price2' is missing: ordertype "${ordertype}" needs its limit price there`,
      ] as const
    ),
  ]);
  taken(addOrder, order({ ordertype: "stop-loss", price: "-5%" }));
  taken(addOrder, order({ ordertype: "take-profit-limit", price: "#5%", price2: "#10" }));
  taken(addOrder, order({ ordertype: "settle-position", type: "sell", volume: 0 }));
});

Deno.test("addOrder refuses a price that a market order would not keep", async () => {
  await allRefused(addOrder, [
    [
      order({ price: "60000" }),
      `'price' must be left out with ordertype "market" (a price is kept by ordertype "limit"): current value is "60000"`,
    ],
  ]);
  taken(addOrder, MARKET);
});

Deno.test("addOrder refuses trailing orders whose prices are no distances", async () => {
  const trailing = { ordertype: "trailing-stop", type: "sell", volume: 1, pair: "XBTUSD" } as const;
  const limited = { ...trailing, ordertype: "trailing-stop-limit" } as const;
  const words = `must be a distance such as "+5%" with ordertype "trailing-stop": current value is`;
  await allRefused(addOrder, [
    [{ ...trailing, price: 100 }, `'price' ${words} 100`],
    [{ ...trailing, price: "-5%" }, `'price' ${words} "-5%"`],
    [{ ...trailing, price: "#5%" }, `'price' ${words} "#5%"`],
    [
      { ...limited, price: "+5%", price2: "59000" },
      `'price2' must be a distance from the trigger such as "+0" or "-1.5%" with ordertype "trailing-stop-limit": ` +
      `current value is "59000"`,
    ],
  ]);
  taken(addOrder, { ...trailing, price: "+5%" });
  taken(addOrder, { ...limited, price: "+100", price2: "+0" });
  taken(addOrder, { ...limited, price: "+100", price2: "-1%" });
});

Deno.test("addOrder refuses an iceberg that shows nothing, and a shown part of what is no iceberg", async () => {
  await allRefused(addOrder, [
    [{ ...LIMIT, ordertype: "iceberg" }, `'displayvol' is missing: ordertype "iceberg" needs it`],
    [
      { ...LIMIT, displayvol: "0.1" },
      `'displayvol' must be left out unless ordertype is "iceberg": current value is "0.1"`,
    ],
  ]);
  taken(addOrder, { ...LIMIT, ordertype: "iceberg", displayvol: "0.1" });
});

Deno.test("addOrder refuses post-only where there is no limit price to rest at", async () => {
  const words = (type: string) =>
    `'oflags' must not have "post" with ordertype "${type}": only orders with a limit price can rest`;
  await allRefused(addOrder, [
    [order({ oflags: "post" }), words("market")],
    [order({ oflags: ["fciq", "post"] }), words("market")],
    [order({ oflags: "fciq, post" as "post" }), words("market")],
    [order({ ordertype: "stop-loss", price: 1, oflags: "post" }), words("stop-loss")],
    [order({ ordertype: "take-profit", price: 1, oflags: "post" }), words("take-profit")],
    [order({ ordertype: "trailing-stop", price: "+1", oflags: "post" }), words("trailing-stop")],
    [order({ ordertype: "settle-position", oflags: "post" }), words("settle-position")],
  ]);
  taken(addOrder, { ...LIMIT, oflags: "post" });
  // A support page says that Kraken refuses this one: left for Kraken to judge.
  taken(addOrder, order({ ordertype: "stop-loss-limit", price: 1, price2: 1, oflags: ["post"] }));
});

Deno.test("addOrder refuses both fee currencies at once", async () => {
  const words = `'oflags' must have only one of "fcib" and "fciq"`;
  await allRefused(addOrder, [
    [{ ...LIMIT, oflags: ["fcib", "fciq"] }, words],
    [{ ...LIMIT, oflags: "fciq,fcib" as "fcib" }, words],
  ]);
});

Deno.test("addOrder refuses a volume in quote on anything but a market buy without margin", async () => {
  const words = (type: string, side: string) =>
    `'oflags' must have "viqc" on market buys only: this is ordertype "${type}", type "${side}"`;
  await allRefused(addOrder, [
    [{ ...LIMIT, oflags: "viqc" }, words("limit", "buy")],
    [order({ type: "sell", oflags: ["viqc"] }), words("market", "sell")],
    [
      order({ oflags: "viqc", leverage: 2 }),
      "'leverage' must be left out when 'oflags' has \"viqc\": current value is 2",
    ],
    [order({ oflags: "viqc", leverage: "12:1" }), "'leverage' must be left out when 'oflags' has \"viqc\""],
  ]);
  for (const leverage of ["none", 1, "1:1"]) taken(addOrder, order({ oflags: "viqc", leverage }));
  taken(addOrder, order({ oflags: "viqc" }));
});

Deno.test("addOrder refuses times in force that cannot be", async () => {
  await allRefused(addOrder, [
    [{ ...LIMIT, timeinforce: "GTD" }, `'expiretm' is missing: timeinforce "GTD" needs it`],
    [
      order({ timeinforce: "FOK" }),
      `'timeinforce' must not be "FOK" with ordertype "market": only orders with a limit price can be so`,
    ],
    [order({ ordertype: "stop-loss", price: 1, timeinforce: "FOK" }), `'timeinforce' must not be "FOK"`],
  ]);
  taken(addOrder, { ...LIMIT, timeinforce: "GTD", expiretm: "+60" });
  taken(addOrder, { ...LIMIT, timeinforce: "FOK" });
  // Kraken's documentation does not forbid it.
  taken(addOrder, { ...LIMIT, expiretm: "+60" });
});

Deno.test("addOrder refuses half a conditional close", async () => {
  await allRefused(addOrder, [
    [{ ...LIMIT, "close[price]": 57000 }, "'close[ordertype]' is missing: 'close[price]' needs it"],
    [{ ...LIMIT, "close[price2]": 57000 }, "'close[ordertype]' is missing: 'close[price2]' needs it"],
    [{ ...LIMIT, "close[ordertype]": "stop-loss" }, `'close[price]' is missing: ordertype "stop-loss" needs it`],
    [
      { ...LIMIT, "close[ordertype]": "stop-loss-limit", "close[price]": 57000 },
      `'close[price2]' is missing: ordertype "stop-loss-limit" needs its limit price there`,
    ],
    [
      { ...LIMIT, "close[ordertype]": "trailing-stop", "close[price]": 57000 },
      `'close[price]' must be a distance such as "+5%" with ordertype "trailing-stop": current value is 57000`,
    ],
  ]);
  taken(addOrder, { ...LIMIT, "close[ordertype]": "take-profit", "close[price]": "+10%" });
});

Deno.test("addOrder tells a malformed value before a missing one", async () => {
  await refused(
    addOrder,
    { ...MARKET, ordertype: "limit", volume: "1e5" },
    RangeError,
    "'volume' must be plain decimal",
  );
});

Deno.test("addOrderBatch says which order breaks a rule", async () => {
  const { pair, ...limit } = LIMIT;
  const { pair: _, ...market } = MARKET;
  await allRefused(addOrderBatch, [
    [
      { pair, orders: [limit, { ...market, price: 1 }] },
      `'orders' item 1 'price' must be left out with ordertype "market"`,
    ],
    [
      { pair, orders: [{ ...limit, userref: 1, cl_ord_id: "a" }, market] },
      "'orders' item 0 'userref' and 'cl_ord_id' must not be given together",
    ],
    [
      { pair, orders: [market, limit, { ...limit, close: { ordertype: "limit" } }] },
      `'orders' item 2 'close' 'price' is missing: ordertype "limit" needs it`,
    ],
  ]);
  taken(addOrderBatch, { pair, orders: [market, { ...limit, close: { ordertype: "limit", price: 1 } }] });
});

Deno.test("amendOrder and cancelOrder want exactly one id", async () => {
  const neither = "exactly one of 'txid' and 'cl_ord_id' must be given: neither is";
  const both = "exactly one of 'txid' and 'cl_ord_id' must be given: both are";
  await allRefused(amendOrder, [[{ order_qty: 1 }, neither], [{ txid: "O", cl_ord_id: "a" }, both]]);
  await allRefused(cancelOrder, [[{}, neither], [{ txid: 7, cl_ord_id: "a" }, both]]);
  await refused(cancelOrder, undefined, TypeError, neither);
  taken(amendOrder, { cl_ord_id: "a", order_qty: 1 });
  taken(cancelOrder, { txid: 0 });
});

Deno.test("cancelOrderBatch wants 1 to 50 ids, counted over both kinds", async () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => `id ${index}`);
  await allRefused(cancelOrderBatch, [
    [{}, "'orders' and 'cl_ord_ids' are both missing: at least one id must be given"],
    [
      { orders: ids(50), cl_ord_ids: ids(1) },
      "'orders' and 'cl_ord_ids' must have at most 50 ids together: they have 51",
    ],
  ]);
  await refused(cancelOrderBatch, undefined, TypeError, "at least one id must be given");
  taken(cancelOrderBatch, { orders: ids(25), cl_ord_ids: ids(25) });
  // Kraken's limit is on unique entries.
  taken(cancelOrderBatch, { orders: [...ids(49), "id 0"], cl_ord_ids: ids(1) });
});

Deno.test("closedOrders, tradesHistory and ledgers walk by offset or by cursor", async () => {
  for (const endpoint of [closedOrders, tradesHistory, ledgers] as unknown as Endpoint<unknown, unknown>[]) {
    const { name } = endpoint;
    const words = "must not be given together: Kraken pages by offset or by cursor";
    await refused(endpoint, { ofs: 50, cursor: "c" }, TypeError, `Cannot call ${name} as 'ofs' and 'cursor' ${words}`);
    await refused(endpoint, { ofs: 50, with_cursor: true }, TypeError, `'ofs' and 'with_cursor' ${words}`);
    for (const params of [undefined, { ofs: 50, with_cursor: false }, { with_cursor: true, cursor: "c" }]) {
      taken(endpoint, params);
    }
  }
});

Deno.test("the lists of Funding (Beta) take one scope", async () => {
  const scopes = { "scope[method_id]": "m", "scope[network_id]": "n" };
  for (const endpoint of [listAddresses, listDepositAddresses, listDeposits, listWithdrawals]) {
    await refused(
      endpoint as Endpoint<unknown, unknown>,
      scopes,
      TypeError,
      "'scope[method_id]' and 'scope[network_id]' must not be given together",
    );
  }
  await allRefused(listAddresses, [[
    { ...scopes, "scope[network_group_id]": "g" },
    "'scope[method_id]', 'scope[network_id]' and 'scope[network_group_id]' must not be given together",
  ]]);
});

Deno.test("the lists of Funding (Beta) want the class of an asset, whose name may be left out", async () => {
  for (const endpoint of [listDepositAddresses, listDeposits, listWithdrawals, listMethods]) {
    const any = endpoint as Endpoint<unknown, unknown>;
    const path = endpoint === listMethods ? { direction: "deposit" } : {};
    const words = "'asset[class]' is missing: 'asset[name]' needs it";
    await refused(any, { ...path, "asset[name]": "USDC" }, TypeError, words);
    taken(any, { ...path, "asset[class]": "currency" });
  }
});

Deno.test("listDeposits takes a list of states or a range of them", async () => {
  await allRefused(listDeposits, [
    [
      { "status[list][i]": "success", "status[range][start]": "initial" },
      "'status[list][i]' and 'status[range][start]' must not be given together",
    ],
    [
      { "status[list][i]": ["success"], "status[range][end]": "success" },
      "'status[list][i]' and 'status[range][end]' must not be given together",
    ],
  ]);
  taken(listDeposits, { "status[range][start]": "initial", "status[range][end]": "success" });
});

Deno.test("the lists of Funding (Beta) take no filter beside a cursor", async () => {
  const words = "must be left out beside 'cursor', which keeps the filters of the first page";
  await allRefused(listWithdrawals, [
    [{ cursor: "c", status: "pending" }, `'status' ${words}`],
    [{ cursor: "c", start_time: new Date(0), "asset[class]": "currency" }, `'asset[class]' and 'start_time' ${words}`],
  ]);
  await allRefused(listMethods, [[
    { direction: "deposit", cursor: "c", "asset[class]": "currency" },
    `'asset[class]' ${words}`,
  ]]);
  taken(listWithdrawals, { cursor: "c", limit: 20, account_id: "AA00" });
});

Deno.test("updateAddress refuses to change nothing", async () => {
  await allRefused(updateAddress, [[
    { address_id: "A" },
    "'name' and 'description' are both missing: there is nothing to change",
  ]]);
  for (const params of [{ name: "n" }, { description: "d" }]) taken(updateAddress, { address_id: "A", ...params });
});

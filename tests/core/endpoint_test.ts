import { assertEquals } from "@std/assert";
import { integer, required, text } from "../../core/codecs.ts";
import { type Endpoint, funding, futures, privatePost, publicGet } from "../../core/endpoint.ts";

/** All but the codecs, which are functions. */
function facts<Params>({ params, ...rest }: Endpoint<Params, unknown>): Record<string, unknown> {
  return { ...rest, params: Object.keys(params) };
}

Deno.test("publicGet() makes an unsigned read that costs one call", () => {
  assertEquals(
    facts(
      publicGet<{ pair?: string; count?: number }, unknown>("Depth", {
        params: { pair: text, count: integer(1, 500) },
      }),
    ),
    {
      api: "spot",
      name: "Depth",
      method: "GET",
      path: "/0/public/Depth",
      auth: false,
      cost: 1,
      pool: "public",
      idempotent: true,
      encode: "form",
      decode: "json",
      params: ["pair", "count"],
    },
  );
});

Deno.test("publicGet() needs no details where there are no parameters", () => {
  assertEquals(facts(publicGet<Record<never, never>, unknown>("Time")).params, []);
});

Deno.test("privatePost() makes a signed read unless it is told otherwise", () => {
  const read = privatePost<Record<never, never>, unknown>("Balance");
  assertEquals([read.path, read.method, read.auth, read.pool, read.cost, read.idempotent], [
    "/0/private/Balance",
    "POST",
    true,
    "private",
    1,
    true,
  ]);
  const order = privatePost<{ pair: string }, unknown>("AddOrder", {
    params: { pair: required(text) },
    cost: 0,
    pool: "trading",
    idempotent: false,
    permission: "Orders and trades - Create & modify orders",
    clientOrderId: "cl_ord_id",
  });
  assertEquals([order.cost, order.pool, order.idempotent, order.clientOrderId], [0, "trading", false, "cl_ord_id"]);
  assertEquals(order.params.pair.required, true);
});

Deno.test("funding() repeats reads and never writes, in JSON", () => {
  const read = funding<Record<never, never>, unknown>("GET", "/funding/v1/assets");
  const write = funding<{ name: string }, unknown>("POST", "/funding/v1/addresses", {
    params: { name: required(text) },
  });
  assertEquals([read.name, read.idempotent, read.encode, read.api], [
    "GET /funding/v1/assets",
    true,
    "json",
    "funding",
  ]);
  assertEquals([write.idempotent, write.auth, write.pool], [false, true, "private"]);
});

Deno.test("futures() costs nothing and repeats only reads until it is told otherwise", () => {
  const read = futures<Record<never, never>, unknown>("GET", "/derivatives/api/v3/tickers", { auth: false });
  assertEquals([read.auth, read.cost, read.pool, read.idempotent, read.encode], [false, 0, "none", true, "form"]);
  const order = futures<{ symbol: string }, unknown>("POST", "/derivatives/api/v3/sendorder", {
    auth: true,
    cost: 10,
    pool: "derivatives",
    params: { symbol: required(text) },
    costOf: () => 11,
  });
  assertEquals([order.auth, order.cost, order.pool, order.idempotent], [true, 10, "derivatives", false]);
  assertEquals(order.costOf?.({ symbol: "PF_XBTUSD" }), 11);
});

import { assertEquals, assertRejects } from "@std/assert";
import { Credentials } from "../../../core/credentials.ts";
import { ApiError } from "../../../core/errors.ts";
import { send } from "../../../core/send.ts";
import { retrieveExport } from "../../../spot/account/retrieve_export.ts";
import { refused } from "./_sent.ts";

const credentials = new Credentials({ key: "made-up-key", secret: btoa("a secret that opens nothing") });
const answering = (body: BodyInit, type: string): typeof fetch => () =>
  Promise.resolve(new Response(body, { headers: { "content-type": type } }));

Deno.test("retrieveExport needs 'id'", async () => {
  await refused(retrieveExport, {}, TypeError, "Cannot call RetrieveExport as 'id' is missing");
});

Deno.test("retrieveExport names the nearest parameter", async () => {
  await refused(retrieveExport, { ids: "QWZT" }, TypeError, "did you mean 'id'?");
});

Deno.test("retrieveExport rejects with Kraken's own strings although it expects bytes", async () => {
  const fetch = answering('{"error":["EExport:Deleted"]}', "application/json");
  const error = await assertRejects(() => send({ fetch, credentials }, retrieveExport, { id: "QWZT" }), ApiError);
  assertEquals(error.errors, ["EExport:Deleted"]);
});

Deno.test("retrieveExport gives the bytes of the archive, untouched", async () => {
  const archive = new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x00, 0xff, 0xfe, 0x80]);
  const fetch = answering(archive, "application/octet-stream");
  assertEquals(await send({ fetch, credentials }, retrieveExport, { id: "QWZT" }), archive);
});

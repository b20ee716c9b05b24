import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { type ExportProgress, exportReport } from "../../account/mod.ts";
import { ApiError, KrakenError, TransportError } from "../../core/errors.ts";
import type { ExportReport } from "../../spot/account/mod.ts";
import { exportStatus } from "../fixtures/spot_private/account.ts";
import { asked, sent, sourceOf } from "./_source.ts";
import { file, zipped } from "./_zip.ts";

const ID = "QWZT";
const done: ExportReport = exportStatus[0]!;
const at = (status: string, more: Partial<ExportReport> = {}): ExportReport[] => [{ ...done, status, ...more }];

const HEADER = '"txid","refid","time","type","subtype","aclass","asset","amount","fee","balance"\n';
const CSV = HEADER +
  '"L0","R0","2026-09-30 23:59:59","deposit","","currency","ZUSD",1.0000,0.0000,1.0000\n' +
  '"L1","R1","2026-10-01 00:00:00","trade","","currency","ZUSD",-150.0000,0.3750,2413.0994\n' +
  '"L2","R1","2026-10-01 00:00:00","trade","","currency","XXBT",0.0025000000,0,0.0450000000\n' +
  '"L3","R2","2026-11-01 00:00:00","deposit","","currency","ZUSD",5.0000,0.0000,2418.0994\n';
const OCTOBER = { report: "ledgers", from: "2026-10-01", to: "2026-11-01" } as const;

Deno.test("exportReport() refuses what cannot be before any call", async () => {
  const source = sourceOf({});
  const refused = (options: object, words: string) =>
    assertRejects(() => exportReport(source, { ...OCTOBER, ...options }), RangeError, words);
  await refused({ report: "orders" }, "'report' must be one of trades, ledgers");
  await refused({ format: "XLS" }, "'format' must be one of CSV, TSV");
  await refused({ fields: [] }, "'fields' is an empty list");
  await refused({ path: "ledger.xlsx" }, "'path' must end with .zip or .csv");
  await refused({ path: "ledger.csv", format: "TSV" }, "'path' must end with .zip or .tsv");
  await refused({ to: "2026-09-01" }, "'from' must be before 'to'");
  assertEquals(source.requests.length, 0);
});

Deno.test("exportReport() raises Kraken's reason when the report failed", async () => {
  const source = sourceOf({ id: ID }, at("Processed", { error: "EExport:Exported size too big" }));
  const error = await assertRejects(() => exportReport(source, OCTOBER), ApiError, "report QWZT");
  assertEquals(error.errors, ["EExport:Exported size too big"]);
  assertEquals(error.category, "export");
  assertStringIncludes(error.message, "smaller time range");
});

Deno.test("exportReport() does not wait for a report that is being deleted", async () => {
  const source = sourceOf({ id: ID }, at("Queued", { delete: true }));
  await assertRejects(() => exportReport(source, OCTOBER), KrakenError, "about to be deleted");
});

Deno.test("exportReport() gives up waiting, and says how to take the report up again", async () => {
  const source = sourceOf({ id: ID }, [], at("Processing"));
  const error = await assertRejects(() => exportReport(source, { ...OCTOBER, waitMs: 60_000 }), KrakenError);
  assertStringIncludes(error.message, "its status is Processing");
  assertStringIncludes(error.message, '{ report: "ledgers", id: "QWZT" }');
  assertEquals(error.retryable, true);
});

Deno.test("exportReport() stops waiting with the caller's reason", async () => {
  const stop = new AbortController();
  const source = sourceOf({ id: ID }, at("Queued"));
  const reason = new Error("enough");
  const options = { ...OCTOBER, signal: stop.signal, onProgress: () => stop.abort(reason) };
  assertEquals(await assertRejects(() => exportReport(source, options)), reason);
  assertEquals(source.requests.map(asked), ["AddExport", "ExportStatus"]);
});

Deno.test("exportReport() tells a cut or damaged archive from a good one", async () => {
  const good = await zipped({ "ledgers.csv": CSV.repeat(50) });
  // Not compressed, a digit that changed is still a digit: only the sum tells.
  const stored = await zipped({ "ledgers.csv": CSV }, 0);
  const digit = new TextDecoder("latin1").decode(stored).indexOf("2413");
  const broken: Record<string, Uint8Array<ArrayBuffer>> = {
    "cut in half": good.slice(0, good.length / 2),
    "cut at the end": good.slice(0, -10),
    "without its begin": good.slice(30),
    "one bit changed": stored.map((byte, index) => index === digit ? byte ^ 1 : byte),
    "without a file": await zipped({}),
  };
  for (const [what, bytes] of Object.entries(broken)) {
    const source = sourceOf({ id: ID }, at("Processed"), file(bytes));
    const error = await assertRejects(() => exportReport(source, OCTOBER), TransportError, "cut or damaged", what);
    assertStringIncludes(error.message, 'id: "QWZT"');
    assertEquals(error.cause instanceof Error, true);
  }
});

Deno.test("exportReport() raises an empty report, but one without rows is a frame without rows", async () => {
  const empty = sourceOf({ id: ID }, at("Processed"), file(await zipped({ "ledgers.csv": "\n" })));
  await assertRejects(() => exportReport(empty, OCTOBER), KrakenError, "report QWZT is empty");
  const bare = sourceOf({ id: ID }, at("Processed"), file(await zipped({ "ledgers.csv": HEADER })));
  const frame = await exportReport(bare, OCTOBER);
  assertEquals(frame.length, 0);
  assertEquals(frame.text("amount"), []);
});

Deno.test("exportReport() says how to go on when the file cannot be written", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const source = sourceOf({ id: ID }, at("Processed"), file(await zipped({ "ledgers.csv": CSV })));
    const path = new URL(`file://${folder}/no/such/folder/october.csv`);
    const error = await assertRejects(() => exportReport(source, { ...OCTOBER, path }), KrakenError, "no/such/folder");
    assertStringIncludes(error.message, 'id: "QWZT"');
  } finally {
    await Deno.remove(folder);
  }
});

Deno.test("exportReport() names the reports there are when the given one is none of them", async () => {
  const source = sourceOf(at("Processed"));
  await assertRejects(() => exportReport(source, { report: "ledgers", id: "NOPE" }), RangeError, "there are: QWZT");
});

Deno.test("exportReport() queues, waits, fetches, unpacks and cuts to the range", async () => {
  const bytes = await zipped({ "ledgers.csv": CSV });
  const source = sourceOf({ id: ID }, [], at("Queued"), at("Processing"), at("Processed"), file(bytes));
  const heard: ExportProgress[] = [];
  const frame = await exportReport(source, { ...OCTOBER, onProgress: (progress) => heard.push(progress) });
  assertEquals(source.requests.map(asked), [
    "AddExport",
    ...Array(4).fill("ExportStatus"),
    "RetrieveExport",
  ]);
  assertEquals(sent(source.requests[0]!), {
    report: "ledgers",
    format: "CSV",
    description: "ledgers from 2026-10-01T00:00:00.000Z to 2026-11-01T00:00:00.000Z",
    starttm: String(Date.UTC(2026, 9, 1) / 1000 - 1),
    endtm: String(Date.UTC(2026, 10, 1) / 1000),
  });
  assertEquals(source.slept, [2000, 3000, 4500, 6750]);
  assertEquals(heard.map(({ status, elapsedMs }) => `${status} ${elapsedMs}`), [
    "Queued 2000",
    "Queued 5000",
    "Processing 9500",
    "Processed 16250",
  ]);
  assertEquals(frame.kind, "ledger");
  assertEquals(frame.column("txid"), ["L1", "L2"]);
  assertEquals(frame.column("asset"), ["USD", "BTC"]);
  assertEquals(frame.text("balance"), ["2413.0994", "0.0450000000"]);
  assertEquals([frame.meta.id, frame.meta.source], [ID, "test"]);
});

Deno.test("exportReport() without a range asks for everything, not for this month", async () => {
  const source = sourceOf({ id: ID }, at("Processed"), file(await zipped({ "ledgers.csv": CSV })));
  assertEquals((await exportReport(source, { report: "ledgers" })).length, 4);
  const { starttm, endtm } = sent(source.requests[0]!);
  assertEquals([starttm, endtm], [String(Date.UTC(2011, 0) / 1000), undefined]);
});

Deno.test("exportReport() of chosen fields has the time among them", async () => {
  const text = '"time","amount"\n"2026-10-05 00:00:00",1.50\n';
  const source = sourceOf({ id: ID }, at("Processed"), file(await zipped({ "ledgers.csv": text })));
  const frame = await exportReport(source, { ...OCTOBER, fields: ["amount"], description: "mine" });
  assertEquals(sent(source.requests[0]!).fields, "time,amount");
  assertEquals(sent(source.requests[0]!).description, "mine");
  assertEquals(frame.columns, ["time", "amount"]);
});

Deno.test("exportReport() of trades in TSV names markets and sides as fills do", async () => {
  const text = "txid\tordertxid\tpair\ttime\ttype\tvol\nT1\tO1\tXXBTZUSD\t2026-10-05 10:00:00.1234\tsell\t0.10000000\n";
  const source = sourceOf({ id: ID }, at("Processed"), file(await zipped({ "trades.tsv": text })));
  const frame = await exportReport(source, { ...OCTOBER, report: "trades", format: "TSV" });
  assertEquals(sent(source.requests[1]!).report, "trades");
  assertEquals(frame.kind, "fills");
  assertEquals(frame.row(0).symbol, "BTC/USD");
  assertEquals(frame.row(0).side, "sell");
  assertEquals(frame.text("volume"), ["0.10000000"]);
});

Deno.test("exportReport() takes up an earlier report at once, without queuing one", async () => {
  const source = sourceOf(at("Processed"), file(await zipped({ "ledgers.csv": CSV })));
  const frame = await exportReport(source, { report: "ledgers", id: ID });
  assertEquals(source.requests.map(asked), ["ExportStatus", "RetrieveExport"]);
  assertEquals(source.slept, []);
  assertEquals(frame.length, 4);
});

Deno.test("exportReport() keeps the file as it came, or unpacked", async () => {
  const bytes = await zipped({ "ledgers.csv": CSV });
  const folder = await Deno.makeTempDir();
  try {
    for (const name of ["october.zip", "october.CSV"]) {
      const source = sourceOf({ id: ID }, at("Processed"), file(bytes));
      await exportReport(source, { ...OCTOBER, path: `${folder}/${name}` });
    }
    assertEquals(await Deno.readFile(`${folder}/october.zip`), bytes);
    assertEquals(await Deno.readTextFile(`${folder}/october.CSV`), CSV);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("exportReport() deletes the report afterwards on demand", async () => {
  const source = sourceOf({ id: ID }, at("Processed"), file(await zipped({ "ledgers.csv": CSV })), { delete: true });
  const frame = await exportReport(source, { ...OCTOBER, remove: true });
  assertEquals(asked(source.requests.at(-1)!), "RemoveExport");
  assertEquals(sent(source.requests.at(-1)!), { id: ID, type: "delete" });
  assertEquals(frame.meta.note, undefined);
});

Deno.test("exportReport() keeps the rows when the deletion fails, and notes it", async () => {
  const refusal = Response.json({ error: ["EExport:Internal error"] });
  const source = sourceOf({ id: ID }, at("Processed"), file(await zipped({ "ledgers.csv": CSV })), refusal);
  const frame = await exportReport(source, { ...OCTOBER, remove: true });
  assertEquals(frame.length, 2);
  assertStringIncludes(frame.meta.note ?? "", "EExport:Internal error");
  assertEquals(frame.text("fee"), ["0.3750", "0"]);
});

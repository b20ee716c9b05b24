import { assertEquals, assertRejects } from "@std/assert";
import { symbols } from "../../../core/symbols.ts";
import { reportFrame } from "../../../frames/account/report.ts";
import { RECORDINGS } from "../../recordings.ts";

const { label, assetLabel } = symbols();
const LEDGERS = '"txid","refid","time","type","subtype","aclass","asset","amount","fee","balance"\n';

Deno.test("reportFrame() says that an empty file is empty", async () => {
  for (const text of ["", "\n", "\uFEFF\r\n"]) {
    await assertRejects(() => reportFrame(text, { report: "ledgers" }), SyntaxError, "ledgers report as it is empty");
  }
});

Deno.test("reportFrame() names the line of a row that is cut", async () => {
  const text = `${LEDGERS}"L1","R1","2026-01-05 10:00:00","trade","","currency"\n`;
  await assertRejects(() => reportFrame(text, { report: "ledgers" }), SyntaxError, "2");
});

Deno.test("reportFrame() names the column of an amount that is no number", async () => {
  const text = `${LEDGERS}"L1","R1","2026-01-05 10:00:00","trade","","currency","ZUSD",much,0.0000,1.0000\n`;
  await assertRejects(() => reportFrame(text, { report: "ledgers" }), RangeError, "'amount' row 0");
});

Deno.test("reportFrame() names the line of a time that does not exist", async () => {
  const text = `${LEDGERS}"L1","R1","2026-02-30 10:00:00","trade","","currency","ZUSD",1.0000,0.0000,1.0000\n`;
  await assertRejects(() => reportFrame(text, { report: "ledgers" }), RangeError, "line 2");
});

Deno.test("reportFrame() of a report without rows has its columns, typed", async () => {
  for (const text of [LEDGERS, LEDGERS.trimEnd()]) {
    const frame = await reportFrame(text, { report: "ledgers" });
    assertEquals(frame.length, 0);
    assertEquals(frame.text("amount"), []);
    assertEquals(frame.columns[0], "time");
    assertEquals(frame.columns.at(-1), "asset_id");
  }
});

Deno.test("reportFrame() keeps the digits of ledgers, orders them and names the assets", async () => {
  const text = LEDGERS +
    '"L2","R1","2026-01-05 10:00:01","trade","","currency","XXBT",0.0025000000,0,0.0450000000\n' +
    '"","R0","2026-01-05 09:00:00","deposit","","currency","ZUSD",100.0000,0.0000,""\n' +
    '"L1","R1","2026-01-05 10:00:00.5","trade","","currency","ZUSD",-150.0000,0.3750,2413.0994\n';
  const frame = await reportFrame(text, { report: "ledgers", label: assetLabel, meta: { source: "file" } });
  assertEquals(frame.kind, "ledger");
  assertEquals(frame.column("txid"), ["", "L1", "L2"]);
  assertEquals(frame.column("asset"), ["USD", "USD", "BTC"]);
  assertEquals(frame.column("asset_id"), ["ZUSD", "ZUSD", "XXBT"]);
  assertEquals(frame.text("balance"), ["", "2413.0994", "0.0450000000"]);
  assertEquals(frame.text("fee"), ["0.0000", "0.3750", "0"]);
  assertEquals(frame.column("time")[1], Date.UTC(2026, 0, 5, 10, 0, 0, 500));
});

Deno.test("reportFrame() reads tabs, and an empty last field with them", async () => {
  const text = "txid\tpair\ttime\ttype\tvol\tledgers\nT1\tXXBTZUSD\t2026-01-05 10:00:00\tbuy\t0.10\t\n";
  const frame = await reportFrame(text, { report: "trades", separator: "\t", label });
  assertEquals(frame.row(0).symbol, "BTC/USD");
  assertEquals(frame.row(0).side, "buy");
  assertEquals(frame.text("volume"), ["0.10"]);
  assertEquals(frame.column("ledgers"), [""]);
});

Deno.test("reportFrame() keeps columns it does not know, as text under their own names", async () => {
  const text = "txid,time,amount,tomorrow\nL1,2026-01-05 10:00:00,1.50,007\n";
  const frame = await reportFrame(text, { report: "ledgers" });
  assertEquals(frame.columns, ["time", "txid", "amount", "tomorrow"]);
  assertEquals(
    frame.toRecords()[0],
    { time: Date.UTC(2026, 0, 5, 10), txid: "L1", amount: 1.5, tomorrow: "007" } as never,
  );
});

const folder = new URL("csv/", RECORDINGS);
const recorded = await Deno.stat(folder).then(() => true, () => false);

Deno.test({
  name: "reportFrame() reads recorded reports of every layout since 2017",
  ignore: !recorded,
  async fn() {
    const read = async (path: string) => await Deno.readTextFile(new URL(path, folder));
    const options = { report: "ledgers", label: assetLabel } as const;
    const old = await reportFrame(await read("ledgers/pp-crypto-parser.csv"), options);
    assertEquals(old.length, 32);
    assertEquals(old.column("asset")[0], "ETH");
    assertEquals(old.text("amount")[0], "0.0456499600");
    assertEquals(old.text("balance").filter((text) => text === "").length, 11);
    const newer = await reportFrame(await read("ledgers/synthetic-2024-columns.csv"), options);
    assertEquals(newer.columns.slice(-2), ["subclass", "wallet"]);
    const newest = await reportFrame(await read("ledgers/header-2026-usd-columns.csv"), options);
    assertEquals(newest.schema.find(({ name }) => name === "balanceusd")?.type, "decimal");
    const trades = await reportFrame(await read("trades/importer-readme.csv"), { report: "trades", label });
    assertEquals(trades.column("symbol"), ["XMR/EUR", "REP/EUR"]);
    assertEquals(trades.text("price"), ["103.22000000", "15.00000"]);
    assertEquals(trades.column("time")[0], 1510513453694.6);
    assertEquals(trades.row(0).ledgers, "L3ZB4N-T33RW-ATJMAH,LKFD5C-OY5LR-PWEQW2");
  },
});

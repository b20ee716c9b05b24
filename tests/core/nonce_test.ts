import { assert, assertEquals, assertRejects } from "@std/assert";
import { fileNonce, lane, memoryNonce, nextNonce, NO_NONCE, risingNonce, risingNonceOf } from "../../core/nonce.ts";

Deno.test("nextNonce() is microseconds and always above the last", () => {
  assertEquals(nextNonce(0, 1_700_000_000_000), 1_700_000_000_000_000);
  assertEquals(nextNonce(1_700_000_000_000_000, 1_700_000_000_000), 1_700_000_000_000_001);
  assertEquals(
    nextNonce(1_700_000_000_000_005, 1_600_000_000_000),
    1_700_000_000_000_006,
    "a clock set back changes nothing",
  );
});

Deno.test("lane() runs one task at a time, in order, past failures", async () => {
  const turn = lane();
  const log: string[] = [];
  const slow = turn(async () => {
    log.push("a begins");
    await Promise.resolve();
    log.push("a ends");
  });
  const failing = turn(() => Promise.reject(new Error("b fails")));
  const last = turn(() => Promise.resolve(log.push("c")));
  await assertRejects(() => failing, Error, "b fails");
  await Promise.all([slow, last]);
  assertEquals(log, ["a begins", "a ends", "c"]);
});

Deno.test("memoryNonce() gives 64 concurrent calls strictly increasing numbers in the order of sending", async () => {
  const source = memoryNonce(() => 1_700_000_000_000);
  const sent: number[] = [];
  await Promise.all(Array.from({ length: 64 }, () =>
    source.run(async (nonce) => {
      await Promise.resolve();
      sent.push(Number(nonce));
    })));
  assertEquals(sent.length, 64);
  assert(sent.every((nonce, index) => index === 0 || nonce > sent[index - 1]!));
});

Deno.test("fileNonce() continues above the number another process left", async () => {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(path, "9000000000000000");
    const source = fileNonce(path, () => 1_700_000_000_000);
    assertEquals(await source.run((nonce) => Promise.resolve(nonce)), "9000000000000001");
    assertEquals(await Deno.readTextFile(path), "9000000000000001");
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("fileNonce() refuses a file that holds something else and leaves it as it was", async () => {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(path, "my diary");
    await assertRejects(() => fileNonce(path).run(() => Promise.resolve(1)), RangeError, "holds something else");
    assertEquals(await Deno.readTextFile(path), "my diary");
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("fileNonce() refuses a number above what adding one still changes, and leaves it as it was", async () => {
  const path = await Deno.makeTempFile();
  try {
    for (const held of ["9007199254740991", "1763823600000000000", "9".repeat(40)]) {
      await Deno.writeTextFile(path, held);
      const error = await assertRejects(() => fileNonce(path).run(() => Promise.resolve(1)), RangeError);
      assertEquals(error.message.includes("larger units"), true);
      assertEquals(await Deno.readTextFile(path), held);
    }
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("risingNonce() numbers calls upwards without making one wait for another", async () => {
  const source = risingNonce(() => 1_700_000_000_000);
  const gate = Promise.withResolvers<void>();
  const used: string[] = [];
  const held = source.run(async (nonce) => {
    await gate.promise;
    used.push(nonce);
  });
  await source.run((nonce) => Promise.resolve(used.push(nonce)));
  assertEquals(used, ["1700000000000001"]);
  gate.resolve();
  await held;
  assertEquals(used, ["1700000000000001", "1700000000000000"]);
});

Deno.test("risingNonceOf() is one source for all clients of a key; NO_NONCE gives none", async () => {
  assert(risingNonceOf("a") === risingNonceOf("a"));
  assert(risingNonceOf("a") !== risingNonceOf("b"));
  assertEquals(await NO_NONCE.run((nonce) => Promise.resolve(nonce)), "");
});

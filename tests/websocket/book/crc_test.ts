import { assertEquals } from "@std/assert";
import { crc32, finish, join, piece, START } from "../../../websocket/book/crc.ts";
import { seeded } from "./frames.ts";

Deno.test("crc32() agrees with the published check value and the empty text", () => {
  assertEquals(crc32("123456789"), 3421780262);
  assertEquals(crc32(""), 0);
});

Deno.test("join() of pieces is the checksum of the whole text, however it is cut", () => {
  const random = seeded(7);
  for (let round = 0; round < 300; round++) {
    const pieces = Array.from({ length: random(25) }, () => {
      const digits = Array.from({ length: random(34) }, () => random(10));
      return digits.join("");
    });
    let state = START;
    for (const text of pieces) state = join(state, piece(text), text.length);
    assertEquals(finish(state), crc32(pieces.join("")), pieces.join("|"));
  }
});

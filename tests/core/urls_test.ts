import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { checkedUrl } from "../../core/urls.ts";

Deno.test("checkedUrl() never repeats a password, whatever else is wrong with the address", () => {
  for (
    const url of [
      "https://user:hunter2@api.kraken.com",
      "http://user:hunter2@api.kraken.com",
      "user:hunter2@api.kraken.com",
      "https://user:hunter2@",
      "https://user:hunter2@demo-futures.kraken.com",
    ]
  ) {
    const error = assertThrows(() => checkedUrl(url), TypeError, "user name or password");
    assertEquals(error.message.includes("hunter2"), false);
  }
});

Deno.test("checkedUrl() names the host alone in its messages", () => {
  const error = assertThrows(() => checkedUrl("http://api.kraken.com/path?token=hunter2"), TypeError);
  assertStringIncludes(error.message, '"http://api.kraken.com"');
  assertEquals(error.message.includes("hunter2"), false);
});

Deno.test("checkedUrl() refuses a query and a fragment, behind which no path can stand", () => {
  for (const end of ["?", "?a=1", "#", "#top", "/?a=1"]) {
    assertThrows(() => checkedUrl(`https://api.kraken.com${end}`), TypeError, "query or fragment");
  }
  assertEquals(checkedUrl("https://api.kraken.com//"), "https://api.kraken.com");
  assertEquals(checkedUrl("http://127.0.0.1:8080/kraken"), "http://127.0.0.1:8080/kraken");
});

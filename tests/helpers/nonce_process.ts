/** One process of the shared-key test: `nonce_process.ts <url> <key> <secret> <nonce file or -> <calls> <workers>`. */

import { createSpotClient } from "../../spot/client.ts";

const [baseUrl = "", key = "", secret = "", file = "-", calls = "0", workers = "1"] = Deno.args;
const { account } = createSpotClient({
  baseUrl,
  key,
  secret,
  limiter: "none",
  timeoutMs: 60_000,
  ...(file === "-" ? {} : { nonceFile: file }),
});
let left = Number(calls);
let failed = 0;
await Promise.all(Array.from({ length: Number(workers) }, async () => {
  while (left-- > 0) {
    await account.balance().catch((error) => {
      failed++;
      console.error(error.message);
    });
  }
}));
console.log(JSON.stringify({ failed }));

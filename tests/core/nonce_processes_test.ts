import { assertEquals } from "@std/assert";
import { fromFileUrl } from "../helpers/paths.ts";

const secret = btoa("a secret of a made-up key");
const program = fromFileUrl(new URL("../helpers/nonce_process.ts", import.meta.url));
const config = fromFileUrl(new URL("../../deno.json", import.meta.url));

/** A server that takes only rising nonces, as Kraken does without a nonce window; it answers a little late, so that calls overlap. */
function strictServer(): AsyncDisposable & { url: string; calls: number; invalid: number } {
  let last = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const nonce = Number(new URLSearchParams(await request.text()).get("nonce"));
    state.calls++;
    const good = nonce > last;
    last = Math.max(last, nonce);
    if (!good) state.invalid++;
    await new Promise((resolve) => setTimeout(resolve, 1));
    return Response.json(good ? { error: [], result: {} } : { error: ["EAPI:Invalid nonce"] });
  });
  const state = {
    url: `http://127.0.0.1:${server.addr.port}`,
    calls: 0,
    invalid: 0,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
  return state;
}

async function run(url: string, file: string, calls: number, workers: number): Promise<number> {
  const permissions = ["--allow-net=127.0.0.1", "--allow-read", "--allow-write"];
  const args = [
    "run",
    "--no-prompt",
    "--no-lock",
    "--config",
    config,
    ...permissions,
    program,
    url,
    "SHARED",
    secret,
    file,
    String(calls),
    String(workers),
  ];
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args,
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout)).failed;
}

Deno.test("one process with 8 workers finishes 1,000 private calls without one invalid nonce", async () => {
  await using server = strictServer();
  const failed = await run(server.url, "-", 1000, 8);
  assertEquals({ failed, calls: server.calls, invalid: server.invalid }, { failed: 0, calls: 1000, invalid: 0 });
});

Deno.test("four processes with 2 workers each and one nonce file finish 1,000 private calls without one invalid nonce", async () => {
  await using server = strictServer();
  const file = await Deno.makeTempFile();
  const failed = await Promise.all([1, 2, 3, 4].map(() => run(server.url, file, 250, 2)));
  await Deno.remove(file);
  assertEquals({ failed, calls: server.calls, invalid: server.invalid }, {
    failed: [0, 0, 0, 0],
    calls: 1000,
    invalid: 0,
  });
});

/** Private requests built and signed in a second, beside ccxt's `sign` on the same order in the same run. */

import { ccxt } from "../_deps/ccxt.ts";
import { Credentials } from "../core/credentials.ts";
import { buildRequest, encodeParams } from "../core/encode.ts";
import { nextNonce } from "../core/nonce.ts";
import { addOrder } from "../spot/trading/add_order.ts";
import { type Bar, median } from "./_bar.ts";

// Kraken's published example secret.
const secret = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";
const order = { ordertype: "limit", type: "buy", pair: "XBTUSD", volume: "1.25", price: "37500" } as const;

function perSecond(task: () => unknown, ms: number): number {
  const end = performance.now() + ms;
  let calls = 0;
  while (performance.now() < end) {
    for (let i = 0; i < 100; i++) task();
    calls += 100;
  }
  return calls / ms * 1000;
}

/** Both bars. The two run in turn, several times. */
export async function run(): Promise<Bar[]> {
  const credentials = new Credentials({ key: "KEY", secret });
  let nonce = 0;
  const ours = () => {
    nonce = nextNonce(nonce);
    const encoded = encodeParams(addOrder, order);
    return buildRequest(addOrder, encoded, {
      baseUrl: "https://api.kraken.com",
      credentials,
      nonce: String(nonce),
      otp: undefined,
      userAgent: "bench",
    });
  };
  interface Signer {
    sign(path: string, api: string, method: string, params: object): unknown;
  }
  const { kraken } = await ccxt() as unknown as { kraken: new (options: object) => Signer };
  const exchange = new kraken({ apiKey: "KEY", secret });
  const theirs = () => exchange.sign("AddOrder", "private", "POST", { ...order });
  const [a, b]: [number[], number[]] = [[], []];
  for (let round = -1; round < 5; round++) {
    const pair = [perSecond(ours, 400), perSecond(theirs, 400)] as const;
    if (round < 0) continue;
    a.push(pair[0]);
    b.push(pair[1]);
  }
  const [mine, other] = [median(a), median(b)];
  const detail = `ours ${Math.round(mine).toLocaleString("en-US")}/s, ccxt ${
    Math.round(other).toLocaleString("en-US")
  }/s`;
  return [
    { name: "private request, built and signed", ratio: mine, bar: 40_000, better: "higher", unit: "/s", detail },
    { name: "the same, against ccxt's sign", ratio: mine / other, bar: 3, better: "higher", detail },
  ];
}

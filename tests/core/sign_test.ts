import { createHash, createHmac } from "node:crypto";
import { assertEquals, assertThrows } from "@std/assert";
import { Credentials } from "../../core/credentials.ts";
import { decodeSecret, signChallenge, signFutures, signingKey, signSpot } from "../../core/sign.ts";
import { totp } from "../../core/totp.ts";

const SPOT = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";
const NONCE = "1616492376594";

// S1 is Kraken's own worked example; the others were computed by a second implementation that reproduces it.
const spotVectors: [name: string, path: string, body: string, signature: string][] = [
  [
    "the documented AddOrder",
    "/0/private/AddOrder",
    "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25",
    "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==",
  ],
  [
    "a bare nonce",
    "/0/private/Balance",
    "nonce=1616492376594",
    "1nH4vwR+8FHiYh1QT649xXkGd3JR3x0DWkgv3u9Ed/Qqv6KPtgQpEU4m+Emb/VgpEji3j1XNwI+HCbfXxmrTOg==",
  ],
  [
    "a one-time password",
    "/0/private/Balance",
    "nonce=1616492376594&otp=123456",
    "jbyoyzbCFde1u0Rnp3ChMEofg5y4E4qpI247mcYicXoAi4c201b8GKM5LmshBvKP9WVm+UFHd710qkGBE0tRJw==",
  ],
  [
    "a JSON body with the nonce as text and a nested array",
    "/0/private/CancelOrderBatch",
    '{"nonce":"1616492376594","orders":["OABCDE-FGHIJ-KLMNOP",42]}',
    "IuQH/n1xXienOyMX6ZRFsZsqpJ+i/WIyQ/c9JnSVDPoCka204JhRJyIqPeKdQ2X6EjJMaPCxnLI/2/oCnmSl6Q==",
  ],
  [
    "percent-encoded brackets and plus",
    "/0/private/AddOrder",
    "nonce=1616492376594&pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=37500&close%5Bordertype%5D=stop-loss-limit" +
    "&close%5Bprice%5D=37000&close%5Bprice2%5D=36000&starttm=%2B30",
    "oroFXhx3fAz/m4fDRdRLVXKZrMc78kXS7qMsSc2uFOl0FkGY5XkqwpkSiW1Shr4RACqPstxuGy9e4P4UL8J7oQ==",
  ],
  [
    "account_id in the signed path",
    "/0/private/Balance?account_id=AA12",
    '{"nonce":1616492376594}',
    "7ioUQY5I9xeV/LQ4ZRL3EeJBbXtYZ/lJuwI2B1iBu8NniwBOUVf3r5M8NF6uXHs45PI7fAOsvWohczEyAU7S4w==",
  ],
  [
    "a Funding GET with an empty body",
    "/funding/v1/methods/deposit?asset%5Bclass%5D=currency&asset%5Bname%5D=USDC",
    "",
    "G95Wr1h78/kVWu5Ve6DW3uXxX0xOy/FlZ8x6aj19ZRqrA4nHv1MjQTLS48cBV0x79DVM6bbZzfsUDMdbUn0nlw==",
  ],
  [
    "a Funding POST",
    "/funding/v1/addresses",
    '{"name":"cold"}',
    "pTEbvHnExNT5z9y2VDF3BsxJUNmbCwbik5P0MSuxdDu0U+nKCl3y5n2YKIOnPmh9bWXXGwsJaFz/2oDe6e8O1w==",
  ],
];

for (const [name, path, body, signature] of spotVectors) {
  Deno.test(`signSpot() reproduces the vector with ${name}`, () => {
    assertEquals(signSpot(signingKey(decodeSecret(SPOT)), path, NONCE, body), signature);
  });
}

const A = "DuWQ3317vPm8tlOoylWmhfQJwGkKiR+ABuNNocaPxU2DA5H9aZAKkGO0sYBSGKirtdlkm8dL9DAp6husEABgWyOr";
const B = "rttp4AzwRfYEdQ7R7X8Z/04Y4TZPa97pqCypi3xXxAqftygftnI6H9yGV+OcUOOJeFtZkr8mVwbAndU3Kz4Q+eG";

const futuresVectors: [name: string, secret: string, path: string, nonce: string, sent: string, signature: string][] = [
  [
    "url-encoded text",
    A,
    "/derivatives/api/v3/sendorder",
    "1629361663947",
    "orderType=lmt&symbol=PI_XBTUSD&side=buy&size=1&limitPrice=44587.5&cliOrdId=123%2B%2F%3D&reduceOnly=false",
    "YU08zbwSTBmsVOSQQh8EPPW6eAZUmqgpRy6t5EmO2j/5aEyX3LTw1G2H+CP0dqUWOhLIFoQAXuZQcK5vU/B/qQ==",
  ],
  [
    "neither nonce nor parameters",
    A,
    "/derivatives/api/v3/accounts",
    "",
    "",
    "co4sJC5RJXAcPA3fAxD+A3WM0Ukul0mue+rlbx+bgUgyFVdrXemMxxn/6humhJWm7KQdIqPb9SHonByckv9fLA==",
  ],
  [
    "a history path, which has no prefix to drop",
    A,
    "/api/history/v3/account-log",
    "1629361663947",
    "count=500&sort=asc",
    "vpLSh16SZMmFj2faOtAYIBytqJSDfikmKDKnhqegQ6QTSuD1Dh+avZK6qxjjJdD3IUBxRrYmnNSrVa7RxUXf1Q==",
  ],
  [
    "an unpadded secret",
    B,
    "/derivatives/api/v3/orderbook",
    "1415957147987",
    "symbol=fi_xbtusd_180615",
    "DqUyz8Wh/72af7dimSXHw91IFxrAriTgVodyg2s67PU2mVStwLDQak+uIoCtfb43XONq0xVAp+vm5dqnhFAB1Q==",
  ],
];

for (const [name, secret, path, nonce, sent, signature] of futuresVectors) {
  Deno.test(`signFutures() reproduces the vector with ${name}`, () => {
    assertEquals(signFutures(signingKey(decodeSecret(secret)), path, nonce, sent), signature);
  });
}

Deno.test("signChallenge() reproduces Kraken's published vector", () => {
  const secret = "7zxMEF5p/Z8l2p2U7Ghv6x14Af+Fx+92tPgUdVQ748FOIrEoT9bgT+bTRfXc5pz8na+hL/QdrCVG7bh9KpT0eMTm";
  assertEquals(
    signChallenge(signingKey(decodeSecret(secret)), "c100b894-1729-464d-ace1-52dbce11db42"),
    "4JEpF3ix66GA2B+ooK128Ift4XQVtc137N9yeg4Kqsn9PI0Kpzbysl9M1IeCEdjg0zl00wkVqcsnG4bmnlMb3A==",
  );
});

Deno.test("signSpot() agrees with node's createHmac for secrets of every length and text beyond ASCII", () => {
  for (const length of [1, 64, 127, 128, 129, 300]) {
    const secret = Uint8Array.from({ length }, (_, i) => (i * 37 + length) % 256);
    const [path, nonce, body] = ["/0/private/Ä€😀", "17", "nonce=17&text=ñ😀"];
    const digest = createHash("sha256").update(nonce + body).digest();
    assertEquals(
      signSpot(signingKey(secret), path, nonce, body),
      createHmac("sha512", secret).update(path).update(digest).digest("base64"),
    );
  }
});

Deno.test("decodeSecret() refuses what is not base64 without repeating it", () => {
  for (const secret of ["not base64!", "", "abc-_def", "Qx7Zq"]) {
    const error = assertThrows(() => decodeSecret(secret), TypeError);
    if (secret) assertEquals(error.message.includes(secret), false);
  }
});

Deno.test("Credentials shows neither key nor secret when printed or serialised", () => {
  const credentials = new Credentials({ key: "PUBLICKEYTEXT", secret: SPOT });
  for (
    const shown of [
      Deno.inspect(credentials),
      JSON.stringify(credentials),
      String(credentials),
      Deno.inspect({ credentials }, { showHidden: true, depth: 9 }),
    ]
  ) {
    assertEquals(shown.includes("PUBLICKEYTEXT") || shown.includes("kQH5HW"), false, shown);
  }
});

Deno.test("Credentials refuses half a key", () => {
  assertThrows(() => new Credentials({ key: "", secret: SPOT }), TypeError, "key is empty");
  assertThrows(() => new Credentials({ key: "K", secret: undefined as never }), TypeError, "secret is missing");
});

Deno.test("totp() reproduces the published vectors, cut to six digits", () => {
  // RFC 6238, appendix B, SHA-1: the secret is "12345678901234567890".
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  const vectors = [[59, "287082"], [1111111109, "081804"], [1111111111, "050471"], [1234567890, "005924"], [
    2000000000,
    "279037",
  ]];
  for (const [seconds, code] of vectors) assertEquals(totp(secret, () => Number(seconds) * 1000)(), code);
});

Deno.test("totp() refuses a secret that is not base32 without repeating it", () => {
  const error = assertThrows(() => totp("0189 !!"), TypeError, "base32");
  assertEquals(error.message.includes("0189"), false);
});

/** Private requests → answers: `/0/private/…` with the envelope, `/funding/…` without. */

import type { Account } from "../../accounts/account.ts";
import type { House } from "../../accounts/house.ts";
import type { PaperKey } from "../../accounts/keys.ts";
import { invalidArgument, Refusal } from "../refusal.ts";
import { type Fields, readBody, text } from "./fields.ts";
import { fundingAnswer, problem } from "./funding/routes.ts";
import { Gate } from "./gate.ts";
import { PRIVATE } from "./methods.ts";

/** Answers a private request. */
export type PrivateHandler = (request: Request, url: URL) => Promise<Response>;

/** The handler of everything that needs a key. */
export function createPrivateHandler(house: House): PrivateHandler {
  const gate = new Gate(house);

  const ordinary = (request: Request, url: URL, body: Uint8Array): Response => {
    const fields = readBody(body, request.headers.get("content-type") ?? "");
    const key = gate.check({
      ...papersOf(request, url, body),
      nonce: fields && leaf(fields, "nonce"),
      otp: fields && leaf(fields, "otp"),
    });
    const found = PRIVATE.get(url.pathname.slice("/0/private/".length));
    if (!found) throw new Refusal("EGeneral:Unknown method");
    gate.admit(key, found.needs, found.cost);
    if (!fields) throw invalidArgument();
    const ns = house.advance();
    const account = accountOf(house, key, url.searchParams);
    house.trading.liquidate(account, ns);
    const result = found.run({ fields, query: url.searchParams, key, account, house, ns });
    if (result instanceof Response) return result;
    return json(`{"error":[],"result":${JSON.stringify(result)}}`);
  };

  return async (request, url) => {
    const body = new Uint8Array(await request.arrayBuffer());
    if (url.pathname.startsWith("/funding/")) {
      try {
        return fundingAnswer({
          request,
          url,
          body,
          house,
          check: () => {
            const fields = readBody(body, request.headers.get("content-type") ?? "") ?? {};
            const nonce = request.headers.get("api-nonce") ?? undefined;
            return gate.check({ ...papersOf(request, url, body), nonce, otp: leaf(fields, "otp") });
          },
          admit: (key, needs) => gate.admit(key, needs, 1),
          accountOf: (key) => accountOf(house, key, url.searchParams),
        });
      } catch (error) {
        if (error instanceof Refusal) return problem(error.message);
        throw error;
      }
    }
    // Since private methods are POST only, another verb finds none.
    if (request.method !== "POST") throw new Refusal("EGeneral:Unknown method", 405);
    return ordinary(request, url, body);
  };
}

function papersOf({ headers }: Request, { pathname, search }: URL, body: Uint8Array) {
  return {
    key: headers.get("api-key") ?? "",
    signature: headers.get("api-sign") ?? "",
    target: pathname + search,
    body,
  };
}

/** A field's text, or nothing: what is no text here is refused with the nonce or the password it cannot be. */
function leaf(fields: Fields, name: string): string | undefined {
  return typeof fields[name] === "string" ? text(fields, name) : undefined;
}

/** The wallet account a call is about: the key's own, or one below it. */
function accountOf(house: House, { account }: PaperKey, query: URLSearchParams): Account {
  const id = query.get("account_id");
  if (!id || id === account.id) return account;
  const found = house.findAccount(id);
  if (found?.master !== account) throw invalidArgument("account_id");
  return found;
}

function json(body: string): Response {
  return new Response(body, { headers: { "content-type": "application/json; charset=utf-8" } });
}

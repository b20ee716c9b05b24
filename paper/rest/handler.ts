/** Request → answer, as Kraken's Spot REST API gives it. */

import { findPair } from "../market/names.ts";
import { Allowances, type PublicLimit } from "./limits.ts";
import type { Floor, PublicMethod } from "./method.ts";
import type { PrivateHandler } from "./private/handler.ts";
import { PUBLIC } from "./public/mod.ts";
import { optional } from "./query.ts";
import { Refusal } from "./refusal.ts";

/** Answers a request; `caller` is the address it came from. */
export type Handler = (request: Request, caller: string) => Promise<Response>;

/** What a handler is made of. */
export interface HandlerOptions {
  /** What the methods work on. */
  readonly floor: Floor;
  /** Limit of public calls; none when left out. */
  readonly limit?: PublicLimit | undefined;
  /** Answers what needs a key; when left out no key is known. */
  readonly private?: PrivateHandler | undefined;
  /** Answers in place of the simulated market, such as a recorded tape; nothing means "not mine". */
  readonly instead?: ((method: string, query: URLSearchParams) => string | undefined) | undefined;
}

/** The request handler of the exchange. */
export function createHandler({ floor, limit, private: locked, instead }: HandlerOptions): Handler {
  const allowances = limit && new Allowances(limit, () => floor.now());
  const answer = (request: Request, caller: string): Response | Promise<Response> => {
    const url = new URL(request.url);
    if (/^\/(?:0\/private|funding\/v\d)\/[\w/.~%-]+$/.test(url.pathname)) {
      if (!locked) throw new Refusal("EAPI:Invalid key");
      return locked(request, url);
    }
    const [, name] = /^\/0\/public\/([A-Za-z0-9]+)$/.exec(url.pathname) ?? [];
    if (name === undefined) return page(404, "Not Found");
    const method = PUBLIC.get(name);
    if (!method) throw new Refusal("EGeneral:Unknown method");
    // Since January 2024 a POST to a public method is answered with status 405.
    if (request.method !== "GET") throw new Refusal("EGeneral:Unknown method", 405);
    allowances?.take(allowanceOf(caller, url.searchParams));
    return json(instead?.(name, url.searchParams) ?? run(method, url.searchParams, floor));
  };
  return async (request, caller) => {
    try {
      return await answer(request, caller);
    } catch (error) {
      if (error instanceof Refusal) return json(JSON.stringify({ error: error.errors }), error.status);
      throw error;
    }
  };
}

function run(method: PublicMethod, query: URLSearchParams, floor: Floor): string {
  return `{"error":[],"result":${JSON.stringify(method(query, floor))}}`;
}

/** Calls about one pair count for that pair, all others together. */
function allowanceOf(caller: string, query: URLSearchParams): string {
  const name = optional(query, "pair") ?? optional(query, "symbol");
  return `${caller} ${(name && findPair(name)?.id) ?? ""}`;
}

function json(body: string, status: number = 200): Response {
  return new Response(body, { status, headers: { "content-type": "application/json; charset=utf-8" } });
}

/** An HTML page, which is what stands in front of Kraken says when a call does not reach it. */
export function page(status: number, title: string): Response {
  const body = `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}` +
    `</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n`;
  return new Response(body, { status, headers: { "content-type": "text/html; charset=UTF-8" } });
}

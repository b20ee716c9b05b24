/** Request → answer, as Kraken's futures REST APIs give it. */

import type { Engine } from "../engine/engine.ts";
import { advance } from "../engine/advance.ts";
import type { FuturesKey } from "../keys.ts";
import { authentFits } from "../verify.ts";
import type { Hall, PrivateCall, PublicCall, Reply } from "./call.ts";
import { FuturesRefusal, malformed, refused, unauthorized } from "./refusal.ts";
import { fromMilliseconds } from "../../market/time.ts";
import { findRoute, type Permission, type SignedRoute } from "./routes.ts";

/** What a handler is made of. */
export interface FuturesHandlerOptions {
  /** What all calls share. */
  readonly hall: Hall;
  /** The exchange's time, Unix milliseconds. */
  readonly now: () => number;
  /** Whether the token pools are kept. */
  readonly limits: boolean;
  /** The key of a public part. */
  readonly keyOf: (key: string) => FuturesKey | undefined;
}

/** Answers a request. */
export type FuturesAnswerer = (request: Request) => Promise<Response>;

/** Whether a path belongs to the futures half. */
export function isFuturesPath(pathname: string): boolean {
  return /^\/(derivatives|api\/(history|charts|auth))\//.test(pathname);
}

/** Forms of Kraken's are small; batches of a thousand orders still fit. */
const MOST_BODY = 1_000_000;

/** The request handler of the futures half. */
export function createAnswerer({ hall, now, limits, keyOf }: FuturesHandlerOptions): FuturesAnswerer {
  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const found = findRoute(request.method, url.pathname);
    if ("methods" in found) throw malformed(found.methods.length > 0 ? 405 : 404);
    const { route, path } = found;
    const body = request.body === null ? "" : await request.text();
    if (body.length > MOST_BODY) throw malformed(400);
    // From here on nothing waits: a call sees one moment of the exchange.
    const ms = Math.floor(now());
    const ns = fromMilliseconds(ms);
    if (ns > hall.engine.ns) advance(hall.engine, ns);
    const query = url.search.slice(1);
    const fields = new URLSearchParams([...new URLSearchParams(query), ...new URLSearchParams(body)]);
    // Time does not go back, even when the source of time does.
    const call: PublicCall = { ...hall, fields, path, ms: hall.engine.ms, ns: hall.engine.ns };
    if (route.needs === undefined) return wrapped(route.answers, route.run(call), call);
    const key = admitted(request.headers, url.pathname, query + body, keyOf);
    requirePermission(key, route.needs, url.pathname);
    if (limits) spend(key, route, fields, ms);
    const own: PrivateCall = { ...call, key, account: key.account };
    return wrapped(route.answers, route.run(own), call);
  };
  return async (request) => {
    try {
      return await answer(request);
    } catch (error) {
      if (!(error instanceof FuturesRefusal)) throw error;
      const serverTime = new Date(Math.floor(now())).toISOString();
      return json(error.timed ? { ...error.body, serverTime } : error.body, error.status);
    }
  };
}

const isDerivatives = (pathname: string) => pathname.startsWith("/derivatives/");

/** A refusal in the words of the service that a path belongs to. */
function notAdmitted(pathname: string, error: string, reason: string): FuturesRefusal {
  return isDerivatives(pathname) ? refused(error) : unauthorized(reason);
}

/** The key that signed a call. @throws {FuturesRefusal} */
function admitted(
  headers: Headers,
  pathname: string,
  sent: string,
  keyOf: FuturesHandlerOptions["keyOf"],
): FuturesKey {
  const name = headers.get("apikey");
  const authent = headers.get("authent");
  const nonce = headers.get("nonce");
  if (!name) throw notAdmitted(pathname, "authenticationError", "missing APIKey header");
  if (!authent) throw notAdmitted(pathname, "authenticationError", "missing Authent header");
  const key = keyOf(name);
  const reason = "You are not authorized to access this endpoint.";
  if (!key || key.revoked || !authentFits(key.secret, sent, nonce ?? "", pathname, authent)) {
    throw notAdmitted(pathname, "authenticationError", reason);
  }
  if (nonce === null || nonce === "") return key;
  if (!/^\d{1,30}$/.test(nonce)) throw notAdmitted(pathname, "authenticationError", "invalid Nonce header");
  const verdict = key.take(BigInt(nonce));
  if (verdict !== "taken") throw notAdmitted(pathname, verdict, verdict);
  return key;
}

function requirePermission({ general, withdrawal }: FuturesKey, needs: Permission, pathname: string): void {
  const allowed = needs === "any" || (needs === "withdraw" && withdrawal === "full") ||
    (needs === "read" && general !== "none") || (needs === "full" && general === "full");
  if (!allowed) throw notAdmitted(pathname, "insufficientPrivileges", "insufficientPrivileges");
}

function spend(key: FuturesKey, { pool, cost }: SignedRoute, fields: URLSearchParams, ms: number): void {
  if (pool === undefined) return;
  const points = typeof cost === "number" ? cost : cost(fields);
  if (!key[pool].spend(points, ms)) throw refused("apiLimitExceeded");
}

function wrapped(answers: "result" | "bare", answer: unknown, { ms }: { ms: number }): Response {
  if (answers === "result") {
    return json({ result: "success", ...answer as object, serverTime: new Date(ms).toISOString() });
  }
  const { body, stream, headers = {}, status = 200 } = answer as Reply;
  return stream ? new Response(stream, { status, headers }) : json(body, status, headers);
}

function json(body: unknown, status: number = 200, headers: Readonly<Record<string, string>> = {}): Response {
  const type = { "content-type": "application/json; charset=utf-8" };
  return new Response(JSON.stringify(body), { status, headers: { ...type, ...headers } });
}

/** Lets everything happen up to now, for those who look at the engine without a call. */
export function catchUp(engine: Engine, ms: number): void {
  const ns = fromMilliseconds(ms);
  if (ns > engine.ns) advance(engine, ns);
}

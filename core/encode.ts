/** From checked parameters to the exact bytes that are signed and sent: written once, signed as written, sent as signed. */

import type { Codec, Wire } from "./codecs.ts";
import { encodeFields, within } from "./codecs.ts";
import type { Credentials } from "./credentials.ts";
import { plain } from "./decimal.ts";
import type { Api, Endpoint } from "./endpoint.ts";

/** A request ready for `fetch`. */
export interface BuiltRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

/** Parameters that passed their codecs, sorted by where they travel. */
export interface Encoded {
  readonly path: string;
  readonly query: string;
  readonly body: Readonly<Record<string, Wire>>;
  readonly headers: Readonly<Record<string, string>>;
}

// encodeURIComponent leaves ' alone but fetch writes %27 into queries: then the signature would not fit what is sent.
const SAFE = /^[A-Za-z0-9_.~-]*$/;
const escape = (text: string) => SAFE.test(text) ? text : encodeURIComponent(text).replaceAll("'", "%27");
const scalar = (value: Wire) =>
  typeof value === "number" ? plain(value) : typeof value === "object" ? JSON.stringify(value) : String(value);

/** `name=value&…`; Spot lists become `name[]=` (or `name[0]=` where the name says `[i]`), Futures lists repeat the name. */
export function formText(fields: Readonly<Record<string, Wire>>, api: Endpoint<never, unknown>["api"]): string {
  let text = "";
  for (const name in fields) {
    const value = fields[name] as Wire;
    const values = Array.isArray(value) ? value as readonly Wire[] : undefined;
    if (!values) {
      text += `${text && "&"}${escape(name)}=${escape(scalar(value))}`;
      continue;
    }
    values.forEach((item, index) => {
      const each = name.includes("[i]") ? name.replace("[i]", `[${index}]`) : api === "futures" ? name : `${name}[]`;
      text += `${text && "&"}${escape(each)}=${escape(scalar(item))}`;
    });
  }
  return text;
}

// A second one would be sent beside ours, and who knows which one Kraken takes.
const OURS = ["nonce", "otp"];

/**
 * Checks the parameters and sorts them into path, query, body and headers. Nothing has been sent when this fails.
 *
 * @throws {TypeError | RangeError} "Cannot call Ticker as 'pair' must be …: current value is …".
 */
export function encodeParams<Params, Result>(
  endpoint: Endpoint<Params, Result>,
  params: Params,
  extra: Readonly<Record<string, string | number | boolean>> = {},
): Encoded {
  const given = params ?? {} as Params;
  let wire: Record<string, Wire>;
  try {
    wire = encodeFields(endpoint.params as never, given as object);
  } catch (error) {
    throw within(`Cannot call ${endpoint.name} as `, error);
  }
  const wrong = endpoint.check?.(given);
  if (wrong !== undefined) throw new TypeError(`Cannot call ${endpoint.name} as ${wrong}`);
  const codecs = endpoint.params as Record<string, Codec<never>>;
  for (const name of Object.keys(extra)) {
    const why = OURS.includes(name)
      ? "we set it ourselves"
      : Object.hasOwn(codecs, name)
      ? "it is a parameter of the call: pass it there"
      : undefined;
    if (why !== undefined) {
      throw new TypeError(`Cannot call ${endpoint.name} as 'extra' must not have '${name}': ${why}`);
    }
  }
  const inBody = endpoint.method === "POST" || endpoint.method === "PUT";
  const query: Record<string, Wire> = {};
  const body: Record<string, Wire> = {};
  const headers: Record<string, string> = {};
  let path = endpoint.path;
  for (const name in wire) {
    const value = wire[name] as Wire;
    const place = codecs[name]?.in ?? (path.includes(`{${name}}`) ? "path" : inBody ? "body" : "query");
    if (place === "path") path = path.replace(`{${name}}`, escape(scalar(value)));
    else if (place === "header") headers[name] = scalar(value);
    else (place === "query" ? query : body)[name] = value;
  }
  Object.assign(inBody ? body : query, extra);
  return { path, query: formText(query, endpoint.api), body, headers };
}

/** The body with nonce and one-time password, where given, in front; JSON when no form's `api` is given. */
function bodyText({ nonce, otp }: Partial<Pick<Signing, "nonce" | "otp">>, body: Encoded["body"], api?: Api): string {
  if (api === undefined) {
    return JSON.stringify({ ...(nonce && { nonce }), ...(otp !== undefined && { otp }), ...body });
  }
  const front = (nonce ? `nonce=${nonce}` : "") + (otp === undefined ? "" : `&otp=${escape(otp)}`);
  const rest = formText(body, api);
  return rest && front ? `${front}&${rest}` : front + rest;
}

/** What {@linkcode buildRequest} needs beyond the parameters. */
export interface Signing {
  readonly baseUrl: string;
  readonly credentials: Credentials | undefined;
  readonly nonce: string;
  readonly otp: string | undefined;
  readonly userAgent: string;
}

/** The request as it goes over the wire, signed where the endpoint asks for it. */
export function buildRequest<Params, Result>(
  { api, method, path: template, auth, encode }: Endpoint<Params, Result>,
  { path, query, body, headers: given }: Encoded,
  { baseUrl, credentials, nonce, otp, userAgent }: Signing,
): BuiltRequest {
  const target = query ? `${path}?${query}` : path;
  const headers: Record<string, string> = { "User-Agent": userAgent, ...given };
  const hasBody = method === "POST" || method === "PUT";
  if (!auth) {
    const sent = hasBody ? formText(body, api) : undefined;
    if (sent !== undefined) headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
    return { method, url: baseUrl + target, headers, body: sent };
  }
  if (!credentials) throw new TypeError(`Cannot sign ${template} as there is no key`);
  if (api === "futures") {
    const sent = hasBody ? formText(body, api) : "";
    headers["APIKey"] = credentials.key;
    if (nonce) headers["Nonce"] = nonce;
    headers["Authent"] = credentials.signFutures(path, nonce, query + sent);
    if (hasBody) headers["Content-Type"] = "application/x-www-form-urlencoded";
    return { method, url: baseUrl + target, headers, body: hasBody ? sent : undefined };
  }
  const json = encode === "json";
  // Funding (Beta) has calls without body: nonce and one-time password travel as headers there.
  const front = api === "spot" ? { nonce, otp } : {};
  const sent = !hasBody ? "" : bodyText(front, body, json ? undefined : api);
  headers["API-Key"] = credentials.key;
  headers["API-Sign"] = credentials.signSpot(target, nonce, sent);
  if (api === "funding") {
    headers["API-Nonce"] = nonce;
    if (otp !== undefined) headers["API-OTP"] = otp;
  }
  if (hasBody) headers["Content-Type"] = json ? "application/json" : "application/x-www-form-urlencoded; charset=utf-8";
  return { method, url: baseUrl + target, headers, body: hasBody ? sent : undefined };
}

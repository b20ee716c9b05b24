/** Funding (Beta): routes with their verbs. Objects come without an envelope, errors as problem+json. */

import type { Needs } from "../../../accounts/permissions.ts";
import { readBody, readForm } from "../fields.ts";
import * as addresses from "./addresses.ts";
import { type FundingCall, FundingProblem, type FundingRequest } from "./call.ts";
import * as lists from "./lists.ts";
import * as transfers from "./transfers.ts";

export { problem } from "./call.ts";

type Route = readonly [verb: string, path: RegExp, needs: Needs, run: (call: FundingCall) => unknown];

const QUERY: Needs = [["query-funds"]];

/** The path's variable parts are its groups. */
const ROUTES: readonly Route[] = [
  ["GET", /^\/funding\/v1\/methods\/(deposit|withdraw)$/, QUERY, lists.listMethods],
  ["GET", /^\/funding\/v1\/assets\/(deposit|withdraw)$/, QUERY, lists.listAssets],
  ["GET", /^\/funding\/v1\/networks$/, QUERY, lists.listNetworks],
  ["GET", /^\/funding\/v1\/limits\/deposit\/([^/]+)\/([^/]+)$/, QUERY, lists.getDepositLimits],
  ["GET", /^\/funding\/v1\/limits\/withdrawal\/([^/]+)\/([^/]+)$/, QUERY, lists.getWithdrawalLimits],
  ["GET", /^\/funding\/v1\/fees\/([^/]+)$/, QUERY, transfers.calculateFees],
  ["POST", /^\/funding\/v1\/withdrawals$/, [["withdraw-funds"]], transfers.createWithdrawal],
  ["GET", /^\/funding\/v1\/withdrawals$/, QUERY, transfers.listWithdrawals],
  ["GET", /^\/funding\/v1\/deposits$/, QUERY, transfers.listDeposits],
  ["PUT", /^\/funding\/v1\/deposit\/address$/, [["add-funds"]], addresses.claimDepositAddress],
  ["GET", /^\/funding\/v2\/deposit\/addresses$/, QUERY, addresses.listDepositAddresses],
  ["POST", /^\/funding\/v1\/addresses$/, [["add-withdraw-address"]], addresses.createAddress],
  ["GET", /^\/funding\/v1\/addresses$/, QUERY, addresses.listAddresses],
  ["PUT", /^\/funding\/v1\/addresses\/([^/]+)$/, [["update-withdraw-address"]], addresses.updateAddress],
  ["DELETE", /^\/funding\/v1\/addresses\/([^/]+)$/, [["update-withdraw-address"]], addresses.deleteAddress],
];

/** Answers a request. */
export function fundingAnswer({ request, url, body, house, check, admit, accountOf }: FundingRequest): Response {
  const fits = ROUTES.find(([verb, path]) => verb === request.method && path.test(url.pathname));
  // An unknown route still answers in the old manner.
  if (!fits) return Response.json({ error: ["EGeneral:Unknown method"] }, { status: 404 });
  const key = check();
  const [, path, needs, run] = fits;
  admit(key, needs);
  const sent = body.length === 0 ? {} : readBody(body, "application/json");
  try {
    if (!sent) throw new FundingProblem("InvalidArguments", "The body is no JSON object");
    const call: FundingCall = {
      path: (path.exec(url.pathname) ?? []).slice(1).map(decodeURIComponent),
      query: readForm(url.searchParams),
      body: sent,
      account: accountOf(key),
      house,
      ns: house.advance(),
    };
    return Response.json(run(call));
  } catch (error) {
    if (error instanceof FundingProblem) return error.response();
    throw error;
  }
}

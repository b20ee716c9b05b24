/** CreateSubaccount, AccountTransfer: with a key of the master account. */

import type { AccountTransferResult } from "../../../spot/subaccounts/account_transfer.ts";
import { fundingAmount, fundingAsset } from "../../accounts/funding.ts";
import { invalidArgument, Refusal } from "../refusal.ts";
import { choice, needed } from "./fields.ts";
import type { PrivateCall } from "./method.ts";

/** `POST /0/private/CreateSubaccount`. */
export function createSubaccount({ key: { account }, fields, house }: PrivateCall): boolean {
  if (account.master) throw new Refusal("EGeneral:Permission denied");
  const name = needed(fields, "username");
  if (!/^[^@\s]+@[^@\s]+$/.test(needed(fields, "email"))) throw invalidArgument("email");
  if (house.findAccount(name)) throw invalidArgument("username");
  house.createAccount({ name }, account);
  return true;
}

/** `POST /0/private/AccountTransfer`, between accounts of one master, named by IIBAN or user name. */
export function accountTransfer({ key: { account }, fields, house, ns }: PrivateCall): AccountTransferResult {
  if (account.master) throw new Refusal("EGeneral:Permission denied");
  const aclass = choice(fields, "asset_class", ["currency", "tokenized_asset"]);
  const { id: asset } = fundingAsset(needed(fields, "asset"), aclass);
  const amount = fundingAmount(needed(fields, "amount"), asset);
  const [from, to] = (["from", "to"] as const).map((name) => {
    const found = house.findAccount(needed(fields, name));
    if (!found || (found.master ?? found) !== account) throw invalidArgument(name);
    return found;
  });
  if (!from || !to || from === to) throw invalidArgument("to");
  return { transfer_id: house.funding.between(from, to, asset, amount, ns), status: "complete" };
}

import { required, text } from "../../core/codecs.ts";
import { type Endpoint, privatePost } from "../../core/endpoint.ts";

/** Body of {@linkcode createSubaccount}. */
export interface CreateSubaccountParams {
  /** User name of the new account. */
  username: string;
  /** Its e-mail address, to which the invitation goes. */
  email: string;
}

/** Whether it was created. */
export type CreateSubaccountResult = boolean;

/**
 * Creates a subaccount. Its owner finishes the set-up by e-mail.
 *
 * Permission: Withdraw funds, on a key of the master account; institutional clients only. (Kraken's guides disagree
 * about the permission.) Never sent twice by us.
 *
 * @see {@link https://docs.kraken.com/api/docs/rest-api/create-subaccount}
 */
export const createSubaccount: Endpoint<CreateSubaccountParams, CreateSubaccountResult> = privatePost(
  "CreateSubaccount",
  {
    params: { username: required(text), email: required(text) },
    permission: "Withdraw funds (master key)",
    idempotent: false,
  },
);

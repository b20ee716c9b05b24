/** Subaccounts of institutional clients. All private. @module */

export { accountTransfer, type AccountTransferParams, type AccountTransferResult } from "./account_transfer.ts";
export { createSubaccount, type CreateSubaccountParams, type CreateSubaccountResult } from "./create_subaccount.ts";

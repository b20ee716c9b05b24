/** Classic funding: deposits, withdrawals, transfers between wallets. All private. Its successor is `./beta`. @module */

export {
  type DepositAddress,
  depositAddresses,
  type DepositAddressesParams,
  type DepositAddressesResult,
} from "./deposit_addresses.ts";
export {
  type DepositMethod,
  depositMethods,
  type DepositMethodsParams,
  type DepositMethodsResult,
} from "./deposit_methods.ts";
export {
  depositStatus,
  type DepositStatusPage,
  type DepositStatusParams,
  type DepositStatusResult,
} from "./deposit_status.ts";
export { walletTransfer, type WalletTransferParams, type WalletTransferResult } from "./wallet_transfer.ts";
export { withdraw, type WithdrawParams, type WithdrawResult } from "./withdraw.ts";
export {
  type WithdrawAddress,
  withdrawAddresses,
  type WithdrawAddressesParams,
  type WithdrawAddressesResult,
} from "./withdraw_addresses.ts";
export { withdrawCancel, type WithdrawCancelParams, type WithdrawCancelResult } from "./withdraw_cancel.ts";
export { withdrawInfo, type WithdrawInfoParams, type WithdrawInfoResult } from "./withdraw_info.ts";
export {
  type WithdrawMethod,
  type WithdrawMethodFee,
  type WithdrawMethodLimit,
  withdrawMethods,
  type WithdrawMethodsParams,
  type WithdrawMethodsResult,
} from "./withdraw_methods.ts";
export {
  withdrawStatus,
  type WithdrawStatusPage,
  type WithdrawStatusParams,
  type WithdrawStatusResult,
} from "./withdraw_status.ts";
export type { RecentDeposit, RecentTransfersParams, RecentWithdrawal } from "./_types.ts";
export type { Rebasing } from "../_params.ts";

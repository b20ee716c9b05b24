/**
 * Funding (Beta): the successor of the classic funding calls, with stable ids, reusable addresses and fixed fees.
 * All private. Errors come as problem+json instead of Spot's envelope.
 *
 * @module
 */

export { calculateFees, type CalculateFeesParams, type CalculateFeesResult } from "./calculate_fees.ts";
export {
  claimDepositAddress,
  type ClaimDepositAddressParams,
  type ClaimDepositAddressResult,
} from "./claim_deposit_address.ts";
export {
  type AddressScope,
  createAddress,
  type CreateAddressParams,
  type CreateAddressResult,
} from "./create_address.ts";
export {
  createWithdrawal,
  type CreateWithdrawalParams,
  type CreateWithdrawalResult,
  type WithdrawalAmount,
  type WithdrawalFee,
  type WithdrawalScope,
} from "./create_withdrawal.ts";
export { deleteAddress, type DeleteAddressParams, type DeleteAddressResult } from "./delete_address.ts";
export {
  type DepositLimit,
  getDepositLimits,
  type GetDepositLimitsParams,
  type GetDepositLimitsResult,
} from "./get_deposit_limits.ts";
export {
  getWithdrawalLimits,
  type GetWithdrawalLimitsParams,
  type GetWithdrawalLimitsResult,
  type WithdrawalLimit,
} from "./get_withdrawal_limits.ts";
export {
  listAddresses,
  type ListAddressesParams,
  type ListAddressesResult,
  type SavedAddress,
} from "./list_addresses.ts";
export { listAssets, type ListAssetsParams, type ListAssetsResult } from "./list_assets.ts";
export {
  type ClaimedAddress,
  listDepositAddresses,
  type ListDepositAddressesParams,
  type ListDepositAddressesResult,
} from "./list_deposit_addresses.ts";
export {
  type DepositState,
  type FundingDeposit,
  listDeposits,
  type ListDepositsParams,
  type ListDepositsResult,
} from "./list_deposits.ts";
export {
  type FundingMethod,
  type FundingMethodDeposit,
  type FundingMethodFees,
  listMethods,
  type ListMethodsParams,
  type ListMethodsResult,
} from "./list_methods.ts";
export {
  type FundingNetwork,
  type FundingNetworkGroup,
  listNetworks,
  type ListNetworksParams,
  type ListNetworksResult,
} from "./list_networks.ts";
export {
  type FundingWithdrawal,
  listWithdrawals,
  type ListWithdrawalsParams,
  type ListWithdrawalsResult,
} from "./list_withdrawals.ts";
export { updateAddress, type UpdateAddressParams, type UpdateAddressResult } from "./update_address.ts";
export type {
  AddressDetails,
  AssetAmount,
  AssetAmountParams,
  AssetFilter,
  CryptoAddress,
  FundingAmount,
  FundingAsset,
  FundingLimit,
  FundingLimitValue,
  FundingPaging,
  ListedAmount,
  ScopeFilter,
} from "./_types.ts";
export type { AccountSelector, Rebasing } from "../../_params.ts";

/** Ways in and out of the exchange. Networks, minimums and fees are like Kraken's, and like those they are examples. */

import { Sequence } from "./sequence.ts";

/** A network that funds travel on. */
export interface Network {
  readonly id: string;
  readonly name: string;
  readonly group?: string;
}

/** A way to deposit or withdraw. Amounts are decimal text in the asset. */
export interface Method {
  readonly id: string;
  readonly name: string;
  /** Asset id. */
  readonly asset: string;
  readonly network: Network | undefined;
  readonly deposit: { readonly minimum: string; readonly fee: string } | undefined;
  readonly withdraw: { readonly minimum: string; readonly fee: string } | undefined;
  /** Word that a deposit address must come with. */
  readonly mark?: "tag" | "memo";
}

// Ids are the same on every exchange, whatever its seed.
const ids = new Sequence("funding methods");

/** Networks whose addresses look alike. */
export const EVM_GROUP: { readonly id: string; readonly name: string } = { id: ids.uuid(), name: "EVM" };

const network = (name: string, group?: string): Network => ({ id: ids.uuid(), name, ...(group ? { group } : {}) });
const BITCOIN = network("Bitcoin");
const LIGHTNING = network("Lightning");
const ETHEREUM = network("Ethereum", EVM_GROUP.id);
const ARBITRUM = network("Arbitrum One", EVM_GROUP.id);
const SOLANA = network("Solana");
const RIPPLE = network("XRP Ledger");
const CARDANO = network("Cardano");
const DOGECOIN = network("Dogecoin");

/** All networks. */
export const NETWORKS: readonly Network[] = [
  BITCOIN,
  LIGHTNING,
  ETHEREUM,
  ARBITRUM,
  SOLANA,
  RIPPLE,
  CARDANO,
  DOGECOIN,
];

type Terms = readonly [minimum: string, fee: string];

function method(
  name: string,
  asset: string,
  on: Network | undefined,
  deposit: Terms | undefined,
  withdraw: Terms | undefined,
  mark?: "tag" | "memo",
): Method {
  const terms = (pair: Terms | undefined) => pair && { minimum: pair[0], fee: pair[1] };
  return {
    id: ids.uuid(),
    name,
    asset,
    network: on,
    deposit: terms(deposit),
    withdraw: terms(withdraw),
    ...(mark ? { mark } : {}),
  };
}

/** All methods. */
export const METHODS: readonly Method[] = [
  method("Bitcoin", "XXBT", BITCOIN, ["0.0001", "0"], ["0.0004", "0.000015"]),
  method("Bitcoin Lightning", "XXBT", LIGHTNING, ["0.00001", "0"], ["0.00001", "0.000001"]),
  method("Ether (Hex)", "XETH", ETHEREUM, ["0.001", "0"], ["0.002", "0.0003"]),
  method("ETH - Arbitrum One (Unified)", "XETH", ARBITRUM, ["0.001", "0"], ["0.002", "0.0001"]),
  method("Solana", "SOL", SOLANA, ["0.01", "0"], ["0.02", "0.01"]),
  method("Ripple XRP", "XXRP", RIPPLE, ["1", "0"], ["2", "0.25"], "tag"),
  method("Cardano", "ADA", CARDANO, ["1", "0"], ["4", "0.8"]),
  method("Dogecoin", "XXDG", DOGECOIN, ["10", "0"], ["20", "4"]),
  method("PEPE - Ethereum", "PEPE", ETHEREUM, ["10000", "0"], ["200000", "90000"]),
  method("Tether USD - Ethereum (ERC20)", "USDT", ETHEREUM, ["1", "0"], ["10", "4"]),
  method("Tether USD - Arbitrum One", "USDT", ARBITRUM, ["1", "0"], ["2", "0.5"]),
  method("USDC - Ethereum", "USDC", ETHEREUM, ["1", "0"], ["10", "4"]),
  method("USDC - Arbitrum One", "USDC", ARBITRUM, ["1", "0"], ["2", "0.5"]),
  method("USDC - Solana", "USDC", SOLANA, ["1", "0"], ["2", "0.5"]),
  method("AAPLx - Solana", "AAPLx", SOLANA, ["0.001", "0"], ["0.01", "0.002"]),
  method("Fedwire", "ZUSD", undefined, ["1", "0"], ["20", "4"]),
  method("SEPA", "ZEUR", undefined, ["1", "0"], ["2", "1"]),
];

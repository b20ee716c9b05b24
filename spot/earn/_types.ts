/** Shapes that several Earn calls share. */

import type { Decimal } from "../../core/decimal.ts";

/** An amount in two currencies. */
export interface EarnAmount {
  /** In the asset itself. */
  native: Decimal;
  /** In the `converted_asset` of the answer. */
  converted: Decimal;
}

/** Body of the two calls that move funds. */
export interface EarnMoveParams {
  /** Amount in the asset of the strategy. */
  amount: Decimal | number;
  /** Strategy, from `Earn/Strategies`. */
  strategy_id: string;
}

/** Body of the two calls that ask how a move is going. */
export interface EarnStatusParams {
  /** Strategy, from `Earn/Strategies`. */
  strategy_id: string;
}

/** How a move is going. */
export interface EarnStatus {
  /** Still running. `false` without an error means that it succeeded. */
  pending: boolean;
}

/** What the four calls of the assignment programme share. */

/** When a participant takes positions over. */
export type AssignmentTimeFrame = "WEEKDAYS" | "WEEKEND" | "ALL";

/** Terms under which an account takes over positions of liquidated accounts. */
export interface AssignmentParticipant {
  /** Kind of wallet, `flex` or a pair of inverse contracts. */
  contractType: string;
  /** The contract; `null` or absent for all of a pair. */
  contract?: string | null;
  /** Largest size of one assignment; `null` or absent for no limit. */
  maxSize?: number | null;
  /** Largest position after one; `null` or absent for no limit. */
  maxPosition?: number | null;
  /** Whether long positions are taken. */
  acceptLong: boolean;
  /** Whether short positions are taken. */
  acceptShort: boolean;
  /** When. */
  timeFrame: AssignmentTimeFrame | (string & Record<never, never>);
  /** Whether the terms are in force. */
  enabled: boolean;
  /** Largest notional of positions opened from the cash wallet. */
  cashAccountOpenPositionMaxNotional?: number | null;
  /** Base currency, together with the quote currency. */
  baseCurrency?: string | null;
  /** Quote currency. */
  quoteCurrency?: string | null;
}

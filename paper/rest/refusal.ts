/** What the exchange answers no with: Kraken's own error strings. */

/** Raised by a method, answered as `{"error":[…]}`. */
export class Refusal extends Error {
  static {
    this.prototype.name = "Refusal";
  }
  /** Kraken's strings. */
  readonly errors: readonly string[];
  /** HTTP status; Kraken says no with 200. */
  readonly status: number;

  /** One string is the rule. */
  constructor(error: string, status: number = 200) {
    super(error);
    this.errors = [error];
    this.status = status;
  }
}

/** `EGeneral:Invalid arguments`, naming the parameter where Kraken does. */
export function invalidArgument(parameter?: string): Refusal {
  return new Refusal(`EGeneral:Invalid arguments${parameter === undefined ? "" : `:${parameter}`}`);
}

/** `EQuery:Unknown asset pair`. */
export function unknownPair(): Refusal {
  return new Refusal("EQuery:Unknown asset pair");
}

/** The envelope around Spot answers: `{ error: string[], result?: … }`. */

/** What is left when the envelope is taken off. */
export interface Opened {
  /** What is wrong with the envelope itself. */
  readonly problems: string[];
  /** Whether there is a result to look at. */
  readonly answered: boolean;
  /** The result. */
  readonly result: unknown;
}

/** `EOrder:Insufficient funds`, `WDatabase:No change`; some pages print a space after the colon. */
const ERROR = /^[EW][A-Z]\w*:\s?\S/;

/**
 * Takes the envelope off and checks it: nothing but the two members, an error being a list of Kraken's strings. An
 * `assembled` example may lack the list.
 */
export function openEnvelope(payload: unknown, assembled: boolean = false): Opened {
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) {
    return { problems: ["the whole must be an object"], answered: false, result: undefined };
  }
  const { error, result, ...others } = payload as Record<string, unknown>;
  const problems = Object.keys(others).map((name) => `the envelope has the undeclared field '${name}'`);
  if (!Array.isArray(error)) {
    if (error !== undefined || !assembled) problems.push("the envelope must have a list 'error'");
  } else {
    for (const each of error) {
      if (typeof each !== "string" || !ERROR.test(each)) problems.push(`'error' must hold Kraken's strings: ${each}`);
    }
    if (error.length === 0 && !("result" in payload)) problems.push("the envelope must have a result or an error");
  }
  // Documented examples carry an error beside a result: then both are looked at.
  return { problems, answered: result !== undefined && result !== null, result };
}

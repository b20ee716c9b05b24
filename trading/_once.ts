/** Something that is done once: whoever asks again is told how the first time went. */

import { KrakenError, OutcomeUnknownError } from "../core/errors.ts";

/** Lets one call through. */
export class Once {
  #went: string | undefined;

  /** How it went, once it was used. */
  get went(): string | undefined {
    return this.#went;
  }

  /**
   * Runs the task, the first time.
   *
   * @throws {KrakenError} any other time.
   */
  async run<Result>(
    what: string,
    task: () => Promise<Result>,
    tell: (result: Result) => string,
    signal?: AbortSignal,
  ): Promise<Result> {
    if (this.#went !== undefined) {
      throw new KrakenError(`${what} was sent already: ${this.#went}`, {
        category: "argument",
        advice: "A preview is sent once, so that no order is placed twice: make a new preview for a new order",
      });
    }
    this.#went = "it is on its way";
    try {
      const result = await task();
      this.#went = tell(result);
      return result;
    } catch (error) {
      this.#went = error instanceof OutcomeUnknownError
        ? "what became of it is unknown; resolve() of the error that was raised finds out"
        : signal?.aborted && error === signal.reason
        ? "its call was aborted, so it may have been placed: look for it by its id before you order anew"
        : `it failed with ${(error as Error)?.message ?? error}`;
      throw error;
    }
  }
}

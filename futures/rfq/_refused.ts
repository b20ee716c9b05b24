/** The rule of order answers for requests and offers: what did nothing is no success. */

/** Kraken's word for why nothing was done; none when it was. */
export function rfqRefused(answer: object): readonly string[] {
  const { reason } = answer as { readonly reason?: unknown };
  return typeof reason === "string" ? [reason] : [];
}

/** ccxt, for the benchmarks only: what we compare ourselves with. */

/** The little of ccxt that the benchmarks call. */
export interface Ccxt {
  /** ccxt's version. */
  readonly version: string;
  /** Classes of exchanges over WebSocket. */
  readonly pro: Readonly<Record<string, new (options?: Record<string, unknown>) => CcxtExchange>>;
  /** Classes of exchanges over REST. */
  readonly [exchange: string]: unknown;
}

/** An exchange object of ccxt's; every member is open. */
export interface CcxtExchange {
  /** Settings per method. */
  options: Record<string, Record<string, unknown>>;
  /** Takes a parsed message from the socket. */
  handleMessage(client: unknown, message: unknown): void;
  /** Text of a number for the checksum. */
  formatNumber(value: unknown): string;
  /** Its checksum function. */
  crc32(text: string, signed?: boolean): number;
  /** Its order books by symbol. */
  orderbooks: Record<string, { readonly bids: readonly unknown[]; readonly asks: readonly unknown[] }>;
}

const specifier = "npm:ccxt@4.5.84";
let loaded: Promise<Ccxt> | undefined;

/** ccxt, fetched on first use and kept. */
export function ccxt(): Promise<Ccxt> {
  return loaded ??= import(specifier).then(({ default: library }: { default: Ccxt }) => library);
}

import type { Decimal } from "../core/decimal.ts";
import { ladder } from "./depth.ts";
import { unitsOf } from "./_build.ts";
import { ExactText } from "./exact.ts";
import { Frame, type FrameMeta } from "./frame.ts";

/** A row of a frame of a live book: one price level. */
export type BookRow = {
  /** `"bid"` or `"ask"`. */
  side: string;
  /** In the quote asset. */
  price: number;
  /** In the base asset, or contracts. */
  volume: number;
  /** Volume from the best price of the side to here, exact. */
  cumulative: number;
};

/** A live book, as `k.stream.book()` gives it. */
export interface BookLike {
  /** `BTC/USD`, `PF_XBTUSD`. */
  readonly symbol: string;
  /** Its levels at this moment. */
  columns(): { readonly side: string[]; readonly priceText: Decimal[]; readonly qtyText: Decimal[] };
}

/**
 * The state of a live book at this moment as a frame, copied: bids from the best down, then asks from the best up. `plot()` draws it as a
 * depth chart, `toDataFrame()` makes a DataFrame of it.
 *
 * @throws {BookError} while the book is not verified.
 */
export function bookFrame(book: BookLike, meta: FrameMeta = {}): Frame<BookRow> {
  const { side, priceText, qtyText } = book.columns();
  const bids = side.filter((name) => name === "bid").length;
  const about = { symbol: book.symbol, ...meta };
  const text = {
    price: ExactText.from(priceText),
    volume: ExactText.from(qtyText),
    cumulative: ExactText.from([...ladder(qtyText.slice(0, bids)), ...ladder(qtyText.slice(bids))]),
  };
  return new Frame<BookRow>({
    kind: "depth",
    columns: { side, price: text.price.values, volume: text.volume.values, cumulative: text.cumulative.values },
    text,
    units: unitsOf(about, ["price"], ["volume", "cumulative"]),
    meta: about,
  });
}

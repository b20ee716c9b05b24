/** Reads the rows of Kraken's Trades out of JSON text without parsing it into objects. */

import { readDecimal } from "./exact.ts";

/** A decimal column being filled. */
export interface DecimalSink {
  /** The floats. */
  values: Float64Array;
  /** Digits behind the point. */
  decimals: Uint8Array;
  /** Texts that the two do not give back, by row. */
  readonly odd: Map<number, string>;
}

/** The columns of trades being filled. */
export interface TradeSink {
  /** Rows so far. */
  length: number;
  /** Rows there is room for; see {@linkcode resize}. */
  room: number;
  /** ms UTC. */
  time: Float64Array;
  /** Prices. */
  readonly price: DecimalSink;
  /** Volumes. */
  readonly volume: DecimalSink;
  /** `NaN` where there is none. */
  trade_id: Float64Array;
  /** `"buy"` or `"sell"`. */
  readonly side: string[];
  /** `"market"` or `"limit"`. */
  readonly ordertype: string[];
  /** Usually empty. */
  readonly misc: string[];
}

/** An empty sink with room for so many rows. */
export function openSink(room: number): TradeSink {
  const decimal = () => ({ values: new Float64Array(room), decimals: new Uint8Array(room), odd: new Map() });
  const [time, trade_id] = [new Float64Array(room), new Float64Array(room)];
  return { length: 0, room, time, price: decimal(), volume: decimal(), trade_id, side: [], ordertype: [], misc: [] };
}

/** Gives the sink room for so many rows, mostly in place. */
export function resize(sink: TradeSink, room: number): void {
  const floats = ({ buffer }: Float64Array) => new Float64Array((buffer as ArrayBuffer).transfer(room * 8));
  sink.room = room;
  sink.time = floats(sink.time);
  sink.trade_id = floats(sink.trade_id);
  for (const column of [sink.price, sink.volume]) {
    column.values = floats(column.values);
    column.decimals = new Uint8Array((column.decimals.buffer as ArrayBuffer).transfer(room));
  }
}

const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const [QUOTE, COMMA, OPEN, CLOSE, POINT, ZERO, NINE] = [34, 44, 91, 93, 46, 48, 57] as const;
const [B, S, M, L] = [98, 115, 109, 108] as const;

/**
 * Appends the rows between `start` and `end` (what stands inside the outer brackets), written without spaces. Gives
 * `false`, and leaves the sink as it was, when anything is not as expected: then the text has to be parsed as a whole.
 */
export function scanRows(text: string, start: number, end: number, sink: TradeSink): boolean {
  const first = sink.length;
  const { side, ordertype, misc } = sink;
  let { time, trade_id, room } = sink;
  let at = start;
  let row = first;
  while (at < end) {
    if (row === room) {
      resize(sink, Math.ceil(room * 1.5));
      ({ time, trade_id, room } = sink);
    }
    // A comma stands before every row but the first.
    if (row > first && text.charCodeAt(at++) !== COMMA) return rewind(sink, first);
    if (text.charCodeAt(at++) !== OPEN) return rewind(sink, first);
    at = scanDecimal(text, at, row, sink.price);
    if (at < 0 || text.charCodeAt(at++) !== COMMA) return rewind(sink, first);
    at = scanDecimal(text, at, row, sink.volume);
    if (at < 0 || text.charCodeAt(at++) !== COMMA) return rewind(sink, first);

    // Seconds: whole part and fraction as integers, which the float nearest to their sum is exact for up to 7 decimals.
    const from = at;
    let code = text.charCodeAt(at);
    let whole = 0;
    while (code >= ZERO && code <= NINE) {
      // Kept a 32-bit integer, which is several times faster than a float; the length is checked below.
      whole = (whole * 10 + code - ZERO) >>> 0;
      code = text.charCodeAt(++at);
    }
    if (at - from > 10 || whole > 4_000_000_000) return rewind(sink, first);
    let seconds = whole;
    if (code === POINT) {
      const point = at;
      let fraction = 0;
      code = text.charCodeAt(++at);
      while (code >= ZERO && code <= NINE) {
        fraction = fraction * 10 + code - ZERO;
        code = text.charCodeAt(++at);
      }
      const digits = at - point - 1;
      if (digits === 0) return rewind(sink, first);
      seconds = digits <= 7 ? whole + fraction / (POWERS[digits] as number) : Number(text.slice(from, at));
    }
    if (at === from || code !== COMMA) return rewind(sink, first);
    time[row] = seconds * 1000;

    // ,"b","l","" with one letter each: anything longer is unknown and left to the parser.
    if (text.charCodeAt(at + 1) !== QUOTE || text.charCodeAt(at + 3) !== QUOTE) return rewind(sink, first);
    const taker = text.charCodeAt(at + 2);
    if (text.charCodeAt(at + 5) !== QUOTE || text.charCodeAt(at + 7) !== QUOTE) return rewind(sink, first);
    const order = text.charCodeAt(at + 6);
    if ((taker !== B && taker !== S) || (order !== M && order !== L)) return rewind(sink, first);
    if (text.charCodeAt(at + 4) !== COMMA || text.charCodeAt(at + 8) !== COMMA) return rewind(sink, first);
    if (text.charCodeAt(at + 9) !== QUOTE) return rewind(sink, first);
    side.push(taker === B ? "buy" : "sell");
    ordertype.push(order === M ? "market" : "limit");
    at += 10;
    if (text.charCodeAt(at) === QUOTE) misc.push("");
    else {
      const close = text.indexOf('"', at);
      const note = text.slice(at, close);
      if (close < 0 || note.includes("\\")) return rewind(sink, first);
      misc.push(note);
      at = close;
    }
    code = text.charCodeAt(++at);
    let id = NaN;
    if (code === COMMA) {
      const begin = ++at;
      code = text.charCodeAt(at);
      let number = 0;
      while (code >= ZERO && code <= NINE) {
        number = (number * 10 + code - ZERO) | 0;
        code = text.charCodeAt(++at);
      }
      if (at === begin) return rewind(sink, first);
      id = at - begin <= 9 ? number : Number(text.slice(begin, at));
    }
    trade_id[row] = id;
    if (code !== CLOSE) return rewind(sink, first);
    at++;
    row++;
  }
  sink.length = row;
  return at === end;
}

/** Reads `"123.4500"` at `at`; gives the place behind it, or -1 when it is no such text. */
function scanDecimal(text: string, at: number, row: number, sink: DecimalSink): number {
  if (text.charCodeAt(at++) !== QUOTE) return -1;
  const from = at;
  let code = text.charCodeAt(at);
  let units = 0;
  while (code >= ZERO && code <= NINE) {
    units = (units * 10 + code - ZERO) | 0;
    code = text.charCodeAt(++at);
  }
  const whole = at - from;
  let fraction = 0;
  let decimals = 0;
  if (code === POINT) {
    const point = at;
    code = text.charCodeAt(++at);
    while (code >= ZERO && code <= NINE) {
      fraction = (fraction * 10 + code - ZERO) | 0;
      code = text.charCodeAt(++at);
    }
    decimals = at - point - 1;
    if (decimals === 0) return -1;
  }
  if (whole === 0 || code !== QUOTE) return -1;
  // Nine digits fit a 32-bit integer. Up to 15 together make an exact float, and so is the power of ten: their quotient
  // is the float nearest to the decimal.
  const plain = whole <= 9 && decimals <= 9 && whole + decimals <= 15;
  if (plain && (whole === 1 || text.charCodeAt(from) !== ZERO)) {
    const power = POWERS[decimals] as number;
    sink.values[row] = (units * power + fraction) / power;
    sink.decimals[row] = decimals;
  } else {
    readDecimal(text.slice(from, at), row, sink.values, sink.decimals, sink.odd);
  }
  return at + 1;
}

function rewind(sink: TradeSink, length: number): false {
  sink.length = length;
  for (const column of [sink.side, sink.ordertype, sink.misc]) column.length = length;
  for (const { odd } of [sink.price, sink.volume]) for (const row of odd.keys()) if (row >= length) odd.delete(row);
  return false;
}

/** CRC-32 as zlib has it, in pieces: each level keeps the sum of its own digits, and joining ten of them is cheap. */

const TABLE = new Int32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  TABLE[byte] = value;
}

/** State before the first byte. */
export const START = -1;

/** Table of one step: `state = STEP[(state ^ byte) & 255] ^ (state >>> 8)`. */
export const STEP: Int32Array = TABLE;

/** A CRC of `text` that starts at zero and is not inverted at the end: a piece for {@linkcode join}. ASCII only. */
export function piece(text: string, state: number = 0): number {
  let crc = state;
  for (let i = 0; i < text.length; i++) {
    crc = (TABLE[(crc ^ text.charCodeAt(i)) & 255] as number) ^ (crc >>> 8);
  }
  return crc;
}

const shifts: Int32Array[] = [];

/** Four tables that carry a state over `length` bytes at once; made when a token of that length is first met. */
function shiftOver(length: number): Int32Array {
  const made = new Int32Array(1024);
  for (let at = 0; at < 1024; at++) {
    let state = (at & 255) << ((at >>> 8) * 8);
    for (let i = 0; i < length; i++) state = (TABLE[state & 255] as number) ^ (state >>> 8);
    made[at] = state;
  }
  shifts[length] = made;
  return made;
}

/** The state after the bytes of a {@linkcode piece}, given the state before them and their number. */
export function join(state: number, crc: number, length: number): number {
  const shift = shifts[length] ?? shiftOver(length);
  return (shift[state & 255] as number) ^ (shift[256 + ((state >>> 8) & 255)] as number) ^
    (shift[512 + ((state >>> 16) & 255)] as number) ^ (shift[768 + (state >>> 24)] as number) ^ crc;
}

/** The finished checksum, as Kraken writes it: an unsigned whole number. */
export function finish(state: number): number {
  return ~state >>> 0;
}

/** CRC-32 of ASCII text: `crc32("123456789")` is 3421780262. */
export function crc32(text: string): number {
  return finish(piece(text, START));
}

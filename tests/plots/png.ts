/** A reader of the PNG files that resvg writes: 8 bits, RGBA, not interlaced. */

/** A picture in memory. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha of each pixel. */
  readonly pixels: Uint8Array;
}

/** Reads a PNG file; throws for any other kind of pixels than ours. */
export async function readPNG(file: Uint8Array): Promise<Picture> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getUint32(0) !== 0x89504e47) throw new TypeError("This is no PNG file");
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (file[24] !== 8 || file[25] !== 6 || file[28] !== 0) {
    throw new TypeError("Only 8-bit RGBA without interlacing is read");
  }
  const parts: BlobPart[] = [];
  for (let at = 8; at < file.length;) {
    const length = view.getUint32(at);
    const name = new TextDecoder().decode(file.subarray(at + 4, at + 8));
    if (name === "IDAT") parts.push(file.slice(at + 8, at + 8 + length));
    at += length + 12;
  }
  const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream("deflate"));
  const raw = await new Response(stream).bytes();
  const stride = width * 4;
  const pixels = new Uint8Array(height * stride);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x < 4 ? 0 : pixels[y * stride + x - 4]!;
      const up = y === 0 ? 0 : pixels[(y - 1) * stride + x]!;
      const corner = x < 4 || y === 0 ? 0 : pixels[(y - 1) * stride + x - 4]!;
      const guess = filter === 1
        ? left
        : filter === 2
        ? up
        : filter === 3
        ? (left + up) >> 1
        : filter === 4
        ? paeth(left, up, corner)
        : 0;
      pixels[y * stride + x] = raw[y * (stride + 1) + 1 + x]! + guess;
    }
  }
  return { width, height, pixels };
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

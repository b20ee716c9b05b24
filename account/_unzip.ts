import { zip } from "../_deps/zip.ts";

/**
 * The text of the one file in a ZIP archive, its sum checked.
 *
 * @throws {Error} when the archive is cut, damaged or has no file.
 */
export async function unzipText(bytes: Uint8Array): Promise<string> {
  const { TextWriter, Uint8ArrayReader, ZipReader } = await zip();
  const options = { checkSignature: true, useWebWorkers: false };
  const archive = new ZipReader(new Uint8ArrayReader(bytes), options);
  try {
    for (const entry of await archive.getEntries()) {
      if (!entry.directory) return await entry.getData(new TextWriter(), options);
    }
  } finally {
    await archive.close();
  }
  throw new Error("there is no file in it");
}

import { KrakenError } from "../core/errors.ts";
import { zip } from "../_deps/zip.ts";

/**
 * The text of the one file in a ZIP archive, its sum checked.
 *
 * @throws {KrakenError} when there are several: which one is meant can't be told, and none must be dropped.
 * @throws {Error} when the archive is cut, damaged or has no file.
 */
export async function unzipText(bytes: Uint8Array): Promise<string> {
  const { TextWriter, Uint8ArrayReader, ZipReader } = await zip();
  const options = { checkSignature: true, useWebWorkers: false };
  const archive = new ZipReader(new Uint8ArrayReader(bytes), options);
  try {
    const files = (await archive.getEntries()).filter((entry) => !entry.directory);
    if (files.length > 1) {
      const names = files.map(({ filename }) => filename).join(", ");
      throw new KrakenError(`its archive has ${files.length} files and one was expected: ${names}`);
    }
    for (const entry of files) {
      if (!entry.directory) return await entry.getData(new TextWriter(), options);
    }
  } finally {
    await archive.close();
  }
  throw new Error("there is no file in it");
}

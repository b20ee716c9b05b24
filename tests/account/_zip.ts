import { zip } from "../../_deps/zip.ts";

/** A ZIP archive of some files, as `RetrieveExport` sends one; not compressed at level 0. */
export async function zipped(files: Record<string, string>, level: number = 6): Promise<Uint8Array<ArrayBuffer>> {
  const { TextReader, Uint8ArrayWriter, ZipWriter } = await zip();
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, level });
  for (const [name, text] of Object.entries(files)) await writer.add(name, new TextReader(text));
  return new Uint8Array(await writer.close());
}

/** The bytes as the exchange answers them. */
export function file(bytes: Uint8Array<ArrayBuffer>): Response {
  return new Response(bytes, { headers: { "content-type": "application/octet-stream" } });
}

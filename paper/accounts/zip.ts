/** A ZIP archive of one file, deflated: enough for what RetrieveExport gives. */

import { Buffer } from "node:buffer";
import { crc32, deflateRawSync } from "node:zlib";

const VERSION = 20;
const UTF8 = 0x0800;
const DEFLATE = 8;

/** Date and time as MS-DOS counts them, UTC. */
function dosTime(ms: number): { time: number; date: number } {
  const at = new Date(ms);
  const time = at.getUTCHours() << 11 | at.getUTCMinutes() << 5 | at.getUTCSeconds() >> 1;
  const date = (at.getUTCFullYear() - 1980) << 9 | (at.getUTCMonth() + 1) << 5 | at.getUTCDate();
  return { time, date };
}

/** The archive's bytes. */
export function zipOf(name: string, text: string, ms: number): Uint8Array<ArrayBuffer> {
  const [file, raw] = [Buffer.from(name), Buffer.from(text)];
  const packed = deflateRawSync(raw);
  const { time, date } = dosTime(ms);
  // Shared by the header before the data and the one in the directory.
  const common = Buffer.alloc(26);
  common.writeUInt16LE(VERSION, 0);
  common.writeUInt16LE(UTF8, 2);
  common.writeUInt16LE(DEFLATE, 4);
  common.writeUInt16LE(time, 6);
  common.writeUInt16LE(date, 8);
  common.writeUInt32LE(crc32(raw), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(raw.length, 18);
  common.writeUInt16LE(file.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, file, packed]);
  const made = Buffer.alloc(2);
  made.writeUInt16LE(VERSION);
  const directory = Buffer.concat([Buffer.from("PK\x01\x02", "latin1"), made, common, Buffer.alloc(14), file]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length, 16);
  return new Uint8Array(Buffer.concat([local, directory, end]));
}

/** zip.js reads and writes ZIP archives and checks their sums; loaded on first use. */

/** The module, as far as it is used; its own types would be downloaded by every type check. */
export interface Zip {
  /** Reads an archive. */
  readonly ZipReader: new (source: object, options?: ZipOptions) => {
    /** What is in it. */
    getEntries(): Promise<ZipEntry[]>;
    /** Ends reading. */
    close(): Promise<void>;
  };
  /** Takes an archive from memory. */
  readonly Uint8ArrayReader: new (bytes: Uint8Array) => object;
  /** Writes an archive. */
  readonly ZipWriter: new (target: object, options?: ZipOptions) => {
    /** Adds a file. */
    add(name: string, source: object): Promise<unknown>;
    /** Ends writing and gives what the target made. */
    close(): Promise<Uint8Array<ArrayBuffer>>;
  };
  /** Collects an archive in memory. */
  readonly Uint8ArrayWriter: new () => object;
  /** Takes a file's contents from text. */
  readonly TextReader: new (text: string) => object;
  /** Takes an entry as text. */
  readonly TextWriter: new () => object;
}

/** A file or folder in an archive. */
export interface ZipEntry {
  /** Its path. */
  readonly filename: string;
  /** Whether it is a folder. */
  readonly directory: boolean;
  /** Its contents. */
  getData(writer: object, options?: ZipOptions): Promise<string>;
}

/** How to read. */
export interface ZipOptions {
  /** Whether sums are compared. */
  checkSignature?: boolean;
  /** Whether workers do it. */
  useWebWorkers?: boolean;
  /** How much to compress, 0 (not at all) to 9. */
  level?: number;
}

const specifier = "npm:@zip.js/zip.js@2.24.0";
let loaded: Promise<Zip> | undefined;

/** zip.js, fetched on first use and kept; a failed fetch is tried again by the next call. */
export function zip(): Promise<Zip> {
  return loaded ??= import(specifier).catch((error) => {
    loaded = undefined;
    throw error;
  });
}

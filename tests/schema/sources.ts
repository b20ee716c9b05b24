/** The rooms' own files, found on disk: which TypeScript files there are and which endpoint constants they hold. */

import type { Endpoint } from "../../core/endpoint.ts";

/** The root of the repository. */
export const ROOT = new URL("../../", import.meta.url);

/** An endpoint constant and where it stands. */
export interface Placed {
  /** `spot/market/ticker.ts#ticker`. */
  readonly source: string;
  /** Path from the root: `spot/market/ticker.ts`. */
  readonly file: string;
  /** Exported name: `ticker`. */
  readonly name: string;
  /** The constant. */
  readonly endpoint: Endpoint<Record<string, unknown>, unknown>;
}

/** Whether a folder or file is there. */
export function exists(url: URL): boolean {
  try {
    Deno.statSync(url);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** All files below a folder of the repository, as paths from `base`, sorted. None when the folder is absent. */
export function filesBelow(folder: string, base: URL = ROOT): string[] {
  const url = new URL(`${folder}/`, base);
  if (!exists(url)) return [];
  const found: string[] = [];
  for (const entry of Deno.readDirSync(url)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) found.push(...filesBelow(path, base));
    else found.push(path);
  }
  return found.sort();
}

/** The TypeScript files of a room. */
export function modulesBelow(room: string): string[] {
  return filesBelow(room).filter((file) => file.endsWith(".ts"));
}

function isEndpoint(value: unknown): value is Placed["endpoint"] {
  return typeof value === "object" && value !== null && "api" in value && "path" in value && "params" in value;
}

/** Every endpoint constant of a room, taken from the files that declare them, not from those that re-export. */
export async function endpointsBelow(room: string): Promise<Placed[]> {
  const placed: Placed[] = [];
  for (const file of modulesBelow(room)) {
    if (file.endsWith("/mod.ts") || file.endsWith("/client.ts")) continue;
    const module: Record<string, unknown> = await import(new URL(file, ROOT).href);
    for (const [name, value] of Object.entries(module)) {
      if (isEndpoint(value)) placed.push({ source: `${file}#${name}`, file, name, endpoint: value });
    }
  }
  return placed;
}

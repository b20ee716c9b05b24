/** Schemas of whole rooms at once, for whoever wants to keep them in a file (a check of live answers, say). */

import type { Machine } from "./machine.ts";
import type { Schema } from "./schema.ts";
import { endpointsBelow } from "./sources.ts";

/** `GET /0/public/Ticker` → the schema of its result, for every JSON endpoint of the rooms. */
export async function allSchemas(machine: Machine, rooms: readonly string[]): Promise<Record<string, Schema>> {
  const schemas: Record<string, Schema> = {};
  for (const room of rooms) {
    for (const { source, endpoint } of await endpointsBelow(room)) {
      if (endpoint.decode === "json") schemas[`${endpoint.method} ${endpoint.path}`] = machine.schema(source);
    }
  }
  return schemas;
}

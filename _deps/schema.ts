/** JSON Schemas from TypeScript types, and their validation. For development only: no library file imports this. */

/** Derives JSON Schemas from the nodes of a TypeScript program. */
export type SchemaGeneratorModule = typeof import("npm:ts-json-schema-generator@2.9.0");
/** The compiler the generator works on. */
export type TypeScript = typeof import("npm:typescript@5.9.3");
/** The validator's class. */
export type AjvClass = typeof import("npm:ajv@8.20.0").Ajv;

// Held in variables, so that nothing is fetched until a test asks (a literal specifier would be fetched at start).
const generatorSpecifier = "npm:ts-json-schema-generator@2.9.0";
const compilerSpecifier = "npm:typescript@5.9.3";
const ajvSpecifier = "npm:ajv@8.20.0";

/** All three, fetched on first use. */
export interface SchemaTools {
  /** ts-json-schema-generator. */
  readonly generator: SchemaGeneratorModule;
  /** TypeScript 5, which the generator needs; the code itself is checked by Deno's own. */
  readonly ts: TypeScript;
  /** ajv. */
  readonly Ajv: AjvClass;
}

let loaded: Promise<SchemaTools> | undefined;

/** The schema tools, fetched on first use and kept. */
export function schemaTools(): Promise<SchemaTools> {
  return loaded ??= load();
}

async function load(): Promise<SchemaTools> {
  const [generator, compiler, ajv] = await Promise.all([
    import(generatorSpecifier) as Promise<SchemaGeneratorModule>,
    import(compilerSpecifier) as Promise<{ default: TypeScript }>,
    import(ajvSpecifier) as Promise<{ Ajv: AjvClass }>,
  ]);
  return { generator, ts: compiler.default, Ajv: ajv.Ajv };
}

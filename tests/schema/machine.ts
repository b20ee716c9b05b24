/**
 * Derives strict JSON Schemas from our hand-written types and checks payloads against them.
 *
 * A type is named by its source: `spot/market/ticker.ts#ticker` is the result of that endpoint constant (its annotation
 * `Endpoint<Params, Result>` is read), `websocket/spot/trade.ts#TradeData` that interface or type. One program is made
 * of all files of the rooms and kept; a schema is derived when first asked for.
 */

import { fileURLToPath } from "node:url";
import { type SchemaTools, schemaTools } from "../../_deps/schema.ts";
import { optionalLabels } from "./tuples.ts";
import { modulesBelow, ROOT } from "./sources.ts";
import { loosened, type Schema, tidied } from "./schema.ts";

/** What is wrong with a payload, one sentence each; none when it fits. */
export type Check = (payload: unknown) => string[];

/** How a payload is read. */
export interface CheckOptions {
  /** Fields may be missing (documented examples put together field by field). Undeclared ones still fail. */
  readonly missing?: boolean;
}

/** The schemas of some rooms. */
export interface Machine {
  /** The JSON Schema of a source. Throws with the source's name when there is no such constant or type. */
  schema(source: string): Schema;
  /** A compiled check of a source. */
  check(source: string, options?: CheckOptions): Check;
}

type Program = ReturnType<SchemaTools["ts"]["createProgram"]>;
type Node = Parameters<InstanceType<SchemaTools["generator"]["SchemaGenerator"]>["createSchemaFromNodes"]>[0][number];

/** Builds the program of the rooms' files; seconds rather than milliseconds, so make one machine a test file. */
export async function machine(rooms: readonly string[]): Promise<Machine> {
  const tools = await schemaTools();
  return machineOf(
    tools,
    rooms.flatMap((room) => modulesBelow(room)).map((file) => fileURLToPath(new URL(file, ROOT))),
  );
}

/** The same over given files, each named by its absolute path. */
export function machineOf(tools: SchemaTools, files: readonly string[]): Machine {
  const { ts, generator, Ajv } = tools;
  const program = ts.createProgram([...files], {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es5.d.ts"], // Record, Pick, Omit and their kind; result types need no more
    types: [],
  });
  const config = { ...generator.DEFAULT_CONFIG, skipTypeCheck: true, additionalProperties: false };
  const generate = new generator.SchemaGenerator(
    program,
    generator.createParser(program, config, optionalLabels(tools)),
    generator.createFormatter(config),
    config,
  );
  const ajv = new Ajv({ allErrors: true, strict: false });
  const schemas = new Map<string, Schema>();
  const checks = new Map<string, Check>();

  const schema = (source: string): Schema => {
    let made = schemas.get(source);
    if (made) return made;
    made = tidied(generate.createSchemaFromNodes([nodeOf(tools, program, source)]) as Schema);
    schemas.set(source, made);
    return made;
  };
  const check = (source: string, { missing = false }: CheckOptions = {}): Check => {
    const key = `${source} ${missing}`;
    let made = checks.get(key);
    if (made) return made;
    const validate = ajv.compile(missing ? loosened(schema(source)) : schema(source));
    made = (payload) => {
      if (validate(payload)) return [];
      return (validate.errors ?? []).map(({ instancePath, message, params }) => {
        const field = params["additionalProperty"];
        return `${instancePath || "the whole"} ${
          field === undefined ? message : `has the undeclared field '${field}'`
        }`;
      });
    };
    checks.set(key, made);
    return made;
  };
  return { schema, check };
}

/** The syntax that stands for a source: the second argument of an endpoint's annotation, or a declared type. */
function nodeOf({ ts }: SchemaTools, program: Program, source: string): Node {
  const [file = "", name = ""] = source.split("#");
  const path = file.startsWith("/") ? file : fileURLToPath(new URL(file, ROOT));
  const parsed = program.getSourceFile(path);
  if (!parsed) throw new RangeError(`Cannot derive a schema as there is no file '${file}' among the rooms: ${source}`);
  for (const statement of parsed.statements) {
    const named = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    if (named && statement.name.text === name) return statement;
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name: declared, type } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(declared) || declared.text !== name) continue;
      const result = type && ts.isTypeReferenceNode(type) ? type.typeArguments?.[1] : undefined;
      if (!result) {
        throw new TypeError(`Cannot derive a schema as ${source} is not annotated 'Endpoint<Params, Result>'`);
      }
      return result;
    }
  }
  throw new RangeError(`Cannot derive a schema as '${file}' declares no '${name}'`);
}

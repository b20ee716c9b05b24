/** Small changes to derived JSON Schemas, each returning a new one. */

/** A JSON Schema, or any part of it. */
export type Schema = { [keyword: string]: unknown };

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function walked(schema: unknown, change: (part: Schema) => Schema): unknown {
  if (Array.isArray(schema)) return schema.map((part) => walked(part, change));
  if (!isSchema(schema)) return schema;
  return change(Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, walked(part, change)])));
}

const isText = (part: unknown) => isSchema(part) && part["type"] === "string" && !part["enum"] && !part["const"];

/** Every `string` among the choices makes the literals beside it pointless: an open union is plain text. */
function opened(part: Schema, definitions: Schema): Schema {
  const choices = part["anyOf"];
  if (!Array.isArray(choices) || !choices.some(isText)) return part;
  const isLiteral = (choice: unknown): boolean => {
    if (!isSchema(choice)) return false;
    const reference = choice["$ref"];
    if (typeof reference === "string") return isLiteral(definitions[nameOf(reference)]);
    return choice["type"] === "string" && ("enum" in choice || "const" in choice);
  };
  const { anyOf: _, ...rest } = part;
  const kept = choices.filter((choice) => !isLiteral(choice));
  return kept.length === 1 && isSchema(kept[0]) ? { ...rest, ...kept[0] } : { ...rest, anyOf: kept };
}

const nameOf = (reference: string) => decodeURIComponent(reference.replace("#/definitions/", ""));

/** Money must be plain decimal text: `Decimal` is an alias of `string`, so the generator cannot know. */
const DECIMAL: Schema = { type: "string", pattern: "^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)$" };

/** Open unions as plain text, `Decimal` with its pattern, and no descriptions. */
export function tidied(schema: Schema): Schema {
  const definitions = isSchema(schema["definitions"]) ? schema["definitions"] : {};
  const made = walked(schema, (part) => opened(withoutDescription(part), definitions)) as Schema;
  const made_ = isSchema(made["definitions"]) ? made["definitions"] : {};
  return "Decimal" in made_ ? { ...made, definitions: { ...made_, Decimal: DECIMAL } } : made;
}

/** A field may be called `description` too; then it is a schema and not text. */
function withoutDescription(part: Schema): Schema {
  if (typeof part["description"] !== "string") return part;
  const { description: _, ...rest } = part;
  return rest;
}

/** The same with every field optional. */
export function loosened(schema: Schema): Schema {
  return walked(schema, (part) => {
    if (!Array.isArray(part["required"])) return part;
    const { required: _, ...rest } = part;
    return rest;
  }) as Schema;
}

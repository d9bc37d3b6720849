import type { FastifySchemaCompiler, FastifySchemaValidationError } from "fastify";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";

/**
 * Checks requests against TypeBox schemas. Nothing is removed, and nothing turned into another type, but numbers
 * and yes or no in a query, which has no types.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const compiled = Compile(schema);
  const convert = httpPart === "querystring" ? queryConverter(schema) : (value: unknown) => value;
  return (value: unknown) => {
    const converted = convert(value);
    if (compiled.Check(converted)) return { value: converted };
    const errors = compiled.Errors(converted) as FastifySchemaValidationError[];
    // It names the key; what comes before it says of that key that nothing fits it.
    const unknown = errors.filter(({ keyword }) => keyword === "additionalProperties");
    return { error: [...unknown, ...errors] };
  };
};

const NUMBER = /^-?\d+(\.\d+)?$/;

/** Makes a function that turns a query's texts into what the schema has at the top. */
function queryConverter(schema: TSchema): (query: unknown) => unknown {
  const { properties = {} } = schema as { properties?: Record<string, { type?: string }> };
  const convert = (key: string, text: unknown) => {
    if (typeof text !== "string") return text;
    const type = properties[key]?.type;
    if ((type === "integer" || type === "number") && NUMBER.test(text)) return Number(text);
    if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
    return text;
  };
  return (query) =>
    Object.fromEntries(Object.entries(query ?? {}).map(([key, text]) => [key, convert(key, text)]));
}

import { cell } from "./table-cell.ts";

/** A JSON Schema, as far as the server's schemas use it. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly examples?: readonly unknown[];
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface Operation {
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly description: string }>>;
}

/** An OpenAPI document, as far as the page needs it. */
export interface ApiDocument {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** Nothing is said of these by a single route: they may come of any. */
const ANYWHERE = new Set(["400", "401", "403", "429", "500", "503"]);

/** A page with every route of the server and every schema, made of its OpenAPI document. */
export function httpReference(api: ApiDocument): string {
  const routes = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]): Route => ({
        method: method.toUpperCase(),
        path,
        operation,
      }),
    ),
  );
  const groups = api.tags.map(({ name, description }) => {
    const own = routes.filter(({ operation }) => operation.tags.includes(name));
    return `## ${capital(name)}\n\n${description}\n\n${own.map(routeSection).join("\n")}`;
  });
  const schemas = Object.entries(api.components.schemas).map(
    ([name, schema]) =>
      `### ${name}\n\n${schema.description ?? ""}\n\n${fields(schema)}${example(schema)}`,
  );
  return `---
outline: [2, 3]
---

# HTTP routes and schemas

Every route of \`thorascope serve\`, generated from the server itself (version ${api.info.version}, OpenAPI ${api.openapi}). A running server has the same at \`/openapi.json\` for programs and at \`/docs\` as a page on which routes can be tried. [The HTTP API](../api.md) explains how to use them.

| route | what |
|---|---|
${routes.map((route) => `| [\`${route.method} ${route.path}\`](#${anchorOf(route)}) | ${cell(route.operation.summary)} |`).join("\n")}

Any route may also answer with a [Problem](#problem): 400 the request is wrong, 401 nobody is signed in, 403 whoever asks may not, 429 too many requests, 500 something went wrong, 503 too much to do.

${groups.join("\n")}
## Schemas

${schemas.join("\n")}`;
}

function routeSection({ method, path, operation }: Route): string {
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: place, required, description, schema }) =>
      `| \`${name}\` | ${place} | ${typeOf(schema)}${required ? ", required" : ""} | ${cell(description ?? schema.description ?? "")} |`,
  );
  const body = Object.entries(operation.requestBody?.content ?? {}).map(
    ([type, { schema }]) => `Body, \`${type}\`:\n\n${schema ? fields(schema) : ""}`,
  );
  const answers = Object.entries(operation.responses)
    .filter(([status]) => !ANYWHERE.has(status))
    .map(([status, { description, content }]) => {
      const kinds = Object.entries(content ?? {}).map(
        ([type, { schema }]) => `\`${type}\`${schema?.$ref ? ` ${typeOf(schema)}` : ""}`,
      );
      return `| ${status} | ${cell(description)} | ${kinds.join(", ")} |`;
    });
  const inside = Object.entries(operation.responses)
    .filter(([status]) => status.startsWith("2"))
    .flatMap(([status, { content }]) =>
      Object.values(content ?? {})
        .filter(({ schema }) => schema?.properties !== undefined)
        .map(({ schema }) => `Fields of ${status}:\n\n${schema ? fields(schema) : ""}`),
    );
  return [
    `### ${method} ${path}\n`,
    `${operation.summary}.\n`,
    operation.description ? `${operation.description}\n` : "",
    parameters.length > 0
      ? `| parameter | in | type | what it is |\n|---|---|---|---|\n${parameters.join("\n")}\n`
      : "",
    ...body,
    answers.length > 0 ? `| status | when | answer |\n|---|---|---|\n${answers.join("\n")}\n` : "",
    ...inside,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** The fields of a record as a table, those of records within it by their way. */
function fields(schema: Schema): string {
  const rows = rowsOf(schema, "");
  return rows.length === 0
    ? `${typeOf(schema)}\n`
    : `| field | type | what it is |\n|---|---|---|\n${rows.join("\n")}\n`;
}

function rowsOf(schema: Schema, before: string): string[] {
  const parts = [schema, ...(schema.allOf ?? [])];
  const required = new Set(parts.flatMap((part) => part.required ?? []));
  return parts
    .flatMap((part) => Object.entries(part.properties ?? {}))
    .flatMap(([name, field]) => {
      const way = `${before}${name}`;
      const isOptional = !required.has(name);
      const about =
        field.description ?? onlyOne(field)?.description ?? field.items?.description ?? "";
      const row = `| \`${way}\` | ${typeOf(field)}${isOptional ? ", optional" : ""} | ${cell(about)} |`;
      const record = onlyOne(field) ?? field;
      const inside = record.items ? rowsOf(record.items, `${way}[].`) : rowsOf(record, `${way}.`);
      return [row, ...inside];
    });
}

/** Of something that may be null, what it otherwise is. */
function onlyOne({ anyOf }: Schema): Schema | undefined {
  const others = anyOf?.filter(({ type }) => type !== "null") ?? [];
  return others.length === 1 ? others[0] : undefined;
}

function typeOf(schema: Schema): string {
  const { $ref, anyOf, items, format, minimum, maximum } = schema;
  if ($ref !== undefined) {
    const name = $ref.slice($ref.lastIndexOf("/") + 1);
    return `[${name}](#${name.toLowerCase()})`;
  }
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(" or ");
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (anyOf) return anyOf.map(typeOf).join(" or ");
  if (items) return `list of ${typeOf(items)}`;
  const range =
    minimum === undefined && maximum === undefined ? "" : ` ${minimum ?? ""} to ${maximum ?? ""}`;
  const fallback =
    schema.default === undefined ? "" : `, default \`${JSON.stringify(schema.default)}\``;
  return `${schema.type ?? "anything"}${format ? ` (${format})` : ""}${range.trimEnd()}${fallback}`;
}

function example({ examples: [first] = [] }: Schema): string {
  return first === undefined ? "" : `\n\`\`\`json\n${JSON.stringify(first, null, 2)}\n\`\`\`\n`;
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** As markdown.ts of the site makes anchors. */
function anchorOf({ method, path }: Route): string {
  return `${method} ${path}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9 _-]/g, "")
    .replaceAll(" ", "-");
}

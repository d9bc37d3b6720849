import Ajv2020 from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { idOf } from "../studies/made-up-studies.ts";
import { SAMPLES, startTestServer, type TestServer, until, withJson } from "./test-server.ts";

interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: object }[];
  readonly requestBody?: { content: Record<string, { schema: object }> };
  readonly responses: Record<
    string,
    { description: string; content?: Record<string, { schema: object }> }
  >;
}

interface Description {
  readonly openapi: string;
  readonly info: { title: string; version: string };
  readonly tags: readonly { name: string }[];
  readonly components: { schemas: Record<string, object> };
  readonly paths: Record<string, Record<string, Operation>>;
}

let server: TestServer;
let description: Description;
let study: string;
let image: string;
beforeAll(async () => {
  server = await startTestServer();
  description = await server.json<Description>("/openapi.json");
  const answer = (await (await server.send(`${SAMPLES}/synthetic-05-effusion.dcm`)).json()) as {
    studies: [{ id: string; images: [{ id: string }] }];
  };
  study = answer.studies[0].id;
  image = answer.studies[0].images[0].id;
  await until(async () => (await server.json(`/api/images/${image}`)).status === "read");
});
afterAll(() => server.stop());

const operations = () =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

test("has every route of the API", () => {
  const known = operations().map(({ method, path }) => `${method} ${path}`);
  for (const route of [
    "post /api/studies",
    "get /api/studies",
    "get /api/studies/{id}",
    "get /api/studies/{id}/report",
    "put /api/studies/{id}/report",
    "get /api/studies/{id}/report.html",
    "get /api/studies/{id}/report.pdf",
    "get /api/studies/{id}/patient.html",
    "get /api/studies/{id}/patient.pdf",
    "get /api/images/{id}",
    "get /api/images/{id}/file",
    "get /api/images/{id}/picture.png",
    "get /api/images/{id}/pixels",
    "get /api/images/{id}/reading",
    "get /api/images/{id}/heatmaps/{finding}.png",
    "get /api/images/{id}/heatmaps.npy",
    "get /api/images/{id}/explanations",
    "post /api/images/{id}/read",
    "post /api/images/{id}/cancel",
    "get /api/images/{id}/feedback",
    "post /api/images/{id}/feedback",
    "get /api/model",
    "get /api/model/card",
    "get /api/events",
    "get /api/session",
    "post /api/session",
    "get /healthz",
    "get /readyz",
    "get /metrics",
    "get /openapi.json",
  ]) {
    expect(known).toContain(route);
  }
});

test("is OpenAPI 3.1: every object has what the specification demands", () => {
  expect(description.openapi).toMatch(/^3\.1\.\d+$/);
  expect(description.info.title).toBe("Thorascope");
  const tags = description.tags.map(({ name }) => name);
  for (const { path, method, operation } of operations()) {
    const where = `${method} ${path}`;
    expect(operation.summary, where).toBeTruthy();
    for (const tag of operation.tags ?? []) expect(tags, where).toContain(tag);
    expect(operation.tags, where).toHaveLength(1);
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const parameters = operation.parameters ?? [];
    expect(
      parameters.filter((one) => one.in === "path").map(({ name }) => name),
      where,
    ).toEqual(inPath);
    for (const one of parameters) {
      if (one.in === "path") expect(one.required, where).toBe(true);
      expect(one.schema, where).toBeTypeOf("object");
    }
    const statuses = Object.keys(operation.responses);
    expect(statuses.filter((status) => /^[23]/.test(status)).length, where).toBeGreaterThan(0);
    for (const status of ["400", "401", "403", "429", "500", "503"]) {
      expect(statuses, where).toContain(status);
    }
    for (const [status, response] of Object.entries(operation.responses)) {
      expect(response.description, `${where} ${status}`).toBeTruthy();
      if (Number(status) >= 400 && path !== "/readyz") {
        expect(Object.keys(response.content ?? {}), `${where} ${status}`).toEqual([
          "application/problem+json",
        ]);
      }
    }
  }
});

test("has schemas that are JSON Schema 2020-12, and no reference into nothing", () => {
  const ajv = validator();
  const schemas = [
    ...Object.values(description.components.schemas),
    ...operations().flatMap(({ operation }) => [
      ...(operation.parameters ?? []).map(({ schema }) => schema),
      ...Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema),
      ...Object.values(operation.responses).flatMap(({ content }) =>
        Object.values(content ?? {}).map(({ schema }) => schema),
      ),
    ]),
  ];
  expect(schemas.length).toBeGreaterThan(100);
  for (const schema of schemas) {
    expect(ajv.validateSchema(schema), JSON.stringify(ajv.errors)).toBe(true);
    expect(() => ajv.compile(absolute(schema))).not.toThrow();
  }
});

test("examples are of their schemas", () => {
  const ajv = validator();
  let examples = 0;
  const visit = (schema: unknown) => {
    if (typeof schema !== "object" || schema === null) return;
    if ("examples" in schema && Array.isArray(schema.examples)) {
      for (const example of schema.examples) {
        examples++;
        const isRight = ajv.validate(absolute(schema), example);
        expect(isRight, `${JSON.stringify(example)}: ${JSON.stringify(ajv.errors)}`).toBe(true);
      }
    }
    for (const value of Object.values(schema)) visit(value);
  };
  visit(description);
  expect(examples).toBeGreaterThan(10);
});

test("answers are as described", async () => {
  const ajv = validator();
  const feedback = { kind: "missed", finding: "Nodule", box: [10, 20, 30, 40], text: "small" };
  const report = { impression: "No change.", language: "en", edition: 0 };
  const calls: readonly (readonly [path: string, actual: string, init?: RequestInit])[] = [
    ["/api/images/{id}/feedback", `/api/images/${image}/feedback`, withJson("POST", feedback)],
    ["/api/images/{id}/feedback", `/api/images/${image}/feedback`],
    ["/api/studies/{id}/report", `/api/studies/${study}/report`, withJson("PUT", report)],
    ["/api/studies/{id}/report", `/api/studies/${study}/report`],
    ["/api/studies", "/api/studies?sort=urgency"],
    ["/api/studies", "/api/studies?limit=none"],
    ["/api/studies/{id}", `/api/studies/${study}`],
    ["/api/studies/{id}", `/api/studies/${idOf("nobody")}`],
    ["/api/images/{id}", `/api/images/${image}`],
    ["/api/images/{id}/reading", `/api/images/${image}/reading`],
    ["/api/images/{id}/explanations", `/api/images/${image}/explanations`],
    ["/api/images/{id}/read", `/api/images/${image}/read`, withJson("POST", { anyway: true })],
    ["/api/model", "/api/model"],
    ["/api/session", "/api/session"],
    ["/healthz", "/healthz"],
    ["/readyz", "/readyz"],
  ];
  for (const [path, actual, init] of calls) {
    const answer = await server.ask(actual, init);
    const operation = description.paths[path]?.[(init?.method ?? "GET").toLowerCase()];
    const type = (answer.headers.get("content-type") ?? "").split(";")[0] ?? "";
    const schema = operation?.responses[String(answer.status)]?.content?.[type]?.schema;
    if (schema === undefined) throw new Error(`${path} ${answer.status} ${type} is not described`);
    const body = await answer.json();
    expect(ajv.validate(absolute(schema), body), `${path}: ${JSON.stringify(ajv.errors)}`).toBe(
      true,
    );
  }
});

test("its page needs nothing from elsewhere, and no script within", async () => {
  const page = await server.ask("/docs");
  expect(page.status).toBe(200);
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'; script-src 'self';");
  expect(policy).not.toMatch(/https?:|unsafe-eval/);
  const html = await page.text();
  const sources = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? "");
  expect(sources.length).toBeGreaterThan(3);
  for (const source of sources) {
    expect(new URL(source, `${server.origin}/docs`).origin).toBe(server.origin);
    const part = await server.ask(new URL(source, `${server.origin}/docs`).pathname);
    expect(part.status, source).toBe(200);
    await part.arrayBuffer();
  }
  expect(html).not.toMatch(/<script(?![^>]*src=)/);
  expect(html).not.toMatch(/ on\w+=/);
  const start = await (await server.ask("/docs/static/swagger-initializer.js")).text();
  expect(start).toMatch(/"validatorUrl": ?null/);
});

/** Knows the description's named schemas. */
function validator(): InstanceType<typeof Ajv2020.default> {
  const ajv = new Ajv2020.default({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: "api:", components: absolute(description.components) });
  return ajv;
}

/** A schema whose references lead into the description. */
function absolute<Content extends object>(content: Content): Content {
  return JSON.parse(JSON.stringify(content).replaceAll('"$ref":"#/', '"$ref":"api:#/'));
}

import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { idOf } from "../studies/made-up-studies.ts";
import { SAMPLES, startTestServer, type TestServer, until, withJson } from "./test-server.ts";

const PNG = join(SAMPLES, "synthetic-02-nodule.png");
const NOBODY = idOf("nobody");

let server: TestServer;
let image: string;
let study: string;
beforeAll(async () => {
  // Nothing is read here: images stay as they are sent.
  server = await startTestServer((config) => ({
    ...config,
    reading: { ...config.reading, threads: 0 },
    uploads: { ...config.uploads, fileBytes: 3_000_000, waiting: 4, filesPerRequest: 3 },
  }));
  const sent = await server.send(PNG);
  expect(sent.status, await sent.clone().text()).toBe(201);
  const answer = (await sent.json()) as {
    studies: [{ id: string; images: [{ id: string }] }];
  };
  study = answer.studies[0].id;
  image = answer.studies[0].images[0].id;
});
afterAll(() => server.stop());

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly type: string;
  readonly title: string;
  readonly fields: Record<string, unknown>;
}

/** The problem of an answer; what holds for all of them is checked here. */
async function problemOf(answer: Response): Promise<Problem> {
  expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  const problem = (await answer.json()) as Problem;
  expect(problem.status).toBe(answer.status);
  expect(problem.type).toBe(`/problems#${problem.code}`);
  expect(problem.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  expect(problem.title.length).toBeGreaterThan(10);
  expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts:\d/);
  return problem;
}

const post = (body: unknown) => withJson("POST", body);
const put = (body: unknown) => withJson("PUT", body);

describe("a request that is wrong", () => {
  test.each([
    ["/api/studies?limt=3", {}, "limt", "query"],
    ["/api/studies?limit=0", {}, "limit", "query"],
    ["/api/studies?limit=1.5", {}, "limit", "query"],
    ["/api/studies?limit=ten", {}, "limit", "query"],
    ["/api/studies?limit=1&limit=2", {}, "limit", "query"],
    ["/api/studies?sort=oldest", {}, "sort", "query"],
    ["/api/studies?finding=Fracture", {}, "finding", "query"],
    ["/api/studies?search=", {}, "search", "query"],
    ["/api/images/IMAGE?x", {}, "x", "query"],
    ["/api/images/IMAGE/picture.png?width=100000", {}, "width", "query"],
    ["/api/images/abc", {}, "id", "params"],
    ["/api/images/IMAGE/heatmaps/Fracture.png", {}, "finding", "params"],
    ["/api/images/IMAGE/feedback", post({ kind: "praise" }), "kind", "body"],
    ["/api/images/IMAGE/feedback", post({ kind: "agree", colour: 1 }), "colour", "body"],
    ["/api/images/IMAGE/feedback", post({}), "kind", "body"],
    ["/api/images/IMAGE/feedback", post({ kind: "agree", box: ["1", 2, 3, 4] }), "box.0", "body"],
    ["/api/images/IMAGE/feedback", post({ kind: "agree", box: [1, 2, 3] }), "box", "body"],
    ["/api/images/IMAGE/read", post({ anyway: "yes" }), "anyway", "body"],
    ["/api/images/IMAGE/read", post([]), "", "body"],
    ["/api/studies/STUDY/report", put({ impression: "", language: "en" }), "edition", "body"],
    [
      "/api/studies/STUDY/report",
      put({ impression: "", language: "<b>", edition: 0 }),
      "language",
      "body",
    ],
    ["/healthz?x=1", {}, "x", "query"],
    ["/api/session?x=1", {}, "x", "query"],
  ])("%s", async (path, init, field, where) => {
    const address = path.replace("IMAGE", image).replace("STUDY", study);
    const problem = await problemOf(await server.ask(address, init));
    expect(problem).toMatchObject({ status: 400, code: "REQUEST_INVALID" });
    expect(problem.fields).toEqual({ in: where, field });
    expect(problem.detail).toContain(field);
  });

  test("is named also where it is no JSON", async () => {
    const init = { ...post({}), body: "{" };
    const problem = await problemOf(await server.ask(`/api/images/${image}/read`, init));
    expect(problem).toMatchObject({ status: 400, code: "REQUEST_INVALID" });
  });
});

test.each([
  ["GET", "/api/nothing", 404, "ROUTE_UNKNOWN"],
  ["DELETE", "/api/studies", 404, "ROUTE_UNKNOWN"],
  ["GET", "/../../etc/passwd", 404, "ROUTE_UNKNOWN"],
  ["GET", `/api/studies/${NOBODY}`, 404, "STUDY_UNKNOWN"],
  ["GET", `/api/studies/${NOBODY}/report`, 404, "STUDY_UNKNOWN"],
  ["GET", `/api/studies/${NOBODY}/report.html`, 404, "STUDY_UNKNOWN"],
  ["GET", "/api/studies/STUDY/report", 404, "REPORT_MISSING"],
  ["GET", `/api/images/${NOBODY}`, 404, "IMAGE_UNKNOWN"],
  ["GET", `/api/images/${NOBODY}/file`, 404, "IMAGE_UNKNOWN"],
  ["GET", `/api/images/${NOBODY}/feedback`, 404, "IMAGE_UNKNOWN"],
  ["GET", `/api/images/${NOBODY}/picture.png`, 404, "IMAGE_UNKNOWN"],
  ["POST", `/api/images/${NOBODY}/cancel`, 404, "IMAGE_UNKNOWN"],
  ["GET", "/api/images/IMAGE/reading", 404, "READING_MISSING"],
  ["GET", "/api/images/IMAGE/heatmaps.npy", 404, "READING_MISSING"],
  ["GET", "/api/images/IMAGE/heatmaps/Mass.png", 404, "READING_MISSING"],
  ["GET", "/api/images/IMAGE/explanations", 404, "READING_MISSING"],
  ["GET", "/api/studies?cursor=abc", 400, "CURSOR_INVALID"],
  ["GET", "/api/studies?search=Me%00ier", 400, "REQUEST_INVALID"],
  ["GET", "/api/%zz", 400, "REQUEST_INVALID"],
  ["GET", `/api/images/${"a".repeat(300)}`, 400, "REQUEST_INVALID"],
  ["GET", "/api/images/..%2f..%2fetc%2fpasswd", 400, "REQUEST_INVALID"],
  ["POST", "/api/studies", 415, "MEDIA_TYPE_UNSUPPORTED"],
])("%s %s: %d %s", async (method, path, status, code) => {
  const address = path.replace("IMAGE", image).replace("STUDY", study);
  expect(await problemOf(await server.ask(address, { method }))).toMatchObject({ status, code });
});

test.each([
  [{ kind: "missed" }, "finding"],
  [{ kind: "comment", text: "  " }, "text"],
  [{ kind: "agree", box: [0, 0, 5, 5] }, "box"],
])("feedback %j lacks something", async (feedback, field) => {
  const answer = await server.ask(`/api/images/${image}/feedback`, post(feedback));
  const problem = await problemOf(answer);
  expect(problem).toMatchObject({ status: 400, code: "FEEDBACK_INVALID", fields: { field } });
});

test("a text with a zero in it, which the database does not take, is a wrong request", async () => {
  const zero = { kind: "comment", text: "a\0b" };
  const feedback = await server.ask(`/api/images/${image}/feedback`, post(zero));
  expect(await problemOf(feedback)).toMatchObject({ status: 400, code: "REQUEST_INVALID" });
  const body = { impression: "a\0b", language: "en", edition: 0 };
  const report = await server.ask(`/api/studies/${study}/report`, put(body));
  expect(await problemOf(report)).toMatchObject({ status: 400, code: "REQUEST_INVALID" });
});

test("a body that is too large, or of another type", async () => {
  const text = "x".repeat(2 ** 20);
  const large = await server.ask(`/api/images/${image}/feedback`, post({ kind: "comment", text }));
  expect(await problemOf(large)).toMatchObject({ status: 413, code: "BODY_TOO_LARGE" });
  const init = { method: "POST", body: "<x/>", headers: { "content-type": "text/xml" } };
  const xml = await server.ask(`/api/images/${image}/feedback`, init);
  expect(await problemOf(xml)).toMatchObject({ status: 415, code: "MEDIA_TYPE_UNSUPPORTED" });
});

describe("an upload", () => {
  test("of nothing that could be read is refused with the first file's reason, and the others' too", async () => {
    const text = new TextEncoder().encode("not an image");
    const problem = await problemOf(await server.send(["a.txt", text], ["b.txt", text]));
    expect(problem).toMatchObject({ status: 415, code: "NOT_AN_IMAGE" });
    expect(problem.fields.refused).toMatchObject([{ file: "a.txt" }, { file: "b.txt" }]);
  });

  test("of a file that is too large leaves the others", async () => {
    const large = new Uint8Array(3_000_001);
    large.set((await readFile(PNG)).subarray(0, 8));
    const alone = await problemOf(await server.send(["large.png", large]));
    expect(alone).toMatchObject({ status: 413, code: "UPLOAD_TOO_LARGE" });
    const both = await server.send(["large.png", large], PNG);
    expect(both.status).toBe(201);
    expect(await both.json()).toMatchObject({
      studies: [{ images: [{ id: image, isNew: false }] }],
      refused: [{ file: "large.png", code: "UPLOAD_TOO_LARGE" }],
    });
  });

  test("of an archive that is none", async () => {
    const archive = new Uint8Array([0x50, 0x4b, 3, 4, ...new Array(100).fill(7)]);
    const problem = await problemOf(await server.send(["x.zip", archive]));
    expect(problem).toMatchObject({ status: 422, code: "ARCHIVE_INVALID" });
  });

  test("without a file, with other parts, or with too many", async () => {
    const send = async (...parts: readonly (readonly [string, string | File])[]) => {
      const body = new FormData();
      for (const [name, value] of parts) body.append(name, value);
      return problemOf(await server.ask("/api/studies", { method: "POST", body }));
    };
    const file = new File(["x"], "x.txt");
    expect(await send()).toMatchObject({ status: 400, code: "REQUEST_INVALID" });
    expect(await send(["name", "Anna"])).toMatchObject({ status: 400, code: "REQUEST_INVALID" });
    expect(await send(["image", file])).toMatchObject({ fields: { field: "image" } });
    const four = await send(["file", file], ["file", file], ["file", file], ["file", file]);
    expect(four).toMatchObject({ status: 413, code: "BODY_TOO_LARGE" });
  });

  test.each([
    ["of no boundary", "multipart/form-data", "abc"],
    ["that is none", "multipart/form-data; boundary=x", "abc"],
    ["of nothing", "multipart/form-data; boundary=x", ""],
    ["cut in a head", "multipart/form-data; boundary=x", "--x\r\ncontent-disp"],
    [
      "cut in a file",
      "multipart/form-data; boundary=x",
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\nabc',
    ],
  ])("as a form %s", async (_what, type, body) => {
    const init = { method: "POST", body, headers: { "content-type": type } };
    const problem = await problemOf(await server.ask("/api/studies", init));
    expect(problem).toMatchObject({ status: 400, code: "REQUEST_INVALID", fields: { in: "body" } });
  });

  test("is sent away while too many wait, before it is taken", async () => {
    const bytes = await readFile(PNG);
    let sent = 0;
    const refused = await until(async () => {
      const other = Buffer.concat([bytes, Buffer.from([sent++])]);
      const answer = await server.send([`${sent}.png`, other]);
      return answer.status === 503 ? answer : null;
    });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await problemOf(refused)).toMatchObject({ code: "SERVER_BUSY" });
    // One was there before.
    expect(sent - 1).toBe(3);
    // Known images would be taken, but nobody knows them before they are there.
    expect((await server.send(PNG)).status).toBe(503);
    expect((await server.ask("/api/studies")).status).toBe(200);
  });
});

test("a client that goes away in the middle leaves nothing behind, and the server as it was", async () => {
  const before = await server.json<{ items: unknown[] }>("/api/studies?limit=200");
  await new Promise<void>((resolve) => {
    const sending = request(`${server.origin}/api/studies`, {
      method: "POST",
      headers: {
        "content-type": "multipart/form-data; boundary=x",
        "content-length": 1_000_000,
      },
    });
    sending.on("error", () => resolve());
    sending.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n');
    sending.write(Buffer.alloc(100_000), () => sending.destroy());
    sending.on("close", () => resolve());
  });
  const after = await server.json<{ items: unknown[] }>("/api/studies?limit=200");
  expect(after.items.length).toBe(before.items.length);
});

test("a request that is no HTTP is cut off", async () => {
  const { port, hostname } = new URL(server.origin);
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write("NONSENSE\r\n\r\n"));
    let text = "";
    socket.on("data", (bytes) => {
      text += bytes;
    });
    socket.on("close", () => resolve(text));
  });
  expect(answer).toMatch(/^HTTP\/1.1 400 /);
});

test("every code has its place on the page of problems", async () => {
  const html = await (await server.ask("/problems")).text();
  for (const code of ["STUDY_UNKNOWN", "ACCESS_FORBIDDEN", "ARCHIVE_LINK", "COLOUR_IMAGE"]) {
    expect(html).toContain(`id="${code}"`);
  }
  expect(html).not.toMatch(/<script|https?:/);
});

test("is alive and ready", async () => {
  expect(await server.json("/healthz")).toEqual({ alive: true });
  expect(await server.json("/readyz")).toEqual({ ready: true, problems: {} });
});

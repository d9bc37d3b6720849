import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { download } from "../../src/download/index.node.ts";

const CONTENT = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 31) % 251));
const SHA256 = createHash("sha256").update(CONTENT).digest("hex");

/** What the server does with the request of that number. */
type Handler = (request: IncomingMessage, response: ServerResponse, number: number) => void;

let folder: string;
let path: string;
let server: Server;
let handler: Handler;
let ranges: (string | undefined)[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "thorascope-download-"));
  path = join(folder, "deep", "weights.pt");
  ranges = [];
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    handler(request, response, ranges.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

/** Milliseconds without a byte: so long that no busy machine takes them, and so short that a test can wait for it. */
const NEVER = 60_000;
const SOON = 400;

const fetchIt = (sha256: string | null = SHA256, { patience = 1, stall = NEVER } = {}) =>
  download(`http://127.0.0.1:${(server.address() as AddressInfo).port}/w.pt`, path, {
    checksum: sha256 === null ? null : { algorithm: "sha256", digest: sha256 },
    patience,
    stall,
  });

/** Answers as a good server does; sends at most `most` bytes and then drops the connection. */
function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { most = Number.POSITIVE_INFINITY, etag = '"v1"', content = CONTENT, honoursRange = true } = {},
): void {
  const [, first] = /^bytes=(\d+)-$/.exec(request.headers.range ?? "") ?? [];
  const start = honoursRange && first && request.headers["if-range"] === etag ? Number(first) : 0;
  const rest = content.subarray(start);
  const headers = { etag, "content-length": rest.length };
  if (start > 0) {
    const range = `bytes ${start}-${content.length - 1}/${content.length}`;
    response.writeHead(206, { ...headers, "content-range": range });
  } else response.writeHead(200, headers);
  if (most >= rest.length) return void response.end(rest);
  response.write(rest.subarray(0, most));
  // What has not been read when a connection breaks is lost to whoever reads it.
  const watch = setInterval(() => {
    const arrived = statSync(`${path}.partial`, { throwIfNoEntry: false })?.size ?? 0;
    if (arrived === start + most) response.destroy();
  }, 10);
  response.on("close", () => clearInterval(watch));
}

describe("a file is fetched", () => {
  test("whole, and nothing stays beside it", async () => {
    handler = (request, response) => serve(request, response);
    await fetchIt();
    expect(Buffer.compare(readFileSync(path), CONTENT)).toBe(0);
    expect(readdirSync(join(folder, "deep"))).toEqual(["weights.pt"]);
  });

  test("in parts, where the connection drops again and again", async () => {
    handler = (request, response) => serve(request, response, { most: 30_000 });
    await fetchIt(SHA256, { patience: 0 });
    expect(Buffer.compare(readFileSync(path), CONTENT)).toBe(0);
    expect(ranges).toEqual([undefined, "bytes=30000-", "bytes=60000-", "bytes=90000-"]);
  });

  test("by a later start, from where an earlier one ended", async () => {
    handler = (request, response, number) =>
      number === 1 ? serve(request, response, { most: 40_000 }) : response.writeHead(503).end();
    await expect(fetchIt(SHA256, { patience: 0 })).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
    });
    expect(existsSync(path)).toBe(false);
    ranges = [];
    handler = (request, response) => serve(request, response);
    await fetchIt();
    expect(ranges).toEqual(["bytes=40000-"]);
    expect(Buffer.compare(readFileSync(path), CONTENT)).toBe(0);
  });

  test("from the beginning, where the server can't send parts", async () => {
    handler = (request, response, number) =>
      serve(request, response, { honoursRange: false, ...(number === 1 ? { most: 5000 } : {}) });
    await fetchIt();
    expect(Buffer.compare(readFileSync(path), CONTENT)).toBe(0);
  });

  test("from the beginning, where it was published anew meanwhile", async () => {
    const older = Buffer.alloc(100_000, 7);
    handler = (request, response, number) =>
      number === 1
        ? serve(request, response, { most: 5000, content: older, etag: '"v0"' })
        : serve(request, response);
    await fetchIt();
    expect(Buffer.compare(readFileSync(path), CONTENT)).toBe(0);
  });

  test("from the beginning, where another part comes than was asked for", async () => {
    handler = (request, response, number) => {
      if (number !== 2) return serve(request, response, number === 1 ? { most: 5000 } : {});
      response.writeHead(206, { "content-range": `bytes 0-99999/100000`, etag: '"v1"' });
      response.end(CONTENT);
    };
    await fetchIt();
    expect(Buffer.compare(readFileSync(path), CONTENT)).toBe(0);
  });

  test("over a redirect, and past errors that pass", async () => {
    handler = (request, response, number) => {
      if (number === 1) response.writeHead(503).end();
      else if (request.url === "/w.pt") response.writeHead(302, { location: "/elsewhere" }).end();
      else serve(request, response);
    };
    await fetchIt();
    expect(Buffer.compare(readFileSync(path), CONTENT)).toBe(0);
  });
});

describe("a file is not there at all where the server", () => {
  test.each<[string, string, RegExp, Handler]>([
    ["has none", "DOWNLOAD_FAILED", /answers 404/, (_, response) => response.writeHead(404).end()],
    [
      "sends too little, and says so",
      "DOWNLOAD_FAILED",
      /broke|early/,
      (request, response) => serve(request, response, { most: 10, honoursRange: false }),
    ],
    [
      "sends other bytes",
      "DOWNLOAD_CHECKSUM",
      new RegExp(SHA256),
      (request, response) => serve(request, response, { content: Buffer.alloc(100_000, 1) }),
    ],
    [
      "announces less than there is",
      "DOWNLOAD_CHECKSUM",
      /was published/,
      (_, response) =>
        response.writeHead(200, { "content-length": 50 }).end(CONTENT.subarray(0, 50)),
    ],
    [
      "announces more than any weights have",
      "DOWNLOAD_FAILED",
      /more than the \d+ that it can be/,
      (_, response) => {
        response.writeHead(200, { "content-length": 2 ** 45 });
        response.write("x");
      },
    ],
    [
      "ends without saying how much it was",
      "DOWNLOAD_FAILED",
      /broke/,
      (_, response) => response.write(CONTENT.subarray(0, 50), () => response.destroy()),
    ],
    ["never answers", "DOWNLOAD_FAILED", /no connection/, () => {}],
    [
      "falls silent",
      "DOWNLOAD_FAILED",
      /broke/,
      (_, response) => {
        response.writeHead(200, { "content-length": 100_000 });
        response.write("x");
      },
    ],
    ["hangs up", "DOWNLOAD_FAILED", /no connection/, (request) => request.socket.destroy()],
  ])("%s", async (_, code, message, behaviour) => {
    handler = behaviour;
    await expect(fetchIt(SHA256, { stall: SOON })).rejects.toMatchObject({
      name: "DownloadError",
      code,
      message: expect.stringMatching(message),
    });
    expect(existsSync(path)).toBe(false);
  });

  test("is not there", async () => {
    server.closeAllConnections();
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const go = download(`http://127.0.0.1:${port}/`, path, { checksum: null, patience: 0 });
    await expect(go).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
      message: expect.stringContaining("ECONNREFUSED"),
    });
    server = createServer();
  });
});

test("wrong bytes are deleted, so that the next start begins anew", async () => {
  handler = (request, response) => serve(request, response, { content: Buffer.alloc(9, 1) });
  await expect(fetchIt()).rejects.toMatchObject({ code: "DOWNLOAD_CHECKSUM" });
  handler = (request, response) => serve(request, response);
  await fetchIt();
  expect(Buffer.compare(readFileSync(path), CONTENT)).toBe(0);
});

test("a file is checked against as many digits of its checksum as are known", async () => {
  handler = (request, response) => serve(request, response);
  await fetchIt(SHA256.slice(0, 8));
  await expect(fetchIt("00000000")).rejects.toMatchObject({ code: "DOWNLOAD_CHECKSUM" });
  await fetchIt(null);
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SAMPLES, until } from "./test-server.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-stop-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts `thorascope serve` as a process of its own. */
async function serve(...options: readonly string[]) {
  const child: ChildProcess = spawn(
    process.execPath,
    ["dist/cli/main.js", "serve", "--port", "0", "--data", folder, ...options],
    { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  child.stdout?.on("data", (bytes) => {
    said += bytes;
  });
  child.stderr?.on("data", (bytes) => {
    said += bytes;
  });
  const exit = once(child, "exit");
  const origin = await until(async () => {
    if (child.exitCode !== null) throw new Error(said);
    return /Thorascope is at (http\S+?)\./.exec(said.replaceAll(/127\.0\.0\.1/g, "localhost"))?.[1];
  });
  return {
    origin: origin.replace("localhost", "127.0.0.1"),
    child,
    exit: async () => ((await exit) as [number | null])[0],
    said: () => said,
  };
}

test("an upload that is under way when the server is to stop is taken in and acknowledged, and read later", async () => {
  const server = await serve("--threads", "1");
  const bytes = await readFile(join(SAMPLES, "synthetic-03-cardiomegaly.png"));
  const head = Buffer.from(
    '--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n',
  );
  const tail = Buffer.from("\r\n--x--\r\n");
  const answer = await new Promise<{ status: number | undefined; body: string }>(
    (resolve, reject) => {
      const sending = request(
        `${server.origin}/api/studies`,
        {
          method: "POST",
          headers: {
            "content-type": "multipart/form-data; boundary=x",
            "content-length": head.length + bytes.length + tail.length,
          },
        },
        async (response) => {
          let body = "";
          for await (const part of response) body += part;
          resolve({ status: response.statusCode, body });
        },
      );
      sending.on("error", reject);
      sending.write(head);
      sending.write(bytes.subarray(0, 200_000), async () => {
        server.child.kill("SIGTERM");
        await until(async () => server.said().includes('"stopping"'));
        sending.write(bytes.subarray(200_000));
        sending.end(tail);
      });
    },
  );
  expect(answer.status).toBe(201);
  const [{ id }] = JSON.parse(answer.body).studies;
  expect(await server.exit()).toBe(0);
  expect(server.said()).toContain('"stopped"');
  await expect(fetch(server.origin)).rejects.toThrow();

  const next = await serve("--threads", "1");
  const study = await until(async () => {
    const answer = await (await fetch(`${next.origin}/api/studies/${id}`)).json();
    const { images } = answer as { images: { status: string }[] };
    return images[0]?.status === "read" ? images : null;
  });
  expect(study).toHaveLength(1);
  next.child.kill("SIGINT");
  expect(await next.exit()).toBe(0);
});

test("a configuration that lets strangers in does not start", async () => {
  await expect(serve("--host", "0.0.0.0")).rejects.toThrow(/CONFIG_EXPOSED/);
});

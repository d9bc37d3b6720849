import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { greeting } from "../../src/cli/serve/greeting.ts";
import { mayOpenPage } from "../../src/cli/serve/open-page.ts";
import { until } from "../server/http/test-server.ts";

const MAIN = resolve(import.meta.dirname, "../../dist/cli/main.js");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-serve-"));
});
afterAll(() => rm(folder, { recursive: true }));

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
});

/** `thorascope serve` on the port, with its data in a folder of that name; what it says gathers in `said`. */
function serve(data: string, port: string, ...options: readonly string[]) {
  const args = [
    "serve",
    "--port",
    port,
    "--data",
    join(folder, data),
    "--threads",
    "0",
    ...options,
  ];
  const { DATABASE_URL: _, DISPLAY: _display, ...environment } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...environment, CI: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const output = { child, said: "", logged: "" };
  child.stderr.on("data", (chunk: Buffer) => {
    output.said += chunk;
  });
  child.stdout.on("data", (chunk: Buffer) => {
    output.logged += chunk;
  });
  return output;
}

type Served = ReturnType<typeof serve>;

const originOf = (served: Served) =>
  until(async () => /http:\/\/127\.0\.0\.1:\d+/.exec(served.said)?.[0]);

async function filesAt(origin: string): Promise<string[]> {
  const list = (await (await fetch(`${origin}/api/studies?limit=100`)).json()) as {
    items: { images: { fileName: string }[] }[];
  };
  return list.items.flatMap(({ images }) => images.map(({ fileName }) => fileName)).sort();
}

async function stop({ child }: Served): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  await exit;
}

test("samples are sent to a new store; whoever asks for what runs already is told where it is", async () => {
  const first = serve("first", "0", "--samples");
  const origin = await originOf(first);
  const samples = await until(async () => {
    const files = await filesAt(origin);
    return files.length >= 6 && files;
  });
  expect(samples).toContain("synthetic-04-pneumothorax.png");
  expect(samples.every((name) => name.startsWith("synthetic-"))).toBe(true);
  const { port } = new URL(origin);
  const other = serve("other", port);
  const [code] = await once(other.child, "exit");
  expect(code).toBe(1);
  expect(other.said).toMatch(/^PORT_TAKEN {2}.*--port \d+/m);
  // The folder is in use, or the port is taken.
  for (const data of ["first", "other"]) {
    const again = serve(data, port, "--open");
    const [status] = await once(again.child, "exit");
    expect(again.said).toContain(`running already: ${origin}`);
    expect(status).toBe(0);
  }
  await stop(first);
  // Where nobody reads it on a terminal, the log is JSON on standard output.
  for (const line of first.logged.trim().split("\n")) JSON.parse(line);
});

describe("a page is opened where a person sits", () => {
  test.each([
    [{ DISPLAY: ":0" }, "linux", true],
    [{ WAYLAND_DISPLAY: "wayland-0" }, "linux", true],
    [{ WSL_DISTRO_NAME: "Debian" }, "linux", true],
    [{}, "linux", false],
    [{ DISPLAY: ":10", SSH_CONNECTION: "10.0.0.1 1 10.0.0.2 22" }, "linux", false],
    [{}, "darwin", true],
    [{}, "win32", true],
    [{ CI: "true" }, "darwin", false],
  ] as const)("%j on %s: %s", (environment, platform, may) => {
    expect(mayOpenPage(environment, platform)).toBe(may);
  });
});

test("the greeting says where it is, where the data are, how it ends and what it is not", () => {
  const words = greeting({
    address: "http://127.0.0.1:8420",
    dataFolder: "/home/a/.local/share/thorascope",
    logFile: "/home/a/.local/share/thorascope/server.log",
    samples: 6,
    opens: false,
  });
  for (const part of ["http://127.0.0.1:8420", "server.log", "Ctrl-C", "Not a diagnosis", "6 "]) {
    expect(words).toContain(part);
  }
});

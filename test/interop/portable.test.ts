import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../server/http/test-server.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SAMPLE = join(ROOT, "samples", "synthetic-04-pneumothorax.png");
const NAME = `Thorascope-${JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version}-linux-x64`;

const TOOLS = "sh ip unshare dirname env grep sed cut tr cat uname".split(" ");

let scratch: string;
let folder: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "thorascope-portable-test-"));
  const tsx = join(ROOT, "node_modules/.bin/tsx");
  execFileSync(tsx, ["scripts/make-portable.ts", "linux-x64", "--out", scratch, "--level", "1"], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
  });
  rmSync(join(scratch, NAME), { recursive: true });
  const place = join(scratch, "Röntgen Ordner 胸部");
  mkdirSync(place);
  execFileSync("tar", ["-xzf", join(scratch, `${NAME}.tar.gz`), "-C", place]);
  folder = join(place, NAME);
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test("started with no Node.js on the path and no network, it shows its page, reads, and is started only once", async () => {
  // Not one of the samples: those it reads by itself.
  const radiograph = join(scratch, "chest.png");
  await sharp(SAMPLE).modulate({ brightness: 0.9 }).toColourspace("b-w").toFile(radiograph);
  const opened = join(scratch, "opened");
  const browser = join(scratch, "browser.sh");
  writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${opened}'\n`);
  chmodSync(browser, 0o755);
  const node = join(folder, "runtime/node");
  const client = join(import.meta.dirname, "portable-client.mjs");
  const printed = execFileSync(
    "unshare",
    [
      ...["--map-root-user", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"],
      ...[node, client, join(folder, "Thorascope.sh"), radiograph, opened],
    ],
    {
      // As on a desktop: a display, a browser, a home; of Node.js and npm, nothing.
      env: {
        PATH: pathWithoutNode(),
        HOME: join(scratch, "home"),
        DISPLAY: ":0",
        BROWSER: browser,
      },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  expect(JSON.parse(printed)).toEqual({
    interfaces: ["lo"],
    node: expect.stringMatching(/^26\./),
    hasPage: true,
    uploaded: 201,
    findings: 14,
    studies: 7,
    opened: ["http://127.0.0.1:8420", "http://127.0.0.1:8420"],
    secondSaid: "Thorascope is running already: http://127.0.0.1:8420\n",
    codes: [0, 0],
  });
  expect(readdirSync(join(scratch, "home/.local/share"))).toEqual(["thorascope"]);
});

test("it carries the licences of what it carries, and binaries for its own system alone", () => {
  const listed = readFileSync(join(folder, "licences/README.txt"), "utf8");
  const texts = [...listed.matchAll(/^ {2}((?:app|runtime)\/\S+)/gm)].map(([, path = ""]) => path);
  expect(texts.length).toBeGreaterThan(150);
  expect(texts.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
  expect(listed).not.toContain("undefined");
  const binaries = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(node|so[.\d]*|dll|dylib|exe)$/.test(path))
    .map((path) => [path, kindOf(readFileSync(join(folder, path)))]);
  expect(binaries.length).toBeGreaterThanOrEqual(4);
  expect(binaries.filter(([, kind]) => kind !== "ELF x86-64")).toEqual([]);
});

test("closing its window stops it well", async () => {
  const home = join(scratch, "window");
  // A terminal's window, as Python's standard library makes one: it is closed once the greeting is there.
  const code = `import os, pty, sys
child, window = pty.fork()
if child == 0: os.execv(sys.argv[1], [sys.argv[1], "--port", "0"])
said = b""
while b"Ctrl-C" not in said: said += os.read(window, 4096)
os.close(window)
os.waitpid(child, 0)`;
  execFileSync("python3", ["-c", code, join(folder, "Thorascope.sh")], {
    env: { PATH: process.env.PATH, HOME: home },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const log = join(home, ".local/share/thorascope/server.log");
  await until(async () => readFileSync(log, "utf8").includes('"stopped"'));
  expect(readFileSync(log, "utf8")).toContain('"signal":"SIGHUP"');
});

/** A search path with what the start file, xdg-open and this test need, and nothing else. */
function pathWithoutNode(): string {
  const tools = join(scratch, "tools");
  mkdirSync(tools);
  const { PATH = "" } = process.env;
  for (const name of TOOLS) {
    const place = [...PATH.split(":"), "/usr/sbin"].find((one) => existsSync(join(one, name)));
    if (place === undefined) throw new Error(`This test needs the program ${name}.`);
    symlinkSync(join(place, name), join(tools, name));
  }
  return tools;
}

function kindOf(bytes: Buffer): string {
  return bytes.toString("latin1", 1, 4) === "ELF" && bytes[18] === 0x3e ? "ELF x86-64" : "other";
}

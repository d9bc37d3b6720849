import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { findBrowser, usualPlaces } from "../../../src/server/documents/printer/find-browser.ts";
import { openPrinter, type Printer } from "../../../src/server/documents/printer/printer.ts";
import { until } from "../http/test-server.ts";

const log = pino({ level: "silent" });
const page = { html: "<p>x</p>", fit: null };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-browsers-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A browser that is none: it writes down that it was started, and with what. */
async function pretender(name: string, script: string): Promise<string> {
  const program = join(folder, name);
  await writeFile(program, `#!/bin/sh\necho "$@" >> "${program}.started"\n${script}\n`);
  await chmod(program, 0o755);
  return program;
}

async function startsOf(program: string): Promise<string[]> {
  const text = await readFile(`${program}.started`, "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}

const problem = (printed: Promise<unknown>) =>
  printed.then(
    () => "printed",
    (error: { code?: string }) => error.code ?? String(error),
  );

/** Profiles of browsers that this process started are gone. */
async function expectNoProfile(starts: readonly string[]): Promise<void> {
  expect(starts.length).toBeGreaterThan(0);
  const left = await readdir(tmpdir());
  for (const start of starts) {
    const [, profile = ""] = /--user-data-dir=\S*\/(\S+)/.exec(start) ?? [];
    expect(profile).toMatch(/^thorascope-print-/);
    expect(left).not.toContain(profile);
  }
}

describe("a browser to print with", () => {
  test("is the one that is set, and no other", async () => {
    const set = await pretender("set", "exit 0");
    expect(await findBrowser(set, { PATH: "/usr/bin" }, "linux")).toBe(set);
    expect(await findBrowser(join(folder, "nothing"), { PATH: "/usr/bin" }, "linux")).toBeNull();
  });

  test("is else looked for where each system has it, never in a folder that depends on where we are", async () => {
    const chrome = await pretender("google-chrome", "exit 0");
    expect(usualPlaces({ PATH: `.:bin:${folder}` }, "linux")).toContain(chrome);
    expect(usualPlaces({ PATH: ".:bin" }, "linux").every((path) => path.startsWith("/"))).toBe(
      true,
    );
    expect(usualPlaces({ HOME: "/Users/a" }, "darwin")).toContain(
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    );
    expect(usualPlaces({ ProgramFiles: "C:\\Program Files" }, "win32")).toContain(
      "C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe",
    );
  });
});

describe("a printer", () => {
  test("without a browser says so", async () => {
    const printer = openPrinter(join(folder, "nothing"), log);
    expect(await problem(printer.require())).toBe("PDF_UNAVAILABLE");
    expect(await problem(printer.print(page))).toBe("PDF_UNAVAILABLE");
    await printer.close();
  });

  test("whose browser ends at once says so, leaves nothing behind, and prints on", async () => {
    const program = await pretender("broken", "echo no sandbox >&2; exit 1");
    const printer = openPrinter(program, log);
    expect(await problem(printer.print(page))).toBe("PDF_FAILED");
    expect(await problem(printer.print(page))).toBe("PDF_FAILED");
    await printer.close();
    const starts = await startsOf(program);
    expect(starts).toHaveLength(2);
    await expectNoProfile(starts);
  });

  test("prints one at a time, sends away who comes too late, and ends its browser when it is closed", async () => {
    const program = await pretender("silent", "exec sleep 1000");
    const printer: Printer = openPrinter(program, log);
    const printed = Array.from({ length: 9 }, () => problem(printer.print(page)));
    expect(await problem(printer.print(page))).toBe("SERVER_BUSY");
    await until(async () => (await startsOf(program)).length > 0);
    expect(await startsOf(program)).toHaveLength(1);
    await printer.close();
    expect(new Set(await Promise.all(printed))).toEqual(new Set(["PDF_FAILED"]));
    const starts = await startsOf(program);
    expect(starts).toHaveLength(1);
    expect(starts[0]).toContain("MAP * ~NOTFOUND");
    await expectNoProfile(starts);
  });

  test("tells its browser no secrets", async () => {
    const environment = join(folder, "environment");
    const program = await pretender("curious", `env > "${environment}"`);
    const secrets = ["THORASCOPE_SECRET", "DATABASE_URL", "PGPASSWORD", "SMTP_PASSWORD", "A_TOKEN"];
    for (const name of secrets) vi.stubEnv(name, "violet");
    const printer = openPrinter(program, log);
    expect(await problem(printer.print(page))).toBe("PDF_FAILED");
    vi.unstubAllEnvs();
    await printer.close();
    const told = await readFile(environment, "utf8");
    expect(told).toContain("PATH=");
    expect(told).not.toContain("violet");
  });
});

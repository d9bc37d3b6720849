import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { type BrowserPipe, browserPipe } from "./browser-pipe.ts";

/** How long a browser that was asked to end may take. */
const END_MILLISECONDS = 2000;

/** Longest part of what a browser complained that is kept. */
const COMPLAINT = 2000;

/**
 * A browser that shows one page of ours, keeps nothing and reaches nothing: names resolve to nothing, addresses go
 * to a proxy that is not there, and it asks for no updates.
 */
const ARGUMENTS = [
  "--headless",
  "--remote-debugging-pipe",
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--proxy-server=127.0.0.1:9",
  "--proxy-bypass-list=<-loopback>",
  "--disable-background-networking",
  "--disable-breakpad",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-dev-shm-usage",
  "--disable-extensions",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--mute-audio",
  "--no-default-browser-check",
  "--no-first-run",
  "--password-store=basic",
  "--use-mock-keychain",
];

/** A browser of our own. */
export interface BrowserProcess {
  readonly pipe: BrowserPipe;
  /** Ends it, and removes what it wrote. */
  end(): Promise<void>;
}

/** Starts a browser with a profile of its own, which goes with it. */
export async function startBrowser(program: string): Promise<BrowserProcess> {
  const profile = await mkdtemp(join(tmpdir(), "thorascope-print-"));
  // Chromium has no sandbox for root. What it shows is made by us, and runs no script.
  const rights = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const child = spawn(
    program,
    [...ARGUMENTS, ...rights, `--user-data-dir=${profile}`, "about:blank"],
    {
      // Ctrl-C on the server's terminal is the server's to answer.
      detached: process.platform !== "win32",
      stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
      env: environmentFor(profile),
      windowsHide: true,
    },
  );
  let complaint = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-COMPLAINT);
  });
  // Both were asked for as pipes.
  const [, , , to, from] = child.stdio as unknown as [null, null, Readable, Writable, Readable];
  const pipe = browserPipe(to, from);
  const ended = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      pipe.close(error.message);
      resolve();
    });
    child.once("exit", (code, signal) => {
      pipe.close(`the browser ended with ${signal ?? code}${lastLine(complaint)}`);
      resolve();
    });
  });
  return {
    pipe,
    async end() {
      pipe.ask("Browser.close").catch(() => {});
      const late = setTimeout(() => kill(child), END_MILLISECONDS);
      await ended;
      clearTimeout(late);
      kill(child);
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Variables that a browser has no use for and that may hold secrets: ours, PostgreSQL's, whoever's. */
const SECRETS =
  /^(THORASCOPE_|PG)|DATABASE_URL|PASSWORD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|API_?KEY/i;

/** Its environment: without secrets, and with every place that it might write to in the profile. */
function environmentFor(profile: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !SECRETS.test(name));
  return { ...Object.fromEntries(kept), XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile };
}

/** Ends a browser at once, with the processes that it started. */
function kill(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill();
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

function lastLine(complaint: string): string {
  const last = complaint.trim().split("\n").at(-1) ?? "";
  return last === "" ? "" : `: ${last}`;
}

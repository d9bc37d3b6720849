/**
 * `npm run dev [-- --port N]`: the server from its sources and the page by Vite, both anew at each change. A change
 * below `web/` reaches the open page at once; one below `src/` stops the server as Ctrl-C would and starts it again
 * on the same data, which are in `.thorascope/dev` and nobody else's.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { createServer } from "vite";

const ROOT = resolve(import.meta.dirname, "..");
const SOURCES = join(ROOT, "src");

/** An editor writes several files at once: the server starts again when none came for so long. */
const QUIET_MILLISECONDS = 200;

/** Lines of the server's log from here on are shown: pino's number for warnings. */
const WARNING = 40;

const { values } = parseArgs({
  options: { port: { type: "string", default: "8420" }, "page-port": { type: "string" } },
});

let server: ChildProcess | null = null;
let isEnding = false;
let isRestarting = false;
let pause: NodeJS.Timeout | undefined;

const address = `http://127.0.0.1:${values.port}`;
// The page's configuration asks where the server is; to the server itself this would be an unknown setting.
const environment = { ...process.env };
process.env.THORASCOPE_SERVER = address;
const page = await createServer({
  configFile: join(ROOT, "web/vite.config.ts"),
  server: values["page-port"] ? { port: Number(values["page-port"]), strictPort: true } : {},
});
await page.listen();
page.watcher.add(SOURCES);
page.watcher.on("all", (event, path) => {
  if (!path.startsWith(SOURCES) || event === "addDir") return;
  clearTimeout(pause);
  pause = setTimeout(restartServer, QUIET_MILLISECONDS);
});
// Vite would end the process at once, before the server has closed its database.
process.removeAllListeners("SIGTERM");
// Ctrl-C reaches the server too; whoever stops this process alone means both.
process.on("SIGINT", () => end());
process.on("SIGTERM", () => end("SIGTERM"));

startServer();
say(`The page, with hot reload:  ${page.resolvedUrls?.local[0] ?? "see above"}`);
say(`The server, from sources:   ${address}`);
say("Ctrl-C stops both.");

function startServer(): void {
  const child = spawn(
    process.execPath,
    [
      ...["--import", "tsx", join(SOURCES, "cli/main.ts"), "serve", "--samples"],
      ...["--port", values.port, "--data", join(ROOT, ".thorascope/dev")],
    ],
    { cwd: ROOT, env: environment, stdio: ["ignore", "pipe", "inherit"] },
  );
  server = child;
  createInterface({ input: child.stdout }).on("line", showLogLine);
  child.on("exit", (code) => {
    server = null;
    if (!isEnding && !isRestarting)
      say(`The server ended (${code}). A change below src/ starts it.`);
  });
}

/** Ends the server as it wants to be ended, so that its database is closed and its lock free, and starts it again. */
async function restartServer(): Promise<void> {
  if (isEnding || isRestarting) return;
  isRestarting = true;
  await stopServer("SIGTERM");
  isRestarting = false;
  if (!isEnding) startServer();
}

async function stopServer(signal?: NodeJS.Signals): Promise<void> {
  const child = server;
  if (child === null) return;
  const exit = once(child, "exit");
  if (signal !== undefined) child.kill(signal);
  await exit;
}

async function end(signal?: NodeJS.Signals): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  clearTimeout(pause);
  await Promise.all([page.close(), stopServer(isRestarting ? undefined : signal)]);
  process.exit();
}

function showLogLine(line: string): void {
  const level = /^\{"level":(\d+)/.exec(line)?.[1];
  if (level === undefined || Number(level) >= WARNING) say(line);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

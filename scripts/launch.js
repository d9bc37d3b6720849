// Starts Thorascope or its tests on a fresh clone with nothing but Node and npm: installs what is missing,
// builds what is stale, runs. Plain JavaScript without dependencies, because it runs before there are any.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { runTests } from "./run-tests.js";

const root = join(import.meta.dirname, "..");
const OLDEST_NODE = [20, 19];

const commands = {
  start: () => {
    prepare();
    const [, ...more] = process.argv.slice(2);
    return serve(["dist/cli/main.js", "serve", "--samples", "--open", ...more]);
  },
  dev: () => {
    install();
    const [, ...more] = process.argv.slice(2);
    return serve(["--import", "tsx", "scripts/dev.ts", ...more]);
  },
  notebooks: () => {
    prepare();
    const [, ...more] = process.argv.slice(2);
    return serve(["--import", "tsx", "scripts/open-notebooks.ts", ...more]);
  },
  test: () => {
    prepare();
    return runTests(root, ["unit", "interop"]);
  },
  "test:unit": () => {
    prepare();
    return runTests(root, ["unit"]);
  },
  "test:interop": () => {
    prepare();
    return runTests(root, ["interop"]);
  },
};

/** Installs and builds where needed. */
function prepare() {
  install();
  build();
}

function install() {
  const lockfile = join(root, "package-lock.json");
  const installed = join(root, "node_modules", ".package-lock.json");
  if (modified(installed) < modified(lockfile)) {
    say("Installing packages (npm ci) ...");
    must("npm", ["ci", "--no-audit", "--no-fund"], "The packages could not be installed");
    const now = new Date();
    utimesSync(installed, now, now);
  }
}

function build() {
  const stamp = join(root, "dist", ".built");
  const sources = [
    ...["src", "package.json", "tsconfig.build.json", "tsconfig.base.json"],
    ...["web/src", "web/public", "web/index.html", "web/vite.config.ts"],
  ];
  if (modified(stamp) < Math.max(...sources.map((path) => newest(join(root, path))))) {
    say("Building ...");
    must("npm", ["run", "--silent", "build"], "The build failed");
  }
}

/** Time of the last change in milliseconds; 0 for what does not exist. */
function modified(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

/** The last change anywhere below a path. */
function newest(path) {
  if (!statSync(path).isDirectory()) return modified(path);
  return Math.max(modified(path), ...readdirSync(path).map((name) => newest(join(path, name))));
}

function run(command, args) {
  return (
    spawnSync(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" })
      .status ?? 1
  );
}

/** Runs until it ends or is told to: it gets every signal, and is waited for. */
function serve(args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
  // Ctrl-C reaches both of us; whoever stops us alone means both.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

function must(command, args, failure) {
  if (run(command, args) === 0) return;
  say(`${failure}; what ${command} said stands above.`);
  process.exit(1);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  say(`Thorascope needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
const [name = "start"] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  say(`launch.js knows ${Object.keys(commands).join(", ")}; "${name}" is none of them.`);
  process.exit(2);
}
process.exit(await command());

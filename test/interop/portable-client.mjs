// Runs in a network of its own, with nothing but loopback, by the Node of the portable folder itself: starts the
// folder as a person does, uses it, and prints what it saw as JSON. See portable.test.ts.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

const [, , startFile, sample, openedFile] = process.argv;
const ADDRESS = "http://127.0.0.1:8420";

/** Starts the folder once; what it says gathers in `said`. */
function start() {
  const child = spawn(startFile, [], { stdio: ["ignore", "ignore", "pipe"] });
  const run = { child, said: "" };
  child.stderr.on("data", (chunk) => {
    run.said += chunk;
  });
  child.on("exit", (code) => {
    if (code === 0) return;
    console.error(`It ended with the code ${code}: ${run.said}`);
    process.exit(1);
  });
  return run;
}

async function until(ask) {
  for (;;) {
    const answer = await ask().catch(() => null);
    if (answer) return answer;
    await sleep(50);
  }
}

const get = async (path) => (await fetch(ADDRESS + path)).json();
const opened = () => (existsSync(openedFile) ? readFileSync(openedFile, "utf8") : "");

const first = start();
const page = await until(async () => (await fetch(ADDRESS)).text());
await until(async () => opened().split("\n").length > 1);

const form = new FormData();
form.append("file", new Blob([readFileSync(sample)]), "chest.png");
const sent = await fetch(`${ADDRESS}/api/studies`, { method: "POST", body: form });
const [{ id }] = (await sent.json()).studies;
const reading = await until(async () => (await get(`/api/studies/${id}`)).images[0].reading);
const { items } = await get("/api/studies?limit=100");

const second = start();
const [secondCode] = await once(second.child, "exit");
await until(async () => opened().split("\n").length > 2);

const exit = once(first.child, "exit");
first.child.kill("SIGTERM");
const [firstCode] = await exit;

console.log(
  JSON.stringify({
    interfaces: Object.keys(networkInterfaces()),
    node: process.versions.node,
    hasPage: page.includes('<div id="root">'),
    uploaded: sent.status,
    findings: reading.findings.length,
    studies: items.length,
    opened: opened().trim().split("\n"),
    secondSaid: second.said,
    codes: [firstCode, secondCode],
  }),
);

import { type ChildProcess, spawn } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { inFolder, makePageFolder } from "./clone.ts";
import type { DocumentedCommand } from "./command.ts";
import { difference } from "./compare.ts";
import { fixturesFor, type Materials } from "./fixtures.ts";
import type { Page } from "./page.ts";
import { type Places, placeOf, withoutStandIns, withStandIns } from "./stand-ins.ts";

/** Commands that go on until they are stopped. */
const STAYS =
  /^(thorascope|node dist\/cli\/main\.js|npm run thorascope --) (serve|worker)\b|^npm start\b|^npx vite (?!build)|^npm run (dev|notebooks|docs:dev)\b|^curl -N /;
/** Those that listen on the port: a second one takes the first one's place. */
const SERVER = /\bserve\b|^npm start\b/;
/** With the embedded database the server must be stopped for these. */
const NEEDS_STOPPED_SERVER = /\bthorascope (accounts|audit|backup|restore) /;

/** What is typed where a command asks: twice, for those that ask again. */
const PASSPHRASE = "seven lamps above the harbour\n";

/** After so many milliseconds a command is given up, so that what it printed is told before the test itself ends. */
const PATIENCE = 240_000;

/** How a command ended; `code` is null for one that goes on. */
export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

interface Staying {
  readonly command: DocumentedCommand;
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

/** Runs the commands of a page, one after another, in a folder of their own. */
export class PageRun {
  readonly folder: string;
  readonly #places: Places;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #state: string;
  readonly #staying: Staying[] = [];

  /** @param base an empty folder for everything that belongs to the page */
  constructor(base: string, clone: string, bin: string, places: Omit<Places, "machine" | "home">) {
    this.folder = join(base, "clone");
    this.#places = { ...places, machine: join(base, "machine"), home: join(base, "home") };
    this.#state = join(base, "state");
    mkdirSync(this.#places.home, { recursive: true });
    makePageFolder(clone, this.folder);
    // Answers of 400 and above are failures; nothing but the answer is printed.
    writeFileSync(join(this.#places.home, ".curlrc"), "silent\nshow-error\nfail-with-body\n");
    writeFileSync(this.#state, `cd '${this.folder}'\n`);
    const kept = Object.entries(process.env).filter(
      ([name]) => !/^(THORASCOPE_|VITEST|npm_|NODE_ENV|DATABASE_URL|XDG_)/.test(name),
    );
    const { postgresql, port, embedded } = places;
    this.#environment = {
      ...Object.fromEntries(kept),
      CI: "true",
      NO_COLOR: "1",
      PATH: `${bin}:${process.env.PATH}`,
      HOME: this.#places.home,
      DOCS_CLONE: clone,
      THORASCOPE_PORT: String(port),
      PGHOST: postgresql.host,
      PGPORT: String(postgresql.port),
      PGUSER: "postgres",
      ...(embedded ? {} : { DATABASE_URL: postgresql.url }),
    };
  }

  /** Makes what the page's commands ask for, and the files that the page itself shows. */
  async prepare(page: Page, commands: readonly string[], materials: Materials): Promise<void> {
    for (const fixture of fixturesFor(page.path, commands))
      await fixture.make(this.#emptyPlace(fixture.name), materials);
    for (const { file, addedTo, lines } of page.blocks) {
      const content = withStandIns(`${lines.join("\n")}\n`, this.#places);
      this.#ownSources(file ?? addedTo ?? "");
      if (file !== null) writeFileSync(this.#emptyPlace(file), content);
      // A line for a list can be added at its end; what goes into the middle of a file can't be told from here.
      if (addedTo !== null && /^export .* from /.test(content))
        appendFileSync(join(this.folder, addedTo), content);
    }
  }

  /** Runs one command; one that goes on is waited for until it is ready, or has printed what the page shows. */
  async run(command: DocumentedCommand): Promise<Outcome> {
    const text = await this.#withIds(
      withStandIns(
        command.kind === "program" ? this.#writeProgram(command) : command.text,
        this.#places,
      ),
    );
    if (STAYS.test(command.text)) {
      if (SERVER.test(command.text)) await this.#stopAll(SERVER);
      return this.#runStaying(command, text);
    }
    if (NEEDS_STOPPED_SERVER.test(command.text)) await this.#stopAll(SERVER);
    const child = this.#spawn(
      `${text}\ncode=$?\n{ export -p; echo "cd '$PWD'"; } > '${this.#state}'\nexit $code`,
    );
    const { output, ended } = watch(child);
    const late = setTimeout(() => kill(child, "SIGKILL"), PATIENCE);
    const code = await ended;
    clearTimeout(late);
    return { code, output: withoutStandIns(output(), this.#places) };
  }

  /** Stops what goes on. @returns the commands whose servers did not end well, with what they printed */
  async stop(): Promise<string[]> {
    return this.#stopAll(/./);
  }

  /** Before sources are changed they are copied, so that other pages' stay as they are. */
  #ownSources(path: string): void {
    const [top = ""] = /^(src|test)(?=\/)/.exec(path) ?? [];
    const place = join(this.folder, top);
    if (top === "" || !lstatSync(place).isSymbolicLink()) return;
    const source = realpathSync(place);
    rmSync(place);
    cpSync(source, place, { recursive: true });
  }

  /** @returns the command that runs it */
  #writeProgram({ line, text }: DocumentedCommand): string {
    const name = `program-${line}.ts`;
    writeFileSync(join(this.folder, name), text);
    return `npx tsx ${name}`;
  }

  /** Where a path of the docs is; what the clone has there is put aside, or it would be written through its link. */
  #emptyPlace(path: string): string {
    const place = placeOf(path, this.folder, this.#places);
    rmSync(place, { recursive: true, force: true });
    return inFolder(place);
  }

  #spawn(script: string): ChildProcess {
    const child = spawn(
      "bash",
      ["-c", `exec 2>&1\nset -o pipefail\n. '${this.#state}'\n${script}`],
      {
        cwd: this.folder,
        env: this.#environment,
        stdio: ["pipe", "pipe", "ignore"],
        detached: true,
      },
    );
    child.stdin?.on("error", () => {});
    child.stdin?.end(PASSPHRASE.repeat(2));
    return child;
  }

  async #runStaying(command: DocumentedCommand, text: string): Promise<Outcome> {
    const child = this.#spawn(`exec ${text}`);
    const { output, ended } = watch(child);
    this.#staying.push({ command, child, output, ended });
    const seen = () => withoutStandIns(output(), this.#places);
    const deadline = Date.now() + PATIENCE;
    while (!(await this.#isReady(command, seen()))) {
      if (child.exitCode !== null) return { code: child.exitCode, output: seen() };
      if (Date.now() > deadline) return { code: 1, output: `${seen()}\n(it never was ready)` };
      await wait(100);
    }
    return { code: null, output: seen() };
  }

  async #isReady({ text, output }: DocumentedCommand, printed: string): Promise<boolean> {
    if (SERVER.test(text) && !(await answers(`http://127.0.0.1:${this.#places.port}/readyz`)))
      return false;
    if (output !== null) return difference(output, printed) === null;
    return SERVER.test(text) || printed.includes("\n");
  }

  async #stopAll(which: RegExp): Promise<string[]> {
    const faults: string[] = [];
    for (const one of this.#staying.filter(({ command }) => which.test(command.text))) {
      this.#staying.splice(this.#staying.indexOf(one), 1);
      kill(one.child, "SIGTERM");
      const late = setTimeout(() => kill(one.child, "SIGKILL"), 60_000);
      const code = await one.ended;
      clearTimeout(late);
      if (/^thorascope /.test(one.command.text) && code !== 0)
        faults.push(`${one.command.text}: ended with ${code} when stopped\n${one.output()}`);
    }
    return faults;
  }

  /** The docs write I for an image's id and S for a study's; the first of the server's list stand for them. */
  async #withIds(text: string): Promise<string> {
    if (!/\/api\/(images\/I|studies\/S)\b/.test(text)) return text;
    const base = `http://127.0.0.1:${this.#places.port}/api/studies`;
    const list: { items: { id: string }[] } = JSON.parse(await answerOf(`${base}?limit=1`));
    const study = list.items[0]?.id ?? "";
    const { images }: { images: { id: string }[] } = JSON.parse(await answerOf(`${base}/${study}`));
    return text
      .replaceAll(/\/api\/studies\/S\b/g, `/api/studies/${study}`)
      .replaceAll(/\/api\/images\/I\b/g, `/api/images/${images[0]?.id}`);
  }
}

function watch(child: ChildProcess): Pick<Staying, "output" | "ended"> {
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { output: () => Buffer.concat(chunks).toString("utf8"), ended };
}

/** To a command and all that it has started. */
function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // It has ended.
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function answerOf(url: string): Promise<string> {
  return (await fetch(url)).text();
}

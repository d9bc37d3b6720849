import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { escapeMarkup } from "../../src/page/escape-markup.ts";
import { launchChromium } from "../../test/interop/reading-room/reading-room.ts";
import { Film } from "./film.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SIZE = { width: 960, height: 600 };
const PROMPT = "$ ";

/** A terminal in which a radiograph is read, and then a folder of them into a table: what is shown was printed. */
export async function recordCommandLine(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "thorascope-recording-"));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: SIZE });
    const film = new Film(page);
    let shown = "";
    const show = async (text: string, milliseconds: number) => {
      await page.setContent(terminal(text));
      await film.take(milliseconds);
    };
    const type = async (command: string) => {
      for (let length = 0; length < command.length; length += 6)
        await show(`${shown}${PROMPT}${command.slice(0, length)}▋`, 160);
      await show(`${shown}${PROMPT}${command}▋`, 600);
    };
    const run = async (command: string, printed: string, milliseconds: number) => {
      await type(command);
      shown += `${PROMPT}${command}\n${printed}`;
      await show(`${shown}${PROMPT}▋`, milliseconds);
    };
    const one = ["read", "samples/synthetic-05-effusion.dcm"];
    await run(`thorascope ${one.join(" ")}`, thorascope([...one, "--quiet"]), 4500);
    const table = join(folder, "readings.csv");
    thorascope(["read", "samples", "--csv", table, "--quiet"]);
    await run("thorascope read samples --csv readings.csv --quiet", "", 600);
    const rows = (await readFile(table, "utf8")).trimEnd().split("\n");
    const cut = rows.map((row) => row.split(",").slice(0, 4).join(",")).join("\n");
    await run("cut -d, -f1-4 readings.csv", `${cut}\n`, 4000);
    await film.write("command-line");
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}

/** Runs the built command line; what it prints on standard output. */
function thorascope(args: readonly string[]): string {
  return execFileSync(process.execPath, [join(ROOT, "dist/cli/main.js"), ...args], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
}

function terminal(text: string): string {
  return `<!doctype html><html lang="en"><style>
body { margin: 0; background: #131416; color: #e8e6e1; }
pre { margin: 0; padding: 22px 26px; height: 556px; font: 15px/1.5 "DejaVu Sans Mono", monospace; display: flex; align-items: flex-end; white-space: pre-wrap; overflow: hidden; }
</style><pre><code>${escapeMarkup(text)}</code></pre></html>`;
}

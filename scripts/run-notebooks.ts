/**
 * Runs the notebooks from top to bottom on Deno's kernel, through Debian's jupyter-nbconvert, and compares what
 * they put out with what is committed: `npx tsx scripts/run-notebooks.ts [--write] [NAME ...]`.
 *
 * With `--write` it stores the outputs instead. docs/notebooks.md says what is compared, and how exactly.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Notebook, withoutTraces } from "./notebook-file.ts";
import { provideKernel } from "./notebook-kernel.ts";
import { compareNotebooks, errorsIn } from "./notebook-outputs.ts";

const FOLDER = fileURLToPath(new URL("../notebooks", import.meta.url));
const NBCONVERT = "jupyter-nbconvert";

/** Seconds that a cell may take on a slow machine. */
const MOST_SECONDS = 1200;

/** The notebooks' file names, in the order in which they are read. */
export async function notebookNames(): Promise<string[]> {
  return (await readdir(FOLDER)).filter((name) => name.endsWith(".ipynb")).sort();
}

/** Runs a notebook, failing cells and what follows them included. */
export async function runNotebook(path: string): Promise<Notebook> {
  const folder = await mkdtemp(join(tmpdir(), "thorascope-notebooks-"));
  try {
    const kernel = await provideKernel(join(folder, "jupyter"));
    await promisify(execFile)(
      NBCONVERT,
      [
        ...["--to", "notebook", "--execute", "--allow-errors", "--output-dir", folder],
        ...[`--ExecutePreprocessor.timeout=${MOST_SECONDS}`, "--output", "run.ipynb", path],
        "--ExecutePreprocessor.iopub_timeout=60",
      ],
      {
        env: {
          ...process.env,
          ...kernel,
          // Only Debian's own packages: no settings nor extensions of whoever runs this.
          JUPYTER_CONFIG_DIR: join(folder, "settings"),
          JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
          IPYTHONDIR: join(folder, "ipython"),
          NO_COLOR: "1",
        },
      },
    ).catch((error: NodeJS.ErrnoException) => {
      throw new Error(
        error.code === "ENOENT"
          ? `${NBCONVERT} was not found. Install it: apt-get install jupyter-nbconvert`
          : `${path}: ${NBCONVERT} failed: ${error.message}`,
      );
    });
    return JSON.parse(await readFile(join(folder, "run.ipynb"), "utf8"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs a notebook and answers what is wrong with it, or stores its outputs where nothing failed. */
export async function checkNotebook(path: string, { write = false } = {}): Promise<string[]> {
  const committed: Notebook = JSON.parse(await readFile(path, "utf8"));
  const run = await runNotebook(path);
  if (!write) return compareNotebooks(committed, run);
  const errors = run.cells.flatMap((cell, index) =>
    errorsIn(cell).map((error) => `cell ${index + 1}: ${error}`),
  );
  if (errors.length === 0)
    await writeFile(path, `${JSON.stringify(withoutTraces(run), null, 1)}\n`);
  return errors;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = process.argv.slice(2);
  const asked = options.filter((option) => !option.startsWith("--"));
  const names = await notebookNames();
  const chosen = names.filter(
    (name) => asked.length === 0 || asked.some((part) => name.includes(part)),
  );
  if (chosen.length === 0) throw new Error(`There are ${names.join(", ")}; name a part of one.`);
  for (const name of chosen) {
    const began = performance.now();
    const problems = await checkNotebook(join(FOLDER, name), {
      write: options.includes("--write"),
    });
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.log(
      `${problems.length === 0 ? "as it should be" : "NOT as it should be"}: ${name} (${seconds} s)`,
    );
    for (const problem of problems) console.log(`  ${problem}`);
    if (problems.length > 0) process.exitCode = 1;
  }
}

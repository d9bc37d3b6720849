/**
 * Opens the notebooks in JupyterLab, or in the classic Jupyter Notebook, on Deno's kernel from this clone:
 * `npm run notebooks`. Says what to install where neither is there.
 */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { denoProgram, provideKernel } from "./notebook-kernel.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const NOTEBOOKS = join(ROOT, "notebooks");

/** The programs that can open notebooks, the better one first. */
const PROGRAMS = ["lab", "notebook"] as const;

/** What of Jupyter is installed. */
function installed(): (typeof PROGRAMS)[number] | null {
  return PROGRAMS.find((name) => spawnSync(`jupyter-${name}`, ["--version"]).status === 0) ?? null;
}

const program = installed();
if (program === null) {
  process.stderr.write(`Jupyter was not found. Install it, and run this again:

  JupyterLab, anywhere with Python     pip install jupyterlab
  Jupyter Notebook, Debian and Ubuntu  apt-get install jupyter-notebook

Visual Studio Code needs no Jupyter of its own, but its extension "Jupyter" and a kernel that it can find. Put
npm's Deno in place for your user once, then open a notebook and choose the kernel "Deno":

  ${denoProgram()} jupyter --install

To read the notebooks without running them, open them on GitHub: their outputs are part of the files.
`);
  process.exit(1);
}
// Below the folder of everything that the notebooks make, which Git ignores.
const kernel = await provideKernel(join(NOTEBOOKS, ".thorascope", "jupyter"));
// Options are handed on, e.g. `npm run notebooks -- --no-browser`.
const child = spawn(`jupyter-${program}`, [NOTEBOOKS, ...process.argv.slice(2)], {
  cwd: NOTEBOOKS,
  stdio: "inherit",
  env: {
    ...process.env,
    ...kernel,
    JUPYTER_PATH: [kernel.JUPYTER_PATH, process.env.JUPYTER_PATH]
      .filter(Boolean)
      .join(process.platform === "win32" ? ";" : ":"),
  },
});
// Ctrl-C reaches both; Jupyter asks whether it is meant.
process.on("SIGINT", () => {});
child.on("exit", (code) => process.exit(code ?? 0));

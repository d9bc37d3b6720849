import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** For hooks that ask Python: its libraries load slowly on a busy machine. */
export const PYTHON_TIMEOUT = 300_000;

/**
 * Runs a script of `test/interop/python` in Debian's own Python, with a request as JSON on its standard
 * input, and returns the JSON that it prints. A missing library fails the test, and says which of Debian's
 * `packages` to install.
 */
export function askPython<Answer>(
  script: string,
  packages: string,
  request: object,
  ...options: readonly string[]
): Answer {
  const path = fileURLToPath(new URL(`python/${script}`, import.meta.url));
  const run = spawnSync("/usr/bin/python3", [path, ...options], {
    input: JSON.stringify(request),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (run.status === 0) return JSON.parse(run.stdout);
  if (run.error !== undefined || run.stderr.includes("ModuleNotFoundError")) {
    throw new Error(
      `Something that ${script} needs is missing: apt-get install --no-install-recommends python3 ${packages}.`,
      { cause: run.error ?? run.stderr },
    );
  }
  throw new Error(`${script} failed:\n${run.stderr}`);
}

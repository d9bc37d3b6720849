import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The name under which Deno installs its kernel, too: notebooks that ask for it find either. */
const KERNEL = "deno";

/** npm's `deno`: where its program is. */
interface DenoPackage {
  runInstall(): string;
}

/** The program of npm's `deno`, a development dependency: nothing is installed outside this clone. */
export function denoProgram(): string {
  const load: (name: string) => DenoPackage = createRequire(import.meta.url);
  return load("deno/install_api.cjs").runInstall();
}

/** Describes Deno's kernel below a folder, and answers the environment in which Jupyter finds it there. */
export async function provideKernel(folder: string): Promise<Record<string, string>> {
  const path = join(folder, "kernels", KERNEL);
  const description = {
    argv: [denoProgram(), "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
  };
  await mkdir(path, { recursive: true });
  await writeFile(join(path, "kernel.json"), `${JSON.stringify(description, null, 2)}\n`);
  return { JUPYTER_PATH: folder };
}

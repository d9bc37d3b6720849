/**
 * Where a worker thread's code is, for `new Worker(source, { execArgv: [] })`: in the build the compiled file;
 * run from TypeScript, as in development, a module that lets tsx translate it.
 *
 * @param path of the worker's TypeScript file, relative to the file that starts it.
 * @param base `import.meta.url` of the file that starts it.
 */
export function workerSource(path: string, base: string): URL {
  if (!base.endsWith(".ts")) return new URL(path.replace(/\.ts$/, ".js"), base);
  const tsx = import.meta.resolve("tsx/esm/api");
  const source = new URL(path, base);
  const code = `import { register } from "${tsx}"; register(); await import("${source}");`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

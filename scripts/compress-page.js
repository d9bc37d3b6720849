// Part of the build: the reading room's files beside themselves as Brotli and gzip, so that the server never
// compresses while somebody waits.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const FOLDER = join(import.meta.dirname, "../dist/web");
const COMPRESSIBLE = /\.(css|html|js|json|svg|wasm)$/;

for (const name of readdirSync(FOLDER, { recursive: true, encoding: "utf8" })) {
  if (!COMPRESSIBLE.test(name)) continue;
  const path = join(FOLDER, name);
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}

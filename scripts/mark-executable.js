// Part of the build: TypeScript does not carry over the permission that a command needs.
import { chmodSync } from "node:fs";
import { join } from "node:path";

chmodSync(join(import.meta.dirname, "..", "dist", "cli", "main.js"), 0o755);

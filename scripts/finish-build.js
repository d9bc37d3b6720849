// The last step of the build: TypeScript does not carry over the permission that a command needs, and the launcher
// must know that all of the build is there.
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const dist = join(import.meta.dirname, "..", "dist");
chmodSync(join(dist, "cli", "main.js"), 0o755);
writeFileSync(join(dist, ".built"), "");

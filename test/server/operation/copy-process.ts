import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeTemporaryFolder } from "../../../src/server/operation/doctor/temporary-copy.ts";

/** Makes a folder for a copy, says where, and exits when it is told anything. */
const { path } = await makeTemporaryFolder();
writeFileSync(join(path, "rows"), "Meier^Anna");
process.stdout.write(`${path}\n`);
process.stdin.once("data", () => process.exit(0));

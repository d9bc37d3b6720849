import { isThorascopeError } from "../../../src/errors.ts";
import { lockFolder } from "../../../src/server/store/folder-lock.ts";

// A process that takes a folder, says how that went, and stays until its input ends.
try {
  await lockFolder(process.argv[2] ?? "");
  process.stdout.write("locked\n");
} catch (error) {
  process.stdout.write(`${isThorascopeError(error) ? error.code : String(error)}\n`);
}
process.stdin.resume();

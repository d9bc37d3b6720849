import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { UsageError } from "../errors.ts";

/**
 * Asks for a new password, twice and without showing it; where no one types, it is the first line of the input.
 *
 * @throws UsageError WRONG_USAGE if there is none, or the second is not the first.
 */
export async function askPassword(): Promise<string> {
  const { stdin } = process;
  if (!stdin.isTTY) {
    for await (const line of createInterface({ input: stdin })) return line;
    throw new UsageError(
      "no password came in. Type it, or send it as the first line of the input.",
    );
  }
  const first = await askHidden("New password: ");
  if ((await askHidden("Again: ")) === first) return first;
  throw new UsageError("these were two different passwords. Try again.");
}

function askHidden(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  return new Promise((resolve, reject) => {
    terminal.once("SIGINT", () => {
      terminal.close();
      reject(new UsageError("no password was given."));
    });
    terminal.question("", (answer) => {
      terminal.close();
      process.stderr.write("\n");
      resolve(answer);
    });
  });
}

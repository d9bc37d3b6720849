import { createInterface, type Interface } from "node:readline";
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
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  // From here on the terminal itself shows nothing of what is typed: before anybody is asked to.
  const terminal = createInterface({ input: stdin, output: nowhere, terminal: true });
  try {
    const first = await ask(terminal, "New password: ");
    if ((await ask(terminal, "Again: ")) === first) return first;
  } finally {
    terminal.close();
  }
  throw new UsageError("these were two different passwords. Try again.");
}

function ask(terminal: Interface, question: string): Promise<string> {
  process.stderr.write(question);
  return new Promise((resolve, reject) => {
    terminal.once("close", () => reject(new UsageError("no password was given.")));
    terminal.question("", (answer) => {
      process.stderr.write("\n");
      resolve(answer);
    });
  });
}

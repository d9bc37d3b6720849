import { randomBytes } from "node:crypto";
import { openFolderObjects } from "../../../src/server/store/folder-objects.ts";

// A process that writes objects one after the other, several at a time, until it is killed.
const objects = await openFolderObjects(process.argv[2] ?? "", false);

async function* slowly(): AsyncGenerator<Uint8Array> {
  for (let piece = 0; piece < 10; piece++) {
    yield randomBytes(10_000);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

async function write(): Promise<never> {
  for (;;) {
    const { sha256 } = await objects.put(slowly(), 1 << 20);
    process.stdout.write(`${sha256}\n`);
  }
}

await Promise.all([write(), write(), write(), write()]);

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { listCases } from "./list-cases.ts";

let folder: string;
listCases("embedded", async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-studies-"));
  return { folder: join(folder, "database") };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

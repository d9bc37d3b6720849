import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StoreConfig } from "../../src/server/store/open-store.ts";

/** A place for a store of its own, and how it is cleared away. */
export interface TestPlace {
  readonly config: StoreConfig;
  clear(): Promise<void>;
}

/** Makes places of one kind. */
export type MakePlace = () => Promise<TestPlace>;

/** An embedded database in a temporary folder. */
export async function embeddedPlace(): Promise<TestPlace> {
  const dataFolder = await mkdtemp(join(tmpdir(), "thorascope-store-"));
  return {
    config: { dataFolder, databaseUrl: null, reading: { retries: 2 } },
    clear: () => rm(dataFolder, { recursive: true, force: true }),
  };
}

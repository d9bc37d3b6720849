import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Small files that take minutes: begun last, they would leave one processor with nothing to do. */
const LONG = [
  "test/interop/server-kill.test.ts",
  "test/interop/server-store.test.ts",
  "test/interop/notebooks.test.ts",
  "test/interop/quick-recipe.test.ts",
  "test/interop/docs-commands.test.ts",
];

/** The usual order, the largest files first, after those that take long. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) =>
      LONG.some((name) => moduleId.endsWith(name));
    return [...usual.filter(isLong), ...usual.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/interop/**"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "interop",
          include: ["test/interop/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // A page on a busy machine takes its time.
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
  },
});

import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type CardEvaluation, parseEvaluation } from "./card/evaluation-file.ts";
import type { CardEvidence } from "./card/evidence.ts";
import { type CardRobustness, isRobustness, parseRobustness } from "./card/robustness-file.ts";
import { parseRunProvenance, type RunProvenance } from "./card/run-provenance.ts";
import type { ModelDescription } from "./description.ts";
import { ModelError } from "./errors.ts";

/**
 * What lies in a model's folder beside its description: evaluations and measures of robustness (`evaluation/*.json`,
 * in the order of their names) and the run that it came from (`training/`, or the folder above one that is called `best`).
 *
 * @param further evaluations elsewhere.
 * @throws ModelError `EVALUATION_INVALID`, `EVALUATION_MISMATCH`.
 */
export async function readEvidence(
  folder: string,
  model: ModelDescription,
  further: readonly string[] = [],
): Promise<CardEvidence> {
  const own = join(folder, "evaluation");
  const names = (await readdir(own).catch(() => []))
    .filter((name) => name.endsWith(".json"))
    .sort();
  const evaluations: CardEvaluation[] = [];
  const robustness: CardRobustness[] = [];
  for (const file of [...names.map((name) => join(own, name)), ...further]) {
    const value = parseJson(await readEvaluation(file), file);
    if (isRobustness(value)) {
      robustness.push(parseRobustness(value, file, model));
      continue;
    }
    const evaluation = parseEvaluation(value, file, model);
    // The same file may be named that lies in the folder too.
    if (!evaluations.some((one) => JSON.stringify(one) === JSON.stringify(evaluation)))
      evaluations.push(evaluation);
  }
  return { evaluations, robustness, run: await readRun(folder, model) };
}

function parseJson(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ModelError(
      "EVALUATION_INVALID",
      `${file}: it is not JSON. Give what thorascope evaluate --json or robustness --json prints.`,
      { file },
      { cause },
    );
  }
}

async function readRun(folder: string, model: ModelDescription): Promise<RunProvenance | null> {
  if ("imported" in model) return null;
  const places = [
    join(folder, "training"),
    ...(basename(folder) === "best" ? [dirname(folder)] : []),
  ];
  for (const place of places) {
    const [recipe, environment] = await Promise.all(
      ["recipe.json", "environment.json"].map((name) =>
        readFile(join(place, name), "utf8").catch(() => null),
      ),
    );
    const run = recipe ? parseRunProvenance(recipe, environment ?? null, model) : null;
    if (run !== null) return run;
  }
  return null;
}

async function readEvaluation(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new ModelError(
      "EVALUATION_INVALID",
      `${file} can't be read. Name a file that thorascope evaluate --json printed.`,
      { file },
      { cause },
    );
  }
}

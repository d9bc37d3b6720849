import type { LocatedRecord } from "../../dataset/index.ts";
import type { Disturbance } from "../../disturbance/index.node.ts";
import {
  type GatedScores,
  type ScoreTable,
  scoreDisturbedFiles,
  scoreTable,
} from "../../reading/index.node.ts";
import type { RobustnessResult } from "../../report/index.node.ts";
import { refusalCounter } from "../evaluate/count-refusals.ts";
import type { Progress } from "../progress.ts";

/** Scores of all radiographs at one level. */
export interface ScoredLevel {
  readonly table: ScoreTable;
  /** How many radiographs the level changes. */
  readonly changed: number;
  /** How many the model's gate refuses; their scores count all the same. */
  readonly gated: number;
}

/** Scores of all radiographs that could be read, as they are and at each level. */
export interface ScoredLevels {
  readonly records: readonly LocatedRecord[];
  readonly undisturbed: ScoredLevel;
  /** Of each severity of each disturbance, in order. */
  readonly levels: readonly ScoredLevel[];
  readonly refused: RobustnessResult["population"]["refused"];
  readonly sides: RobustnessResult["population"]["sides"];
}

/** Scores all radiographs; those that are refused are counted. Of each, only its scores are kept. */
export async function scoreLevels(
  folder: string | undefined,
  records: readonly LocatedRecord[],
  disturbances: readonly Disturbance[],
  seed: number,
  progress: Progress,
): Promise<ScoredLevels> {
  const files = records.map(({ path }) => path);
  const kept: LocatedRecord[] = [];
  const sides: number[] = [];
  const levelOfNone = () => ({ table: scoreTable(files.length), changed: 0, gated: 0 });
  const undisturbed = levelOfNone();
  const levels = disturbances.flatMap(({ severities }) => severities.map(levelOfNone));
  const refused = refusalCounter();
  let done = 0;
  for await (const scored of scoreDisturbedFiles(files, disturbances, seed, folder)) {
    const record = records[done++] as LocatedRecord;
    progress.step("reading", done, files.length);
    if ("error" in scored) {
      refused.add(scored.error.code, record);
      continue;
    }
    kept.push(record);
    sides.push(Math.max(scored.size.rows, scored.size.columns));
    const add = (level: ReturnType<typeof levelOfNone>, scores: GatedScores) => {
      if (scores.refusal !== null) level.gated++;
      level.table.add(scores);
    };
    add(undisturbed, scored.undisturbed);
    for (const [index, level] of levels.entries()) {
      const scores = scored.disturbed[index] ?? null;
      if (scores !== null) level.changed++;
      add(level, scores ?? scored.undisturbed);
    }
  }
  sides.sort((one, other) => one - other);
  const [smallest = 0, median = 0, largest = 0] = [
    sides[0],
    sides[Math.floor(sides.length / 2)],
    sides.at(-1),
  ];
  return {
    records: kept,
    undisturbed,
    levels,
    refused: refused.all(),
    sides: [smallest, median, largest],
  };
}

import { readFile } from "node:fs/promises";
import type { OperatingGoal } from "../../evaluation/index.ts";
import { FINDINGS } from "../../findings/index.ts";
import { UsageError } from "../errors.ts";

/** Outputs as a user names them: the findings, and the one of any finding. */
export const OUTPUT_NAMES = [...FINDINGS, "abnormal"] as const;

/** Something for each output, by name. */
export type ByOutput<Value> = ReadonlyMap<string, Value>;

/**
 * What operating points are chosen for: "youden", "sensitivity=0.9", "specificity=0.9", "cost=10", each for all
 * outputs or, behind "Finding:", for one.
 *
 * @throws UsageError for anything else.
 */
export function parseGoals(texts: readonly string[]): ByOutput<OperatingGoal> {
  const goals = new Map<string, OperatingGoal>();
  const isForOne = (text: string) => text.includes(":");
  for (const text of texts.filter((one) => !isForOne(one)))
    for (const name of OUTPUT_NAMES) goals.set(name, parseGoal(text, text));
  for (const text of texts.filter(isForOne)) {
    const [name = "", ...goal] = text.split(":");
    goals.set(knownOutput(name, "--operating-point"), parseGoal(goal.join(":"), text));
  }
  for (const name of OUTPUT_NAMES) if (!goals.has(name)) goals.set(name, { kind: "youden" });
  return goals;
}

function parseGoal(goal: string, text: string): OperatingGoal {
  if (goal === "youden") return { kind: "youden" };
  const [, kind, digits] = /^(sensitivity|specificity|cost)=(\d+(?:\.\d+)?)$/.exec(goal) ?? [];
  const value = Number(digits);
  if (kind === "cost" && value > 0) return { kind, missCosts: value };
  if ((kind === "sensitivity" || kind === "specificity") && value > 0 && value < 1)
    return { kind, atLeast: value };
  throw new UsageError(
    `--operating-point ${text}: give youden, sensitivity=0.9, specificity=0.9 (a share between 0 and 1), or cost=10 (what a missed finding costs, in false alarms).`,
    { text },
  );
}

/**
 * Prevalences by output: "Effusion=0.02", or the path of a JSON file such as {"Effusion": 0.02}.
 *
 * @throws UsageError naming what is no output or no share.
 */
export async function parsePrevalences(texts: readonly string[]): Promise<ByOutput<number>> {
  const prevalences = new Map<string, number>();
  for (const text of texts) {
    const [, name, digits] = /^([A-Za-z_]+)=(.+)$/.exec(text) ?? [];
    const entries = name === undefined ? await readTable(text) : [[name, Number(digits)] as const];
    for (const [output, value] of entries) {
      if (typeof value !== "number" || !(value > 0 && value < 1)) {
        throw new UsageError(
          `--prevalence ${text}: ${output} needs a share between 0 and 1, without the two, e.g. 0.02.`,
          { output, value },
        );
      }
      prevalences.set(knownOutput(output, "--prevalence"), value);
    }
  }
  return prevalences;
}

async function readTable(path: string): Promise<(readonly [string, unknown])[]> {
  const problem = (reason: string) =>
    new UsageError(
      `--prevalence ${path}: ${reason}. Give Finding=share, or a JSON file such as {"Effusion": 0.02}.`,
      { path },
    );
  const text = await readFile(path, "utf8").catch(() => {
    throw problem("there is no such file");
  });
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return Object.entries(value);
  } catch {
    throw problem("it is not JSON");
  }
  throw problem("it is no table of findings");
}

function knownOutput(name: string, option: string): string {
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z]/g, "");
  const known = OUTPUT_NAMES.find((output) => letters(output) === letters(name));
  if (known !== undefined) return known;
  throw new UsageError(`${option}: "${name}" is no output. There are ${OUTPUT_NAMES.join(", ")}.`, {
    name,
  });
}

import { diagnose, type Finding } from "../../server/operation/index.ts";
import type { ServerPlace } from "../server-place.ts";

/** Options of `thorascope doctor`. */
export interface DoctorOptions extends ServerPlace {
  readonly thorough: boolean;
  readonly json: boolean;
}

const WORDS: Readonly<Record<Finding["state"], string>> = {
  fine: "fine   ",
  warning: "warning",
  wrong: "WRONG  ",
  skipped: "skipped",
};

/** `thorascope doctor`: exit code 1 if anything is wrong. */
export async function runDoctor(options: DoctorOptions): Promise<void> {
  const { config: file, data, thorough, json } = options;
  const findings = diagnose({ sources: { file, options: { dataFolder: data } }, thorough });
  let wrong = 0;
  for await (const finding of findings) {
    if (finding.state === "wrong") wrong++;
    process.stdout.write(json ? `${JSON.stringify(finding)}\n` : textOf(finding));
  }
  if (wrong > 0) process.exitCode = 1;
}

function textOf({ check, state, message, cure }: Finding): string {
  const line = `${WORDS[state]}  ${check}: ${message}\n`;
  return cure === null ? line : `${line}         -> ${cure}\n`;
}

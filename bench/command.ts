import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const REPORT_MEMORY =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))";

/** The command line of this build. */
const OURS = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));

/** That of an older build to compare with, if one is named: `THORASCOPE_BASELINE=/elsewhere/dist/cli/main.js`. */
export const BASELINE = process.env.THORASCOPE_BASELINE;

/** How long a command took, and the most memory it held. */
export interface CommandCost {
  readonly seconds: number;
  readonly peakMegabytes: number;
}

/** Runs a built command line and measures it from outside. Throws where it does not end with 0. */
export function timeCommand(args: readonly string[], main = OURS): CommandCost {
  const start = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", REPORT_MEMORY, main, ...args],
    {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    },
  );
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`thorascope ${args.join(" ")} ended with ${status}: ${stderr}`);
  return { seconds, peakMegabytes: Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024 };
}

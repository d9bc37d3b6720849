import { createRequire } from "node:module";
import { Command } from "commander";
import { RESEARCH_NOTICE } from "../report/words.ts";
import { addAccountsCommand } from "./accounts/command.ts";
import { addAuditCommand } from "./audit/command.ts";
import { addBackupCommands } from "./backup/command.ts";
import { addCalibrateCommand } from "./calibrate/command.ts";
import { addDataCommand } from "./data/command.ts";
import { addDoctorCommand } from "./doctor/command.ts";
import { addEvaluateCommand } from "./evaluate/command.ts";
import { addGateCommand } from "./gate/command.ts";
import { addModelsCommand } from "./models/command.ts";
import { addReadCommand } from "./read/command.ts";
import { addRobustnessCommand } from "./robustness/command.ts";
import { addServeCommand } from "./serve/command.ts";
import { addTrainCommand } from "./train/command.ts";
import { addWorkerCommand } from "./worker/command.ts";

const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };

/** The command line with all its commands, which throws a `CommanderError` instead of ending the process. */
export function thorascopeProgram(): Command {
  const program = new Command("thorascope")
    .description(
      `Reads chest radiographs: calibrated probabilities for 14 findings, and heatmaps that show why.\n${RESEARCH_NOTICE}`,
    )
    .version(version)
    .showHelpAfterError("(thorascope --help lists the commands)")
    .addHelpText(
      "after",
      `
Examples:
  thorascope read chest.dcm                          a table on the terminal
  thorascope read folder/ --csv readings.csv         probabilities of a whole folder
  thorascope read folder/ --report page/             a page with heatmaps to open in a browser
  thorascope train recipes/nih-subset.json --images images/`,
    );
  for (const add of [
    addReadCommand,
    addDataCommand,
    addTrainCommand,
    addEvaluateCommand,
    addCalibrateCommand,
    addRobustnessCommand,
    addGateCommand,
    addModelsCommand,
    addServeCommand,
    addWorkerCommand,
    addAccountsCommand,
    addAuditCommand,
    addBackupCommands,
    addDoctorCommand,
  ])
    add(program);
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
}

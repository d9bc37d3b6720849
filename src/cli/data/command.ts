import { type Command, InvalidArgumentError } from "commander";
import { uncertainOption, withTableOptions } from "../data-set-options.ts";
import { count, wholeNumber } from "../option-values.ts";

/** `thorascope data`: what is in a data set, what is wrong with it, and how to split it. */
export function addDataCommand(program: Command): void {
  const data = program
    .command("data")
    .summary("look into, check, split and prepare a data set")
    .description(
      "Works on public chest X-ray data sets as their providers lay them out, and on a folder with a table of one's own.",
    );
  ofDataset(data, "stats", "count findings, views, ages and patients")
    .option("--report <folder>", "write the counts as a page with pictures too")
    .action(async (options) => (await import("./stats.ts")).runStats(options));
  ofDataset(data, "index", "write the data set as one table in Thorascope's words")
    .requiredOption("--out <file>", "the table (CSV)")
    .action(async (options) => (await import("./index-table.ts")).runIndex(options));
  ofDataset(data, "verify", "find what is wrong with tables, splits and images")
    .option("--split <lists...>", "lists of file names, one per side, of a split to check")
    .option(
      "--against <folders...>",
      "image folders of other data sets, to find the same images in",
    )
    .option("--no-pixels", "check names only, decode no image")
    .option(
      "--cache <file>",
      "keep what was seen in this file, and look only at new and changed images next time",
    )
    .option("--workers <count>", "threads that decode (default: one per core, 4 at most)", count)
    .option("--quiet", "no progress", false)
    .action(async (options) => (await import("./verify.ts")).runVerify(options));
  ofDataset(data, "split", "split by patient, or write a published split, as lists")
    .requiredOption("--out <folder>", "new folder of the lists")
    .option(
      "--shares <shares>",
      "sides and their shares of the radiographs (default: train=70,validation=10,test=20)",
      shares,
    )
    .option("--official <name>", "a published split instead, e.g. official or random")
    .option("--seed <number>", "draws the patients (default: 1)", wholeNumber)
    .action(async (options) => (await import("./split.ts")).runSplit(options));
  ofDataset(data, "prepare", "decode and resize all images into a cache, to train from")
    .requiredOption("--out <folder>", "folder of the cache")
    .option("--size <pixels>", "rows and columns (default: 224)", count)
    .option("--workers <count>", "threads that decode (default: one per core, 4 at most)", count)
    .option("--quiet", "no progress", false)
    .action(async (options) => (await import("./prepare.ts")).runPrepare(options));
  data
    .command("noise")
    .summary("rank labels that are most likely wrong")
    .description(
      "Ranks the labels of each finding that a finished run's out-of-fold predictions doubt, estimates how many are wrong, and writes a page to review them on. The data set itself is not changed.",
    )
    .argument("<run>", "folder of a finished run, or its out-of-fold.csv")
    .requiredOption("--out <folder>", "folder of the page")
    .option("--images <folder>", "the folder of the images, to show them")
    .option("--top <count>", "labels to show of each finding", wholeNumber, 24)
    .option("--weigh <percent>", "share of each finding's labels to weigh down", percentage, 2)
    .option("--json", "machine-readable output", false)
    .option("--quiet", "no progress", false)
    .action(async (run, options) => (await import("./noise.ts")).runNoise(run, options));
  data
    .command("download")
    .summary("fetch an open data set from its provider")
    .description(
      "Fetches the archives of an open data set from its provider, one after another, and unpacks them. Started again, it goes on where it stopped.",
    )
    .argument("<dataset>", "its name, e.g. nih")
    .requiredOption("--out <folder>", "where it goes")
    .option("--offline", "fetch nothing; say what is missing", false)
    .option("--json", "machine-readable output", false)
    .option("--quiet", "no progress", false)
    .action(async (name, options) => (await import("./download.ts")).runDownload(name, options));
  for (const command of data.commands) command.exitOverride();
}

/** A subcommand with the options that say which data set is meant. */
function ofDataset(data: Command, name: string, summary: string): Command {
  const command = data
    .command(name)
    .summary(summary)
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`);
  return withTableOptions(command)
    .option("--images <folder>", "the folder of the images")
    .addOption(uncertainOption())
    .option("--json", "machine-readable output", false);
}

function percentage(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError("Give a number from 0 to 100.");
}

/** "train=70,test=30". */
function shares(text: string): Readonly<Record<string, number>> {
  const sides = text.split(",").map((side) => /^([A-Za-z0-9_-]+)=(\d+(?:\.\d+)?)$/.exec(side));
  const pairs = sides.map((side) => [side?.[1] ?? "", Number(side?.[2] ?? 0)] as const);
  const isUsable = pairs.every(([name, share]) => name !== "" && share > 0);
  if (isUsable && pairs.length > 1 && new Set(pairs.map(([name]) => name)).size === pairs.length)
    return Object.fromEntries(pairs);
  throw new InvalidArgumentError("Give sides and shares, e.g. train=70,validation=10,test=20.");
}

import { type Command, Option } from "commander";
// Not by the folder's door: a start must not wait for all that lies behind it.
import { UNCERTAIN_POLICIES } from "../dataset/labelled-dataset.ts";

/** Adds the options that say which data set is meant and where its tables are. */
export function withTableOptions(command: Command): Command {
  return command
    .option("--dataset <name>", "whose layout it has; recognized by its tables if left out")
    .option("--labels <path>", "the label table, or the folder of the tables");
}

/** The option that says what labels become that are neither present nor absent. */
export function uncertainOption(): Option {
  return new Option(
    "--uncertain <policy>",
    "what labels become that a text miner was not sure of",
  ).choices(UNCERTAIN_POLICIES);
}

/** Adds the options that say which labelled radiographs a model reads. */
export function withRadiographOptions(
  command: Command,
  { needsImages }: { readonly needsImages: boolean },
): Command {
  const [images, meaning] = ["--images <folder>", "the folder of the images"];
  withTableOptions(command);
  if (needsImages) command.requiredOption(images, meaning);
  else command.option(images, meaning);
  return command
    .option("--split <side>", "a side of a published split, e.g. val, or a file that lists names")
    .addOption(uncertainOption());
}

import { type Command, Option } from "commander";
import type { LayoutName } from "../../model/index.ts";
import type { ArchitectureName } from "../../networks/index.ts";
import type { CardOptions } from "./card.ts";
import type { ExportOptions } from "./export.ts";
import type { ImportOptions } from "./import.ts";
import type { PullCommandOptions } from "./pull.ts";

/** All of `ARCHITECTURES` and `LAYOUTS`, written down so that help does not load them; a test compares. */
const NETWORKS: readonly ArchitectureName[] = [
  "mobilenet_v2",
  "densenet121",
  "resnet18",
  "resnet34",
  "resnet50",
  "efficientnet_b0",
  "vit_tiny_patch16_224",
];
const LAYOUTS: readonly LayoutName[] = ["torchvision", "torchxrayvision", "chexnet"];

/** `thorascope models`: other people's weights in, our models out. */
export function addModelsCommand(program: Command): void {
  const models = program
    .command("models")
    .summary("list, fetch, import, show, describe and export models")
    .description(
      "Brings in what others have trained (PyTorch checkpoints, safetensors) and takes models elsewhere (ONNX).",
    );

  models
    .command("list")
    .summary("published weights that can be fetched by name")
    .option("--json", "one JSON object a line", false)
    .action(async (options: { json: boolean }) => {
      const { runList } = await import("./list.ts");
      await runList(options);
    });

  models
    .command("pull")
    .summary("fetch published weights into the cache")
    .argument("<name>", "a name from `thorascope models list`")
    .option("--offline", "fetch nothing: fail unless they are in the cache", false)
    .option("--quiet", "no progress", false)
    .action(async (name: string, options: PullCommandOptions) => {
      const { runPull } = await import("./pull.ts");
      await runPull(name, options);
    });

  models
    .command("import")
    .summary("make a model, or weights to train from, of somebody else's checkpoint")
    .description(
      "Reads a PyTorch checkpoint or safetensors file (nothing in it is executed) and writes a model's folder for\n" +
        "`thorascope read --model`. Probabilities are the network's own, not calibrated, and it has no operating points.",
    )
    .argument("<checkpoint>", "a file, or a name from `thorascope models list`")
    .addOption(
      new Option("--network <network>", "the network that the weights are of").choices(NETWORKS),
    )
    .option(
      "--out <path>",
      "the model's folder, or a .safetensors file with --weights-only (default: the model's name)",
    )
    .addOption(
      new Option(
        "--layout <layout>",
        "whose outputs and range of grey; detected if left out",
      ).choices(LAYOUTS),
    )
    .option("--labels <names>", "outputs in order, separated by commas; empty: means nothing")
    .option("--size <pixels>", "rows and columns that the network sees (default: the layout's)")
    .option("--name <name>", "the model's name (default: the file's)")
    .option("--weights-only", "write the network without its classifier, to train from", false)
    .option("--offline", "fetch nothing", false)
    .option("--quiet", "no progress", false)
    .action(async (checkpoint: string, options: ImportOptions) => {
      const { runImport } = await import("./import.ts");
      await runImport(checkpoint, options);
    });

  models
    .command("export")
    .summary("write a model as plain ONNX, and its weights as safetensors")
    .argument("<model>", "a model's folder")
    .requiredOption("--out <folder>", "where model.onnx and weights.safetensors go")
    .action(async (model: string, options: ExportOptions) => {
      const { runExport } = await import("./export.ts");
      await runExport(model, options);
    });

  models
    .command("show")
    .summary("what a model is, and what is known of it")
    .argument("[model]", "a model's folder (default: the bundled model)")
    .option("--json", "its description as JSON", false)
    .action(async (model: string | undefined, options: { json: boolean }) => {
      const { runShow } = await import("./show.ts");
      await runShow(model, options);
    });

  models
    .command("card")
    .summary("write a model's card, as Markdown and as a page")
    .description(
      "Writes MODEL_CARD.md and MODEL_CARD.html: what a model is for and not for, every figure with its interval,\n" +
        "subgroups, limits of each finding, and which items of CLAIM, TRIPOD+AI and STARD-AI it fills. Everything is\n" +
        "computed from the model's folder: model.json, evaluation/*.json, and the run that it came from.",
    )
    .argument("[model]", "a model's folder (default: the bundled model)")
    .option("--out <folder>", "where the card goes (default: the model's folder)")
    .option(
      "--evaluation <files...>",
      "further evaluations of it, as `thorascope evaluate --json` or `robustness --json` print them",
      [],
    )
    .action(async (model: string | undefined, options: CardOptions) => {
      const { runCard } = await import("./card.ts");
      await runCard(model, options);
    });

  for (const command of models.commands) command.exitOverride();
}

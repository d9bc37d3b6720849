import type { TrainedModelDescription } from "../../model/index.node.ts";
import { selectRows } from "../matrix.ts";
import { certain } from "../radiographs.node.ts";
import type { NetworkRecipe } from "../recipe.ts";
import { shipModel } from "../ship-model.node.ts";
import type { SourcedRecord } from "../sources.node.ts";
import { stoppable } from "../stoppable.ts";
import type { TrainingOptions, TrainingPaths } from "../training-request.ts";
import {
  crossValidateNetwork,
  type EnsembleOutcome,
  type FitOutcome,
} from "./cross-validate.node.ts";
import { meanOfMatrices, rootMeanSquareOfMatrices } from "./ensemble.ts";
import { type FitGroup, openNetworkRun } from "./network-run.node.ts";
import { shippedGraph } from "./predict.node.ts";
import { probeSources } from "./source-probe.node.ts";

/**
 * Trains a whole network, from a recipe to a model's folder (`best/` of the run):
 *
 * radiographs into a cache of pixels -> a fit per fold of patients, which predicts the fold that it did not
 * see -> calibration and operating points from those predictions -> a fit to all of the train list (or the
 * first fold's network) -> one look at the held-out list, through the very model that ships.
 *
 * Started again on the same folder, it continues from the last checkpoint, to the same bytes.
 */
export async function trainNetwork(
  recipe: NetworkRecipe,
  paths: TrainingPaths,
  options: TrainingOptions = {},
): Promise<TrainedModelDescription> {
  const { network, fit: settings, validation, seed } = recipe;
  const { run, cache, records, targets, found, dropout, folds, final, carryOut } =
    await openNetworkRun(recipe, paths, options);
  const { trainList, heldOut, missing } = found;
  const fitTogether = async (
    { plan, fits }: FitGroup,
    epochs: number,
  ): Promise<EnsembleOutcome> => {
    const outcomes: FitOutcome[] = [];
    for (const one of fits) outcomes.push(await carryOut(one, plan, epochs));
    return {
      logits: meanOfMatrices(outcomes.map(({ logits }) => logits)),
      alone: outcomes,
      epoch: meanOf(outcomes.map(({ epoch }) => epoch)),
      members: outcomes.map(({ weights }) => weights),
    };
  };

  const validated = await crossValidateNetwork(folds, (fold) => fitTogether(fold, settings.epochs));
  const predicted = validated.rows.map((row) => records[row] as SourcedRecord);
  const scored = {
    population: recipe.data.population,
    logits: validated.logits,
    spreads: rootMeanSquareOfMatrices(validated.spreads),
    targets: certain(selectRows(targets, validated.rows)),
    fileNames: predicted.map(({ fileName }) => fileName),
    patientIds: predicted.map(({ patientId }) => patientId),
    sources: predicted.map(({ source }) => source),
  };

  const { members } = final ? await fitTogether(final, meanOf(validated.epochs)) : validated;
  const { epochs } = validated;
  const { alone: logits, spreads, outside: elsewhere } = validated;
  const alone = { logits, spreads, outside: elsewhere, folds: validation.folds };
  const sourceProbe = await probeSources(cache, records, { network, members, seed, ...options });
  const graph = shippedGraph(network, members, dropout);
  return shipModel(
    {
      recipe,
      run,
      graph,
      scored,
      records: predicted,
      heldOut,
      trainList,
      leftOut: cache.leftOut,
      missing,
      epochs,
      alone,
      sourceProbe,
    },
    stoppable(options, paths.out),
  );
}

function meanOf(epochs: readonly number[]): number {
  return Math.round(epochs.reduce((sum, epoch) => sum + epoch, 0) / epochs.length);
}

/**
 * How much more radiographs would help: fits a recipe to 10, 25, 50 and 100 percent of the patients outside
 * the first fold, which it predicts.
 *
 *     npx tsx bench/learning-curve.ts RECIPE IMAGES OUT
 *
 * A smaller share is part of every larger one. Epochs stay the same, so a smaller share has fewer steps. Runs lie
 * in OUT and are continued when they are there. Differences are to all patients, paired by patient.
 */
import { fitVariant, readNetworkRecipe, readPredictions, showAgainst } from "./variants.ts";

const SHARES = [1, 0.5, 0.25, 0.1];

const [recipePath = "", images = "", out = ""] = process.argv.slice(2);
const recipe = await readNetworkRecipe(recipePath);

console.log("| share of the patients | mean AUROC | difference to all |");
console.log("|--:|--:|--:|");
let all: Awaited<ReturnType<typeof readPredictions>> | null = null;
for (const share of SHARES) {
  const percent = `${100 * share}`;
  const variant = { ...recipe, name: `share-${percent}`, data: { ...recipe.data, share } };
  const predictions = await readPredictions(await fitVariant(variant, images, out));
  all ??= predictions;
  console.log(`| ${[percent, ...showAgainst(predictions, all)].join(" | ")} |`);
}

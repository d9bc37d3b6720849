// tsx soup.ts FOLD SIZES RUN... : logits ensemble and weight soup
import { readFile } from "node:fs/promises";
import { patientFolds } from "./src/dataset/index.ts";
import { preparePixelCache } from "./src/dataset/pixel-cache.node.ts";
import { readSafetensors } from "./src/networks/index.ts";
import { findRadiographs, targetsOf } from "./src/training/radiographs.node.ts";
import { validationScore } from "./src/training/validation-score.ts";
import { selectRows, zeros } from "./src/training/matrix.ts";
import { predictRows } from "./src/training/network/predict.node.ts";
const [fold, sizes, ...runs] = process.argv.slice(2) as [string, string, ...string[]];
const recipe = JSON.parse(await readFile(`${runs[0]}/recipe.json`, "utf8")).recipe;
const { trainList } = await findRadiographs(recipe.data, "/work/shared/data/nih/images128");
const foldOf = patientFolds(trainList, recipe.validation.folds, recipe.seed);
const rows = [...foldOf.keys()].filter((r) => foldOf[r] === Number(fold) - 1);
const targets = selectRows(targetsOf(trainList), rows);
const cache = await preparePixelCache(trainList.map((r) => r.path), { size: 128, folder: `${runs[0]}/pixels` });
const all = await Promise.all(runs.map(async (r) => new Map([...readSafetensors(await readFile(`${r}/fold-${fold}.safetensors`)).tensors].filter(([n]) => n !== "logits"))));
const mean = new Map([...all[0]!].map(([n, t]) => { const d = new Float32Array(t.data.length); for (const w of all) { const x = w.get(n)!.data; for (let i=0;i<d.length;i++) d[i]! += (x[i] as number)/all.length; } return [n, { ...t, data: d }]; }));
const score = (m: any) => validationScore(m, targets, 14, 20).meanAuroc?.toFixed(4);
for (const [e, s] of sizes.split(",").map((x) => x.split("/").map(Number))) {
  const network = { ...recipe.network, enlargedSize: e, outputStride: s };
  const ms = [];
  if (all.length > 1) for (const w of all) ms.push(await predictRows(cache, rows, { network, weights: w as any, threads: 2 }));
  else ms.push(await predictRows(cache, rows, { network, weights: all[0] as any, threads: 2 }));
  const sum = zeros(rows.length, 15);
  for (const m of ms) for (let i=0;i<sum.data.length;i++) sum.data[i]! += m.data[i]!;
  const soup = all.length > 1 ? score(await predictRows(cache, rows, { network, weights: mean as any, threads: 2 })) : "";
  console.log(e, s, "each", ms.map(score).join(" "), "ensemble", score(sum), "soup", soup);
}

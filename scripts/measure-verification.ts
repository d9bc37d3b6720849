/**
 * Measures what `thorascope data verify` finds and what it takes for a fault, on radiographs of the NIH subset:
 *
 *   npx tsx scripts/measure-verification.ts ../shared/data/nih
 *
 * The average chest was computed from the train list, so the val list's figures are the honest ones.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { loadFileList } from "../src/dataset/index.ts";
import { appearanceOf } from "../src/dataset/verification/appearance.ts";
import { SIDE } from "../src/dataset/verification/average-chest.ts";
import { kindOf } from "../src/dataset/verification/check-images.ts";
import { hashDistance, perceptualHash } from "../src/dataset/verification/perceptual-hash.ts";
import { networkInput, readRadiograph } from "../src/radiograph/index.node.ts";
import { resize } from "../src/radiograph/index.ts";

const SIZE = 64;
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Name the folder with images128 and images1024.");

const lists = await Promise.all(
  ["train", "val"].map((side) => loadFileList(join(folder, `random_split_${side}.txt`))),
);
const [train, val] = lists.map(({ fileNames }) => new Set(fileNames));
const greys = new Map<string, Float32Array>();
for (const name of (await readdir(join(folder, "images128"))).sort())
  greys.set(name, await greysOf(join(folder, "images128", name)));

console.log("\n| images | as they are | inverted | turned by 90 | by 180 | by 270 |");
console.log("|---|---|---|---|---|---|");
for (const [side, list] of [
  ["train", train],
  ["val", val],
] as const) {
  const images = [...greys].filter(([name]) => list?.has(name)).map(([, grey]) => grey);
  const share = (change: (grey: Float32Array) => Float32Array, wanted: string) =>
    `${((100 * images.filter((grey) => kindOf({ appearance: look(change(grey)) }).kind === wanted).length) / images.length).toFixed(2)} %`;
  const cells = [
    `${images.length} of the ${side} list`,
    `${share((grey) => grey, "fine")} fine`,
    share((grey) => grey.map((value) => 1 - value), "inverted"),
    ...[1, 2, 3].map((times) => share((grey) => turn(grey, times), "turned")),
  ];
  console.log(`| ${cells.join(" | ")} |`);
}

const appearances = [...greys.values()].map(look).filter(({ blank }) => !blank);
const quantile = (values: readonly number[], q: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(q * (values.length - 1))]?.toFixed(3);
console.log(
  `\nCorrelation of the most alike turn, 1 in 1,000 below: ${quantile(
    appearances.map(({ best }) => best.correlation),
    0.001,
  )}; of the upright image: ${quantile(
    appearances.map(({ upright }) => upright),
    0.001,
  )}; gain by another turn, 1 in 1,000 above: ${quantile(
    appearances.map(({ best, upright }) => best.correlation - upright),
    0.999,
  )}`,
);

const names = [...greys.keys()];
const hashes = names.map((name) => perceptualHash(greys.get(name) ?? new Float32Array(), SIZE));
const twins: number[] = [];
for (const name of await readdir(join(folder, "images1024"))) {
  const twin = names.indexOf(name);
  const hash = hashes[twin];
  if (hash === undefined) continue;
  const other = perceptualHash(await greysOf(join(folder, "images1024", name)), SIZE);
  twins.push(hashDistance(hash, other));
}
console.log(
  `\n${twins.length} radiographs at 1024 px against themselves at 128 px: ${Math.max(...twins)} bits apart at most.`,
);
const closest = { same: [] as number[], other: [] as number[] };
for (let one = 0; one < hashes.length; one++) {
  for (let other = one + 1; other < hashes.length; other++) {
    const distance = hashDistance(hashes[one] as Uint32Array, hashes[other] as Uint32Array);
    if (distance > 40) continue;
    const isSame = names[one]?.slice(0, 8) === names[other]?.slice(0, 8);
    closest[isSame ? "same" : "other"].push(distance);
  }
}
console.log("\n| bits apart, at most | pairs of one patient | of two patients |");
console.log("|---|---|---|");
for (const most of [0, 5, 10, 15, 20, 25, 30, 40]) {
  const within = (distances: readonly number[]) => distances.filter((d) => d <= most).length;
  console.log(`| ${most} | ${within(closest.same)} | ${within(closest.other)} |`);
}

async function greysOf(path: string): Promise<Float32Array> {
  return networkInput(await readRadiograph(path), SIZE);
}

function look(grey: Float32Array) {
  return appearanceOf(resize(grey, { rows: SIZE, columns: SIZE }, { rows: SIDE, columns: SIDE }));
}

/** Clockwise, so often by 90 degrees. */
function turn(grey: Float32Array, times: number): Float32Array {
  let image = grey;
  for (let time = 0; time < times; time++) {
    const from = image;
    image = from.map((_, at) => {
      const [row, column] = [Math.floor(at / SIZE), at % SIZE];
      return from[(SIZE - 1 - column) * SIZE + row] ?? 0;
    });
  }
  return image;
}

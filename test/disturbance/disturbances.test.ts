import { describe, expect, test } from "vitest";
import {
  DISTURBANCES,
  type Disturbance,
  disturbAll,
  reduceTo,
} from "../../src/disturbance/index.node.ts";
import type { GreyImage } from "../../src/radiograph/index.ts";
import { Random } from "../../src/random.ts";
import { psnr, randomImage, sampleImage } from "./images.ts";

const named = DISTURBANCES.map((disturbance) => [disturbance.name, disturbance] as const);
const UNEVEN = randomImage(70, 53);

async function disturbed(
  image: GreyImage,
  disturbances: readonly Disturbance[],
  name = "one.png",
  seed = 1,
): Promise<(GreyImage | null)[]> {
  const all: (GreyImage | null)[] = [];
  for await (const one of disturbAll(image, name, disturbances, seed)) all.push(one);
  return all;
}

describe.each(named)("%s", (_, disturbance) => {
  const { neutral, severities, disturb } = disturbance;

  test("at its neutral severity gives the image itself", async () => {
    if (neutral === null) return;
    expect(await disturb(UNEVEN, neutral, Random.fromSeed(1))).toBe(UNEVEN);
  });

  test("leaves the image given as it is, and gives greys from 0 to 1", async () => {
    const before = UNEVEN.grey.slice();
    for (const one of await disturbed(UNEVEN, [disturbance])) {
      if (one === null) continue;
      expect(one.grey).toHaveLength(one.rows * one.columns);
      expect(one.grey.every((grey) => grey >= 0 && grey <= 1)).toBe(true);
    }
    expect(UNEVEN.grey).toEqual(before);
  });

  test("gives the same bytes again", async () => {
    const [first, again] = [
      await disturbed(UNEVEN, [disturbance]),
      await disturbed(UNEVEN, [disturbance]),
    ];
    expect(first).toHaveLength(severities.length);
    expect(again).toEqual(first);
  });

  test("has severities that lie in order and are told apart in words", () => {
    const steps = severities.slice(1).map((one, index) => one - (severities[index] ?? 0));
    expect(new Set(steps.map(Math.sign)).size).toBe(1);
    expect(new Set(severities.map(disturbance.inWords)).size).toBe(severities.length);
  });
});

test("names are different", () => {
  expect(new Set(DISTURBANCES.map(({ name }) => name)).size).toBe(DISTURBANCES.length);
});

test("a severer level lies further from the radiograph than a milder one of the same kind", async () => {
  const sample = reduceTo(await sampleImage(), 160);
  for (const disturbance of DISTURBANCES) {
    const { name, neutral, severities } = disturbance;
    if (name === "resolution" || name === "frame") continue; // of other sizes; see their own tests
    const images = await disturbed(sample, [disturbance]);
    const levels = severities.map((severity, index) => ({
      severity,
      distance: -psnr(images[index] ?? sample, sample),
    }));
    const sides = [
      levels.filter(({ severity }) => neutral === null || severity > neutral),
      levels.filter(({ severity }) => neutral !== null && severity < neutral).reverse(),
    ];
    for (const side of sides) {
      const distances = side.map(({ distance }) => distance);
      expect(distances, name).toEqual(distances.toSorted((one, other) => one - other));
      expect(new Set(distances).size, name).toBe(distances.length);
    }
  }
});

describe("what is left to chance", () => {
  const chancy = DISTURBANCES.filter(({ name }) => name === "noise");

  test("differs by file name and by seed", async () => {
    const [one] = await disturbed(UNEVEN, chancy);
    const [other] = await disturbed(UNEVEN, chancy, "other.png");
    const [seeded] = await disturbed(UNEVEN, chancy, "one.png", 2);
    expect(other).not.toEqual(one);
    expect(seeded).not.toEqual(one);
  });

  test("is the same at all severities, and whatever other disturbances are asked for", async () => {
    const grey = { ...UNEVEN, grey: UNEVEN.grey.map(() => 0.5) };
    const [two, five] = await disturbed(grey, chancy);
    const ratios = (two?.grey ?? []).map(
      (value, index) => ((five?.grey[index] ?? 0) - 0.5) / (value - 0.5),
    );
    // The noise is drawn once and scaled: 5 / 2 everywhere, to float32's rounding of greys near a half.
    expect(ratios.filter((ratio) => Math.abs(ratio - 2.5) > 0.05).length).toBeLessThan(10);
    const all = await disturbed(UNEVEN, DISTURBANCES);
    const before = DISTURBANCES.slice(
      0,
      DISTURBANCES.findIndex(({ name }) => name === "noise"),
    ).reduce((sum, { severities }) => sum + severities.length, 0);
    expect(all[before]).toEqual((await disturbed(UNEVEN, chancy))[0]);
  });

  test("puts markers and shutters on all the sides they may be on", async () => {
    const shutter = DISTURBANCES.filter(({ name }) => name === "one-sided-collimation");
    const marker = DISTURBANCES.filter(({ name }) => name === "side-marker");
    const white = { ...UNEVEN, grey: UNEVEN.grey.map(() => 1) };
    const black = { ...UNEVEN, grey: UNEVEN.grey.map(() => 0) };
    const [shut, marked] = [new Map<string, number>(), new Map<string, number>()];
    for (let file = 0; file < 200; file++) {
      const side = (await disturbed(white, shutter, `${file}`)).at(-1);
      const corner = (await disturbed(black, marker, `${file}`)).at(-1);
      for (const [counts, image] of [
        [shut, side],
        [marked, corner],
      ] as const) {
        const key = image?.grey.join() ?? "";
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    expect([...shut.values()].every((count) => count > 20) && shut.size).toBe(4);
    expect([...marked.values()].every((count) => count > 60) && marked.size).toBe(2);
  });
});

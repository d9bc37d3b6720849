import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DISTURBANCES, disturbAll } from "../../src/disturbance/index.node.ts";
import { networkInput, readRadiograph, resize, toGrey } from "../../src/radiograph/index.node.ts";
import {
  loadModel,
  type Model,
  scoreDisturbedFiles,
  scoreTable,
} from "../../src/reading/index.node.ts";
import { scoreDisturbed } from "../../src/reading/score-disturbed.node.ts";

const SAMPLE = resolve(import.meta.dirname, "../../samples/synthetic-04-pneumothorax.png");
const CHOSEN = DISTURBANCES.filter(({ name }) => ["resolution", "frame"].includes(name));

let model: Model;
let folder: string;
let small: string;
let broken: string;
beforeAll(async () => {
  model = await loadModel();
  folder = mkdtempSync(join(tmpdir(), "thorascope-disturbed-"));
  small = join(folder, "small.png");
  await sharp(SAMPLE).resize(128, 128).toFile(small);
  broken = join(folder, "broken.png");
  writeFileSync(broken, "this is no image");
});
afterAll(async () => {
  await model.release();
  rmSync(folder, { recursive: true });
});

describe("scores of a disturbed radiograph", () => {
  test("are those that the model gives the radiograph itself, and each disturbed image", async () => {
    const radiograph = await readRadiograph(SAMPLE);
    const { size, undisturbed, disturbed } = await scoreDisturbed(model, SAMPLE, CHOSEN, 5);
    expect(size).toEqual({ rows: 1024, columns: 1024 });
    expect(undisturbed).toEqual(await model.score(networkInput(radiograph, 128)));
    const image = { ...size, grey: toGrey(radiograph) };
    const input = { rows: 128, columns: 128 };
    let index = 0;
    for await (const one of disturbAll(image, "synthetic-04-pneumothorax.png", CHOSEN, 5)) {
      const expected = one && (await model.score(resize(one.grey, one, input)));
      expect(disturbed[index++]).toEqual(expected);
    }
    expect(index).toBe(disturbed.length);
    // The network sees 128 pixels: a reduction to as many leaves all as it was, a frame does not.
    const severities = CHOSEN[0]?.severities ?? [];
    expect(disturbed[severities.indexOf(128)]).toEqual(undisturbed);
    expect(disturbed.at(-1)).not.toEqual(undisturbed);
  });

  test("are the same from threads, in the order of the files, with refusals in their place", async () => {
    const files = [small, broken, small];
    const found = [];
    for await (const one of scoreDisturbedFiles(files, CHOSEN, 5)) found.push(one);
    expect(found.map(({ file }) => file)).toEqual(files);
    expect(found[0]).toEqual({ file: small, ...(await scoreDisturbed(model, small, CHOSEN, 5)) });
    expect(found[1]).toMatchObject({ error: { code: "NOT_AN_IMAGE" } });
    expect(found[2]).toEqual(found[0]);
  });

  test("are null where a small radiograph is no larger than it would be made", async () => {
    const { disturbed } = await scoreDisturbed(model, small, CHOSEN, 5);
    const severities = CHOSEN[0]?.severities ?? [];
    for (const [index, pixels] of severities.entries())
      expect(disturbed[index] === null, `${pixels} pixels`).toBe(pixels >= 128);
  });

  test("a model that can't be loaded ends it with the reason", async () => {
    const scoring = scoreDisturbedFiles([small], CHOSEN, 5, folder);
    await expect(scoring.next()).rejects.toThrow(/MODEL_/);
  });
});

test("a table of scores gives back what was added", () => {
  const table = scoreTable(3);
  const rows = [
    { logits: Array.from({ length: 14 }, (_, index) => index / 4 - 1), abnormal: 0.5 },
    {
      logits: Array.from({ length: 14 }, (_, index) => (index % 2 ? null : -2.25)),
      abnormal: null,
    },
  ];
  for (const row of rows) table.add(row);
  expect(table.scores()).toEqual(rows);
});

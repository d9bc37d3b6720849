import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TrainedModelDescription } from "../../src/model/index.node.ts";
import { writeModelFolder } from "../../src/model/index.node.ts";
import { readRadiograph } from "../../src/radiograph/index.node.ts";
import type { Radiograph } from "../../src/radiograph/radiograph.ts";
import { heatmapOf, loadModel, type Model, readingToJson } from "../../src/reading/index.node.ts";
import { makeDicom } from "../dicom/make-dicom.ts";
import { exampleDescription, exampleOnnx, exampleWeight } from "../model/example-model.ts";
import { exampleRadiograph } from "./example-reading.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "thorascope-reading-"));
});
afterAll(() => rm(root, { recursive: true }));

test("is computed in one thread, so that its bytes do not depend on a machine's processors", async () => {
  const radiograph = exampleRadiograph(3);
  const bytes = async (threads?: number) => {
    const model = await loadModel(undefined, threads === undefined ? {} : { threads });
    const reading = await model.read(radiograph, { anyway: true }); // noise, which its gate refuses
    await model.release();
    return [readingToJson("", reading), reading.heatmaps.data];
  };
  expect(await bytes()).toEqual(await bytes(1)); // two differ on many processors, three on most
});

describe("a reading", () => {
  let model: Model;
  beforeAll(async () => {
    model = await modelOf("plain", () => {});
  });
  afterAll(() => model.release());

  test("has calibrated probabilities to twelve digits, in the findings' order", async () => {
    const radiograph = exampleRadiograph(1);
    const reading = await model.read(radiograph);
    const { description } = model;
    if ("imported" in description) throw new Error("The example is a trained model.");
    const outputs = [...description.findings, description.abnormal];
    const probabilities = [
      ...reading.findings.map(({ probability }) => probability),
      reading.abnormal,
    ];
    for (const [index, { calibration }] of outputs.entries()) {
      if (calibration.method !== "platt") throw new Error("The example has Platt scaling.");
      const logit = weighted(radiograph, index);
      const expected = 1 / (1 + Math.exp(-(calibration.slope * logit + calibration.intercept)));
      const probability = probabilities[index] ?? Number.NaN;
      expect(probability).toBeCloseTo(expected, 5);
      expect(String(probability)).toMatch(/^0\.0*\d{1,12}$/);
    }
    expect(reading.findings.map(({ finding }) => finding)).toEqual(
      model.description.findings.map(({ finding }) => finding),
    );
  });

  test("is positive exactly from the operating point on", async () => {
    const radiograph = exampleRadiograph(2);
    const { findings } = await model.read(radiograph);
    const probabilities = findings.map(({ probability }) => probability);
    const at = await modelOf("at", (description) => {
      for (const [index, { operatingPoint }] of description.findings.entries()) {
        const probability = probabilities[index] ?? Number.NaN;
        // A little above, at, or below what this radiograph gets.
        operatingPoint.probability = probability * (1 + 1e-5 * (1 - (index % 3)));
      }
    });
    const reading = await at.read(radiograph);
    expect(reading.findings.map(({ positive }) => positive)).toEqual(
      probabilities.map((_, index) => index % 3 > 0),
    );
    await at.release();
  });

  test("is never positive where no operating point was chosen", async () => {
    const sure = await modelOf("sure", ({ findings }) => {
      for (const { calibration, operatingPoint } of findings) {
        Object.assign(calibration, { intercept: 1000 });
        Object.assign(operatingPoint, { probability: 1, sensitivity: null, specificity: null });
      }
    });
    const { findings } = await sure.read(exampleRadiograph(3));
    expect(findings.map(({ probability }) => probability)).toEqual(findings.map(() => 1));
    expect(findings.some(({ positive }) => positive)).toBe(false);
    await sure.release();
  });

  test("has one map per finding, of its own weights, never negative", async () => {
    const radiograph = exampleRadiograph(4);
    const { heatmaps } = await model.read(radiograph);
    expect(heatmaps).toMatchObject({ rows: 2, columns: 3 });
    expect(heatmaps.data).toHaveLength(14 * 6);
    for (let finding = 0; finding < 14; finding++) {
      const map = heatmapOf(heatmaps, finding);
      expect(map).toHaveLength(6);
      for (const [cell, value] of map.entries())
        expect(value).toBeCloseTo(Math.max(weighted(radiograph, 20 + finding * 6 + cell), 0), 4);
    }
  });

  test("says of which radiograph and which model it is", async () => {
    const reading = await model.read(exampleRadiograph(5));
    const { name, version, graph } = model.description;
    expect(reading.model).toEqual({ name, version, sha256: graph.sha256 });
    expect(reading.radiograph).toEqual({
      rows: 16,
      columns: 16,
      format: "png",
      view: null,
      warnings: ["A remark, with a comma."],
    });
  });

  test("of what its file calls something else is made only anyway, and says so", async () => {
    const hand = makeDicom({ BodyPartExamined: "HAND" });
    await expect(readRadiograph(hand)).rejects.toMatchObject({ code: "NOT_A_CHEST_RADIOGRAPH" });
    const radiograph = await readRadiograph(hand, { anyPart: true });
    const refusal = { code: "NOT_A_CHEST_RADIOGRAPH", message: expect.stringContaining("HAND") };
    await expect(model.read(radiograph)).rejects.toMatchObject(refusal);
    const { findings, ...rest } = await model.read(radiograph, { anyway: true });
    expect(rest.refusal).toEqual(refusal);
    // It is the same to the pixel as one that calls itself a chest.
    const chest = await model.read(await readRadiograph(makeDicom()));
    expect(findings).toEqual(chest.findings);
    expect(chest.refusal).toBeUndefined();
    // What can't be decoded either is refused for what it shows.
    const cut = makeDicom({ BodyPartExamined: "HAND", PixelData: new Uint8Array(100) });
    await expect(readRadiograph(cut, { anyPart: true })).rejects.toMatchObject(refusal);
  });

  test("has the same bytes again, in any order and at once", async () => {
    const radiographs = [6, 7, 8, 9].map((seed) => exampleRadiograph(seed, 10 + seed));
    const bytesOf = async (one: Radiograph) => {
      const reading = await model.read(one);
      return (
        readingToJson("file", reading) + Buffer.from(reading.heatmaps.data.buffer).toString("hex")
      );
    };
    const first: string[] = [];
    for (const radiograph of radiographs) first.push(await bytesOf(radiograph));
    const backwards: string[] = [];
    for (const radiograph of [...radiographs].reverse())
      backwards.unshift(await bytesOf(radiograph));
    expect(backwards).toEqual(first);
    expect(await Promise.all(radiographs.map(bytesOf))).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
  });

  test("keeps its heatmaps when the next radiograph is read", async () => {
    const { heatmaps } = await model.read(exampleRadiograph(10));
    const before = heatmaps.data.slice();
    await model.read(exampleRadiograph(11));
    expect(heatmaps.data).toEqual(before);
  });
});

describe("a model whose graph is not as described", () => {
  test.each([
    ["another map", "heatmaps", threeRows, 1],
    ["no numbers", "logits", () => {}, Number.NaN],
    ["numbers beyond float32", "logits", () => {}, 1e39],
  ])("gives an error instead of a reading: %s", async (what, output, change, scale) => {
    const model = await modelOf(what, change, scale);
    await expect(model.read(exampleRadiograph(1))).rejects.toMatchObject({
      name: "ModelError",
      code: "MODEL_INVALID",
      fields: { output },
    });
    await model.release();
  });

  test("can't be loaded from a folder that is not there", async () => {
    await expect(loadModel(join(root, "none"))).rejects.toMatchObject({ code: "MODEL_NOT_FOUND" });
  });
});

function threeRows({ heatmaps }: TrainedModelDescription): void {
  heatmaps.rows = 3;
}

/** Writes the example model with changes and loads it. */
async function modelOf(
  name: string,
  change: (description: TrainedModelDescription) => void,
  scale = 1,
): Promise<Model> {
  const folder = join(root, name);
  const description = exampleDescription();
  change(description as TrainedModelDescription);
  await writeModelFolder(folder, exampleOnnx(scale), description, "");
  return loadModel(folder, { threads: 1 });
}

/** An output of the example's graph, in float64. */
function weighted({ pixels }: Radiograph, output: number): number {
  return pixels.reduce(
    (sum, value, pixel) => sum + (value / 255) * exampleWeight(output, pixel),
    0,
  );
}

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { averagePool, Graph, linear, relu, reshape, writeOnnx } from "../../src/graph/index.ts";
import { float32 } from "../../src/graph/tensor.ts";
import { modelCard, writeModelFolder } from "../../src/model/index.node.ts";
import { Random } from "../../src/random.ts";
import { exampleDescription } from "../model/example-model.ts";
import { jsonLines, thorascope } from "./run-command.ts";

const SIDE = 64;
const LEARNED = 240;
const TRIED = 60;

/** A crude chest: dark lungs to both sides of a bright middle, a bright belly, dark air beside the neck. */
function drawChest(random: Random): Uint8Array {
  const [lung, middle, tilt] = [
    0.24 + 0.03 * random.normal() * 0.3,
    32 + random.normal(),
    0.02 * random.normal(),
  ];
  return Uint8Array.from({ length: SIDE * SIDE }, (_, index) => {
    const [row, column] = [Math.floor(index / SIDE), index % SIDE];
    const x = (column - middle - tilt * (row - 32)) / SIDE;
    const y = (row - 28) / SIDE;
    const isLung = ((Math.abs(x) - 0.21) / 0.15) ** 2 + (y / 0.33) ** 2 < 1;
    const isAir = row < 10 && Math.abs(x) > 0.2;
    const grey = isAir ? 0.05 : isLung ? lung : 0.62 + 0.3 * Math.max(0, y);
    return Math.round(255 * Math.min(Math.max(grey + 0.03 * random.normal(), 0), 1));
  });
}

async function writePicture(path: string, grey: Uint8Array): Promise<void> {
  await sharp(grey, { raw: { width: SIDE, height: SIDE, channels: 1 } })
    .toColourspace("b-w")
    .png()
    .toFile(path);
}

/** A model whose features are 64 mean greys: enough to tell a chest that lies right from one that does not. */
async function writeModel(folder: string): Promise<void> {
  const graph = new Graph("mean greys");
  const grey = graph.input("grey", ["batch", 1, 16, 16]);
  const features = reshape(averagePool(grey, { kernel_shape: [2, 2], strides: [2, 2] }), [0, -1]);
  const layer = (name: string, outputs: number) =>
    linear(
      features,
      graph.constant(
        float32(
          [outputs, 64],
          Float32Array.from({ length: outputs * 64 }, (_, index) => ((index * 7) % 11) / 30 - 0.15),
        ),
        `${name}.weight`,
      ),
      graph.constant(float32([outputs], new Float32Array(outputs)), `${name}.bias`),
    );
  graph.output("logits", layer("findings", 14));
  graph.output("abnormal", layer("any_finding", 1));
  graph.output("heatmaps", relu(reshape(layer("maps", 14 * 6), [0, 14, 2, 3])));
  graph.output("features", features);
  const description = exampleDescription();
  await writeModelFolder(folder, writeOnnx(graph), description, modelCard(description));
}

describe("thorascope gate", () => {
  let folder: string;
  let gated: string;
  const gate = (...more: string[]) =>
    thorascope(
      "gate",
      ...["--dataset", "folder", "--labels", join(folder, "labels.csv")],
      ...["--images", join(folder, "images"), "--split", join(folder, "learned.txt")],
      ...["--model", join(folder, "model"), "--others", join(folder, "others"), "--quiet"],
      ...more,
    );

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "thorascope-gate-"));
    const random = Random.fromSeed(4);
    mkdirSync(join(folder, "images"));
    mkdirSync(join(folder, "others", "stars"), { recursive: true });
    await writeModel(join(folder, "model"));
    const names = Array.from({ length: LEARNED + TRIED }, (_, index) => `chest-${index}.png`);
    for (const name of names) await writePicture(join(folder, "images", name), drawChest(random));
    const rows = names.map((name, index) => `${name},p${index >> 1},${index % 2}`);
    writeFileSync(join(folder, "labels.csv"), `file,patient,Effusion\n${rows.join("\n")}\n`);
    writeFileSync(join(folder, "learned.txt"), names.slice(0, LEARNED).join("\n"));
    writeFileSync(join(folder, "tried.txt"), names.slice(LEARNED).join("\n"));
    for (let index = 0; index < 20; index++) {
      const stars = Uint8Array.from({ length: SIDE * SIDE }, () =>
        random.below(12) === 0 ? 255 : random.below(20),
      );
      await writePicture(join(folder, "others", "stars", `${index}.png`), stars);
    }
    gated = join(folder, "gated");
    const { code, stdout, stderr } = gate(
      ...["--test-split", join(folder, "tried.txt"), "--out", gated, "--refuse", "0.02"],
    );
    expect(stderr).toBe("");
    expect(code).toBe(0);
    writeFileSync(join(folder, "said.txt"), stdout);
    const upsideDown = sharp(join(folder, "images", "chest-290.png")).rotate(180);
    await upsideDown.toColourspace("b-w").toFile(join(folder, "upside-down.png"));
  }, 300_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("refuses turned, inverted and other pictures, and hardly any chest", () => {
    const { gate: learned, version } = JSON.parse(readFileSync(join(gated, "model.json"), "utf8"));
    expect(learned.learned).toMatchObject({ radiographs: LEARNED, refused: 0.02, seed: 1 });
    expect(version).toMatch(/^4\.5\.6\+gate\.[0-9a-f]{8}$/);
    const shareOf = (images: string) =>
      learned.tests.find((one: { images: string }) => one.images.includes(images)).refused;
    expect(shareOf("tried.txt")).toMatchObject({ of: TRIED });
    expect(shareOf("tried.txt").value).toBeLessThan(0.1);
    for (const images of ["upside down", "to the left", "to the right", "negative", "checks"])
      expect(shareOf(images).value).toBeGreaterThan(0.95);
    const said = readFileSync(join(folder, "said.txt"), "utf8");
    expect(said).toMatch(/Learned from 240 radiographs/);
    expect(said).toMatch(/upside down\s+refused\s+60\s+100\.0 %/);
  });

  test("says what is wrong with a radiograph, reads it anyway if asked, and marks the reading", () => {
    const file = join(folder, "upside-down.png");
    const refused = thorascope("read", file, "--model", gated, "--json", "--quiet");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("1 of them the model refuses: --anyway reads and marks them.");
    const [line] = jsonLines(refused.stdout);
    expect(line).toMatchObject({ file, error: { code: "RADIOGRAPH_TURNED" } });
    expect(JSON.stringify(line)).toContain("upside-down.png: it looks upside down");
    const read = thorascope("read", file, "--model", gated, "--json", "--quiet", "--anyway");
    expect(read.code).toBe(0);
    const [marked] = jsonLines(read.stdout);
    expect(marked).toMatchObject({ refusal: { code: "RADIOGRAPH_TURNED" } });
    const table = join(folder, "table.csv");
    thorascope("read", file, "--model", gated, "--csv", table, "--quiet", "--anyway");
    expect(readFileSync(table, "utf8")).toMatch(/upside-down\.png,0\.\d+.*,RADIOGRAPH_TURNED\n$/);
    const page = join(folder, "page");
    thorascope("read", file, "--model", gated, "--report", page, "--quiet", "--anyway");
    expect(readFileSync(join(page, "index.html"), "utf8")).toContain(
      "Read although the model refuses it",
    );
    const shown = thorascope("read", file, "--model", gated, "--quiet", "--anyway");
    expect(shown.stdout).toContain("READ ALTHOUGH REFUSED (RADIOGRAPH_TURNED)");
  });

  test("changes no digit of what the model says of a chest", () => {
    const file = join(folder, "images", "chest-250.png");
    const readings = ["model", "gated"].map((model) => {
      const { stdout } = thorascope("read", file, "--model", join(folder, model), "--json");
      const { findings, abnormal } = jsonLines(stdout)[0] ?? {};
      return { findings, abnormal };
    });
    expect(readings[0]?.findings).toHaveLength(14);
    expect(readings[1]).toEqual(readings[0]);
  });

  test("is counted by evaluate, with and without those it refuses", () => {
    const images = join(folder, "mixed");
    mkdirSync(images);
    const chest = readFileSync(join(folder, "images", "chest-251.png"));
    for (const name of ["a", "b", "c"]) writeFileSync(join(images, `${name}.png`), chest);
    writeFileSync(join(images, "d.png"), readFileSync(join(folder, "upside-down.png")));
    writeFileSync(
      join(folder, "mixed.csv"),
      "file,patient,Effusion\na.png,1,1\nb.png,2,0\nc.png,3,0\nd.png,4,1\n",
    );
    const evaluate = (...more: string[]) => {
      const { stdout } = thorascope(
        "evaluate",
        ...["--dataset", "folder", "--labels", join(folder, "mixed.csv"), "--images", images],
        ...["--model", gated, "--replicates", "5", "--json", "--quiet", ...more],
      );
      return JSON.parse(stdout);
    };
    const { population, evaluation, withGated } = evaluate();
    expect(population.refused).toEqual([
      { code: "RADIOGRAPH_TURNED", radiographs: 1, withFinding: 1 },
    ]);
    expect([evaluation.radiographs, withGated.radiographs]).toEqual([3, 4]);
    const all = evaluate("--anyway");
    expect(all.population.refused).toEqual([]);
    expect(all.withGated).toBeNull();
    expect(all.evaluation.radiographs).toBe(4);
    expect(all.evaluation.meanAuroc).toEqual(withGated.meanAuroc);
  });

  test.each([
    [
      "a patient on both sides",
      () => ["--test-split", join(folder, "learned.txt"), "--out", join(folder, "new")],
      /Patient p\d+ is on both sides/,
    ],
    ["a place that is taken", () => ["--out", gated], /gated.*(there already|not empty)/],
    [
      "a model that has a gate",
      () => ["--out", join(folder, "new"), "--model", gated],
      /has a gate already/,
    ],
    [
      "a folder that is not there",
      () => ["--out", join(folder, "new"), "--others", join(folder, "nowhere")],
      /nowhere: it is no folder/,
    ],
    [
      "too few radiographs",
      () => ["--out", join(folder, "new"), "--split", join(folder, "tried.txt")],
      /60 radiographs are too few/,
    ],
    [
      "a share beyond a half",
      () => ["--out", join(folder, "new"), "--refuse", "0.5"],
      /below 0\.5/,
    ],
  ])("refuses %s, and writes nothing", (_, more, words) => {
    const { code, stderr } = gate(...more());
    expect(code).toBeGreaterThan(0);
    expect(stderr).toMatch(words);
    expect(() => readFileSync(join(folder, "new", "model.json"))).toThrow();
  });
});

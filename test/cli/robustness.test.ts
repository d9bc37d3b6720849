import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { temporaryFolder } from "../dataset/radiograph-files.ts";
import { jsonLines, thorascope } from "./run-command.ts";

const SAMPLES = resolve(import.meta.dirname, "../../samples");

let folder: string;
let images: string;
beforeEach(() => {
  folder = temporaryFolder();
  images = join(folder, "images");
  mkdirSync(images);
  const files = readdirSync(SAMPLES).filter((name) => /^synthetic-.*\.(png|dcm)$/.test(name));
  for (const file of files) cpSync(join(SAMPLES, file), join(images, file));
  writeFileSync(join(images, "broken.png"), "this is no image");
  const rows = [...files, "broken.png", "absent.png"].map((file, index) =>
    [file, `p${index}`, index % 2].join(","),
  );
  writeFileSync(join(folder, "labels.csv"), `${["file,patient,Effusion", ...rows].join("\n")}\n`);
});

const robustness = (...more: string[]) =>
  thorascope(
    ...["robustness", "--dataset", "folder", "--labels", join(folder, "labels.csv")],
    ...["--images", images, "--quiet", ...more],
  );

describe("thorascope robustness", () => {
  test("counts the decisions that differ from those of readings of disturbed files", () => {
    const { code, stdout } = robustness("--only", "one-sided-collimation,gamma", "--json");
    expect(code).toBe(0);
    const { population, undisturbed, disturbances } = JSON.parse(stdout);
    expect(population).toMatchObject({ labelled: 8, missing: 1, drawn: null });
    expect(population.refused).toMatchObject([{ radiographs: 1 }]);
    expect(population.sides).toEqual([768, 1024, 1216]);
    expect(undisturbed).toMatchObject({ radiographs: 6, patients: 6, meanAuroc: null });
    expect(disturbances.map(({ name }: { name: string }) => name)).toEqual([
      "gamma",
      "one-sided-collimation",
    ]);
    for (const { levels } of disturbances)
      for (const { changedRadiographs, changedDecisions, medianProbabilityChange } of levels) {
        expect(changedRadiographs).toBe(6);
        expect(changedDecisions.of).toBe(6);
        expect(medianProbabilityChange).toBeGreaterThan(0);
      }
  });

  test("a file that was made darker by hand is read as the disturbance says", async () => {
    // Darker files, made here by hand, are read as the gamma disturbance reads the originals.
    const { default: sharp } = await import("sharp");
    const file = "synthetic-01-normal.png";
    const only = join(folder, "only");
    const darker = join(folder, "darker");
    for (const made of [only, darker]) mkdirSync(made);
    cpSync(join(SAMPLES, file), join(only, file));
    const { data, info } = await sharp(join(SAMPLES, file))
      .toColourspace("b-w")
      .raw()
      .toBuffer({ resolveWithObject: true });
    // 16 bits, so that the file holds what the disturbance computes.
    const squared = Uint16Array.from(data, (grey) => Math.round(65535 * (grey / 255) ** 2));
    await sharp(squared, { raw: { width: info.width, height: info.height, channels: 1 } })
      .toColourspace("grey16")
      .png()
      .toFile(join(darker, file));
    const [before, after] = [only, darker].map((made) =>
      jsonLines(thorascope("read", made, "--json", "--quiet").stdout),
    );
    const probabilities = (lines: typeof before) =>
      ((lines?.[0]?.findings ?? []) as { probability: number }[]).map((one) => one.probability);
    const changes = probabilities(before).map((one, index) =>
      Math.abs(one - (probabilities(after)[index] ?? Number.NaN)),
    );
    const sorted = changes.toSorted((one, other) => one - other);
    const median = ((sorted[6] ?? Number.NaN) + (sorted[7] ?? Number.NaN)) / 2;
    writeFileSync(join(folder, "one.csv"), `file,patient,Effusion\n${file},p,0\n`);
    const { stdout } = thorascope(
      ...["robustness", "--dataset", "folder", "--labels", join(folder, "one.csv")],
      ...["--images", only, "--only", "gamma", "--json", "--quiet"],
    );
    const [{ levels }] = JSON.parse(stdout).disturbances;
    const level = levels.find(({ severity }: { severity: number }) => severity === 2);
    expect(level.medianProbabilityChange).toBeCloseTo(median, 4);
    expect(median).toBeGreaterThan(1e-3);
  });

  test("prints what harms, draws by chance, and writes a page with pictures", () => {
    const report = join(folder, "report");
    const { code, stdout } = robustness(
      ...["--only", "side-marker,resolution", "--limit", "4", "--replicates", "20"],
      ...["--report", report],
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/8 labelled, 1 without image, \d refused, 4 drawn/);
    expect(stdout).toMatch(/Most decisions change under: /);
    expect(stdout).toMatch(/ {2}32 pixels +[34] /);
    const page = readFileSync(join(report, "index.html"), "utf8");
    expect(page).toContain("Not a diagnosis");
    const text = page.replaceAll(/base64,[^"]*/g, "base64");
    expect(/undefined|NaN|\[object/.test(text)).toBe(false);
    expect(page.match(/data:image\/png;base64/g)).toHaveLength(2 + 8 + 4);
    expect(readFileSync(join(report, "resolution-decisions.svg"), "utf8")).toMatch(/^<svg/);
    expect(existsSync(join(report, "robustness.json"))).toBe(true);
  });

  test("says what there is instead of what there is not", () => {
    const { code, stderr } = robustness("--only", "jpeg,blur");
    expect(code).toBe(2);
    expect(stderr).toMatch(/there is no disturbance "blur"; there are resolution, jpeg,/);
    expect(robustness("--limit", "0").code).toBe(2);
  });
});

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readOnnx } from "../../src/graph/index.ts";
import { LAYOUTS } from "../../src/model/index.ts";
import { REGISTRY } from "../../src/model/registry.ts";
import { ARCHITECTURES, readWeights, writeSafetensors } from "../../src/networks/index.ts";
import { formulaWeights } from "../networks/formula-weights.ts";
import { named, zipCheckpoint } from "../networks/make-checkpoint.ts";
import { resnetShapes } from "../networks/resnet-shapes.ts";
import { jsonLines, thorascope } from "./run-command.ts";

const SAMPLE = "samples/synthetic-01-normal.png";

let folder: string;
let checkpoint: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "thorascope-models-"));
  checkpoint = join(folder, "xray.safetensors");
  writeFileSync(checkpoint, writeSafetensors(formulaWeights(resnetShapes(18, 18, 1))));
  process.env.THORASCOPE_HOME = join(folder, "home");
});
afterAll(() => {
  delete process.env.THORASCOPE_HOME;
  rmSync(folder, { recursive: true });
});

describe("models import", () => {
  test("makes a folder that read reads with, and export and show take", () => {
    const model = join(folder, "model");
    const imported = thorascope(
      "models",
      "import",
      checkpoint,
      "--network",
      "resnet18",
      "--size",
      "64",
      "--out",
      model,
    );
    expect(imported).toMatchObject({ code: 0, stderr: "" });
    expect(imported.stdout).toContain("14 of 14 findings");
    expect(imported.stdout).toContain("not calibrated");

    const json = thorascope("read", SAMPLE, "--json", "--quiet", "--model", model);
    expect(json.code).toBe(0);
    expect(jsonLines(json.stdout)[0]).toMatchObject({
      model: { name: "xray", calibrated: false },
      abnormal: null,
      findings: expect.arrayContaining([
        expect.objectContaining({ finding: "Mass", operatingPoint: null, positive: false }),
      ]),
    });
    const table = thorascope("read", SAMPLE, "--quiet", "--model", model);
    expect(table.stdout).toContain("any finding -");
    expect(table.stdout).toContain("not calibrated");
    const report = join(folder, "report");
    expect(thorascope("read", SAMPLE, "--quiet", "--model", model, "--report", report).code).toBe(
      0,
    );
    expect(readFileSync(join(report, "index.html"), "utf8")).toContain("not calibrated");

    const shown = thorascope("models", "show", model);
    expect(shown.stdout).toContain("layout torchxrayvision");
    expect(shown.stdout).toContain("licence: not known");
    expect(JSON.parse(thorascope("models", "show", model, "--json").stdout)).toMatchObject({
      imported: { architecture: "resnet18" },
    });

    const out = join(folder, "exported");
    expect(thorascope("models", "export", model, "--out", out).stdout).toContain(
      "grey [batch, 1, 64, 64]",
    );
    const graph = readOnnx(readFileSync(join(out, "model.onnx")));
    expect(graph.outputs.map(({ name }) => name)).toEqual(["logits", "heatmaps", "features"]);
    const weights = readWeights(readFileSync(join(out, "weights.safetensors")));
    expect(weights.get("conv1.weight")?.shape).toEqual([64, 1, 7, 7]);
    expect(weights.get("findings.weight")?.shape).toEqual([14, 512]);
  });

  test("takes labels, and shows - for what the network does not know", () => {
    const model = join(folder, "two");
    const labels = `Effusion,Hernia${",".repeat(16)}`;
    const options = ["--network", "resnet18", "--size", "64", "--labels", labels, "--out", model];
    expect(thorascope("models", "import", checkpoint, ...options).stdout).toContain("2 of 14");
    const { stdout } = thorascope("read", SAMPLE, "--quiet", "--model", model);
    expect(stdout).toMatch(/Mass +- /);
    const csv = join(folder, "two.csv");
    thorascope("read", SAMPLE, "--quiet", "--model", model, "--csv", csv);
    const cells = readFileSync(csv, "utf8").split("\n")[1]?.split(",") ?? [];
    expect(cells.filter((cell) => cell === "")).toHaveLength(14);
    const maps = join(folder, "two-maps");
    thorascope("read", SAMPLE, "--quiet", "--model", model, "--heatmaps", maps, "--all-heatmaps");
    expect(existsSync(join(maps, "synthetic-01-normal_Effusion.png"))).toBe(true);
    expect(existsSync(join(maps, "synthetic-01-normal_Mass.png"))).toBe(false);
  });

  test("--weights-only writes what a recipe begins from", () => {
    const out = join(folder, "backbone.safetensors");
    const { code } = thorascope(
      "models",
      "import",
      checkpoint,
      "--network",
      "resnet18",
      "--weights-only",
      "--out",
      out,
    );
    expect(code).toBe(0);
    const names = [...readWeights(readFileSync(out)).keys()];
    expect(names).toContain("layer4.1.bn2.running_var");
    expect(names).not.toContain("fc.weight");
  });

  test("runs nothing of a hostile checkpoint, and writes nothing", () => {
    const hostile = join(folder, "hostile.pt");
    writeFileSync(hostile, zipCheckpoint([named("os", "system"), "(X\x02\0\0\0idtR"]));
    const out = join(folder, "hostile");
    const { code, stderr } = thorascope(
      "models",
      "import",
      hostile,
      "--network",
      "resnet18",
      "--out",
      out,
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/^WEIGHTS_UNSAFE {2}.*os\.system/);
    expect(existsSync(out)).toBe(false);
  });

  test.each([
    [["import", "--out", "x"], "missing required argument"],
    [["import", "CHECKPOINT", "--out", "x"], "--network"],
    [["import", "CHECKPOINT", "--network", "vgg16", "--out", "x"], "Allowed choices"],
    [["import", "CHECKPOINT", "--network", "resnet18", "--size", "12", "--out", "x"], "--size"],
    [["nonsense"], "unknown command"],
  ])("%j is wrong usage", (args, message) => {
    const { code, stderr } = thorascope(
      "models",
      ...args.map((arg) => (arg === "CHECKPOINT" ? checkpoint : arg)),
    );
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test("its help names every network and layout", () => {
    const { stdout } = thorascope("models", "import", "--help");
    for (const name of [...Object.keys(ARCHITECTURES), ...Object.keys(LAYOUTS)])
      expect(stdout).toContain(`"${name}"`);
  });
});

describe("published weights", () => {
  test("are listed, for people and programs", () => {
    const { stdout } = thorascope("models", "list");
    for (const { name } of REGISTRY) expect(stdout).toContain(name);
    expect(stdout).toContain("have not fetched them");
    expect(jsonLines(thorascope("models", "list", "--json").stdout)).toEqual(
      JSON.parse(JSON.stringify(REGISTRY)),
    );
  });

  test("have names, addresses and file names of their own", () => {
    for (const key of ["name", "address"] as const)
      expect(new Set(REGISTRY.map((entry) => entry[key])).size).toBe(REGISTRY.length);
    for (const { address, sha256 } of REGISTRY) {
      expect(address).toMatch(/^https:\/\//);
      expect(sha256 ?? "0").toMatch(/^[0-9a-f]+$/);
    }
  });

  test("offline: the message says where to put them by hand", () => {
    const name = "torchvision-densenet121-v1";
    const { code, stderr } = thorascope("models", "pull", name, "--offline");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^DOWNLOAD_OFFLINE/);
    expect(stderr).toContain("https://download.pytorch.org/models/densenet121-a639ec97.pth");
    expect(stderr).toContain(join(folder, "home", "weights", "densenet121-a639ec97.pth"));
    process.env.THORASCOPE_OFFLINE = "1";
    expect(thorascope("models", "pull", name).stderr).toMatch(/^DOWNLOAD_OFFLINE/);
    delete process.env.THORASCOPE_OFFLINE;
  });

  test("put there by hand are found, imported with their labels, and checked", () => {
    const weights = join(folder, "home", "weights");
    mkdirSync(weights, { recursive: true });
    writeFileSync(join(weights, "pc-nih-rsna-siim-vin-resnet50-test512-e400-state.pt"), "<html>");
    const xray = "torchxrayvision-resnet50-all";
    expect(thorascope("models", "pull", xray, "--offline").stdout).toContain("was there already");
    const imported = thorascope("models", "import", xray, "--offline", "--out", join(folder, "x"));
    expect(imported.stderr).toMatch(/^WEIGHTS_INVALID.*web page/);
    writeFileSync(join(weights, "resnet18-f37072fd.pth"), "changed");
    const changed = thorascope("models", "pull", "torchvision-resnet18-v1");
    expect(changed.stderr).toMatch(/^DOWNLOAD_CHECKSUM/);
  });

  test("of a name that there is not", () => {
    const { code, stderr } = thorascope("models", "pull", "densenet");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^WEIGHTS_UNKNOWN.*torchvision-densenet121-v1/);
  });
});

test("models show tells what the bundled model is", () => {
  const { stdout } = thorascope("models", "show");
  expect(stdout).toContain("MobileNetV2 fine-tuned, NIH subset");
  expect(stdout).toContain("cross-validation");
});

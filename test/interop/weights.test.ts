import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FINDINGS } from "../../src/findings/index.ts";
import { float32, writeOnnx } from "../../src/graph/index.ts";
import { findingOf, importBackbone, importNetwork } from "../../src/model/index.ts";
import {
  ARCHITECTURES,
  type ArchitectureName,
  readWeights,
  type Weights,
} from "../../src/networks/index.ts";
import { createSession } from "../../src/runtime/index.node.ts";
import { jsonLines, thorascope } from "../cli/run-command.ts";
import { largestRelativeDifference } from "../networks/compare.ts";
import { askPython, PYTHON_TIMEOUT } from "./ask-python.ts";

/** Small, so that it is fast; networks take any size. */
const SIZE = 64;

/** TorchXRayVision's order, written down here once more. */
const XRAY_OUTPUTS = [0, 10, 7, 2, 12, 11, 8, 3, 1, 4, 5, 6, 9, 13];

interface Import {
  readonly file: string;
  readonly architecture: ArchitectureName;
  readonly layout?: "torchvision";
  readonly labels?: readonly string[];
  readonly expectedLayout: string;
  /** For each finding, the network's output that stands for it. */
  readonly outputs: readonly (number | null)[];
}

const ALL = FINDINGS.map((_, index) => index);
const IMPORTS: readonly Import[] = [
  {
    file: "xrv-module.pt",
    architecture: "densenet121",
    expectedLayout: "torchxrayvision",
    outputs: XRAY_OUTPUTS,
  },
  {
    file: "xrv-module-legacy.pt",
    architecture: "densenet121",
    expectedLayout: "torchxrayvision",
    outputs: XRAY_OUTPUTS,
  },
  {
    file: "xrv-resnet-state.pt",
    architecture: "resnet50",
    expectedLayout: "torchxrayvision",
    outputs: XRAY_OUTPUTS,
  },
  { file: "chexnet.pth.tar", architecture: "densenet121", expectedLayout: "chexnet", outputs: ALL },
  {
    file: "mobilenet-parallel.pt",
    architecture: "mobilenet_v2",
    layout: "torchvision",
    labels: FINDINGS,
    expectedLayout: "torchvision",
    outputs: ALL,
  },
  {
    file: "mobilenet-timm.pt",
    architecture: "mobilenet_v2",
    layout: "torchvision",
    labels: FINDINGS,
    expectedLayout: "torchvision",
    outputs: ALL,
  },
  {
    file: "resnet-half.pt",
    architecture: "resnet18",
    layout: "torchvision",
    labels: ["hernia", "", "Pleural effusion"],
    expectedLayout: "torchvision",
    outputs: FINDINGS.map((finding) =>
      finding === "Hernia" ? 0 : finding === "Effusion" ? 2 : null,
    ),
  },
];

const read = new Map<string, Weights>();
let folder: string;
let answers: Record<string, number[]> & { odd: Record<string, [number[], number[]]> };
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "thorascope-checkpoints-"));
  const packages = "python3-torch python3-torchvision python3-pil";
  answers = askPython("write_checkpoints.py", packages, { folder, size: SIZE });
}, PYTHON_TIMEOUT);
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(IMPORTS)("$file, imported as $architecture", (request) => {
  test("gives PyTorch's logits, each for its finding", async () => {
    const { file, architecture, layout, labels, outputs } = request;
    const { graph, description } = importNetwork({
      weights: weightsOf(file),
      architecture,
      layout,
      labels,
      inputSize: SIZE,
      name: "imported",
      source: { file, sha256: "0".repeat(64), address: null, licence: null },
    });
    expect(description.imported.layout).toBe(request.expectedLayout);
    expect(description.findings.map(({ label }) => label && findingOf(label))).toEqual(
      outputs.map((output, index) => (output === null ? null : FINDINGS[index])),
    );
    const session = await createSession(writeOnnx(graph), { threads: 2 });
    const grey = float32([1, 1, SIZE, SIZE], answers.grey ?? []);
    const { logits, heatmaps } = await session.run({ grey }, ["logits", "heatmaps"]);
    await session.release();
    const expected = outputs.map((output) => (output === null ? 0 : answers[file]?.[output]));
    expect(expected.some((logit) => Math.abs(logit ?? 0) > 0.1)).toBe(true);
    expect(largestRelativeDifference(logits?.data ?? [], expected.map(Number))).toBeLessThan(1e-4);
    expect(heatmaps?.shape.slice(0, 2)).toEqual([1, 14]);
  });

  test("holds all that training begins from", () => {
    const backbone = importBackbone(weightsOf(request.file), request.architecture);
    expect(backbone.has(ARCHITECTURES[request.architecture].stem.name)).toBe(true);
    expect([...backbone.keys()].filter((name) => /^(module|classifier|fc)/.test(name))).toEqual([]);
  });
});

test("models import, then read --model, on the command line gives PyTorch's probabilities", () => {
  const model = join(folder, "readable");
  const checkpoint = join(folder, "readable.pt");
  const options = ["--network", "densenet121", "--out", model];
  expect(thorascope("models", "import", checkpoint, ...options)).toMatchObject({ code: 0 });
  const file = join(folder, "chest.png");
  const { stdout } = thorascope("read", file, "--json", "--quiet", "--model", model);
  const [reading] = jsonLines(stdout) as unknown as { findings: { probability: number }[] }[];
  const ours = reading?.findings.map(({ probability }) => probability) ?? [];
  const expected = XRAY_OUTPUTS.map((output) => answers.probabilities?.[output] ?? Number.NaN);
  expect(Math.max(...expected) - Math.min(...expected)).toBeGreaterThan(0.3);
  expect(largestRelativeDifference(ours, expected)).toBeLessThan(1e-4);
});

test(
  "an imported network is ONNX to ONNX's own library",
  () => {
    const source = { file: "w.pt", sha256: "0".repeat(64), address: null, licence: null };
    const files = IMPORTS.map(({ file, architecture, layout, labels }) => {
      const weights = weightsOf(file);
      const request = { weights, architecture, layout, labels, inputSize: SIZE, name: "x", source };
      const path = join(folder, `${file}.onnx`);
      writeFileSync(path, writeOnnx(importNetwork(request).graph));
      return path;
    });
    const checked = askPython<{ problem: string | null }[]>("onnx_check.py", "python3-onnx", {
      files,
    });
    expect(checked.map(({ problem }) => problem)).toEqual(files.map(() => null));
  },
  PYTHON_TIMEOUT,
);

test.each([
  ["densenet169.pt", "densenet121", "WEIGHT_SHAPE"],
  ["resnet101.pt", "resnet50", "WEIGHT_SHAPE"],
  ["resnet101.pt", "densenet121", "WEIGHT_MISSING"],
  ["xrv-module.pt", "resnet50", "WEIGHT_MISSING"],
] as const)("%s is no %s: %s", (file, architecture, code) => {
  expect(() => importBackbone(weightsOf(file), architecture)).toThrow(
    expect.objectContaining({ code }),
  );
});

describe("PyTorch's tensors come as they are,", () => {
  test.each(["odd.pt", "odd-legacy.pt"])(
    "views, shared storages and number formats: %s",
    (file) => {
      const tensors = Object.fromEntries(
        [...weightsOf(file)].map(([name, { shape, data }]) => [name, [shape, Array.from(data)]]),
      );
      expect(tensors).toEqual(answers.odd);
    },
  );
});

describe("what is no weights is refused, and nothing is run:", () => {
  test.each(["hostile.pt", "hostile-legacy.pt"])("%s", (file) => {
    expect(() => weightsOf(file)).toThrow(expect.objectContaining({ code: "WEIGHTS_UNSAFE" }));
    expect(existsSync(join(folder, "owned"))).toBe(false);
  });

  test("a TorchScript program", () => {
    expect(() => weightsOf("script.pt")).toThrow(
      expect.objectContaining({
        code: "WEIGHTS_UNSUPPORTED",
        message: expect.stringContaining("TorchScript"),
      }),
    );
  });
});

/** Weights of a file, read once. */
function weightsOf(file: string): Weights {
  const weights = read.get(file) ?? readWeights(readFileSync(join(folder, file)));
  read.set(file, weights);
  return weights;
}

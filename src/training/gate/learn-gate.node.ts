import { type LocatedRecord, patientFolds } from "../../dataset/index.ts";
import { readOnnx } from "../../graph/index.ts";
import { writeOnnx } from "../../graph/write.ts";
import {
  addGate,
  type GateDescription,
  IMAGE_KINDS,
  type ImageKind,
  type ModelFolder,
} from "../../model/index.node.ts";
import { quantile } from "../../quantile.ts";
import { Random } from "../../random.ts";
import { TrainingError } from "../errors.ts";
import { type Matrix, rowOf, selectRows, zeros } from "../matrix.ts";
import { fitGate, type GateExamples, judge } from "./gate-fit.ts";
import { TUNING_IMAGES } from "./generated-images.ts";
import { type ImageToSee, openImageReader } from "./see-images.node.ts";
import { VARIATIONS } from "./variations.node.ts";

/** What a gate is learned from. */
export interface GateRequest {
  readonly model: ModelFolder;
  readonly radiographs: readonly LocatedRecord[];
  /** What they are, for the description. */
  readonly population: string;
  /** Files of images that are something else, and what they are. */
  readonly others: readonly { readonly path: string; readonly sort: string }[];
  /** The share of the radiographs that may be refused. */
  readonly refuse: number;
  readonly seed: number;
}

/** A model's graph with a gate, and what goes into its description; tests are still to come. */
export interface LearnedGate {
  readonly onnx: Uint8Array;
  readonly gate: GateDescription;
}

type OnStep = (stage: string, done: number, total: number) => void;

const FOLDS = 5;
/** Fewer say nothing about a share of half a percent. */
const FEWEST = 200;
/** Radiographs of which each variation is made. */
const VARIED = 1200;
const GENERATED = 20;

/**
 * Learns when a model should not answer, from the features of its own network: a linear layer that tells upright
 * frontal chest radiographs from turned, inverted and spoiled ones and from other pictures, and the distance from
 * their common features (Lee et al., NeurIPS 2018, with one class).
 *
 * The two bounds are set on radiographs of patients that the gate at hand did not learn from (5 folds), each to refuse
 * half of the share that may be refused; the gate that ships learns from all of them.
 *
 * @throws TrainingError `DATA_INSUFFICIENT` with fewer than 200 radiographs.
 */
export async function learnGate(request: GateRequest, onStep?: OnStep): Promise<LearnedGate> {
  const { model, radiographs, population, others, refuse, seed } = request;
  refuseTooFew(radiographs.length);
  const parts = await seeAll(request, onStep);
  const bounds = boundsFor(refuse, judgeOthers(parts, radiographs, seed, onStep));
  const graph = readOnnx(model.onnx);
  addGate(graph, fitGate(examplesOf(Object.values(parts).flat()), seed));
  const { title, version } = model.description;
  return {
    onnx: writeOnnx(graph, { description: title, producerVersion: version }),
    gate: {
      kinds: [...IMAGE_KINDS],
      ...bounds,
      learned: {
        population,
        radiographs: readable(parts.chests.features).rows,
        refused: refuse,
        others: countSorts(others, parts.others.features),
        seed,
      },
      tests: [],
    },
  };
}

/** What the network sees in everything that is learned from. */
interface Parts {
  readonly chests: Part;
  readonly varied: readonly Part[];
  readonly others: Part;
}

async function seeAll(
  { model, radiographs, others, seed }: GateRequest,
  onStep?: OnStep,
): Promise<Parts> {
  const random = Random.fromSeed(seed);
  const reader = await openImageReader(model, ["features"]);
  const see = (what: string, images: readonly ImageToSee[]) =>
    reader.read(images, (done, total) => onStep?.(what, done, total));
  try {
    const all = [...radiographs.keys()];
    const chests = await see(
      "radiographs",
      radiographs.map(({ path }) => ({ path })),
    );
    const step = Math.max(1, Math.floor(radiographs.length / VARIED));
    const rows = all.filter((row) => row % step === 0);
    const varied: Part[] = [];
    for (const { name, kind, make } of VARIATIONS) {
      const change = (grey: Float32Array, size: number) => make(grey, size, random);
      const images = rows.map((row) => ({ path: radiographs[row]?.path ?? "", change }));
      varied.push({ features: await see(name, images), kind, rows });
    }
    const pictures = await see("other images", [
      ...others.map(({ path }) => ({ path })),
      ...TUNING_IMAGES.flatMap(({ make }) =>
        Array.from({ length: GENERATED }, () => ({ draw: (size: number) => make(size, random) })),
      ),
    ]);
    return {
      chests: { features: chests, kind: "frontal-chest", rows: all },
      varied,
      others: { features: pictures, kind: "something-else", rows: null },
    };
  } finally {
    await reader.close();
  }
}

type Judged = ReturnType<typeof judge>;

/** Each radiograph judged by a gate that has learned from other patients only. */
function judgeOthers(
  parts: Parts,
  radiographs: readonly LocatedRecord[],
  seed: number,
  onStep?: OnStep,
): Judged {
  const folds = patientFolds(radiographs, FOLDS, seed);
  const judged: Judged = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    onStep?.("bounds", fold, FOLDS);
    const examples = examplesOf(Object.values(parts).flat(), (row) => folds[row] !== fold);
    const left = [...radiographs.keys()].filter((row) => folds[row] === fold);
    const features = readable(selectRows(parts.chests.features, left));
    judged.push(...judge(fitGate(examples, seed), features));
  }
  onStep?.("bounds", FOLDS, FOLDS);
  return judged;
}

/** Each of the two bounds refuses half of what may be refused. */
function boundsFor(refuse: number, judged: Judged) {
  const ascending = (values: readonly number[]) => values.toSorted((one, other) => one - other);
  const probabilities = ascending(judged.map(({ probability }) => probability));
  const distances = ascending(judged.map(({ distance }) => distance));
  return {
    leastProbability: quantile(probabilities, refuse / 2),
    greatestDistance: quantile(distances, 1 - refuse / 2),
  };
}

/** Features of images of one kind; `rows` are the radiographs they were made of. */
interface Part {
  readonly features: Matrix;
  readonly kind: ImageKind;
  readonly rows: readonly number[] | null;
}

/** What may be learned from: images that could be read, made of radiographs that are allowed. */
function examplesOf(
  parts: readonly Part[],
  isAllowed: (radiograph: number) => boolean = () => true,
): GateExamples {
  const chosen = parts.flatMap(({ features, kind, rows }) =>
    Array.from({ length: features.rows }, (_, index) => ({ features, kind, index }))
      .filter(({ index }) => rows === null || isAllowed(rows[index] ?? 0))
      .filter(({ index }) => isReadable(rowOf(features, index))),
  );
  const columns = parts[0]?.features.columns ?? 0;
  const features = zeros(chosen.length, columns);
  for (const [row, { features: from, index }] of chosen.entries())
    rowOf(features, row).set(rowOf(from, index));
  return { features, kinds: chosen.map(({ kind }) => kind) };
}

function readable(features: Matrix): Matrix {
  const rows = Array.from({ length: features.rows }, (_, row) => row);
  return selectRows(
    features,
    rows.filter((row) => isReadable(rowOf(features, row))),
  );
}

/** The features of an image that could not be read are no numbers. */
function isReadable(row: Float32Array): boolean {
  return !Number.isNaN(row[0]);
}

function countSorts(others: GateRequest["others"], features: Matrix) {
  const counts = new Map<string, number>();
  for (const [row, { sort }] of others.entries()) {
    if (isReadable(rowOf(features, row))) counts.set(sort, (counts.get(sort) ?? 0) + 1);
  }
  const generated = TUNING_IMAGES.map(({ name }) => ({
    images: `generated: ${name}`,
    count: GENERATED,
  }));
  return [...[...counts].map(([images, count]) => ({ images, count })), ...generated];
}

function refuseTooFew(radiographs: number): void {
  if (radiographs >= FEWEST) return;
  throw new TrainingError(
    "DATA_INSUFFICIENT",
    `${radiographs} radiographs are too few to learn a gate from. Give ${FEWEST} at least.`,
    { radiographs, fewest: FEWEST },
  );
}

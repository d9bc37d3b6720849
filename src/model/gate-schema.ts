import Type from "typebox";
import { IMAGE_KINDS } from "./image-kinds.ts";
import { Fraction, Share } from "./schema-parts.ts";

/** How many images of a sort a gate was tried on, and how many of them it refuses. */
const GateTest = Type.Object({
  /** What the images are, e.g. "held out, upside down" or "photograph". */
  images: Type.String(),
  /** Whether they should be read. */
  readable: Type.Boolean(),
  refused: Share,
});

/** When a model does not answer; the graph's outputs `kinds` and `distance` are judged by it. */
export const GateSchema = Type.Object({
  /** What the output `kinds` stands for, in order. */
  kinds: Type.Array(Type.Enum([...IMAGE_KINDS]), { minItems: 2 }),
  /** An image is refused whose probability of being a frontal chest radiograph is below. */
  leastProbability: Fraction,
  /** An image is refused whose features lie farther from those it learned from. */
  greatestDistance: Type.Number({ exclusiveMinimum: 0 }),
  learned: Type.Object({
    population: Type.String(),
    radiographs: Type.Integer({ minimum: 1 }),
    /** The share of them that the two bounds were set to refuse. */
    refused: Fraction,
    /** Images of something else that it learned from, by sort. */
    others: Type.Array(Type.Object({ images: Type.String(), count: Type.Integer() })),
    seed: Type.Integer(),
  }),
  tests: Type.Array(GateTest),
});

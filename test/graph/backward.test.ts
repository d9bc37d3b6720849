import { describe, expect, test } from "vitest";
import {
  add,
  averagePool,
  backward,
  batchNormalization,
  clip,
  concat,
  conv,
  copyInto,
  float32,
  Graph,
  globalAveragePool,
  greater,
  Identity,
  identity,
  layerNormalization,
  linear,
  matMul,
  maxPool,
  mul,
  normalizeBatch,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceSum,
  relu,
  reshape,
  silu,
  slice,
  softmax,
  split,
  sub,
  transpose,
  type Value,
  where,
} from "../../src/graph/index.ts";
import { defineOperator } from "../../src/graph/operator.ts";
import { Random } from "../../src/random.ts";
import type { FloatTensor } from "../../src/runtime/index.node.ts";
import { runGraph } from "./run-example.ts";

/** Some values in -1..1 for a shape. */
function made(shape: readonly number[]): Float32Array {
  const random = Random.fromSeed(shape.length);
  const count = shape.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length: count }, () => 2 * random.uniform() - 1);
}

const misuse = expect.objectContaining({ name: "GraphError", code: "GRAPH_MISUSE" });

/** The gradients of `build`'s result, seeded with ones or the seed given, with respect to its inputs. */
async function gradientsOf(
  build: (...inputs: Value[]) => Value,
  inputs: readonly FloatTensor[],
  seed?: FloatTensor,
): Promise<number[][]> {
  const graph = new Graph("example");
  const values = inputs.map(({ shape }, index) => graph.input(`input_${index}`, shape));
  const y = build(...values);
  const shape = y.shape.map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  const dy = graph.constant(seed ?? float32(shape, new Float32Array(count).fill(1)));
  const gradients = backward({ outputs: [{ value: y, seed: dy }], wanted: values });
  for (const [index, gradient] of gradients.entries())
    graph.output(`gradient_${index}`, identity(gradient));
  const results = await runGraph(graph, inputs);
  return inputs.map((_, index) => [...(results[`gradient_${index}`]?.data ?? [])]);
}

/** Puts weights into a graph. */
function weightsOf(graph: Graph) {
  return (name: string, shape: number[]) => graph.constant(float32(shape, made(shape)), name);
}

/** Two seeds at once at y [1, 2] must give what either alone gives at an inner result of the one image. */
async function expectSeedsCarried(graph: Graph, y: Value, inner: Value): Promise<void> {
  const shape = inner.shape.map(Number);
  for (const [name, rows] of [
    ["both", [1, 0, 0, 1]],
    ["first", [1, 0]],
    ["second", [0, 1]],
  ] as const) {
    const seed = graph.constant(float32([rows.length / 2, 2], rows));
    const [gradient = y] = backward({ outputs: [{ value: y, seed }], wanted: [inner] });
    expect(gradient.shape).toEqual(shape.with(0, rows.length / 2));
    graph.output(name, gradient);
  }
  const { both, first, second } = await runGraph(graph, [float32(shape, made(shape))]);
  const each = [...(first?.data ?? []), ...(second?.data ?? [])];
  expect(each.some((value) => value !== 0)).toBe(true);
  expect(both?.data).toHaveLength(each.length);
  for (const [index, value] of each.entries()) expect(both?.data[index]).toBeCloseTo(value, 6);
}

describe("the backward pass", () => {
  test("adds up the gradients of a value that is used several times", async () => {
    // y = x x + x - 2 x
    const build = (x: Value) => sub(add(mul(x, x), x), add(x, x));
    expect(await gradientsOf(build, [float32([3], [1, 2, -3])])).toEqual([[1, 3, -7]]);
  });

  test("starts from several results at once", async () => {
    const graph = new Graph("two losses");
    const x = graph.input("input_0", [2]);
    const [one, other] = [mul(x, x), relu(x)];
    const seed = (values: number[]) => graph.constant(float32([2], values));
    const [gradient = x] = backward({
      outputs: [
        { value: one, seed: seed([1, 1]) },
        { value: other, seed: seed([10, 10]) },
      ],
      wanted: [x],
    });
    graph.output("gradient", gradient);
    const { gradient: found } = await runGraph(graph, [float32([2], [3, -4])]);
    expect([...(found?.data ?? [])]).toEqual([16, -8]);
  });

  test("emits only what lies between the wanted values and the results", () => {
    const graph = new Graph("two factors");
    const [x, weight] = [graph.input("x", [4, 3]), graph.input("weight", [3, 2])];
    const y = matMul(relu(mul(x, x)), weight);
    const before = graph.nodes.length;
    backward({ outputs: [{ value: y, seed: graph.input("dy", [4, 2]) }], wanted: [weight] });
    expect(graph.nodes.slice(before).map(({ operator }) => operator.opType)).toEqual(["Gemm"]);
  });

  test("ends in products with the scale, in the order of what is wanted", () => {
    const graph = new Graph("scaled");
    const [a, b] = [graph.input("a", [2]), graph.input("b", [2])];
    const y = mul(relu(a), relu(b));
    const gradients = backward({
      outputs: [{ value: y, seed: graph.input("dy", [2]) }],
      wanted: [b, a],
      scale: graph.input("scale", []),
    });
    expect(graph.nodes.slice(-2).map(({ outputs }) => outputs[0])).toEqual(gradients);
    expect(gradients.map(({ shape }) => shape)).toEqual([[2], [2]]);
  });

  test("gives the gradient of an inner result too", () => {
    const graph = new Graph("inner");
    const inner = relu(graph.input("x", [2]));
    const dy = graph.input("dy", [2]);
    expect(backward({ outputs: [{ value: inner, seed: dy }], wanted: [inner] })).toEqual([dy]);
  });

  test("carries many seeds through a forward pass of one image", async () => {
    // Two classes: the seed is an identity matrix, and the map's gradients come as a batch of two.
    const graph = new Graph("seeds");
    const maps = relu(graph.input("input_0", [1, 3]));
    const weight = graph.constant(float32([3, 2], [1, 2, 3, 4, 5, 6]));
    const logits = matMul(reshape(maps, [0, 3]), weight);
    const seed = graph.constant(float32([2, 2], [1, 0, 0, 1]));
    const [gradient = maps] = backward({ outputs: [{ value: logits, seed }], wanted: [maps] });
    graph.output("gradient", gradient);
    const { gradient: found } = await runGraph(graph, [float32([1, 3], [1, 1, -1])]);
    expect(found).toMatchObject({ shape: [2, 3], data: Float32Array.of(1, 3, 5, 2, 4, 6) });
  });

  test("carries them through every kind of layer that maps pass", async () => {
    const graph = new Graph("layers");
    const parameter = weightsOf(graph);
    const maps = identity(graph.input("input_0", [1, 4, 9, 9]));
    const variance = graph.constant(float32([4], [1, 2, 3, 4]));
    let y = conv(maps, parameter("dense", [4, 4, 3, 3]), { strides: [2, 2], pads: [1, 1, 1, 1] });
    y = batchNormalization(
      y,
      {
        scale: parameter("scale", [4]),
        bias: parameter("bias", [4]),
        mean: parameter("mean", [4]),
        variance,
      },
      1e-5,
    );
    y = clip(y, 0, 6);
    y = conv(y, parameter("depthwise", [4, 1, 3, 3]), { group: 4, pads: [1, 1, 1, 1] });
    y = concat([y, conv(y, parameter("pointwise", [4, 4, 1, 1]))], 1);
    y = maxPool(y, { kernel_shape: [3, 3], pads: [1, 1, 1, 1] });
    y = averagePool(y, { kernel_shape: [2, 2] });
    y = linear(
      reshape(globalAveragePool(y), [0, -1]),
      parameter("weight", [2, 8]),
      parameter("offset", [2]),
    );
    await expectSeedsCarried(graph, y, maps);
  });

  test("carries them through every kind of layer that tokens pass, and reductions", async () => {
    const graph = new Graph("tokens");
    const parameter = weightsOf(graph);
    const tokens = identity(graph.input("input_0", [1, 4, 6]));
    const normal = layerNormalization(tokens, parameter("scale", [6]), parameter("bias", [6]));
    const all = matMul(normal, parameter("all", [6, 10]));
    // Two parts are not used: they have no gradient.
    const [q = all, , k = all, v = all] = split(all, [2, 1, 2, 3, 2], 2);
    const shares = softmax(matMul(q, transpose(k, [0, 2, 1])));
    const mixed = matMul(shares, v);
    const alternate = slice(mixed, [{ axis: 1, start: 3, end: -5, step: -2 }]);
    const nothing = slice(mixed, [{ axis: 1, start: 1, end: 1, step: 2 }]);
    const joined = concat(
      [
        reduceMean(alternate, [1], 0),
        reduceSum(concat([nothing, mixed], 1), [1], 0),
        reduceMax(mixed, [1], 0),
        reshape(reduceMin(mixed, [2]), [0, 4]),
      ],
      1,
    );
    const y = linear(joined, parameter("weight", [2, 13]), parameter("offset", [2]));
    await expectSeedsCarried(graph, y, tokens);
  });

  test("keeps a batch whose size is only known when the graph runs", async () => {
    const graph = new Graph("batch");
    const x = graph.input("input_0", ["batch", 3, 5]);
    const [, , part = x] = split(x, [1, 1, 3], 2);
    const rows = slice(x, [{ axis: 1, start: 2, end: -4, step: -2 }]);
    const y = add(reduceSum(part, [1, 2], 0), reduceMean(rows, [1, 2], 0));
    const outputs = [{ value: y, seed: graph.input("dy", ["batch"]) }];
    const [gradient = x] = backward({ outputs, wanted: [x] });
    expect(gradient.shape).toEqual(["batch", 3, 5]);
    graph.output("gradient", gradient);
    const dy = [1, 10];
    const { gradient: found } = await runGraph(graph, [float32([2, 3, 5], made([2, 3, 5]))], {
      dy: float32([2], dy),
    });
    const [outer, middle] = [
      [0.1, 0.1, 1.1, 1.1, 1.1],
      [0, 0, 1, 1, 1],
    ];
    const expected = dy.flatMap((one) =>
      [outer, middle, outer].flatMap((row = []) => row.map((value) => one * value)),
    );
    expect(found?.data).toHaveLength(expected.length);
    for (const [index, value] of expected.entries())
      expect(found?.data[index]).toBeCloseTo(value, 5);
  });

  test("does not pass through a comparison", async () => {
    const build = (x: Value) => where(greater(x, relu(x)), x, mul(x, x));
    expect(await gradientsOf(build, [float32([2], [3, 5])])).toEqual([[6, 10]]);
  });

  test("names the operator that has no rule", () => {
    const Mystery = defineOperator("Mystery", { inputs: 1, shape: ({ shapes: [x = []] }) => [x] });
    const graph = new Graph("mystery");
    const x = graph.input("x", [2]);
    const outputs = [{ value: Mystery.call([x]), seed: x }];
    expect(() => backward({ outputs, wanted: [x] })).toThrow(/^Mystery has no gradient rule/);
    expect(() => backward({ outputs, wanted: [x] })).toThrow(misuse);
  });

  test("refuses what the results do not depend on, and a pass from nowhere", () => {
    const graph = new Graph("apart");
    const [x, other] = [graph.input("x", [2]), graph.input("other", [2])];
    const outputs = [{ value: relu(x), seed: x }];
    expect(() => backward({ outputs, wanted: [x, other] })).toThrow(/No gradient reaches other/);
    expect(() => backward({ outputs: [], wanted: [x] })).toThrow(misuse);
  });

  test.each([
    [
      "joined maps",
      "Concat",
      [
        [2, 1, 2, 2],
        [2, 3, 2, 2],
      ],
      (a: Value, b: Value) => concat([a, b], 1),
    ],
    [
      "an expansion",
      "Conv",
      [
        [2, 1, 2, 2],
        [4, 1, 1, 1],
      ],
      (u: Value, weight: Value) => conv(u, weight),
    ],
  ])("refuses the gradient of %s that normalizeBatch works around", (_, opType, shapes, build) => {
    const graph = new Graph("around");
    const [a, b] = shapes.map((shape, index) => graph.input(`input_${index}`, shape)) as [
      Value,
      Value,
    ];
    const [scale, bias] = [graph.input("scale", [4]), graph.input("bias", [4])];
    const x = build(a, b);
    const seed = graph.input("dy", [2, 4, 2, 2]);
    const outputsOf = (given: Value) => {
      const { y } = normalizeBatch(given, scale, bias, 1e-3);
      // Another use, whose gradient alone would not be that of x.
      return [{ value: add(y, relu(x)), seed }];
    };
    const around = outputsOf(x);
    expect(() => backward({ outputs: around, wanted: [x] })).toThrow(misuse);
    expect(() => backward({ outputs: around, wanted: [x] })).toThrow(
      new RegExp(`^${opType}_1 .* has no gradient of its own: .* what ${opType} made it of`),
    );
    const parts = backward({ outputs: around, wanted: [a, b] });
    expect(parts.map(({ shape }) => shape)).toEqual(shapes);
    const whole = backward({ outputs: outputsOf(identity(x)), wanted: [x, a, b] });
    expect(whole.map(({ shape }) => shape)).toEqual([x.shape, ...shapes]);
    // What uses x without normalizeBatch gives the whole gradient.
    expect(backward({ outputs: [{ value: relu(x), seed }], wanted: [x] })).toHaveLength(1);
  });
});

describe("where a slope jumps, it is PyTorch's", () => {
  test("ReLU and ReLU6 at their corners: 0", async () => {
    const corners = [float32([3], [0, 6, 3])];
    expect(await gradientsOf(relu, corners)).toEqual([[0, 1, 1]]);
    expect(await gradientsOf((x) => clip(x, 0, 6), corners)).toEqual([[0, 0, 1]]);
  });

  test("max pooling of equal values: to the first, row by row, and never outside the image", async () => {
    const ties = float32([1, 1, 3, 3], [0, 0, 0, 0, -1, 0, 0, 0, -2]);
    const build = (x: Value) =>
      maxPool(x, { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] });
    const seed = float32([1, 1, 2, 2], [1, 2, 4, 8]);
    expect(await gradientsOf(build, [ties], seed)).toEqual([[1, 2, 0, 4, 0, 8, 0, 0, 0]]);
  });

  test("the largest and the smallest of equal values: evenly to all of them, as amax and amin", async () => {
    const ties = [float32([2, 3], [1, 1, 0, 2, 3, 3])];
    const seed = float32([2], [1, 10]);
    const gradients = (build: (x: Value) => Value) => gradientsOf(build, ties, seed);
    expect(await gradients((x) => reduceMax(x, [1], 0))).toEqual([[0.5, 0.5, 0, 0, 5, 5]]);
    expect(await gradients((x) => reduceMin(x, [1], 0))).toEqual([[0, 0, 1, 10, 0, 0]]);
    expect(await gradientsOf((x) => reduceMax(x, []), ties)).toEqual([[0, 0, 0, 0, 0.5, 0.5]]);
  });
});

describe("a copied graph", () => {
  test("computes the same, with what was exchanged", async () => {
    const source = new Graph("source");
    const weight = source.constant(float32([2], [3, 4]), "weight");
    const y = relu(mul(source.input("input_0", [2]), weight));
    const target = new Graph("target");
    const copies = copyInto(target, source, {
      constant: ({ name, shape }) => target.input(`input_1`, name === "weight" ? shape : []),
      node: ({ operator }, [x]) =>
        operator.opType === "Relu" && x ? Identity.apply([x]) : undefined,
    });
    target.output("y", copies.get(y) ?? y);
    const { y: found } = await runGraph(target, [float32([2], [1, -1]), float32([2], [5, 6])]);
    expect([...(found?.data ?? [])]).toEqual([5, -6]);
    expect(target.constants).toEqual([]);
  });

  test("keeps constants under their names", () => {
    const source = new Graph("source");
    const y = mul(source.input("x", [2]), source.constant(float32([2], [3, 4]), "weight"));
    const target = new Graph("target");
    expect(copyInto(target, source).get(y)?.shape).toEqual([2]);
    expect(target.constants.map(({ name }) => name)).toEqual(["weight"]);
  });

  test("refuses rules that hold on to the original's values", () => {
    const source = new Graph("source");
    const x = source.input("x", [2]);
    source.functionGradients.set(silu(x), { inputs: [x], rule: () => [null], replaces: [] });
    expect(() => copyInto(new Graph("target"), source)).toThrow(misuse);
  });
});

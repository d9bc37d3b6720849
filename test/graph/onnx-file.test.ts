import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GraphError } from "../../src/graph/errors.ts";
import {
  add,
  type ConvOptions,
  conv,
  float32,
  Graph,
  globalAveragePool,
  int64,
  linear,
  Reshape,
  readOnnx,
  relu,
  resizeBilinear,
  scalar,
  writeOnnx,
} from "../../src/graph/index.ts";
import { ModelProtoSchema, TensorProtoSchema } from "../../src/graph/onnx_pb.ts";
import { createSession } from "../../src/runtime/index.node.ts";
import { formulaWeights } from "../networks/formula-weights.ts";
import {
  CLASSES,
  formulaImages,
  gradCamGraph,
  logitsGraph,
} from "../networks/mobilenet-v2-graph.ts";
import { mobilenetV2Shapes } from "../networks/mobilenet-v2-shapes.ts";

const weights = formulaWeights(mobilenetV2Shapes(CLASSES));

describe("an ONNX file", () => {
  test.each([
    ["MobileNetV2", () => logitsGraph(96, weights, {})],
    ["a dilated one with heatmaps", () => gradCamGraph(97, weights, { outputStride: 8 })],
    ["a graph with every kind of attribute", smallGraph],
  ])("of %s is the same after reading and writing", (_, build) => {
    const metadata = { description: "d", producerVersion: "1.2.3", properties: { key: "value" } };
    const graph = build();
    const bytes = writeOnnx(graph, metadata);
    expect(Buffer.compare(writeOnnx(build(), metadata), bytes)).toBe(0);
    const read = readOnnx(bytes);
    expect(Buffer.compare(writeOnnx(read, metadata), bytes)).toBe(0);
    expect(read.outputs.map(({ name, shape, type }) => ({ name, shape, type }))).toEqual(
      graph.outputs.map(({ name, shape, type }) => ({ name, shape, type })),
    );
  });

  test("says what it is", () => {
    const metadata = { description: "d", producerVersion: "1.2.3", properties: { key: "value" } };
    const proto = fromBinary(ModelProtoSchema, writeOnnx(smallGraph(), metadata));
    expect(proto).toMatchObject({
      irVersion: 8n,
      producerName: "thorascope",
      producerVersion: "1.2.3",
      docString: "d",
      opsetImport: [{ domain: "", version: 18n }],
      metadataProps: [{ key: "key", value: "value" }],
    });
  });

  test("is the same to a reader of a Node Buffer that begins inside another", () => {
    const bytes = writeOnnx(smallGraph());
    const inside = Buffer.concat([Buffer.from([1, 2, 3]), bytes]).subarray(3);
    expect(writeOnnx(readOnnx(inside))).toEqual(bytes);
  });

  test("runs with any batch, each image as if it were alone", async () => {
    const images = formulaImages(64);
    const session = await createSession(writeOnnx(logitsGraph(64, weights, {})), { threads: 1 });
    const together = (await session.run({ images })).logits;
    expect(together?.shape).toEqual([3, CLASSES]);
    const pixels = 3 * 64 * 64;
    for (const image of [0, 1, 2]) {
      const one = images.data.slice(image * pixels, (image + 1) * pixels);
      const alone = (await session.run({ images: float32([1, 3, 64, 64], one) })).logits;
      expect(alone?.shape).toEqual([1, CLASSES]);
      const expected = together?.data.slice(image * CLASSES, (image + 1) * CLASSES) ?? [];
      for (const [index, value] of expected.entries())
        expect(alone?.data[index]).toBeCloseTo(value, 4);
    }
    await session.release();
  });

  test("does not depend on the order in which attributes were given", () => {
    const bytesOf = (options: ConvOptions) => {
      const graph = new Graph("order");
      const x = graph.input("x", [1, 1, 4, 4]);
      const w = graph.constant(float32([1, 1, 2, 2], [1, 2, 3, 4]));
      graph.output("y", conv(x, w, options));
      return writeOnnx(graph);
    };
    expect(bytesOf({ strides: [2, 2], pads: [1, 1, 1, 1] })).toEqual(
      bytesOf({ pads: [1, 1, 1, 1], strides: [2, 2], group: undefined } as ConvOptions),
    );
  });

  test("holds every input, but nothing else that no output needs", () => {
    const graph = new Graph("forgotten");
    const [x, other] = [graph.input("x", [2]), graph.input("other", [2])];
    const unused = graph.constant(float32([2], [1, 2]), "unused");
    add(relu(x), unused);
    graph.output("y", add(x, graph.constant(scalar(1), "used")));
    const read = readOnnx(writeOnnx(graph));
    expect(read.inputs.map(({ name }) => name)).toEqual([x.name, other.name]);
    expect(read.constants.map(({ name }) => name)).toEqual(["used"]);
    expect(read.nodes.map(({ operator }) => operator.opType)).toEqual(["Add"]);
  });

  test("needs an output", () => {
    const graph = new Graph("empty");
    graph.input("x", [1]);
    expect(() => writeOnnx(graph)).toThrow(expect.objectContaining({ code: "GRAPH_MISUSE" }));
  });
});

describe("tensors of other writers", () => {
  const listed = {
    float32: { dataType: 1, floatData: [1.5, -2] },
    float64: { dataType: 11, doubleData: [1.5, -2] },
    int32: { dataType: 6, int32Data: [1, -2] },
    int64: { dataType: 7, int64Data: [1n, -2n] },
    bool: { dataType: 9, int32Data: [1, 0] },
  };
  test.each(Object.entries(listed))("are read from lists of %s", (type, lists) => {
    const tensor = create(TensorProtoSchema, { name: "t", dims: [2n], ...lists });
    const [constant] = readOnnx(withInitializer(tensor)).constants;
    expect(constant).toMatchObject({ name: "t", type, shape: [2] });
    const [first, second] = Object.values(lists)[1] as (number | bigint)[];
    expect([constant?.constant?.data[0], constant?.constant?.data[1]]).toEqual([first, second]);
  });

  test.each([
    ["bfloat16", { dataType: 16, rawData: new Uint8Array(4) }, /element type 16/],
    ["another file", { dataType: 1, externalData: [{ key: "location", value: "w.bin" }] }, /file/],
    ["too few bytes", { dataType: 1, rawData: new Uint8Array(4) }, /declares 2 values/],
    ["half a number", { dataType: 1, rawData: new Uint8Array(7) }, /broken number/],
  ])("are refused in %s", (_, fields, message) => {
    const tensor = create(TensorProtoSchema, { name: "t", dims: [2n], ...fields });
    expect(() => readOnnx(withInitializer(tensor))).toThrow(
      expect.objectContaining({ code: "ONNX_INVALID", message: expect.stringMatching(message) }),
    );
  });
});

describe("hostile bytes", () => {
  const valid = writeOnnx(smallGraph());

  test("cut anywhere are refused as no ONNX model", () => {
    for (let length = 0; length < valid.length; length++) {
      expectNoGraph(valid.subarray(0, length));
    }
  });

  test("with bytes changed are read or refused, never anything else", () => {
    const change = fc.tuple(fc.nat(valid.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = valid.slice();
        for (const [place, value] of changes) bytes[place] = value;
        expectGraphOrRefusal(bytes);
      }),
      { numRuns: 3000 },
    );
  });

  test("with pieces left out, doubled or moved are read or refused", () => {
    const place = fc.nat(valid.length);
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        const [from = 0, to = 0] = [a, b].sort((one, other) => one - other);
        const piece = valid.subarray(from, to);
        for (const bytes of [
          Buffer.concat([valid.subarray(0, from), valid.subarray(to)]),
          Buffer.concat([valid.subarray(0, c), piece, valid.subarray(c)]),
        ]) {
          expectGraphOrRefusal(bytes);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("by chance are refused as no ONNX model", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expectNoGraph(bytes);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a file that contradicts itself is refused:", () => {
  const changes: Record<string, [RegExp, (model: Proto) => void]> = {
    "no graph": [/holds no graph/, (model) => delete model.graph],
    "another operator set": [
      /version 11/,
      ({ opsetImport: [ours] }) => set(ours, { version: 11n }),
    ],
    "no operator set": [/no version/, (model) => set(model, { opsetImport: [] })],
    "a value used before it is computed": [
      /before anything computes it/,
      ({ graph }) => graph?.node.reverse(),
    ],
    "an output that nothing computes": [
      /"gone"/,
      ({ graph }) => set(graph?.output[0], { name: "gone" }),
    ],
    "two values of one name": [/"x"/, ({ graph }) => set(graph?.node[0], { output: ["x"] })],
    "an attribute that its operator does not have": [
      /Conv has no attribute "auto_pad"/,
      ({ graph }) => set(graph?.node[0]?.attribute[0], { name: "auto_pad" }),
    ],
    "weights of another shape": [
      /Conv\(x/,
      ({ graph }) =>
        set(
          graph?.initializer.find(({ name }) => name === "w"),
          { dims: [3n, 2n, 3n, 1n] },
        ),
    ],
    "an input of a type that we do not use": [
      /element type 16/,
      ({ graph }) => set(graph?.input[0]?.type?.value.value, { elemType: 16 }),
    ],
  };
  test.each(Object.entries(changes))("%s", (_, [message, change]) => {
    const proto = fromBinary(ModelProtoSchema, writeOnnx(smallGraph()));
    change(proto);
    expect(() => readOnnx(toBinary(ModelProtoSchema, proto))).toThrow(
      expect.objectContaining({
        name: "GraphError",
        code: "ONNX_INVALID",
        message: expect.stringMatching(message),
      }),
    );
  });

  test.each([
    ["a made-up operator", { opType: "Frobnicate" }, /of type Frobnicate/],
    ["an operator of another domain", { domain: "com.microsoft" }, /com\.microsoft\.Conv/],
  ])("%s, by its name", (_, fields, message) => {
    const proto = fromBinary(ModelProtoSchema, writeOnnx(smallGraph()));
    set(proto.graph?.node[0], fields);
    expect(() => readOnnx(toBinary(ModelProtoSchema, proto))).toThrow(
      expect.objectContaining({
        code: "OPERATOR_UNKNOWN",
        message: expect.stringMatching(message),
        fields: expect.objectContaining({ node: "Conv_1" }),
      }),
    );
  });
});

type Proto = ReturnType<typeof fromBinary<typeof ModelProtoSchema>>;

function set(target: object | undefined, fields: object): void {
  expect(target).toBeDefined();
  Object.assign(target ?? {}, fields);
}

/** Small, but with ints, floats, strings, an input left out, int64 constants and a symbolic batch. */
function smallGraph(): Graph {
  const graph = new Graph("small");
  const x = graph.input("x", ["batch", 3, 4, 4]);
  const w = graph.constant(float32([2, 3, 3, 1], Array.from({ length: 18 }, Math.sin)), "w");
  const maps = resizeBilinear(relu(conv(x, w, { pads: [1, 0, 1, 0], strides: [1, 2] })), 8, 8);
  const shifted = add(maps, graph.constant(scalar(0.5)));
  const pooled = Reshape.call([globalAveragePool(shifted), graph.constant(int64([0, 2]), "to")]);
  const head = { weight: float32([2, 2], [1, 2, 3, 4]), bias: float32([2], [5, 6]) };
  graph.output(
    "logits",
    linear(pooled, graph.constant(head.weight, "head.weight"), graph.constant(head.bias)),
  );
  graph.output("maps", maps);
  return graph;
}

function withInitializer(tensor: ReturnType<typeof create<typeof TensorProtoSchema>>): Uint8Array {
  const proto = fromBinary(ModelProtoSchema, writeOnnx(smallGraph()));
  proto.graph?.initializer.unshift(tensor);
  return toBinary(ModelProtoSchema, proto);
}

function expectNoGraph(bytes: Uint8Array): void {
  expect(() => readOnnx(bytes)).toThrow(expect.objectContaining({ code: "ONNX_INVALID" }));
}

/** Reading gives a graph that can be written, or one of the reader's own refusals. */
function expectGraphOrRefusal(bytes: Uint8Array): void {
  const graph = refusedOr(["ONNX_INVALID", "OPERATOR_UNKNOWN"], () => readOnnx(bytes));
  // What was lost may have been the outputs, without which nothing can be written.
  if (graph) refusedOr(graph.outputs.length === 0 ? ["GRAPH_MISUSE"] : [], () => writeOnnx(graph));
}

function refusedOr<Result>(codes: readonly string[], work: () => Result): Result | null {
  try {
    return work();
  } catch (error) {
    expect(error).toBeInstanceOf(GraphError);
    expect(codes).toContain((error as GraphError).code);
    return null;
  }
}

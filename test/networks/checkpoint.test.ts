import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readWeights, WeightsError } from "../../src/networks/index.ts";
import { expectRefusal, valuesOf } from "./expect-checkpoint.ts";
import {
  called,
  count,
  dict,
  floats,
  legacyCheckpoint,
  list,
  module,
  named,
  type Pickle,
  pickled,
  storage,
  tensor,
  text,
  tuple,
  zip,
  zipCheckpoint,
} from "./make-checkpoint.ts";

const SIX = floats(1, 2, 3, 4, 5, 6);
const w = (legacy = false) => tensor(storage("FloatStorage", "0", 6, legacy), [2, 3]);

describe("the tensors of a checkpoint", () => {
  test.each([
    ["zip", (content: Pickle) => zipCheckpoint(content, { 0: SIX }), false],
    [
      "legacy",
      (content: Pickle) => legacyCheckpoint(content, { 0: { count: 6, bytes: SIX } }),
      true,
    ],
  ] as const)("are read from the %s format", (_, make, legacy) => {
    expect(valuesOf(make(dict({ w: w(legacy) })))).toEqual({
      w: [
        [2, 3],
        [1, 2, 3, 4, 5, 6],
      ],
    });
  });

  test.each([
    ["transposed", [3, 2], [1, 3], 0, [1, 4, 2, 5, 3, 6]],
    ["from the middle", [2], [1], 3, [4, 5]],
    ["every second", [3], [2], 1, [2, 4, 6]],
    ["a scalar", [], [], 5, [6]],
    ["empty", [0, 3], [3, 1], 0, []],
  ] as const)("may be views: %s", (_, shape, strides, offset, expected) => {
    const view = tensor(storage("FloatStorage", "0", 6), shape, strides, offset);
    expect(valuesOf(zipCheckpoint(dict({ w: view }), { 0: SIX }))).toEqual({
      w: [[...shape], [...expected]],
    });
  });

  test("may share a storage, as tied weights do, or a part of one", () => {
    const part = [
      tuple(
        text("storage"),
        named("torch.cuda", "FloatStorage"),
        text("0"),
        text("cuda:1"),
        count(6),
        tuple(text("view"), count(2), count(3)),
      ),
      "Q",
    ];
    const content = dict({ a: w(true), b: w(true), c: tensor(part, [3]) });
    const bytes = legacyCheckpoint(content, { 0: { count: 6, bytes: SIX } });
    expect(valuesOf(bytes)).toMatchObject({
      a: [
        [2, 3],
        [1, 2, 3, 4, 5, 6],
      ],
      b: [
        [2, 3],
        [1, 2, 3, 4, 5, 6],
      ],
      c: [[3], [3, 4, 5]],
    });
  });

  test.each([
    ["DoubleStorage", Buffer.from("000000000000f83f", "hex"), 1.5],
    ["HalfStorage", Buffer.from("003e", "hex"), 1.5],
    ["BFloat16Storage", Buffer.from("c03f", "hex"), 1.5],
    ["LongStorage", Buffer.from("feffffffffffffff", "hex"), -2],
  ])("of a %s become float32", (type, bytes, value) => {
    const content = dict({ w: tensor(storage(type, "0", 1), [1]) });
    expect(valuesOf(zipCheckpoint(content, { 0: bytes }))).toEqual({ w: [[1], [value]] });
  });

  test.each(["state_dict", "model_state_dict", "model", "net"])("are found under %s", (key) => {
    const content = dict({ epoch: count(3), best: w(), [key]: dict({ w: w() }) });
    expect(Object.keys(valuesOf(zipCheckpoint(content, { 0: SIX })))).toEqual(["w"]);
  });

  test("of a whole module carry the names of its state dict", () => {
    const parameter = called(
      named("torch._utils", "_rebuild_parameter"),
      w(),
      ["\x88"],
      called(named("collections", "OrderedDict")),
    );
    const inner = module("Conv2d", { parameters: { weight: parameter, bias: ["N"] } });
    const root = module("Net", {
      buffers: { kept: w(), left: w() },
      modules: { layer: inner, empty: ["N"] },
      notSaved: called(named("__builtin__", "set"), list(text("left"))),
    });
    for (const content of [root, dict({ model: root })]) {
      const read = valuesOf(zipCheckpoint(content, { 0: SIX }));
      expect(Object.keys(read)).toEqual(["kept", "layer.weight"]);
    }
  });

  test("are nowhere: the keys that are there are named", () => {
    const content = dict({ optimizer: dict({}), epoch: count(3) });
    expectRefusal(zipCheckpoint(content), "WEIGHTS_INVALID", /it holds optimizer, epoch/);
  });
});

describe("a damaged checkpoint is refused:", () => {
  const good = {
    zip: zipCheckpoint(dict({ w: w() }), { 0: SIX }),
    legacy: legacyCheckpoint(dict({ w: w(true) }), { 0: { count: 6, bytes: SIX } }),
  };

  test.each(["zip", "legacy"] as const)("the %s format, wherever it is cut", (format) => {
    for (let length = 0; length < good[format].length; length++)
      expectRefusal(good[format].subarray(0, length), "WEIGHTS_INVALID", /./);
  });

  test.each(["zip", "legacy"] as const)(
    "the %s format, whatever bytes change: by name or not at all",
    (format) => {
      const place = fc.tuple(fc.nat(good[format].length - 1), fc.nat(255));
      fc.assert(
        fc.property(fc.array(place, { minLength: 1, maxLength: 4 }), (changes) => {
          const bytes = Uint8Array.from(good[format]);
          for (const [position, value] of changes) bytes[position] = value;
          try {
            readWeights(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(WeightsError);
          }
        }),
        { numRuns: 1500 },
      );
    },
  );

  const files = { "a/data.pkl": pickled(dict({ w: w() })), "a/data/0": SIX };
  test.each<[string, string, RegExp, Uint8Array]>([
    [
      "a changed number",
      "WEIGHTS_INVALID",
      /bytes of "a\/data\/0" were changed/,
      zip(files, { "a/data/0": { checksum: 1 } }),
    ],
    [
      "a compressed file",
      "WEIGHTS_UNSUPPORTED",
      /compressed/,
      zip(files, { "a/data/0": { method: 8 } }),
    ],
    [
      "a size that is a lie",
      "WEIGHTS_INVALID",
      /ends where/,
      zip(files, { "a/data/0": { size: 2 ** 31 } }),
    ],
    [
      "no storage",
      "WEIGHTS_INVALID",
      /storage 0 are missing/,
      zip({ "a/data.pkl": files["a/data.pkl"] }),
    ],
    ["no pickle", "WEIGHTS_INVALID", /without data\.pkl/, zip({ "word/document.xml": SIX })],
    [
      "TorchScript",
      "WEIGHTS_UNSUPPORTED",
      /TorchScript/,
      zip({ ...files, "a/constants.pkl": SIX }),
    ],
    [
      "big endian",
      "WEIGHTS_UNSUPPORTED",
      /big-endian/,
      zip({ ...files, "a/byteorder": Buffer.from("big") }),
    ],
    ["big endian, legacy", "WEIGHTS_UNSUPPORTED", /big-endian/, legacyCheckpoint(["N"], {}, false)],
    [
      "a storage nobody uses",
      "WEIGHTS_INVALID",
      /no tensor looks into/,
      legacyCheckpoint(["N"], { 7: { count: 1, bytes: SIX } }),
    ],
    [
      "quantized numbers",
      "WEIGHTS_UNSUPPORTED",
      /QInt8Storage/,
      zipCheckpoint(dict({ w: tensor(storage("QInt8Storage", "0", 6), [6]) })),
    ],
  ])("%s", (_, code, message, bytes) => {
    expectRefusal(bytes, code, message);
  });

  test.each([
    ["<!DOCTYPE html><html>Sign in", /web page/],
    ["version https://git-lfs.github.com/spec/v1", /Git LFS/],
    ["\x1f\x8b\x08\0\0", /gzip/],
    ["", /neither safetensors nor/],
    ["hello, world", /neither safetensors nor/],
  ])("what is none at all: %j", (start, message) => {
    expectRefusal(Buffer.from(start, "latin1"), "WEIGHTS_INVALID", message);
  });
});

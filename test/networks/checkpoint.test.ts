import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readWeights, WeightsError } from "../../src/networks/index.ts";
import {
  called,
  count,
  dict,
  floats,
  legacyCheckpoint,
  list,
  module,
  named,
  object,
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

describe("a checkpoint that asks for more than data is refused:", () => {
  const system = named("os", "system");
  const hidden = object(named("some.where", "Thing"), {});
  test.each<[string, RegExp, Pickle]>([
    ["os.system", /names os\.system/, called(system, text("touch /tmp/owned"))],
    ["posix.system", /names posix\.system/, called(named("posix", "system"), text("id"))],
    ["nt.system", /names nt\.system/, named("nt", "system")],
    ["subprocess.Popen", /subprocess/, [named("subprocess", "Popen"), tuple(text("id")), "\x81"]],
    ["builtins.eval", /builtins\.eval/, called(named("builtins", "eval"), text("1"))],
    ["__builtin__.exec", /__builtin__\.exec/, called(named("__builtin__", "exec"), text("1"))],
    ["builtins.getattr", /getattr/, called(named("builtins", "getattr"), hidden, text("x"))],
    ["builtins.__import__", /__import__/, named("builtins", "__import__")],
    ["a stacked name", /names os\.system/, [text("os"), text("system"), "\x93"]],
    ["runpy", /runpy/, called(named("runpy", "run_path"), text("x.py"))],
    ["a function of PyTorch", /torch\.hub\.load/, called(named("torch.hub", "load"), text("x"))],
    ["a function of its own", /asks to call __main__\.go/, called(named("__main__", "go"))],
    ["a class called as a function", /some\.where\.Thing/, called(named("some.where", "Thing"))],
    ["a call of an object", /calls something that is no plain name/, called(hidden)],
    [
      "a call within a tensor",
      /asks to call a\.b/,
      called(named("torch._tensor", "_rebuild_from_type_v2"), named("a", "b"), ["N"], tuple(), [
        "N",
      ]),
    ],
    ["a call of a call", /no plain name/, called(called(named("builtins", "list"), list()))],
  ])("%s", (_, message, content) => {
    for (const bytes of [zipCheckpoint(content), legacyCheckpoint(content)]) {
      expectRefusal(bytes, "WEIGHTS_UNSAFE", message);
      expectRefusal(bytes, "WEIGHTS_UNSAFE", /Nothing of it was run\..*state_dict/);
    }
  });

  test.each([
    ["INST", ["(", text("id"), "ios\nsystem\n"]],
    ["OBJ", ["(", named("some.where", "Thing"), "o"]],
    ["EXT1", ["\x82\x01"]],
    ["a persistent name of protocol 0", ["P0\n"]],
    ["text of protocol 0", ["S'x'\n"]],
    ["a buffer from elsewhere", ["\x97"]],
    ["what is no opcode", ["\xff"]],
  ] as [string, Pickle][])("by opcode %s", (_, content) => {
    expectRefusal(zipCheckpoint(content), "WEIGHTS_UNSUPPORTED", /opcode \d+/);
  });

  test("objects of unknown classes are records, nothing of them is called", () => {
    const content = dict({
      args: object(named("argparse", "Namespace"), { lr: ["N"] }),
      model: dict({ w: w() }),
    });
    expect(Object.keys(valuesOf(zipCheckpoint(content, { 0: SIX })))).toEqual(["w"]);
  });
});

describe("a checkpoint that claims memory is refused:", () => {
  const huge = 2 ** 31 - 1;
  const over = (type: string, length: number, shape: number[], strides?: number[]) =>
    zipCheckpoint(dict({ w: tensor(storage(type, "0", length), shape, strides) }), { 0: SIX });
  test.each<[string, string, RegExp, Uint8Array]>([
    [
      "a tensor that repeats one number",
      "WEIGHTS_UNSUPPORTED",
      /repeats/,
      over("FloatStorage", 6, [huge], [0]),
    ],
    [
      "a shape beyond counting",
      "WEIGHTS_UNSUPPORTED",
      /repeats/,
      over("FloatStorage", 6, Array(40).fill(huge), Array(40).fill(0)),
    ],
    [
      "the same, times nothing",
      "WEIGHTS_UNSUPPORTED",
      /repeats/,
      over("FloatStorage", 6, [...Array(40).fill(huge), 0], Array(41).fill(0)),
    ],
    [
      "a storage larger than the file",
      "WEIGHTS_INVALID",
      /fewer numbers/,
      over("FloatStorage", huge, [1]),
    ],
    [
      "numbers beyond the storage",
      "WEIGHTS_INVALID",
      /reaches beyond/,
      over("FloatStorage", 6, [2], [6]),
    ],
    [
      "one storage under many names",
      "WEIGHTS_UNSUPPORTED",
      /repeats itself/,
      zipCheckpoint(
        [
          storage("FloatStorage", "0", 6000),
          "q\0",
          "0",
          dict(
            Object.fromEntries(
              Array.from({ length: 4000 }, (_, index) => [`w${index}`, tensor(["h\0"], [6000])]),
            ),
          ),
        ],
        { 0: new Uint8Array(24_000) },
      ),
    ],
    [
      "text of four gigabytes",
      "WEIGHTS_INVALID",
      /ends where/,
      zipCheckpoint(["X\xff\xff\xff\xff"]),
    ],
    [
      "bytes of 2^63",
      "WEIGHTS_INVALID",
      /ends where/,
      zipCheckpoint(["\x8e\xff\xff\xff\xff\xff\xff\xff\x7f"]),
    ],
    [
      "a whole number of 100 bytes",
      "WEIGHTS_UNSUPPORTED",
      /whole number/,
      zipCheckpoint(["\x8a\x64", new Uint8Array(100).fill(1)]),
    ],
    [
      "a million dicts",
      "WEIGHTS_UNSUPPORTED",
      /more than 1000000 things/,
      zipCheckpoint([Buffer.alloc(1_100_000, "}")]),
    ],
    [
      "a long list, made a dict again and again",
      "WEIGHTS_UNSUPPORTED",
      /more than 1000000 things/,
      zipCheckpoint([
        [
          named("collections", "OrderedDict"),
          "q\0",
          list(...Array(1000).fill(list(["N"], ["N"]))),
          "\x85q\x01",
        ],
        ...Array(2000).fill("h\0h\x01R"),
      ]),
    ],
  ])("%s", (_, code, message, bytes) => {
    expectRefusal(bytes, code, message);
  });

  test.each<[string, Pickle]>([
    ["lists 400,000 deep", [")", Buffer.alloc(400_000, "\x85", "latin1")]],
    ["lists doubled 1,000 times", [")", ...Array(1000).fill("2\x86")]],
    ["a list that holds itself", ["]q\0h\0a"]],
    ["modules within themselves", ["}q\0(", text("model"), "h\0u"]],
    ["a module that is its own child", endless()],
  ])("%s, without running out of stack", (_, content) => {
    for (const bytes of [zipCheckpoint(content), zipCheckpoint(dict({ state_dict: content }))])
      expect(() => readWeights(bytes)).toThrow(WeightsError);
    expect(() => readWeights(legacyCheckpoint(content))).toThrow(WeightsError);
  });

  function endless(): Pickle {
    const recall: Pickle = ["h\0"];
    const attributes = dict({
      _parameters: dict({}),
      _buffers: dict({}),
      _modules: dict({ a: recall, b: recall }),
    });
    return [named("some.where", "Net"), ")\x81q\0", attributes, "b"];
  }
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

function valuesOf(bytes: Uint8Array): Record<string, [readonly number[], number[]]> {
  return Object.fromEntries(
    [...readWeights(bytes)].map(([name, { shape, data }]) => [name, [shape, Array.from(data)]]),
  );
}

function expectRefusal(bytes: Uint8Array, code: string, message: RegExp): void {
  expect(() => readWeights(bytes)).toThrow(
    expect.objectContaining({
      name: "WeightsError",
      code,
      message: expect.stringMatching(message),
    }),
  );
}

import { describe, expect, test } from "vitest";
import { readWeights, WeightsError } from "../../src/networks/index.ts";
import { expectRefusal, valuesOf } from "./expect-checkpoint.ts";
import {
  called,
  dict,
  floats,
  legacyCheckpoint,
  list,
  named,
  object,
  type Pickle,
  storage,
  tensor,
  text,
  tuple,
  zipCheckpoint,
} from "./make-checkpoint.ts";

const SIX = floats(1, 2, 3, 4, 5, 6);
const w = (legacy = false) => tensor(storage("FloatStorage", "0", 6, legacy), [2, 3]);

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

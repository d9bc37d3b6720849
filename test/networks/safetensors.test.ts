import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { float32, type Tensor } from "../../src/graph/index.ts";
import { readSafetensors, type Weights, writeSafetensors } from "../../src/networks/index.ts";

const tensor: fc.Arbitrary<Tensor<"float32">> = fc
  .array(fc.nat(4), { maxLength: 4 })
  .chain((shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return fc
      .float32Array({ minLength: length, maxLength: length })
      .map((data) => float32(shape, data));
  });

const name = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("__proto__", "constructor", "0", "features.0.0.weight", '"', "\u0000", "\ud800"),
);

describe("a safetensors file", () => {
  test("comes back as it was, bit by bit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, tensor), { maxLength: 5 }).map((entries) => new Map(entries)),
        fc.dictionary(name, fc.string({ unit: "grapheme" })),
        fc.nat(9),
        (tensors, metadata, offset) => {
          const bytes = writeSafetensors(tensors, metadata);
          // As Node gives it: a view into a larger buffer, at any place.
          const inside = Buffer.concat([Buffer.alloc(offset, 7), bytes]).subarray(offset);
          for (const file of [bytes, inside]) {
            const read = readSafetensors(file);
            expect(bitsOf(read.tensors)).toEqual(bitsOf(tensors));
            expect({ ...read.metadata }).toEqual({ ...metadata });
          }
        },
      ),
    );
  });

  test("is laid out as the format says", () => {
    const bytes = writeSafetensors(
      new Map([
        ["a", float32([2], [1, 2])],
        ["b", float32([1, 1], [3])],
      ]),
      { epoch: "4" },
    );
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: { epoch: "4" },
      a: { dtype: "F32", shape: [2], data_offsets: [0, 8] },
      b: { dtype: "F32", shape: [1, 1], data_offsets: [8, 12] },
    });
    expect(new Float32Array(bytes.slice(8 + length).buffer)).toEqual(Float32Array.of(1, 2, 3));
  });

  test("holds copies: changing the bytes afterwards changes no tensor", () => {
    const bytes = writeSafetensors(new Map([["a", float32([1], [5])]]));
    const { tensors } = readSafetensors(bytes);
    bytes.fill(0);
    expect(tensors.get("a")?.data[0]).toBe(5);
  });

  test("can't hold a tensor under the name of its metadata", () => {
    const tensors = new Map([["__metadata__", float32([1], [5])]]);
    expect(() => writeSafetensors(tensors)).toThrow(/__metadata__/);
  });
});

describe("numbers of another format become float32:", () => {
  test.each([
    ["F64", [1 / 3, -2, 1e300], "555555555555d53f" + "00000000000000c0" + "9c7500883ce4377e"],
    ["F16", [1 / 3, -2, 5.96e-8, Number.NEGATIVE_INFINITY], "553500c0010000fc"],
    ["BF16", [1 / 3, -2], "ab3e00c0"],
    ["I64", [7, -1], "0700000000000000ffffffffffffffff"],
    ["I32", [7, -1], "07000000ffffffff"],
    ["I16", [7, -1], "0700ffff"],
    ["I8", [7, -1], "07ff"],
    ["U8", [7, 255], "07ff"],
    ["BOOL", [1, 0], "0100"],
  ])("%s", (dtype, expected, hex) => {
    const data = Buffer.from(hex, "hex");
    const entry = { dtype, shape: [expected.length], data_offsets: [0, data.length] };
    const file = Buffer.concat([fileOf(JSON.stringify({ w: entry }), 0), data]);
    const values = readSafetensors(file).tensors.get("w")?.data ?? [];
    for (const [index, value] of expected.entries()) {
      const tolerance = dtype.endsWith("16") ? 2e-3 : 1e-7;
      const read = values[index] ?? Number.NaN;
      if (Number.isFinite(Math.fround(value))) {
        expect(Math.abs(read - value)).toBeLessThanOrEqual(tolerance * Math.abs(value));
      } else expect(read).toBe(Math.fround(value));
    }
  });
});

describe("a damaged safetensors file is refused:", () => {
  const f32 = (shape: unknown, from: unknown, to: unknown) => ({
    dtype: "F32",
    shape,
    data_offsets: [from, to],
  });
  /** What is wrong, what the message must say, the header, the bytes after it. */
  const headers: [string, RegExp, unknown, number][] = [
    ["a list for a header", /not a JSON object/, [], 0],
    ["null for a header", /not a JSON object/, null, 0],
    ["null for an entry", /"w" is incomplete/, { w: null }, 0],
    ["an entry without offsets", /"w" is incomplete/, { w: { dtype: "F32", shape: [1] } }, 4],
    ["one offset", /"w" do not fit/, { w: { dtype: "F32", shape: [1], data_offsets: [0] } }, 4],
    [
      "a number for the offsets",
      /"w" is incomplete/,
      { w: { ...f32([1], 0, 4), data_offsets: 4 } },
      4,
    ],
    ["offsets as text", /"w" is incomplete/, { w: f32([1], "0", "4") }, 4],
    ["a negative size", /"w" is incomplete/, { w: f32([-1, -1], 0, 4) }, 4],
    ["half a size", /"w" is incomplete/, { w: f32([0.5, 2], 0, 4) }, 4],
    ["negative offsets", /"w" is incomplete/, { w: f32([1], -4, 0) }, 4],
    ["a shape that needs more bytes", /"w" do not fit its shape \[2\]/, { w: f32([2], 0, 4) }, 4],
    ["a shape that needs fewer bytes", /"w" do not fit its shape \[1\]/, { w: f32([1], 0, 8) }, 8],
    ["offsets beyond the end", /"w" lie beyond/, { w: f32([2], 0, 8) }, 4],
    ["overlap", /"b" overlap/, { a: f32([2], 0, 8), b: f32([1], 4, 8) }, 8],
    ["the same bytes twice", /"b" overlap/, { a: f32([1], 0, 4), b: f32([1], 0, 4) }, 4],
    ["a hole", /before "b" belong to no tensor/, { a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12],
    ["bytes left over", /last bytes belong to no tensor/, { w: f32([1], 0, 4) }, 5],
    ["metadata of numbers", /__metadata__/, { __metadata__: { epoch: 3 } }, 0],
  ];
  test.each(headers)("%s", (_, message, header, length) => {
    expectRefusal(fileOf(JSON.stringify(header), length), "WEIGHTS_INVALID", message);
  });

  test.each([
    ["no JSON", fileOf("{oops", 0), /not a JSON object/],
    ["no UTF-8", fileOf(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x30, 0x7d), 0), /JSON/],
    ["nothing", new Uint8Array(0), /shorter than its own header/],
    ["seven bytes", new Uint8Array(7), /shorter than its own header/],
    ["a header longer than the file", headerLength(100n), /claims 100 bytes/],
    ["a header longer than any memory", headerLength(2n ** 64n - 1n), /claims/],
  ])("%s", (_, bytes, message) => {
    expectRefusal(bytes, "WEIGHTS_INVALID", message);
  });

  test("wherever it is cut", () => {
    const bytes = writeSafetensors(new Map([["w", float32([3], [1, 2, 3])]]), { a: "b" });
    for (let length = 0; length < bytes.length; length++)
      expectRefusal(bytes.subarray(0, length), "WEIGHTS_INVALID", /damaged/);
  });

  test.each(["F8_E4M3", "U64", "toString", ""])('numbers stored as "%s", by name', (dtype) => {
    const bytes = fileOf(JSON.stringify({ w: { dtype, shape: [4], data_offsets: [0, 8] } }), 8);
    expectRefusal(bytes, "WEIGHTS_UNSUPPORTED", new RegExp(`"w" is stored as ${dtype}`));
  });
});

function bitsOf(tensors: Weights): Record<string, unknown> {
  const entries = [...tensors].map(([key, { type, shape, data }]) => {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return [`name ${key}`, { type, shape, bits: Buffer.from(bytes).toString("hex") }];
  });
  return Object.fromEntries(entries);
}

function fileOf(header: string | Uint8Array, length: number): Uint8Array {
  const json = typeof header === "string" ? new TextEncoder().encode(header) : header;
  return Buffer.concat([headerLength(BigInt(json.length)), json, new Uint8Array(length)]);
}

function headerLength(length: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, length, true);
  return bytes;
}

function expectRefusal(bytes: Uint8Array, code: string, message: RegExp): void {
  expect(() => readSafetensors(bytes)).toThrow(
    expect.objectContaining({
      name: "WeightsError",
      code,
      message: expect.stringMatching(message),
    }),
  );
}

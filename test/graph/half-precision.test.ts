import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { halfBits, withHalfWeights } from "../../src/graph/half-precision.ts";
import { Graph, writeOnnx } from "../../src/graph/index.ts";
import { add, linear, relu } from "../../src/graph/operators/index.ts";
import { readOnnx } from "../../src/graph/read.ts";
import { float32 } from "../../src/graph/tensor.ts";
import { toFloat32 } from "../../src/networks/number-format.ts";
import { Random } from "../../src/random.ts";
import { createSession } from "../../src/runtime/index.node.ts";

/** By the decoder of safetensors, which is checked against PyTorch. */
function decode(bits: number): number {
  return toFloat32(Uint8Array.of(bits & 0xff, bits >>> 8), "F16")[0] ?? Number.NaN;
}

describe("half precision", () => {
  test("every number of it is its own nearest", () => {
    for (let bits = 0; bits < 0x1_0000; bits++) {
      const value = decode(bits);
      if (Number.isNaN(value)) expect(decode(halfBits(value))).toBeNaN();
      else if (halfBits(value) !== bits) expect.fail(`${value}: ${halfBits(value)}, not ${bits}`);
    }
  });

  test("no other number of it is nearer, and of two equally near the even one is taken", () => {
    fc.assert(
      fc.property(fc.float({ min: -65000, max: 65000, noNaN: true }), (value) => {
        const bits = halfBits(value);
        const off = Math.abs(decode(bits) - value);
        for (const neighbour of [bits - 1, bits + 1]) {
          if ((neighbour & 0x7fff) > 0x7bff || neighbour < 0) continue;
          const other = Math.abs(decode(neighbour) - value);
          expect(off).toBeLessThanOrEqual(other);
          if (off === other && off > 0) expect(bits % 2).toBe(0);
        }
      }),
      { seed: 1, numRuns: 5000 },
    );
    for (let bits = 0; bits < 0x7bff; bits++) {
      const middle = (decode(bits) + decode(bits + 1)) / 2;
      if (halfBits(middle) % 2 !== 0) expect.fail(`${middle} went to the odd one`);
    }
  });

  test.each([
    [65519.99, 0x7bff],
    [65520, 0x7c00],
    [1e9, 0x7c00],
    [-1e9, 0xfc00],
    [2 ** -25, 0],
    [2 ** -25 * 1.001, 1],
    [-0, 0x8000],
  ])("%d is 0x%s", (value, bits) => {
    expect(halfBits(value)).toBe(bits);
  });
});

describe("a graph with half weights", () => {
  const random = Random.fromSeed(2);
  const weight = float32(
    [40, 50],
    Float32Array.from({ length: 2000 }, () => random.normal()),
  );
  const bias = float32(
    [40],
    Float32Array.from({ length: 40 }, () => random.normal()),
  );
  const build = (w: typeof weight) => {
    const graph = new Graph("layer");
    const x = graph.input("x", [1, 50]);
    const y = linear(x, graph.constant(w, "w"), graph.constant(bias, "b"));
    graph.output("y", relu(add(y, y)));
    return graph;
  };
  const run = async (graph: Graph) => {
    const session = await createSession(writeOnnx(graph));
    const x = float32(
      [1, 50],
      Float32Array.from({ length: 50 }, (_, i) => Math.sin(i)),
    );
    const { y } = await session.run({ x }, ["y"]);
    await session.release();
    return y?.data;
  };

  test("computes what the rounded weights give, to the bit, in half the bytes", async () => {
    const rounded = float32(
      weight.shape,
      weight.data.map((value) => decode(halfBits(value))),
    );
    const half = withHalfWeights(build(weight));
    expect(await run(half)).toEqual(await run(build(rounded)));
    expect(await run(half)).not.toEqual(await run(build(weight)));
    expect(writeOnnx(half).length).toBeLessThan(0.6 * writeOnnx(build(weight)).length);
  });

  test("is read again", () => {
    const again = readOnnx(writeOnnx(withHalfWeights(build(weight))));
    const [half] = again.constants.filter(({ constant }) => constant?.type === "float16");
    expect(half).toMatchObject({ name: "w", shape: [40, 50] });
    expect(half?.constant?.data[7]).toBe(halfBits(weight.data[7] ?? 0));
  });
});

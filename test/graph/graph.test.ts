import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, float32, Graph, identity, mul, relu, scalar } from "../../src/graph/index.ts";
import { broadcast, elementCount, known, normalizeAxis } from "../../src/graph/shape.ts";

const misuse = expect.objectContaining({ name: "GraphError", code: "GRAPH_MISUSE" });
const mismatch = expect.objectContaining({ name: "GraphError", code: "SHAPE_MISMATCH" });

describe("a graph", () => {
  test("gives every value a name of its own, also where a name was taken by hand", () => {
    const graph = new Graph("names");
    const x = graph.input("Relu_1", [2]);
    const values = [relu(x), relu(x), graph.constant(scalar(1)), graph.constant(scalar(2))];
    const names = [x, ...values].map(({ name }) => name);
    expect(new Set(names).size).toBe(5);
  });

  test("refuses a name twice, for inputs, constants and outputs", () => {
    const graph = new Graph("names");
    const x = graph.input("x", [2]);
    expect(() => graph.input("x", [2])).toThrow(misuse);
    expect(() => graph.constant(scalar(1), "x")).toThrow(misuse);
    expect(() => graph.output("x", relu(x))).toThrow(misuse);
  });

  test("makes only results of its own nodes outputs, and each once", () => {
    const [graph, other] = [new Graph("one"), new Graph("other")];
    const x = graph.input("x", [2]);
    const y = relu(x);
    expect(() => graph.output("y", x)).toThrow(misuse);
    expect(() => graph.output("y", relu(other.input("x", [2])))).toThrow(misuse);
    expect(graph.output("y", y)).toMatchObject({ name: "y", shape: [2] });
    expect(() => graph.output("z", y)).toThrow(misuse);
    expect(graph.output("z", identity(x)).producer?.operator.opType).toBe("Identity");
    expect(graph.outputs.map(({ name }) => name)).toEqual(["y", "z"]);
  });

  test("stores small unnamed constants of the same content once, and named ones always", () => {
    const graph = new Graph("constants");
    expect(graph.constant(scalar(1))).toBe(graph.constant(scalar(1)));
    expect(graph.constant(float32([1], [1]))).not.toBe(graph.constant(scalar(1)));
    expect(graph.constant(scalar(-0))).not.toBe(graph.constant(scalar(0)));
    expect(graph.constant(scalar(1), "one")).not.toBe(graph.constant(scalar(1)));
    expect(graph.constants).toHaveLength(5);
  });

  test("frees the name that a value had before it became an output", () => {
    const graph = new Graph("names");
    const y = relu(graph.input("x", [2]));
    const { name } = y;
    graph.output("y", y);
    expect(graph.input(name, [3]).shape).toEqual([3]);
  });

  test("refuses a node with inputs of two graphs", () => {
    const [one, other] = [new Graph("one"), new Graph("other")];
    expect(() => add(one.input("x", [2]), other.input("x", [2]))).toThrow(misuse);
  });

  test("lists nodes in an order they can run in", () => {
    const graph = new Graph("order");
    const x = graph.input("x", [2]);
    const y = mul(relu(x), add(x, x));
    const computed = new Set(graph.inputs);
    for (const node of graph.nodes) {
      for (const input of node.inputs) expect(input && computed.has(input)).toBe(true);
      for (const output of node.outputs) computed.add(output);
    }
    expect(computed.has(y)).toBe(true);
  });
});

describe("a tensor", () => {
  test("has as many values as its shape says", () => {
    expect(float32([2, 3], [1, 2, 3, 4, 5, 6]).data).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
    expect(() => float32([2, 3], [1, 2])).toThrow(mismatch);
    expect(() => float32([2], new Float32Array(3))).toThrow(/needs 2 values, but 3/);
  });
});

describe("shapes", () => {
  const sizes = fc.array(fc.constantFrom(1, 1, 2, 3, "batch"), { maxLength: 4 });

  test("broadcast as NumPy's do: commuting, 1 giving way, alike from the last axis", () => {
    fc.assert(
      fc.property(sizes, sizes, (a, b) => {
        const aligned = Array.from({ length: Math.max(a.length, b.length) }, (_, axis) => {
          const pair = [a.at(-1 - axis) ?? 1, b.at(-1 - axis) ?? 1];
          return new Set(pair.filter((size) => size !== 1));
        });
        if (aligned.some((different) => different.size > 1)) {
          expect(() => broadcast(a, b)).toThrow(mismatch);
          return;
        }
        const expected = aligned.map((different) => [...different][0] ?? 1).reverse();
        expect(broadcast(a, b)).toEqual(expected);
        expect(broadcast(b, a)).toEqual(expected);
      }),
    );
  });

  test("count their elements, and say which size is not known", () => {
    expect(elementCount([])).toBe(1);
    expect(elementCount([2, 0, 3])).toBe(0);
    expect(elementCount([2, 5, 3])).toBe(30);
    expect(() => elementCount(["batch", 3])).toThrow(/\[batch, 3\].*"batch"/);
    expect(() => known(undefined, "The width")).toThrow(/The width .* missing/);
  });

  test("count negative axes from the back", () => {
    expect([-3, -1, 0, 2].map((axis) => normalizeAxis(axis, 3))).toEqual([0, 2, 0, 2]);
    for (const axis of [-4, 3]) expect(() => normalizeAxis(axis, 3)).toThrow(mismatch);
  });
});

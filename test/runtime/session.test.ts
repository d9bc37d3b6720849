import { describe, expect, test } from "vitest";
import { add, float32, Graph, identity, relu, scalar, writeOnnx } from "../../src/graph/index.ts";
import { createSession, wrapSession } from "../../src/runtime/index.node.ts";

function twoOutputs(): Uint8Array {
  const graph = new Graph("two");
  const x = graph.input("x", ["batch", 2]);
  graph.output("positive", relu(x));
  graph.output("more", add(x, graph.constant(scalar(1))));
  return writeOnnx(graph);
}

describe("a session", () => {
  test("knows its names and runs for all outputs, or for those asked for", async () => {
    const session = await createSession(twoOutputs(), { threads: 1 });
    expect(session.inputNames).toEqual(["x"]);
    expect(session.outputNames).toEqual(["positive", "more"]);
    const x = float32([2, 2], [-1, 2, 3, -4]);
    expect(await session.run({ x })).toEqual({
      positive: float32([2, 2], [0, 2, 3, 0]),
      more: float32([2, 2], [0, 3, 4, -3]),
    });
    expect(await session.run({ x }, ["more"])).toEqual({ more: float32([2, 2], [0, 3, 4, -3]) });
    await session.release();
  });

  test("says which output its graph does not have", async () => {
    const session = await createSession(twoOutputs(), { threads: 1 });
    const x = float32([1, 2], [1, 2]);
    await expect(session.run({ x }, ["more", "heatmaps"])).rejects.toMatchObject({
      name: "RuntimeError",
      code: "OUTPUT_MISSING",
      message: expect.stringContaining('"heatmaps"'),
    });
    await session.release();
  });

  test("refuses an output that is not float32, by its name", async () => {
    const graph = new Graph("integers");
    graph.output("y", identity(graph.input("x", [1], "int64")));
    const ours = await createSession(writeOnnx(graph), { threads: 1 });
    await ours.release();
    const integers = { type: "int64", dims: [1], data: BigInt64Array.of(1n) };
    const fake = { inputNames: [], outputNames: ["y"], run: async () => ({ y: integers }) };
    const session = wrapSession(fake as unknown as Parameters<typeof wrapSession>[0]);
    await expect(session.run({})).rejects.toMatchObject({
      code: "OUTPUT_MISSING",
      message: expect.stringMatching(/int64 values for its output "y"/),
    });
  });

  test.each([
    ["an input of another shape", { x: float32([1, 3], [1, 2, 3]) }],
    ["an input of another name", { y: float32([1, 2], [1, 2]) }],
    ["no input", {}],
  ])("gives an error of ours for %s", async (_, inputs) => {
    const session = await createSession(twoOutputs(), { threads: 1 });
    await expect(session.run(inputs)).rejects.toMatchObject({
      name: "RuntimeError",
      code: "RUN_FAILED",
    });
    await session.release();
  });

  test.each([
    ["nothing", new Uint8Array(0)],
    ["text", new TextEncoder().encode("not a graph")],
    ["a cut file", twoOutputs().subarray(0, 100)],
  ])("of %s is refused with a reason", async (_, bytes) => {
    await expect(createSession(bytes)).rejects.toMatchObject({
      name: "RuntimeError",
      code: "GRAPH_REJECTED",
      fields: { bytes: bytes.length },
    });
  });
});

import { GraphError } from "./errors.ts";
import type { Graph, Node, Value } from "./graph.ts";

/** What becomes something else in a copy. Where a function gives undefined, the copy is like the original. */
export interface Rewriting {
  /** What stands for a weight or a constant, e.g. an input of the same name and shape. */
  readonly constant?: (original: Value) => Value | undefined;
  /** What stands for a node's outputs; `inputs` are what its inputs became. */
  readonly node?: (
    original: Node,
    inputs: readonly (Value | null)[],
  ) => readonly Value[] | undefined;
}

/**
 * Copies a graph's inputs, constants and nodes into an empty graph, and returns what each value became.
 *
 * So a network that was built to predict becomes one to train without knowing of it: its weights turn into
 * inputs, its batch normalizations into such with the batch's own statistics. The outputs are the caller's
 * to name. Functions with gradients of their own can't be copied: their rules hold on to the original's
 * values.
 */
export function copyInto(
  target: Graph,
  source: Graph,
  rewriting: Rewriting = {},
): ReadonlyMap<Value, Value> {
  refuseFunctionGradients(source);
  const copies = new Map<Value, Value>();
  for (const input of source.inputs)
    copies.set(input, target.input(input.name, input.shape, input.type));
  for (const constant of source.constants)
    copies.set(constant, rewriting.constant?.(constant) ?? copyOfConstant(target, constant));
  for (const node of source.nodes) {
    const inputs = node.inputs.map((input) =>
      input === null ? null : (copies.get(input) ?? null),
    );
    const outputs =
      rewriting.node?.(node, inputs) ?? node.operator.applyIn(target, inputs, node.attributes, []);
    for (const [index, output] of node.outputs.entries()) {
      const copy = outputs[index];
      if (copy !== undefined) copies.set(output, copy);
    }
  }
  return copies;
}

function copyOfConstant(target: Graph, { name, constant }: Value): Value {
  if (constant !== null) return target.constant(constant, name);
  throw new GraphError("GRAPH_MISUSE", `The constant ${name} has no values.`, { name });
}

function refuseFunctionGradients({ name, functionGradients }: Graph): void {
  if (functionGradients.size === 0) return;
  throw new GraphError(
    "GRAPH_MISUSE",
    `The graph ${name} has functions with gradients of their own, which can't be copied: copy first, then add them.`,
    { name },
  );
}

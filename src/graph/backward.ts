import { GraphError } from "./errors.ts";
import type { Graph, Node, Value } from "./graph.ts";
import type { GradientCall, GradientRule } from "./operator.ts";
import * as operators from "./operators/index.ts";
import { showShape } from "./shape.ts";

/** A result that the loss depends on. */
export interface BackwardSeed {
  readonly value: Value;
  /** The derivative of the loss with respect to it, of its shape; ones for a loss itself. */
  readonly seed: Value;
}

export interface BackwardRequest {
  readonly outputs: readonly BackwardSeed[];
  /** Inputs, weights or inner results whose gradients are asked for. */
  readonly wanted: readonly Value[];
  /**
   * A scalar that every gradient is multiplied with in the end: loss scale, accumulation. For whole
   * networks give one even if it is 1: the products, emitted last and in the order of `wanted`, make ONNX
   * Runtime compute each weight's gradient while its ingredients are at hand. Without, it computes some at
   * the end and keeps inner gradients until then; docs/engine.md has the measured memory.
   */
  readonly scale?: Value;
}

/**
 * Emits the backward pass: reverse-mode differentiation, as ordinary nodes in the graph of the forward pass.
 *
 * Nodes are visited from the last to the first; each turns the gradients of its outputs into those of its
 * inputs by its operator's rule. Where a value is used several times its gradients add up. Only what lies
 * between `wanted` and `outputs` is emitted. Returns a gradient per wanted value.
 *
 * Griewank and Walther, "Evaluating Derivatives", 2nd ed., SIAM 2008, chapter 3.
 */
export function backward({ outputs, wanted, scale }: BackwardRequest): Value[] {
  const graph = graphOf(outputs);
  const forward = [...graph.nodes];
  const varying = dependents(forward, wanted);
  const gradients = new Map<Value, Value>();
  for (const { value, seed } of outputs) accumulate(gradients, value, seed);
  for (const node of forward.reverse()) {
    const reached = reachedOutputs(node, gradients);
    const [first, ...others] = reached.map(({ gradient }) => gradient);
    if (first === undefined) continue;
    const step = backwardStep(node);
    refuseReplaced(step, wanted);
    if (!step.inputs.some((input) => input !== null && varying.has(input))) continue;
    const contributions = ruleOf(node, step.rule)(operators, {
      inputs: step.inputs as GradientCall["inputs"],
      outputs: node.outputs as GradientCall["outputs"],
      outputGradients: [first, ...others],
      usedOutputs: reached.map(({ place }) => place),
      attributes: node.attributes,
    });
    for (const [index, input] of step.inputs.entries()) {
      const contribution = contributions[index];
      if (input !== null && varying.has(input) && contribution)
        accumulate(gradients, input, contribution());
    }
  }
  const found = wanted.map((value) => existing(gradients, value));
  return scale === undefined ? found : found.map((gradient) => operators.mul(gradient, scale));
}

/** The outputs that a gradient has come to, by their places. */
function reachedOutputs(node: Node, gradients: ReadonlyMap<Value, Value>) {
  return node.outputs.flatMap((output, place) => {
    const gradient = gradients.get(output);
    return gradient === undefined ? [] : [{ place, gradient }];
  });
}

interface BackwardStep {
  readonly inputs: readonly (Value | null)[];
  readonly rule: GradientRule | string | undefined;
  readonly replaces: readonly Value[];
}

function backwardStep(node: Node): BackwardStep {
  const [output] = node.outputs;
  const own = output?.graph.functionGradients.get(output);
  return own ?? { inputs: node.inputs, rule: node.operator.gradient, replaces: [] };
}

/** What a function works around gets no gradient from it: what others give would not be the whole. */
function refuseReplaced({ replaces }: BackwardStep, wanted: readonly Value[]): void {
  const value = replaces.find((one) => wanted.includes(one));
  if (value === undefined) return;
  throw new GraphError(
    "GRAPH_MISUSE",
    `${value.name} ${showShape(value.shape)} has no gradient of its own: a function that takes it is computed from what ${value.producer?.operator.opType} made it of. Ask for the gradients of that, or give the function identity(${value.name}).`,
    { name: value.name },
  );
}

/** What changes when one of `wanted` changes, themselves included. */
function dependents(nodes: readonly Node[], wanted: readonly Value[]): ReadonlySet<Value> {
  const varying = new Set(wanted);
  for (const node of nodes) {
    const { inputs, rule, replaces } = backwardStep(node);
    if (typeof rule === "string") continue;
    if ([...inputs, ...replaces].some((value) => value !== null && varying.has(value)))
      for (const output of node.outputs) varying.add(output);
  }
  return varying;
}

function accumulate(gradients: Map<Value, Value>, value: Value, contribution: Value): void {
  const sum = gradients.get(value);
  gradients.set(value, sum === undefined ? contribution : operators.add(sum, contribution));
}

function ruleOf(node: Node, rule: GradientRule | string | undefined): GradientRule {
  if (typeof rule === "function") return rule;
  const { opType } = node.operator;
  throw new GraphError(
    "GRAPH_MISUSE",
    `${opType} has no gradient rule, but a wanted gradient passes through ${node.outputs[0]?.name}. Write one in the operator's file in src/graph/operators.`,
    { opType },
  );
}

function graphOf(outputs: readonly BackwardSeed[]): Graph {
  const [first] = outputs;
  if (first !== undefined) return first.value.graph;
  throw new GraphError("GRAPH_MISUSE", "A backward pass needs a result to start from.");
}

function existing(gradients: ReadonlyMap<Value, Value>, value: Value): Value {
  const gradient = gradients.get(value);
  if (gradient !== undefined) return gradient;
  throw new GraphError(
    "GRAPH_MISUSE",
    `No gradient reaches ${value.name} ${showShape(value.shape)}: the results that the backward pass starts from do not depend on it.`,
    { name: value.name },
  );
}

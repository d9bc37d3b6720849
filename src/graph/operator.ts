import { GraphError } from "./errors.ts";
import type { Graph, Node, Value } from "./graph.ts";
import type * as operators from "./operators/index.ts";
import { type Shape, showShape } from "./shape.ts";
import type { ElementType, Tensor } from "./tensor.ts";

interface AttributeTypes {
  int: number;
  float: number;
  string: string;
  ints: readonly number[];
  floats: readonly number[];
  tensor: Tensor;
}

/** How ONNX stores each attribute of an operator; JavaScript's one number type does not tell. */
export type AttributeKinds = Readonly<Record<string, keyof AttributeTypes>>;

/** The attributes of one node. Those left out take ONNX's default. */
export type Attributes<Kinds extends AttributeKinds = AttributeKinds> = {
  readonly [Name in keyof Kinds]?: AttributeTypes[Kinds[Name]] | undefined;
};

/** What a shape rule sees: the inputs (null where an optional one is left out) and the attributes. */
export interface OperatorCall<Kinds extends AttributeKinds> {
  readonly inputs: readonly (Value | null)[];
  readonly shapes: readonly Shape[];
  readonly attributes: Attributes<Kinds>;
}

/** How many inputs an operator takes; a pair where the last of them may be left out. */
export type InputCount = number | readonly [least: number, most: number];

/** Every operator's function. Rules are given it, so that operator files need not import each other. */
export type OperatorFunctions = typeof operators;

/** What a gradient rule sees of a node. */
export interface GradientCall<
  Kinds extends AttributeKinds = AttributeKinds,
  Count extends InputCount = InputCount,
> {
  /** The node's inputs, of which those that it can't do without are there. */
  readonly inputs: readonly [...Values<Least<Count>>, ...(Value | null)[]];
  readonly outputs: readonly [Value, ...Value[]];
  /** The derivative of the loss with respect to each output that it depends on, of which there is one at least. */
  readonly outputGradients: readonly [Value, ...Value[]];
  /** The places of those outputs; [0] of an operator with one output. */
  readonly usedOutputs: readonly number[];
  readonly attributes: Attributes<Kinds>;
}

/**
 * Emits the derivative of the loss with respect to each input, as nodes beside the forward pass. One
 * function per input, called only if that gradient leads to something that is wanted; null where an input
 * has none (shapes, axes, conditions).
 */
export type GradientRule<
  Kinds extends AttributeKinds = AttributeKinds,
  Count extends InputCount = InputCount,
> = (
  g: OperatorFunctions,
  call: GradientCall<Kinds, Count>,
) => readonly ((() => Value) | null | undefined)[];

type Least<Count extends InputCount> = Count extends readonly [infer Fewest, number]
  ? Fewest
  : Count;

/** A list of so many values. */
type Values<Length, Found extends readonly Value[] = []> = number extends Length
  ? readonly Value[]
  : Found["length"] extends Length
    ? Found
    : Values<Length, readonly [...Found, Value]>;

export interface OperatorDefinition<Kinds extends AttributeKinds, Count extends InputCount> {
  readonly inputs: Count;
  readonly attributes?: Kinds;
  /** The shapes of the outputs. Throws `SHAPE_MISMATCH` where the inputs do not fit. */
  readonly shape: (call: OperatorCall<Kinds>) => readonly Shape[];
  /** The element type of the outputs, where it is not the first input's. */
  readonly type?: (call: OperatorCall<Kinds>) => ElementType;
  /** How a gradient passes backward through a node, or in words why none does. */
  readonly gradient?: GradientRule<Kinds, Count> | string;
}

/** One ONNX operator: how its attributes are stored and what shapes it gives. */
export interface Operator<Kinds extends AttributeKinds = AttributeKinds> {
  readonly opType: string;
  readonly attributes: Kinds;
  /** The gradient rule, or in words why there is none; undefined where nobody wrote one yet. */
  readonly gradient: GradientRule | string | undefined;
  /** Adds a node to the graph that its inputs belong to and returns its outputs. */
  apply(inputs: readonly (Value | null)[], attributes?: Attributes<Kinds>): readonly Value[];
  /** The same where the graph and the names of the outputs are given, as when a file is read. */
  applyIn(
    graph: Graph,
    inputs: readonly (Value | null)[],
    attributes: Attributes<Kinds>,
    outputNames: readonly string[],
  ): readonly Value[];
  /** The same for an operator with one output. */
  call(inputs: readonly (Value | null)[], attributes?: Attributes<Kinds>): Value;
}

/**
 * Defines the operator that ONNX calls `opType` (default domain).
 *
 * A file in `graph/operators` calls this once and exports a function with the operator's own
 * parameters, so that networks read as formulas: `relu(add(x, y))`.
 */
export function defineOperator<
  const Kinds extends AttributeKinds = Record<never, never>,
  const Count extends InputCount = InputCount,
>(opType: string, definition: OperatorDefinition<Kinds, Count>): Operator<Kinds> {
  const operator: Operator<Kinds> = {
    opType,
    attributes: definition.attributes ?? ({} as Kinds),
    gradient: definition.gradient as GradientRule | string | undefined,
    apply(inputs, attributes = {}) {
      return operator.applyIn(graphOf(opType, inputs), inputs, attributes, []);
    },
    applyIn(graph, inputs, attributes, outputNames) {
      const call = { inputs, shapes: inputs.map((input) => input?.shape ?? []), attributes };
      const shapes = inferred(opType, call, definition);
      const type = definition.type?.(call) ?? inputs[0]?.type ?? "float32";
      const node: Omit<Node, "outputs"> = {
        operator: operator as unknown as Operator,
        inputs,
        attributes: attributes as Attributes,
      };
      return graph.addNode(
        node,
        shapes.map((shape, index) => ({ shape, type, name: outputNames[index] })),
      );
    },
    call(inputs, attributes) {
      const [output] = operator.apply(inputs, attributes);
      if (output === undefined)
        throw new GraphError("GRAPH_MISUSE", `${opType} has no output to return.`);
      return output;
    },
  };
  return operator;
}

function graphOf(opType: string, inputs: readonly (Value | null)[]): Graph {
  const graphs = new Set(inputs.flatMap((input) => (input ? [input.graph] : [])));
  const [graph] = graphs;
  if (graph === undefined || graphs.size > 1) {
    throw new GraphError("GRAPH_MISUSE", `The inputs of ${opType} must all belong to one graph.`, {
      opType,
    });
  }
  return graph;
}

function inferred<Kinds extends AttributeKinds, Count extends InputCount>(
  opType: string,
  call: OperatorCall<Kinds>,
  definition: OperatorDefinition<Kinds, Count>,
): readonly Shape[] {
  try {
    refuseInputCount(call.inputs, definition.inputs);
    return definition.shape(call);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const inputs = call.inputs.map((input) =>
      input ? `${input.name} ${showShape(input.shape)}` : "none",
    );
    throw new GraphError(
      error.code,
      `${opType}(${inputs.join(", ")}): ${error.message}`,
      { opType, ...error.fields },
      { cause: error },
    );
  }
}

function refuseInputCount(inputs: readonly (Value | null)[], expected: InputCount): void {
  const [least, most] = typeof expected === "number" ? [expected, expected] : expected;
  const missing = inputs.slice(0, least).filter((input) => input !== null).length < least;
  if (!missing && inputs.length <= most) return;
  throw new GraphError(
    "SHAPE_MISMATCH",
    `it takes ${least === most ? least : `${least} to ${most}`} input(s).`,
    { expected },
  );
}

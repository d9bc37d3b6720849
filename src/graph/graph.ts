import { GraphError } from "./errors.ts";
import type { Attributes, GradientRule, Operator } from "./operator.ts";
import type { Dimension, Shape } from "./shape.ts";
import type { ElementType, Tensor } from "./tensor.ts";

/** A result inside a graph: an input, a weight or constant, or what a node puts out. */
export interface Value {
  readonly graph: Graph;
  /** Unique in its graph. */
  readonly name: string;
  readonly type: ElementType;
  readonly shape: Shape;
  /** The node that computes it; null for inputs and constants. */
  readonly producer: Node | null;
  /** Its values, where they are stored in the graph. */
  readonly constant: Tensor | null;
}

/** One operator at work. */
export interface Node {
  readonly operator: Operator;
  readonly inputs: readonly (Value | null)[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
}

/** A gradient rule of a function that is made of several nodes. */
export interface FunctionGradient {
  readonly inputs: readonly Value[];
  readonly rule: GradientRule;
  /** What its caller gave it, where it works with what that was made of instead and passes no gradient to it. */
  readonly replaces: readonly Value[];
}

/** Elements up to which unnamed constants are looked up by their values: as many as layers have channels. */
const MOST_SHARED = 2048;

/**
 * An ONNX graph being built. Nodes are kept in the order they were added, which is an order they can run
 * in, since a node can only use values that exist.
 */
export class Graph {
  readonly name: string;
  readonly inputs: Value[] = [];
  readonly outputs: Value[] = [];
  readonly constants: Value[] = [];
  readonly nodes: Node[] = [];
  /** By the value that such a function puts out; the backward pass prefers them to the nodes' own rules. */
  readonly functionGradients = new Map<Value, FunctionGradient>();
  #scope = "";
  readonly #names = new Set<string>();
  readonly #counts = new Map<string, number>();
  readonly #shared = new Map<string, Value>();

  constructor(name: string) {
    this.name = name;
  }

  /** Declares an input, e.g. `graph.input("grey", ["batch", 1, 128, 128])`. */
  input(name: string, shape: readonly Dimension[], type: ElementType = "float32"): Value {
    const value = this.#value(name, shape, type, null, null);
    this.inputs.push(value);
    return value;
  }

  /**
   * Stores a tensor in the graph: a weight under its own name, or an unnamed constant. Small unnamed ones
   * (axes, shapes, numbers) of the same values are one: a backward pass asks for thousands.
   */
  constant(tensor: Tensor, name?: string): Value {
    if (name !== undefined) return this.#stored(tensor, `${this.#scope}${name}`);
    if (tensor.data.length > MOST_SHARED) return this.#stored(tensor, this.#freshName("constant"));
    const { buffer, byteOffset, byteLength } = tensor.data;
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    const content = `${tensor.type} ${tensor.shape.join()} ${bytes.join()}`;
    const known = this.#shared.get(content);
    if (known !== undefined) return known;
    const value = this.#stored(tensor, this.#freshName("constant"));
    this.#shared.set(content, value);
    return value;
  }

  /**
   * Builds a part whose named weights get a prefix, e.g. `scoped("fit-2.", ...)`: several networks of the same
   * names can stand in one graph.
   */
  scoped<Result>(prefix: string, build: () => Result): Result {
    const before = this.#scope;
    this.#scope = `${before}${prefix}`;
    try {
      return build();
    } finally {
      this.#scope = before;
    }
  }

  #stored(tensor: Tensor, name: string): Value {
    const value = this.#value(name, tensor.shape, tensor.type, null, tensor);
    this.constants.push(value);
    return value;
  }

  /** Makes a node's result an output of the graph and gives it the name that callers ask for. */
  output(name: string, value: Value): Value {
    if (value.graph !== this || value.producer === null || this.outputs.includes(value)) {
      throw new GraphError(
        "GRAPH_MISUSE",
        `"${name}" must be the result of a node of this graph, made an output once; pass an input or a constant through identity().`,
        { name },
      );
    }
    this.#claim(name);
    this.#names.delete(value.name);
    (value as { name: string }).name = name;
    this.outputs.push(value);
    return value;
  }

  /** Adds a node. Operators call this; networks call operators. */
  addNode(
    node: Omit<Node, "outputs">,
    results: readonly {
      readonly shape: Shape;
      readonly type: ElementType;
      readonly name?: string | undefined;
    }[],
  ): readonly Value[] {
    const outputs: Value[] = [];
    const complete: Node = { ...node, outputs };
    for (const { shape, type, name } of results) {
      outputs.push(
        this.#value(name ?? this.#freshName(node.operator.opType), shape, type, complete, null),
      );
    }
    this.nodes.push(complete);
    return outputs;
  }

  #value(
    name: string,
    shape: Shape,
    type: ElementType,
    producer: Node | null,
    constant: Tensor | null,
  ): Value {
    this.#claim(name);
    return { graph: this, name, type, shape, producer, constant };
  }

  #claim(name: string): void {
    if (this.#names.has(name)) {
      throw new GraphError(
        "GRAPH_MISUSE",
        `The graph ${this.name} already has a value named "${name}".`,
        { name },
      );
    }
    this.#names.add(name);
  }

  #freshName(prefix: string): string {
    const count = (this.#counts.get(prefix) ?? 0) + 1;
    this.#counts.set(prefix, count);
    const name = `${prefix}_${count}`;
    return this.#names.has(name) ? this.#freshName(prefix) : name;
  }
}

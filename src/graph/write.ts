import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { ATTRIBUTE_CODES, ELEMENT_CODES, OPSET_VERSION } from "./codes.ts";
import { GraphError } from "./errors.ts";
import type { Graph, Node, Value } from "./graph.ts";
import {
  type AttributeProtoSchema,
  type GraphProtoSchema,
  ModelProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from "./onnx_pb.ts";
import type { Tensor } from "./tensor.ts";

/** The version of ONNX's file format that goes with it; every runtime since 2022 reads it. */
const IR_VERSION = 8n;

/** What a file says about itself beside the graph. */
export interface OnnxMetadata {
  readonly producerName?: string;
  readonly producerVersion?: string;
  readonly description?: string;
  /** Free key-value pairs. */
  readonly properties?: Readonly<Record<string, string>>;
}

/**
 * Writes a graph as an ONNX file: what its outputs depend on, and all its inputs. The same graph gives the
 * same bytes. Whatever else was built is left out, since ONNX Runtime would compute it.
 */
export function writeOnnx(graph: Graph, metadata: OnnxMetadata = {}): Uint8Array<ArrayBuffer> {
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: metadata.producerName ?? "thorascope",
    producerVersion: metadata.producerVersion ?? "",
    docString: metadata.description ?? "",
    opsetImport: [{ domain: "", version: BigInt(OPSET_VERSION) }],
    metadataProps: Object.entries(metadata.properties ?? {}).map(([key, value]) => ({
      key,
      value,
    })),
    graph: graphProto(graph),
  });
  return toBinary(ModelProtoSchema, model);
}

function graphProto(graph: Graph): MessageInitShape<typeof GraphProtoSchema> {
  if (graph.outputs.length === 0) {
    throw new GraphError(
      "GRAPH_MISUSE",
      `The graph ${graph.name} has no output; name one with graph.output().`,
    );
  }
  const needed = neededFor(graph);
  return {
    name: graph.name,
    node: graph.nodes
      .filter(({ outputs }) => outputs.some((one) => needed.has(one)))
      .map(nodeProto),
    initializer: graph.constants.flatMap((value) =>
      value.constant && needed.has(value) ? [tensorProto(value.constant, value.name)] : [],
    ),
    input: graph.inputs.map(valueProto),
    output: graph.outputs.map(valueProto),
  };
}

/** The outputs of a graph and all that they are computed from. */
function neededFor({ nodes, outputs }: Graph): ReadonlySet<Value> {
  const needed = new Set(outputs);
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    for (const input of node.inputs) if (input !== null) needed.add(input);
  }
  return needed;
}

function nodeProto(node: Node): MessageInitShape<typeof NodeProtoSchema> {
  return {
    opType: node.operator.opType,
    name: node.outputs[0]?.name ?? "",
    input: node.inputs.map((input) => input?.name ?? ""),
    output: node.outputs.map((output) => output.name),
    attribute: Object.keys(node.attributes)
      .filter((name) => node.attributes[name] !== undefined)
      .sort()
      .map((name) => attributeProto(node, name)),
  };
}

function attributeProto(node: Node, name: string): MessageInitShape<typeof AttributeProtoSchema> {
  const value = node.attributes[name] as never;
  switch (node.operator.attributes[name]) {
    case "int":
      return { name, type: ATTRIBUTE_CODES.int, i: BigInt(value) };
    case "float":
      return { name, type: ATTRIBUTE_CODES.float, f: value };
    case "string":
      return { name, type: ATTRIBUTE_CODES.string, s: new TextEncoder().encode(value) };
    case "ints":
      return { name, type: ATTRIBUTE_CODES.ints, ints: (value as number[]).map(BigInt) };
    case "floats":
      return { name, type: ATTRIBUTE_CODES.floats, floats: value };
    case "tensor":
      return { name, type: ATTRIBUTE_CODES.tensor, t: tensorProto(value, "") };
    default:
      throw new GraphError("GRAPH_MISUSE", `${node.operator.opType} has no attribute "${name}".`, {
        name,
      });
  }
}

function tensorProto(tensor: Tensor, name: string): MessageInitShape<typeof TensorProtoSchema> {
  const { buffer, byteOffset, byteLength } = tensor.data;
  return {
    name,
    dims: tensor.shape.map(BigInt),
    dataType: ELEMENT_CODES[tensor.type],
    rawData: new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength),
  };
}

function valueProto(value: Value): MessageInitShape<typeof ValueInfoProtoSchema> {
  const dim = value.shape.map((size) =>
    typeof size === "number"
      ? { value: { case: "dimValue" as const, value: BigInt(size) } }
      : { value: { case: "dimParam" as const, value: size } },
  );
  const tensor = { elemType: ELEMENT_CODES[value.type], shape: { dim } };
  return { name: value.name, type: { value: { case: "tensorType", value: tensor } } };
}

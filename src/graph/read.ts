import { fromBinary } from "@bufbuild/protobuf";
import { elementTypeOf, OPSET_VERSION } from "./codes.ts";
import { GraphError, type GraphErrorCode } from "./errors.ts";
import { Graph, type Value } from "./graph.ts";
import {
  type AttributeProto,
  type GraphProto,
  type ModelProto,
  ModelProtoSchema,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from "./onnx_pb.ts";
import type { Attributes, Operator } from "./operator.ts";
import * as operatorFiles from "./operators/index.ts";
import type { Dimension } from "./shape.ts";
import type { ElementType, Tensor } from "./tensor.ts";

const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  Object.values(operatorFiles)
    .filter((exported) => typeof exported === "object")
    .map((operator) => [operator.opType, operator as unknown as Operator]),
);

/**
 * Reads an ONNX file into a graph, checking every node's shapes on the way.
 *
 * Throws `ONNX_INVALID` for bytes that are no ONNX model or contradict themselves, and
 * `OPERATOR_UNKNOWN` for operators that have no file in `graph/operators`.
 */
export function readOnnx(bytes: Uint8Array): Graph {
  const model = parsed(bytes);
  refuseOtherVersion(model);
  if (model.graph === undefined)
    throw new GraphError("ONNX_INVALID", "The ONNX file holds no graph.");
  try {
    return readGraph(model.graph);
  } catch (cause) {
    if (!(cause instanceof GraphError) || READER_CODES.includes(cause.code)) throw cause;
    throw new GraphError(
      "ONNX_INVALID",
      `The ONNX file contradicts itself: ${cause.message}`,
      cause.fields,
      { cause },
    );
  }
}

/** Builder's errors (a shape that does not fit, a name used twice) are the file's fault here. */
const READER_CODES: readonly GraphErrorCode[] = ["ONNX_INVALID", "OPERATOR_UNKNOWN"];

/** Operators change between versions: what one of another version means is not what ours would do. */
function refuseOtherVersion({ opsetImport }: ModelProto): void {
  const ours = opsetImport.find(({ domain }) => domain === "");
  if (ours !== undefined && Number(ours.version) === OPSET_VERSION) return;
  throw new GraphError(
    "ONNX_INVALID",
    `The file uses ${ours ? `version ${ours.version}` : "no version"} of ONNX's operators, Thorascope version ${OPSET_VERSION}. Export the model again for opset ${OPSET_VERSION}.`,
    { opset: ours ? Number(ours.version) : null },
  );
}

function readGraph(proto: GraphProto): Graph {
  const graph = new Graph(proto.name);
  const values = new Map<string, Value>();
  for (const tensor of proto.initializer) {
    values.set(tensor.name, graph.constant(readTensor(tensor), tensor.name));
  }
  for (const input of proto.input) {
    if (!values.has(input.name))
      values.set(input.name, graph.input(input.name, shapeOf(input), typeOf(input)));
  }
  for (const node of proto.node) {
    for (const output of readNode(node, graph, values)) values.set(output.name, output);
  }
  for (const { name } of proto.output) graph.outputs.push(existing(values, name));
  return graph;
}

function parsed(bytes: Uint8Array): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    throw new GraphError(
      "ONNX_INVALID",
      "These bytes are no ONNX model, or a damaged one: fetch or export the file again.",
      { bytes: bytes.length },
      { cause },
    );
  }
}

function readNode(
  node: NodeProto,
  graph: Graph,
  values: ReadonlyMap<string, Value>,
): readonly Value[] {
  const operator = OPERATORS.get(node.opType);
  if (operator === undefined || node.domain !== "") {
    throw new GraphError(
      "OPERATOR_UNKNOWN",
      `The node ${node.name} is of type ${node.domain}${node.domain && "."}${node.opType}, which Thorascope's graphs do not have.`,
      { node: node.name, opType: node.opType },
    );
  }
  const inputs = node.input.map((name) => (name === "" ? null : existing(values, name)));
  const attributes: Attributes = Object.fromEntries(
    node.attribute.map((attribute) => [attribute.name, readAttribute(attribute, operator)]),
  );
  return operator.applyIn(graph, inputs, attributes, node.output);
}

function readAttribute(
  attribute: AttributeProto,
  operator: Operator,
): number | string | number[] | Tensor {
  switch (operator.attributes[attribute.name]) {
    case "int":
      return Number(attribute.i);
    case "float":
      return attribute.f;
    case "string":
      return new TextDecoder().decode(attribute.s);
    case "ints":
      return attribute.ints.map(Number);
    case "floats":
      return attribute.floats;
    case "tensor":
      if (attribute.t) return readTensor(attribute.t);
  }
  throw new GraphError(
    "ONNX_INVALID",
    `${operator.opType} has no attribute "${attribute.name}" that Thorascope knows.`,
    {
      opType: operator.opType,
      attribute: attribute.name,
    },
  );
}

const ARRAYS = {
  float16: Uint16Array,
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  int64: BigInt64Array,
  bool: Uint8Array,
} as const;

/** Decodes a stored tensor, whichever of ONNX's two layouts (raw bytes, typed lists) it came in. */
function readTensor(proto: TensorProto): Tensor {
  const type = elementTypeOf(proto.dataType);
  if (type === undefined || proto.externalData.length > 0) {
    throw new GraphError(
      "ONNX_INVALID",
      type === undefined
        ? `The tensor ${proto.name} has element type ${proto.dataType}, which Thorascope does not use.`
        : `The tensor ${proto.name} is stored in another file: save the model as one file.`,
      { tensor: proto.name },
    );
  }
  const shape = proto.dims.map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  const data = proto.rawData.length > 0 ? fromRaw(type, proto.rawData) : fromLists(type, proto);
  if (data?.length !== count) {
    throw new GraphError(
      "ONNX_INVALID",
      `The tensor ${proto.name} declares ${count} values but holds ${data?.length ?? "a broken number"}.`,
      {
        tensor: proto.name,
      },
    );
  }
  return { type, shape, data };
}

function fromRaw(type: ElementType, raw: Uint8Array): Tensor["data"] | undefined {
  const array = ARRAYS[type];
  return raw.length % array.BYTES_PER_ELEMENT === 0
    ? new array(new Uint8Array(raw).buffer)
    : undefined;
}

function fromLists(type: ElementType, proto: TensorProto): Tensor["data"] {
  switch (type) {
    case "float16":
      return Uint16Array.from(proto.int32Data);
    case "float32":
      return Float32Array.from(proto.floatData);
    case "float64":
      return Float64Array.from(proto.doubleData);
    case "int64":
      return BigInt64Array.from(proto.int64Data);
    case "int32":
      return Int32Array.from(proto.int32Data);
    case "bool":
      return Uint8Array.from(proto.int32Data);
  }
}

function shapeOf(info: ValueInfoProto): Dimension[] {
  return (info.type?.value.value?.shape?.dim ?? []).map(({ value }) =>
    value.case === "dimValue" ? Number(value.value) : (value.value ?? "unknown"),
  );
}

function typeOf(info: ValueInfoProto): ElementType {
  const code = info.type?.value.value?.elemType ?? 0;
  const type = elementTypeOf(code);
  if (type !== undefined) return type;
  throw new GraphError(
    "ONNX_INVALID",
    `The input ${info.name} has element type ${code}, which Thorascope does not use.`,
    {
      input: info.name,
    },
  );
}

function existing(values: ReadonlyMap<string, Value>, name: string): Value {
  const value = values.get(name);
  if (value !== undefined) return value;
  throw new GraphError("ONNX_INVALID", `The graph uses "${name}" before anything computes it.`, {
    name,
  });
}

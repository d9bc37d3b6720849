"""ONNX's own checker and shape inference on files that Thorascope wrote.

Reads {"files": [...]} from standard input and writes, for each, what the checker found wrong (null if
nothing) and the shape that the inference gives every value.

Debian 12 has onnx 1.12, which knows operators up to opset 17. Of ours only Resize changed in 18: it got
`axes`. Files with Resize are therefore checked without that attribute, and their shapes are not inferred.
"""
import json
import sys

import onnx


def shape_of(info):
    return [size.dim_param or size.dim_value for size in info.type.tensor_type.shape.dim]


def check(path):
    model = onnx.load(path)
    enlarges = False
    for node in model.graph.node:
        if node.op_type == "Resize":
            enlarges = True
            axes = [attribute for attribute in node.attribute if attribute.name == "axes"]
            for attribute in axes:
                node.attribute.remove(attribute)
    try:
        onnx.checker.check_model(model, full_check=not enlarges)
    except Exception as error:
        return {"problem": str(error), "shapes": {}}
    graph = onnx.shape_inference.infer_shapes(model, strict_mode=not enlarges, data_prop=True).graph
    infos = [] if enlarges else [*graph.input, *graph.value_info, *graph.output]
    return {"problem": None, "shapes": {info.name: shape_of(info) for info in infos}}


if __name__ == "__main__":
    json.dump([check(path) for path in json.load(sys.stdin)["files"]], sys.stdout)

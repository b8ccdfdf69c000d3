"""Seeded weights, and graphs of a few tens of kilobytes as torch.onnx.export makes them, checked against PyTorch."""

import io
import warnings

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
# Smaller arrays stay in float32.
HALF_FROM = 64
MAX_ERROR = 1e-4

Axes = dict[str, dict[int, str]]


def with_random_weights(model: torch.nn.Module, seed: int) -> torch.nn.Module:
    """With the starting values that training wants, all pairs would have nearly the same score. The weights are numbers that float16
    can hold, so that storing them as such changes nothing."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            is_scale = "norm" in name.lower() and name.endswith("weight")
            weight.normal_(mean=float(is_scale), std=0.3, generator=generator)
            weight.copy_(weight.half().float())
    return model.eval()


def export(model: torch.nn.Module, example: dict[str, torch.Tensor], inputs: Axes, outputs: Axes, fold: bool = True) -> onnx.ModelProto:
    """inputs, outputs: the names, in the order of the model's arguments and results, and their axes of varying length. fold: stores
    weights as MatMul reads them, which stores what is used twice, as tied embeddings, twice."""
    file = io.BytesIO()
    with warnings.catch_warnings():
        # The tracer warns of every Python number; check() runs other shapes than the traced ones.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            tuple(example[name] for name in inputs),
            file,
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=inputs | outputs,
            opset_version=OPSET,
            do_constant_folding=fold,
            dynamo=False,
        )
    graph = onnx.load_from_string(file.getvalue())
    shrink(graph)
    onnx.checker.check_model(graph)
    return graph


def shrink(model: onnx.ModelProto) -> None:
    """Short names, constants stored once, no notes on where a node comes from, large arrays as float16 that the runtime casts when it
    opens the file. The operators stay."""
    graph = model.graph
    outside = {value.name for value in [*graph.input, *graph.output]}
    names: dict[str, str] = {}
    constants: dict[bytes, str] = {}
    nodes = []
    for node in graph.node:
        if node.op_type == "Constant" and node.attribute[0].name == "value":
            tensor = node.attribute[0].t
            array = numpy_helper.to_array(tensor)
            key = f"{array.dtype}{array.shape}".encode() + array.tobytes()
            if key not in constants:
                constants[key] = f"constant_{len(constants)}"
                graph.initializer.append(numpy_helper.from_array(array, constants[key]))
            names[node.output[0]] = constants[key]
        else:
            nodes.append(node)
    for i, node in enumerate(nodes):
        node.name = f"{node.op_type}_{i}"
        names |= {output: f"{i}_{j}" for j, output in enumerate(node.output) if output not in outside}
    rename(nodes, names | {"": ""})
    casts = [cast for tensor in graph.initializer if (cast := store_as_half(tensor))]
    del graph.node[:], graph.value_info[:]
    graph.node.extend(casts + nodes)
    model.ClearField("metadata_props")
    model.producer_name, model.producer_version, graph.doc_string = "pytorch", "", ""


def rename(nodes: list[onnx.NodeProto], names: dict[str, str]) -> None:
    """In the bodies of loops too, which read values from outside."""
    for node in nodes:
        for values in (node.input, node.output):
            values[:] = [names.get(name, name) for name in values]
        node.ClearField("doc_string")
        node.ClearField("metadata_props")
        for attribute in node.attribute:
            if attribute.type == onnx.AttributeProto.GRAPH:
                rename(attribute.g.node, names)
                attribute.g.ClearField("value_info")
                attribute.g.ClearField("doc_string")


def store_as_half(tensor: onnx.TensorProto) -> onnx.NodeProto | None:
    array = numpy_helper.to_array(tensor)
    if array.dtype != np.float32 or array.size < HALF_FROM or (array.astype(np.float16) != array).any():
        return None
    name = tensor.name
    tensor.CopyFrom(numpy_helper.from_array(array.astype(np.float16), f"{name}.half"))
    return helper.make_node("Cast", [f"{name}.half"], [name], name=f"Cast_{name}", to=TensorProto.FLOAT)


class Session:
    """Runs a graph as the application does."""

    def __init__(self, graph: onnx.ModelProto):
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(graph.SerializeToString(), options, providers=["CPUExecutionProvider"])

    def run(self, inputs: dict[str, np.ndarray]) -> np.ndarray:
        """-> the first output."""
        return self.session.run(None, inputs)[0]


def padded(rows: list[list[int]], pad: int, left: bool = False) -> dict[str, np.ndarray]:
    """-> input_ids and attention_mask, int64 [rows, longest]."""
    length = max(map(len, rows))
    fill = lambda row, value: [value] * (length - len(row))
    line = lambda row, ids, value: fill(row, value) + ids if left else ids + fill(row, value)
    return {
        "input_ids": np.array([line(row, row, pad) for row in rows], np.int64),
        "attention_mask": np.array([line(row, [1] * len(row), 0) for row in rows], np.int64),
    }


def check(name: str, found: np.ndarray, expected: np.ndarray) -> None:
    """Throws when onnxruntime does not give what PyTorch gives."""
    error = float(np.abs(found - expected).max())
    if not error < MAX_ERROR:
        raise SystemExit(f"{name}: expected ONNX Runtime within {MAX_ERROR} of PyTorch, found an error of {error:.2g}.")

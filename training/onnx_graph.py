"""A thin builder of ONNX graphs: what the graphs of the two models have in common."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 8
FUSED = "com.microsoft"


class Graph:
    """Collects stored arrays and nodes. Whatever adds a value returns its name, which nodes share with their output."""

    def __init__(self, name: str):
        self.name = name
        self.nodes: list[onnx.NodeProto] = []
        self.stored: list[onnx.TensorProto] = []

    def constant(self, name: str, array: np.ndarray) -> str:
        self.stored.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def half(self, name: str, array: np.ndarray) -> str:
        """Stored in float16, computed with in float32. ONNX Runtime folds the cast away when it opens the file, so the graph also
        runs on GPUs without half-precision arithmetic."""
        self.constant(f"{name}.half", array.astype(np.float16))
        return self.node("Cast", [f"{name}.half"], name, to=TensorProto.FLOAT)

    def node(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def split(self, x: str, sizes: list[int], outputs: list[str]) -> None:
        """Along the last axis."""
        self.constant(f"{x}.sizes", np.array(sizes))
        self.nodes.append(helper.make_node("Split", [x, f"{x}.sizes"], outputs, name=f"{x}.split", axis=-1))

    def model(self, inputs: list[str], output: str, width: int) -> onnx.ModelProto:
        """inputs: int64 [batch, sequence] each; output: float32 [batch, width]."""
        read = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "sequence"]) for name in inputs]
        written = [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", width])]
        graph = helper.make_graph(self.nodes, self.name, read, written, self.stored)
        versions = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
        model = helper.make_model(graph, opset_imports=versions, ir_version=IR_VERSION, producer_name="xenn")
        onnx.checker.check_model(model)
        return model

"""The dual-encoder as an ONNX graph: a table of token vectors in int8, a float32 scale for each, their sum made one long."""

import numpy as np
import onnx
from onnx import TensorProto

from onnx_graph import Graph

LARGEST = 127


def quantise(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """float32 [vocabulary, width] -> (int8 of the same shape, float32 [vocabulary, 1]); their product is what the model uses. A zero
    row stays zero."""
    scale = np.abs(vectors).max(1, keepdims=True) / LARGEST
    steps = np.rint(np.divide(vectors, scale, out=np.zeros_like(vectors), where=scale > 0))
    return steps.astype(np.int8), scale.astype(np.float32)


def dual_encoder_graph(steps: np.ndarray, scale: np.ndarray) -> onnx.ModelProto:
    """steps, scale: from quantise. Inputs input_ids, attention_mask; output sentence_embedding, float32 [batch, width]: the mean of the
    unmasked tokens' vectors divided by its length, or zero where the mean is zero."""
    graph = Graph("dual-encoder")
    steps_of_token = graph.node("Gather", [graph.constant("steps", steps), "input_ids"], "steps_of_token")
    vectors = graph.node("Cast", [steps_of_token], "vectors", to=TensorProto.FLOAT)
    scale_of_token = graph.node("Gather", [graph.constant("scale", scale[:, 0]), "input_ids"], "scale_of_token")
    mask = graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
    weights = graph.node("Mul", [scale_of_token, mask], "weights")
    row = graph.node("Unsqueeze", [weights, graph.constant("middle", np.array([1]))], "weights_as_row")
    # The sum, where the mean is meant: the count of tokens would fall out with the length.
    total = graph.node("MatMul", [row, vectors], "sum")
    total = graph.node("Squeeze", [total, "middle"], "sum_of_text")
    graph.node("LpNormalization", [total], "sentence_embedding", axis=-1, p=2)
    return graph.model(["input_ids", "attention_mask"], "sentence_embedding", steps.shape[1])

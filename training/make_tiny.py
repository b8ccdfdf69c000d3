"""Both models in miniature, with random weights, for tests: they say nothing, but run as the real ones do and a hundred times faster.

Writes the files of export_onnx.py under OUT.
"""

import argparse
import collections
import pathlib

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from cross_encoder import CrossEncoder
from export_onnx import export
from golden import PAIRS
from make_tokenizer import POST_PROCESSOR, SPECIAL_TOKENS

VOCABULARY = 400
WIDTH = 16


def tiny_tokenizer(texts: list[str]) -> Tokenizer:
    """Each ASCII character of the texts as a beginning and as a continuation, then their commonest words."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    split = lambda text: tokenizer.pre_tokenizer.pre_tokenize_str(tokenizer.normalizer.normalize_str(text))
    counts = collections.Counter(word for text in texts for word, _ in split(text))
    characters = sorted({c for word in counts for c in word if c.isascii()})
    common = sorted((word for word in counts if len(word) > 1), key=lambda word: (-counts[word], word))
    pieces = SPECIAL_TOKENS + characters + [f"##{c}" for c in characters] + common
    tokenizer.model = models.WordPiece({piece: i for i, piece in enumerate(pieces[:VOCABULARY])}, unk_token="[UNK]")
    tokenizer.add_special_tokens(SPECIAL_TOKENS)
    tokenizer.post_processor = POST_PROCESSOR
    return tokenizer


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    tokenizer = tiny_tokenizer([text for pair in PAIRS for text in pair])
    vocabulary = tokenizer.get_vocab_size()
    model = CrossEncoder(vocabulary=vocabulary, hidden=32, layers=2, heads=2, inner=64, positions=64)
    # With starting values as small as training wants them, all pairs would have nearly the same logit.
    for name, weight in model.named_parameters():
        torch.nn.init.normal_(weight, mean=float("norm.weight" in name), std=0.3)
    vectors = torch.randn(vocabulary, WIDTH)
    vectors[: len(SPECIAL_TOKENS)] = 0
    export(model.config, model.state_dict(), vectors, tokenizer, args.out)


if __name__ == "__main__":
    main()

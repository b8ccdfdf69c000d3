"""Stage 7: both models as the application reads them, and the numbers that show whether a computer runs them right.

Reads  WORK/cross-encoder.pt, WORK/dual-encoder.pt, WORK/tokenizer.json
Writes OUT/cross-encoder/{config.json,tokenizer.json,tokenizer_config.json,onnx/model_fp16.onnx}
       OUT/dual-encoder/{config.json,onnx/model_int8.onnx}
       OUT/golden.json
"""

import json
import pathlib

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from cross_encoder import CrossEncoder
from cross_encoder_graph import cross_encoder_graph, stored_state
from dual_encoder_graph import dual_encoder_graph, quantise
from exported import CROSS_ENCODER_FILE, DUAL_ENCODER_FILE
from golden import embedding, golden_file, logit
from make_tokenizer import PAD, SPECIAL_TOKENS
from paths import stage_arguments

# Between PyTorch and ONNX Runtime, both in float32 and with the same weights.
TOLERANCE = 1e-4


def cross_encoder_config(config: dict) -> dict:
    return {
        "architectures": ["BertForSequenceClassification"],
        "model_type": "bert",
        "vocab_size": config["vocabulary"],
        "hidden_size": config["hidden"],
        "num_hidden_layers": config["layers"],
        "num_attention_heads": config["heads"],
        "intermediate_size": config["inner"],
        "hidden_act": "gelu",
        "max_position_embeddings": config["positions"],
        "type_vocab_size": 2,
        "layer_norm_eps": 1e-12,
        "pad_token_id": PAD,
        "hidden_dropout_prob": 0.0,
        "attention_probs_dropout_prob": 0.0,
        "position_embedding_type": "absolute",
        "num_labels": 1,
        "id2label": {"0": "LABEL_0"},
        "label2id": {"LABEL_0": 0},
        "problem_type": "regression",
    }


def dual_encoder_config(vocabulary: int, width: int) -> dict:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "vocab_size": vocabulary,
        "hidden_size": width,
        "num_hidden_layers": 0,
        "num_attention_heads": 1,
        "intermediate_size": 0,
        "max_position_embeddings": 512,
        "type_vocab_size": 1,
        "pad_token_id": PAD,
        "static_embedding": True,
        "normalized": True,
    }


def tokenizer_config(max_tokens: int) -> dict:
    added = {"lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True}
    return {
        "added_tokens_decoder": {str(i): {"content": token, **added} for i, token in enumerate(SPECIAL_TOKENS)},
        "clean_up_tokenization_spaces": True,
        "cls_token": "[CLS]",
        "do_lower_case": True,
        "mask_token": "[MASK]",
        "model_max_length": max_tokens,
        "pad_token": "[PAD]",
        "sep_token": "[SEP]",
        "strip_accents": None,
        "tokenize_chinese_chars": True,
        "tokenizer_class": "BertTokenizer",
        "unk_token": "[UNK]",
    }


def write(path: pathlib.Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def write_json(path: pathlib.Path, value: dict, indent: int | None = None) -> None:
    write(path, json.dumps(value, ensure_ascii=False, indent=indent).encode())


def padded(rows: list[list[int]], fill: int) -> np.ndarray:
    """-> int64 [rows, longest], each row on the left."""
    out = np.full((len(rows), max(map(len, rows))), fill)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out


def check_cross_encoder(path: pathlib.Path, pairs: list[dict]) -> float:
    """-> largest difference from the golden logits, one pair at a time and in one padded batch."""
    session = onnxruntime.InferenceSession(path)

    def run(some: list[dict]) -> np.ndarray:
        inputs = {name: padded([pair[name] for pair in some], PAD) for name in ("input_ids", "token_type_ids")}
        mask = padded([[1] * len(pair["input_ids"]) for pair in some], 0)
        return session.run(["logits"], {**inputs, "attention_mask": mask})[0][:, 0]

    golden = np.array([pair["logit"] for pair in pairs])
    alone = np.concatenate([run([pair]) for pair in pairs])
    return float(max(np.abs(alone - golden).max(), np.abs(run(pairs) - golden).max()))


def check_dual_encoder(path: pathlib.Path, texts: list[dict]) -> float:
    """-> largest difference from the golden embeddings in one padded batch, which ends in an empty text and an unmasked [PAD]."""
    session = onnxruntime.InferenceSession(path)
    ids = [*(text["input_ids"] for text in texts), [], [PAD]]
    inputs = {"input_ids": padded(ids, PAD), "attention_mask": padded([[1] * len(row) for row in ids], 0)}
    found = session.run(["sentence_embedding"], inputs)[0]
    zero = np.zeros_like(found[:2])
    return float(np.abs(found - np.concatenate([[text["embedding"] for text in texts], zero])).max())


def export(config: dict, state: dict[str, torch.Tensor], vectors: torch.Tensor, tokenizer: Tokenizer, out: pathlib.Path) -> None:
    """Writes all files under `out` and prints how far they are from the checkpoints. Raises SystemExit when ONNX Runtime does not give
    PyTorch's numbers."""
    special = vectors[: len(SPECIAL_TOKENS)].abs().max().item()
    if special > 0:
        raise SystemExit(f"dual-encoder: expected zero vectors for special tokens, which the application leaves out, found {special}")
    rounded = stored_state({name: weight.numpy() for name, weight in state.items()})
    steps, scale = quantise(vectors.numpy())
    write(out / CROSS_ENCODER_FILE, cross_encoder_graph(config, rounded).SerializeToString())
    write(out / DUAL_ENCODER_FILE, dual_encoder_graph(steps, scale).SerializeToString())
    write_json(out / "cross-encoder/config.json", cross_encoder_config(config), indent=1)
    write_json(out / "cross-encoder/tokenizer.json", json.loads(tokenizer.to_str()))
    write_json(out / "cross-encoder/tokenizer_config.json", tokenizer_config(config["positions"]), indent=1)
    write_json(out / "dual-encoder/config.json", dual_encoder_config(*vectors.shape), indent=1)

    model = CrossEncoder(**config).eval()
    model.load_state_dict({name: torch.from_numpy(array) for name, array in rounded.items()})
    golden = golden_file(model, torch.from_numpy(steps * scale), tokenizer)
    write_json(out / "golden.json", golden)
    model.load_state_dict(state)
    unrounded_logits = [logit(model, pair["input_ids"], pair["token_type_ids"]) for pair in golden["pairs"]]
    by_rounding = max(abs(pair["logit"] - unrounded) for pair, unrounded in zip(golden["pairs"], unrounded_logits))
    cosines = [embedding(vectors, text["input_ids"]) @ torch.tensor(text["embedding"]) for text in golden["texts"]]

    for path in (CROSS_ENCODER_FILE, DUAL_ENCODER_FILE):
        print(f"{path}: {(out / path).stat().st_size:,} bytes")
    print("logits: " + " ".join(f"{pair['logit']:.3f}" for pair in golden["pairs"]))
    print(f"storing in float16 moved a logit by up to {by_rounding:.1e}; in int8, embeddings to a cosine of {min(cosines):.6f} or more")
    logit_error = check_cross_encoder(out / CROSS_ENCODER_FILE, golden["pairs"])
    embedding_error = check_dual_encoder(out / DUAL_ENCODER_FILE, golden["texts"])
    print(f"ONNX Runtime and PyTorch: logits differ by up to {logit_error:.1e}, embeddings by up to {embedding_error:.1e}")
    if max(logit_error, embedding_error) > TOLERANCE:
        raise SystemExit(f"expected differences of at most {TOLERANCE}")


def main():
    parser = stage_arguments(__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    checkpoint = torch.load(args.work / "cross-encoder.pt", map_location="cpu")
    vectors = torch.load(args.work / "dual-encoder.pt", map_location="cpu")["vectors"]
    tokenizer = Tokenizer.from_file(str(args.work / "tokenizer.json"))
    export(checkpoint["config"], checkpoint["state"], vectors, tokenizer, args.out)


if __name__ == "__main__":
    main()

"""The cross-encoders of make_architectures.py: one row for each architecture, and what all of them have in common."""

import dataclasses
from collections.abc import Callable

import numpy as np
import torch
import transformers
from tokenizers import Tokenizer

import architectures_tokenizers as tokenizers
from architectures_files import Repository, saved
from architectures_graphs import Axes, Session, check, export, padded, with_random_weights
from architectures_texts import LONG_QUERY, PAIRS

MAX_TOKENS = 64
SHAPE = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
ROBERTA = SHAPE | {"max_position_embeddings": MAX_TOKENS + 2, "type_vocab_size": 1}
IDS = ["input_ids", "attention_mask"]


@dataclasses.dataclass(frozen=True)
class Architecture:
    """tokenizer: from the most tokens to a tokenizer and its configuration. model: the class and its configuration's class, and what
    the configuration says beside the vocabulary. pair: the special tokens before the query, between the parts and after the passage.
    inputs: of the graph."""

    tokenizer: Callable[[int], tuple[Tokenizer, dict]]
    model: type
    config: type
    settings: dict
    pair: tuple[list[str], list[str], list[str]]
    inputs: list[str]


BERT_PAIR = ["[CLS]"], ["[SEP]"], ["[SEP]"]
ROBERTA_PAIR = ["<s>"], ["</s>", "</s>"], ["</s>"]
BERT = Architecture(
    tokenizers.bert,
    transformers.BertForSequenceClassification,
    transformers.BertConfig,
    SHAPE | {"max_position_embeddings": MAX_TOKENS, "num_labels": 1},
    BERT_PAIR,
    [*IDS, "token_type_ids"],
)
ARCHITECTURES = {
    "bert": BERT,
    "bert-two-logit": dataclasses.replace(BERT, settings=BERT.settings | {"num_labels": 2}),
    "distilbert": Architecture(
        tokenizers.bert,
        transformers.DistilBertForSequenceClassification,
        transformers.DistilBertConfig,
        {"dim": 32, "n_layers": 2, "n_heads": 2, "hidden_dim": 64, "max_position_embeddings": MAX_TOKENS, "num_labels": 1},
        BERT_PAIR,
        IDS,
    ),
    "roberta": Architecture(
        tokenizers.roberta,
        transformers.RobertaForSequenceClassification,
        transformers.RobertaConfig,
        ROBERTA | {"num_labels": 1},
        ROBERTA_PAIR,
        IDS,
    ),
    "xlm-roberta": Architecture(
        tokenizers.xlm_roberta,
        transformers.XLMRobertaForSequenceClassification,
        transformers.XLMRobertaConfig,
        ROBERTA | {"num_labels": 1},
        ROBERTA_PAIR,
        IDS,
    ),
    # Without token_type_ids: the usual exporters leave them out when type_vocab_size is 0, as it is in DeBERTa-v3 and mxbai-rerank.
    "deberta-v2": Architecture(
        tokenizers.deberta_v2,
        transformers.DebertaV2ForSequenceClassification,
        transformers.DebertaV2Config,
        SHAPE
        | {
            "max_position_embeddings": MAX_TOKENS,
            "max_relative_positions": -1,
            "norm_rel_ebd": "layer_norm",
            "num_labels": 1,
            "pooler_hidden_size": 32,
            "pos_att_type": ["p2c", "c2p"],
            "position_biased_input": False,
            "position_buckets": 16,
            "relative_attention": True,
            "share_att_key": True,
            "type_vocab_size": 0,
        },
        BERT_PAIR,
        IDS,
    ),
    "modernbert": Architecture(
        tokenizers.modernbert,
        transformers.ModernBertForSequenceClassification,
        transformers.ModernBertConfig,
        SHAPE
        | {
            "classifier_pooling": "mean",
            "global_attn_every_n_layers": 2,
            "local_attention": 16,
            "max_position_embeddings": MAX_TOKENS,
            "num_labels": 1,
        },
        BERT_PAIR,
        IDS,
    ),
}


def configured(config: type, settings: dict, tokenizer: Tokenizer, tokenizer_config: dict):
    """The configuration with the tokenizer's size and special ids."""
    roles = {
        f"{role}_token_id": tokenizer.token_to_id(token)
        for role in ("bos", "cls", "eos", "pad", "sep")
        if (token := tokenizer_config.get(f"{role}_token"))
    }
    return config(**settings, **roles, vocab_size=tokenizer.get_vocab_size(), attn_implementation="eager")


def assemble(architecture: Architecture, tokenizer: Tokenizer, query: str, passage: str) -> dict[str, list[int]]:
    """-> input_ids, token_type_ids, cut as the application cuts: the query to half of MAX_TOKENS, then the passage to what is left."""
    first, middle, last = ([tokenizer.token_to_id(token) for token in part] for part in architecture.pair)
    text = tokenizers.without_special_tokens(tokenizer)
    query_ids = text.encode(query, add_special_tokens=False).ids[: MAX_TOKENS // 2]
    room = MAX_TOKENS - len(first + middle + last) - len(query_ids)
    passage_ids = text.encode(passage, add_special_tokens=False).ids[:room]
    before, after = [*first, *query_ids, *middle], [*passage_ids, *last]
    return {"input_ids": before + after, "token_type_ids": [0] * len(before) + [1] * len(after)}


def check_assembly(name: str, tokenizer: Tokenizer, query: str, passage: str, ids: list[int]) -> None:
    """transformers, which recognises special tokens in a text and never cuts the query, must agree where neither matters."""
    reference = transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer)
    expected = reference([(query, passage)], truncation="only_second", max_length=MAX_TOKENS)["input_ids"][0]
    if expected != ids:
        raise SystemExit(f"{name}: expected the ids that transformers gives for {query!r}: {expected}, found {ids}.")


def cross_encoder(name: str, seed: int) -> Repository:
    architecture = ARCHITECTURES[name]
    tokenizer, tokenizer_config = architecture.tokenizer(MAX_TOKENS)
    config = configured(architecture.config, architecture.settings, tokenizer, tokenizer_config)
    model = with_random_weights(architecture.model(config), seed)

    pairs, logits = [], []
    for query, passage in [*PAIRS, LONG_QUERY]:
        assembled = assemble(architecture, tokenizer, query, passage)
        if "[SEP]" not in query and (query, passage) != LONG_QUERY:
            check_assembly(name, tokenizer, query, passage, assembled["input_ids"])
        arrays = {"attention_mask": [1] * len(assembled["input_ids"])} | assembled
        with torch.inference_mode():
            row = model(**{key: torch.tensor([arrays[key]]) for key in architecture.inputs}).logits[0].tolist()
        logits.append(row)
        score = row[0] if len(row) == 1 else row[1] - row[0]
        kept = {key: assembled[key] for key in architecture.inputs if key in assembled}
        pairs.append({"query": query, "passage": passage, **kept, "score": round(score, 6)})
        if len(row) > 1:
            pairs[-1]["logits"] = [round(x, 6) for x in row]

    rows = [pair["input_ids"] for pair in pairs]
    batch = padded(rows, tokenizer.token_to_id(tokenizer_config["pad_token"]))
    if "token_type_ids" in architecture.inputs:
        longest = batch["input_ids"].shape[1]
        types = [pair["token_type_ids"] + [0] * (longest - len(pair["token_type_ids"])) for pair in pairs]
        batch["token_type_ids"] = np.array(types, np.int64)
    axes: Axes = {key: {0: "batch_size", 1: "sequence_length"} for key in architecture.inputs}
    # Traced with two rows, one padded, of a length that no check has.
    example = {key: torch.from_numpy(value[3:5, :-3]) for key, value in batch.items()}
    graph = export(model, example, axes, {"logits": {0: "batch_size"}})
    session = Session(graph)
    check(f"{name}, padded", session.run(batch), np.array(logits))
    for i in range(len(rows)):
        alone = {key: value[i : i + 1, : len(rows[i])] for key, value in batch.items()}
        check(f"{name}, pair {i}", session.run(alone), np.array(logits[i : i + 1]))

    expected = {"max_tokens": MAX_TOKENS, "pairs": pairs}
    return Repository(saved(config, architecture.model), tokenizer, tokenizer_config, {"model.onnx": graph}, expected)

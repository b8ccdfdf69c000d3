"""The dual-encoders of make_architectures.py: BERT with the two usual poolings, and static vectors in two layouts."""

import numpy as np
import onnx
import torch
import torch.nn.functional as F
import transformers
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from torch import nn

import architectures_tokenizers as tokenizers
from architectures_cross_encoders import IDS, SHAPE, configured
from architectures_files import Repository, saved
from architectures_graphs import Axes, Session, check, export, padded, with_random_weights
from architectures_texts import TEXTS

MAX_TOKENS = 64
WIDTH = 32
# (pooling, prompts by role)
BERT_ENCODERS = {
    "bert-mean-e5": ("mean", {"query": "query: ", "document": "passage: "}),
    "bert-cls-bge": ("cls", {"query": "Represent this sentence for searching relevant passages: ", "document": ""}),
}
CODEBOOK = 64
PAD, UNK = 0, 1


def modules(root: str, *kinds: str) -> list[dict]:
    """modules.json. root: where the first one's files lie."""
    paths = [root, *(f"{i}_{kind}" for i, kind in enumerate(kinds[1:], 1))]
    return [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate(zip(paths, kinds))
    ]


def pooling_config(pooling: str) -> dict:
    modes = {"cls": "cls_token", "mean": "mean_tokens", "max": "max_tokens", "sqrt": "mean_sqrt_len_tokens"}
    modes |= {"weighted": "weightedmean_tokens", "last": "lasttoken"}
    flags = {f"pooling_mode_{mode}": name == pooling for name, mode in modes.items()}
    return {"word_embedding_dimension": WIDTH, **flags, "include_prompt": True}


def expected_file(texts: list[dict], embeddings: np.ndarray) -> dict:
    rows = [{**text, "embedding": [round(x, 6) for x in row]} for text, row in zip(texts, embeddings.tolist())]
    return {"max_tokens": MAX_TOKENS, "texts": rows}


class LastHiddenState(nn.Module):
    def __init__(self, model: nn.Module):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.model(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).last_hidden_state


def bert_encoder(name: str, seed: int) -> Repository:
    pooling, prompts = BERT_ENCODERS[name]
    tokenizer, tokenizer_config = tokenizers.bert(MAX_TOKENS)
    settings = SHAPE | {"max_position_embeddings": MAX_TOKENS}
    config = configured(transformers.BertConfig, settings, tokenizer, tokenizer_config)
    model = with_random_weights(transformers.BertModel(config, add_pooling_layer=False), seed)

    blind = tokenizers.without_special_tokens(tokenizer)
    cls, sep = (tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]"))
    texts, states, embeddings = [], [], []
    for text, role in TEXTS:
        prompt = prompts["query" if role == "query" else "document"]
        ids = [cls, *blind.encode(prompt + text).ids[: MAX_TOKENS - 2], sep]
        with torch.inference_mode():
            state = model(torch.tensor([ids])).last_hidden_state[0]
        texts.append({"text": text, "role": role, "input_ids": ids})
        states.append(state.numpy())
        embeddings.append(F.normalize(state.mean(0) if pooling == "mean" else state[0], dim=0).numpy())

    batch = padded([text["input_ids"] for text in texts], tokenizer.token_to_id("[PAD]"))
    batch["token_type_ids"] = np.zeros_like(batch["input_ids"])
    axes: Axes = {key: {0: "batch_size", 1: "sequence_length"} for key in [*IDS, "token_type_ids"]}
    example = {key: torch.from_numpy(value[:2, :-3]) for key, value in batch.items()}
    graph = export(LastHiddenState(model), example, axes, {"last_hidden_state": {0: "batch_size", 1: "sequence_length"}})
    session = Session(graph)
    together = session.run(batch)
    for i, state in enumerate(states):
        check(f"{name}, text {i}, padded", together[i, : len(state)], state)
        alone = {key: value[i : i + 1, : len(state)] for key, value in batch.items()}
        check(f"{name}, text {i}", session.run(alone)[0], state)

    files = {
        "modules.json": modules("", "Transformer", "Pooling", "Normalize"),
        "1_Pooling/config.json": pooling_config(pooling),
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": prompts,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
    graphs = {"model.onnx": graph}
    return Repository(saved(config, type(model)), tokenizer, tokenizer_config, graphs, expected_file(texts, np.array(embeddings)), files)


def static_config(tokenizer_name: str) -> dict:
    return {
        "model_type": "model2vec",
        "architectures": ["StaticModel"],
        "tokenizer_name": tokenizer_name,
        "apply_pca": WIDTH,
        "apply_zipf": None,
        "sif_coefficient": 0.0001,
        "hidden_dim": WIDTH,
        "seq_length": 1000000,
        "normalize": True,
    }


def static_texts(tokenizer: Tokenizer) -> list[dict]:
    """No token is added. Their number is not cut: no position limits it."""
    blind = tokenizers.without_special_tokens(tokenizer)
    return [{"text": text, "role": role, "input_ids": blind.encode(text).ids} for text, role in TEXTS]


def static_encoder(seed: int) -> Repository:
    """A codebook of vectors, and for each token its vector's number and its weight; input_ids and attention_mask to the embedding.
    Padding and unknown tokens weigh nothing."""
    tokenizer, tokenizer_config = tokenizers.model2vec(MAX_TOKENS)
    size = tokenizer.get_vocab_size()
    generator = np.random.default_rng(seed)
    vectors = generator.normal(size=(CODEBOOK, WIDTH)).astype(np.float32)
    weights = generator.uniform(0.2, 1, (size, 1)).astype(np.float32)
    weights[[PAD, UNK]] = 0
    places = generator.integers(0, CODEBOOK, size, dtype=np.int32)

    stored = {"w": weights, "e": vectors, "m": places, "ax1": np.array([1]), "ax2": np.array([2]), "eps": np.float32(1e-12)}
    nodes = [
        helper.make_node("Gather", ["m", "input_ids"], ["row"]),
        helper.make_node("Gather", ["e", "row"], ["vec"]),
        helper.make_node("Gather", ["w", "input_ids"], ["wt"]),
        helper.make_node("Mul", ["vec", "wt"], ["wv"]),
        helper.make_node("Cast", ["attention_mask"], ["mf"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mf", "ax2"], ["m3"]),
        helper.make_node("Mul", ["wv", "m3"], ["wvm"]),
        helper.make_node("ReduceSum", ["wvm", "ax1"], ["sum"], keepdims=0),
        helper.make_node("ReduceL2", ["sum", "ax1"], ["n"], keepdims=1),
        helper.make_node("Max", ["n", "eps"], ["n2"]),
        helper.make_node("Div", ["sum", "n2"], ["sentence_embedding"]),
    ]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "seq"]) for name in IDS]
    outputs = [helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["batch", WIDTH])]
    arrays = [numpy_helper.from_array(array, name) for name, array in stored.items()]
    body = helper.make_graph(nodes, "static", inputs, outputs, arrays)
    graph = helper.make_model(body, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(graph)

    texts = static_texts(tokenizer)
    sums = [(vectors[places[ids]] * weights[ids]).sum(0) for ids in (text["input_ids"] for text in texts)]
    embeddings = np.array([vector / np.linalg.norm(vector) for vector in sums])
    check("static", Session(graph).run(padded([text["input_ids"] for text in texts], PAD)), embeddings)
    files = {"modules.json": modules(".", "StaticEmbedding", "Normalize")}
    return Repository(
        static_config("static"), tokenizer, tokenizer_config, {"model.onnx": graph}, expected_file(texts, embeddings), files
    )


class Bag(nn.Module):
    def __init__(self, vectors: torch.Tensor):
        super().__init__()
        self.bag = nn.EmbeddingBag.from_pretrained(vectors, mode="mean")

    def forward(self, input_ids, offsets):
        return F.normalize(self.bag(input_ids, offsets), dim=-1)


def static_bag_encoder(seed: int) -> Repository:
    """A vector for each token; all ids one after the other, and where each text begins."""
    tokenizer, tokenizer_config = tokenizers.bert(MAX_TOKENS)
    texts = static_texts(tokenizer)
    generator = torch.Generator().manual_seed(seed)
    vectors = torch.randn(tokenizer.get_vocab_size(), WIDTH, generator=generator).half().float()
    vectors[[PAD, UNK]] = 0
    embeddings = F.normalize(torch.stack([vectors[text["input_ids"]].mean(0) for text in texts]), dim=-1).numpy()

    lengths = np.array([len(text["input_ids"]) for text in texts])
    flat = np.concatenate([text["input_ids"] for text in texts]).astype(np.int64)
    batch = {"input_ids": flat, "offsets": (lengths.cumsum() - lengths).astype(np.int64)}
    example = {"input_ids": torch.arange(2, 9), "offsets": torch.tensor([0, 3])}
    axes: Axes = {"input_ids": {0: "num_tokens"}, "offsets": {0: "batch_size"}}
    graph = export(Bag(vectors), example, axes, {"embeddings": {0: "batch_size"}})
    session = Session(graph)
    check("static-bag, together", session.run(batch), embeddings)
    for i, text in enumerate(texts):
        alone = {"input_ids": np.array(text["input_ids"]), "offsets": np.zeros(1, np.int64)}
        check(f"static-bag, text {i}", session.run(alone), embeddings[i : i + 1])
    files = {"modules.json": modules(".", "StaticEmbedding", "Normalize")}
    return Repository(
        static_config("static-bag"), tokenizer, tokenizer_config, {"model.onnx": graph}, expected_file(texts, embeddings), files
    )

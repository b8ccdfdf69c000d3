"""Tokenizers as the hub's repositories have them, of about 400 entries, learnt from the sentences of architectures_texts.py.

Each function gives (tokenizer.json as a Tokenizer, tokenizer_config.json); the same ones in every run.
"""

import json
import os
import tempfile

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

import make_tokenizer
from architectures_texts import SENTENCES

VOCABULARY = 400
# What real charsmaps (nmt_nfkc) do, for a few characters: full-width ones, a ligature, a half, a combining accent, kinds of space.
CHARSMAP = (
    {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
    | {"ﬁ": "fi", "½": "1⁄2", "™": "TM", "…": "...", "e\u0301": "é", "u\u0308": "ü"}
    | dict.fromkeys("\t\n\r\u00a0\u3000", " ")
)
# The one of GPT-4 and Qwen2: contractions, words, single digits, punctuation, line ends, spaces.
QWEN_WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def without_special_tokens(tokenizer: Tokenizer) -> Tokenizer:
    """Reads what a user writes: "[SEP]" in it is a bracket, a word and a bracket, never the token. Added tokens that are not special,
    as ModernBERT's runs of spaces, are still found.

    A Unigram vocabulary holds the special tokens as pieces of the best score, so they need another name there."""
    content = json.loads(tokenizer.to_str())
    special = {token["content"] for token in content["added_tokens"] if token["special"]}
    content["post_processor"] = None
    if content["model"]["type"] == "Unigram":
        content["model"]["vocab"] = [
            [f"\0{i}" if piece in special else piece, score] for i, (piece, score) in enumerate(content["model"]["vocab"])
        ]
    blind = Tokenizer.from_str(json.dumps(content))
    blind.encode_special_tokens = True
    return blind


def configuration(tokenizer: Tokenizer, tokenizer_class: str, max_tokens: int, special: dict[str, str], **more) -> dict:
    """special: role (as "cls_token") to token."""
    decoder = {
        str(id): {key: getattr(token, key) for key in ("content", "lstrip", "normalized", "rstrip", "single_word", "special")}
        for id, token in tokenizer.get_added_tokens_decoder().items()
    }
    return {
        "added_tokens_decoder": decoder,
        "clean_up_tokenization_spaces": False,
        **special,
        **more,
        "model_max_length": max_tokens,
        "tokenizer_class": tokenizer_class,
    }


def template(tokenizer: Tokenizer, single: str, pair: str) -> processors.TemplateProcessing:
    tokens = {part.split(":")[0] for part in pair.split() if not part.startswith("$")}
    special_tokens = [(token, tokenizer.token_to_id(token)) for token in sorted(tokens)]
    return processors.TemplateProcessing(single=single, pair=pair, special_tokens=special_tokens)


def bert(max_tokens: int) -> tuple[Tokenizer, dict]:
    """Lower-casing WordPiece, [CLS] A [SEP] B [SEP]."""
    tokenizer = make_tokenizer.train_tokenizer(SENTENCES, VOCABULARY)
    special = {f"{role}_token": f"[{role.upper()}]" for role in ("cls", "mask", "pad", "sep", "unk")}
    more = {"do_lower_case": True, "strip_accents": None, "tokenize_chinese_chars": True}
    return tokenizer, configuration(tokenizer, "BertTokenizer", max_tokens, special, **more)


def byte_level(texts: list[str], words, special_tokens: list[str], vocabulary: int) -> Tokenizer:
    """BPE over bytes. special_tokens: the first entries."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = words
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        special_tokens=special_tokens,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def roberta(max_tokens: int) -> tuple[Tokenizer, dict]:
    """<s> A </s></s> B </s>."""
    names = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    tokenizer = byte_level(SENTENCES, pre_tokenizers.ByteLevel(add_prefix_space=False), names, VOCABULARY)
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, special=True)])
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False)
    special = {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "mask_token": "<mask>"}
    special |= {"pad_token": "<pad>", "sep_token": "</s>", "unk_token": "<unk>"}
    return tokenizer, configuration(tokenizer, "RobertaTokenizer", max_tokens, special, add_prefix_space=False)


def modernbert(max_tokens: int) -> tuple[Tokenizer, dict]:
    """[CLS] A [SEP] B [SEP]. The special tokens come last, and runs of spaces are added tokens too, which are not special."""
    tokenizer = byte_level(SENTENCES, pre_tokenizers.ByteLevel(add_prefix_space=False), [], VOCABULARY - 9)
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.add_special_tokens(["<|padding|>", "<|endoftext|>"])
    tokenizer.add_tokens([AddedToken(" " * n, normalized=True, special=False) for n in (3, 2)])
    tokenizer.add_special_tokens(["[UNK]", "[CLS]", "[SEP]", "[PAD]", AddedToken("[MASK]", lstrip=True, special=True)])
    tokenizer.post_processor = template(tokenizer, "[CLS]:0 $A:0 [SEP]:0", "[CLS]:0 $A:0 [SEP]:0 $B:0 [SEP]:0")
    special = {f"{role}_token": f"[{role.upper()}]" for role in ("cls", "mask", "pad", "sep", "unk")}
    inputs = ["input_ids", "attention_mask"]
    return tokenizer, configuration(tokenizer, "PreTrainedTokenizerFast", max_tokens, special, model_input_names=inputs)


def qwen3(max_tokens: int, prompt: str) -> tuple[Tokenizer, dict]:
    """No token is added to a text. prompt: is learnt too, so that its words are few tokens."""
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    for token in [*special, "<think>", "</think>"]:
        prompt = prompt.replace(token, "\n")
    words = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(QWEN_WORDS), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer = byte_level(SENTENCES + [prompt] * 20 + ["yes", "no"] * 20, words, [], 480)
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.post_processor = processors.ByteLevel(add_prefix_space=False, trim_offsets=False, use_regex=False)
    tokenizer.add_special_tokens([AddedToken(token, normalized=False, special=True) for token in special])
    tokenizer.add_tokens([AddedToken(token, normalized=False, special=False) for token in ("<think>", "</think>")])
    roles = {"bos_token": None, "eos_token": "<|im_end|>", "pad_token": "<|endoftext|>", "unk_token": None}
    return tokenizer, configuration(tokenizer, "Qwen2Tokenizer", max_tokens, roles, add_prefix_space=False)


def sentence_pieces(first: list[str], vocabulary: int) -> tuple[list[tuple[str, float]], bytes]:
    """-> (pieces after the special ones in `first`, with scores; the precompiled charsmap)."""
    code_points = lambda text: " ".join(f"{ord(c):X}" for c in text)
    with tempfile.TemporaryDirectory() as folder:
        rules = os.path.join(folder, "rules.tsv")
        with open(rules, "w", encoding="utf-8") as file:
            file.writelines(f"{code_points(a)}\t{code_points(b)}\n" for a, b in sorted(CHARSMAP.items()))
        prefix = os.path.join(folder, "pieces")
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(SENTENCES),
            model_prefix=prefix,
            model_type="unigram",
            vocab_size=vocabulary - len(first) + 3,
            character_coverage=1.0,
            normalization_rule_tsv=rules,
            num_threads=1,
            hard_vocab_limit=False,
            minloglevel=2,
        )
        with open(f"{prefix}.model", "rb") as file:
            model = sentencepiece_model_pb2.ModelProto.FromString(file.read())
    # sentencepiece's own special pieces, <unk> <s> </s>, come first.
    pieces = [(piece.piece, round(piece.score, 6)) for piece in model.pieces[3:]]
    return pieces, model.normalizer_spec.precompiled_charsmap


def xlm_roberta(max_tokens: int) -> tuple[Tokenizer, dict]:
    """Unigram, <s> A </s></s> B </s>."""
    names = ["<s>", "<pad>", "</s>", "<unk>"]
    pieces, charsmap = sentence_pieces(names, VOCABULARY - 1)
    vocabulary = [(name, 0.0) for name in names] + pieces + [("<mask>", 0.0)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Precompiled(charsmap), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")]
    )
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.add_special_tokens([*names, AddedToken("<mask>", lstrip=True, special=True)])
    tokenizer.post_processor = template(tokenizer, "<s>:0 $A:0 </s>:0", "<s>:0 $A:0 </s>:0 </s>:0 $B:0 </s>:0")
    special = {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "mask_token": "<mask>"}
    special |= {"pad_token": "<pad>", "sep_token": "</s>", "unk_token": "<unk>"}
    return tokenizer, configuration(tokenizer, "XLMRobertaTokenizer", max_tokens, special)


def deberta_v2(max_tokens: int) -> tuple[Tokenizer, dict]:
    """Unigram, [CLS] A [SEP] B [SEP]; [MASK] is an added token behind the vocabulary."""
    names = ["[PAD]", "[CLS]", "[SEP]", "[UNK]"]
    pieces, charsmap = sentence_pieces(names, VOCABULARY - 1)
    vocabulary = [(name, 0.0) for name in names] + pieces
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Strip(), normalizers.Precompiled(charsmap), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.add_special_tokens([*names, "[MASK]"])
    tokenizer.post_processor = template(tokenizer, "[CLS]:0 $A:0 [SEP]:0", "[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1")
    special = {f"{role}_token": f"[{role.upper()}]" for role in ("cls", "mask", "pad", "sep", "unk")}
    special |= {"bos_token": "[CLS]", "eos_token": "[SEP]"}
    more = {"do_lower_case": False, "sp_model_kwargs": {}, "split_by_punct": False, "vocab_type": "spm"}
    return tokenizer, configuration(tokenizer, "DebertaV2Tokenizer", max_tokens, special, **more)


def model2vec(max_tokens: int) -> tuple[Tokenizer, dict]:
    """Lower-casing Unigram over whole texts, no token added; as model2vec writes it since its version 0.5."""
    names = ["[PAD]", "[UNK]"]
    pieces, _ = sentence_pieces(names, VOCABULARY)
    lower = list({piece.lower(): (piece.lower(), score) for piece, score in reversed(pieces)}.values())[::-1]
    tokenizer = Tokenizer(models.Unigram([(name, 0.0) for name in names] + lower, unk_id=1, byte_fallback=False))
    spaced = [normalizers.Replace(mark, f" {mark} ") for mark in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"]
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.BertNormalizer(lowercase=True), *spaced, normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    tokenizer.decoder = decoders.WordPiece(prefix="##")
    tokenizer.add_special_tokens(names)
    return tokenizer, {"model_max_length": max_tokens, "tokenizer_class": "PreTrainedTokenizer"}

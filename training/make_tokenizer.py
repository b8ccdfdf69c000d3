"""Stage 3: the vocabulary of both models, and the token ids of all training texts.

With --vocabulary FILE an existing tokenizer.json is used, so that models made with it can be trained on.

Writes WORK/tokenizer.json   lower-cased WordPiece, 16,000 entries
       WORK/tokens.npz       passages, queries: int16 ids one after the other without special tokens; *_offsets: int64 [texts + 1]
"""

import collections
import itertools
import json
import pathlib
import unicodedata

import numpy as np
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from paths import stage_arguments

VOCABULARY = 16000
SPECIAL_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PAD, UNK, CLS, SEP, MASK = range(5)
POST_PROCESSOR = processors.TemplateProcessing(
    single="[CLS]:0 $A:0 [SEP]:0",
    pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
    special_tokens=[("[CLS]", CLS), ("[SEP]", SEP)],
)
# Characters beyond the commonest become [UNK]: otherwise thousands of them, seen once or twice, would take the words' places.
ALPHABET = 400
MAX_PASSAGE_TOKENS = 253
MAX_QUERY_TOKENS = 64


def train_tokenizer(texts: list[str], vocabulary: int) -> Tokenizer:
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    # The trainer numbers inner letters ("##x") and breaks ties between rare characters in an order that differs from run to run, and
    # with it the merges. So it is told both: the alphabet, and the inner letters as if they were special tokens.
    counts = collections.Counter(itertools.chain.from_iterable(map(tokenizer.normalizer.normalize_str, texts)))
    alphabet = [c for c, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if not c.isspace()][:ALPHABET]
    inner = sorted(f"##{c}" for c in alphabet if c.isalnum() or (not c.isascii() and unicodedata.category(c)[0] != "P"))
    trainer = trainers.WordPieceTrainer(
        vocab_size=vocabulary,
        min_frequency=2,
        initial_alphabet=alphabet,
        limit_alphabet=len(alphabet),
        special_tokens=SPECIAL_TOKENS + inner,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    ids = tokenizer.get_vocab()
    trained = Tokenizer(models.WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
    trained.add_special_tokens(SPECIAL_TOKENS)
    trained.normalizer, trained.pre_tokenizer = tokenizer.normalizer, tokenizer.pre_tokenizer
    trained.decoder = decoders.WordPiece(prefix="##")
    trained.post_processor = POST_PROCESSOR
    return trained


def encode(tokenizer: Tokenizer, texts, max_tokens: int):
    """-> (ids of all texts one after the other, offsets), without special tokens, each text cut to max_tokens."""
    ids = [e.ids[:max_tokens] for e in tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
    offsets = np.zeros(len(ids) + 1, np.int64)
    np.cumsum([len(i) for i in ids], out=offsets[1:])
    return np.fromiter((x for i in ids for x in i), np.int16, offsets[-1]), offsets


def main():
    parser = stage_arguments(__doc__.splitlines()[0])
    parser.add_argument("--vocabulary", type=pathlib.Path)
    args = parser.parse_args()
    passages = json.load(open(args.work / "passages.json"))
    queries = [query[0] for query in json.load(open(args.work / "queries.json"))]
    tokenizer = Tokenizer.from_file(str(args.vocabulary)) if args.vocabulary else train_tokenizer(passages + queries, VOCABULARY)
    tokenizer.save(str(args.work / "tokenizer.json"))
    passage_ids, passage_offsets = encode(tokenizer, passages, MAX_PASSAGE_TOKENS)
    query_ids, query_offsets = encode(tokenizer, queries, MAX_QUERY_TOKENS)
    np.savez(
        args.work / "tokens.npz",
        passages=passage_ids,
        passages_offsets=passage_offsets,
        queries=query_ids,
        queries_offsets=query_offsets,
    )
    lengths = np.diff(passage_offsets)
    print(f"{tokenizer.get_vocab_size()} entries; tokens a passage: mean {lengths.mean():.0f}, ", end="")
    print(f"90 % up to {np.percentile(lengths, 90):.0f}; unknown {(passage_ids == UNK).mean():.2%}")


if __name__ == "__main__":
    main()

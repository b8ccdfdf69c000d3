"""The golden file: pairs and texts with their token ids, and what PyTorch gives for each alone, in float32, with the weights as stored.

The application compares a backend with it before trusting the backend; its tests compare tokenizer, cutting and both models with it.
"""

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from cross_encoder import CrossEncoder
from make_tokenizer import CLS, SEP

DEEP_SEA = (
    "The deep sea begins where sunlight fades, at about two hundred metres below the surface. Most of what lives there depends on "
    "the slow rain of dead plankton and faeces from above, which biologists call marine snow. Pressure grows by one atmosphere "
    "every ten metres, and the temperature falls to between two and four degrees. Many animals make their own light: some use it "
    "to lure prey, some to find a mate, and some to hide, because a faint glow on the belly erases their shadow against the little "
    "light that is left. Near cracks in the ocean floor there is another way to live. Hot water rich in hydrogen sulphide rises "
    "from hydrothermal vents, and bacteria oxidise the sulphide to make sugar, without any sunlight. Giant tube worms, which have "
    "neither mouth nor gut, carry these bacteria in their bodies and live on what they produce. "
)
TIDES = (
    "Twice a day the water along most coasts rises and falls. The cause is the gravity of the Moon, which pulls more strongly on "
    "the near side of the Earth than on the far side, so that the ocean is drawn out into two bulges, while the planet turns "
    "beneath them. The Sun does the same, at a little less than half the strength. "
)

PAIRS = [
    (
        "How many people live in Berlin?",
        "Berlin has a population of 3,520,031 registered inhabitants in an area of 891.82 square kilometers.",
    ),
    ("How many people live in Berlin?", "New York City is famous for the Metropolitan Museum of Art."),
    ("How many people live in Berlin?", "Berlin is well known for its museums."),
    (
        "what causes tides",
        "Tides are the rise and fall of sea levels caused by the gravitational forces exerted by the Moon and the Sun.",
    ),
    ("what causes tides", "The Tide laundry detergent was introduced in 1946 by Procter & Gamble."),
    (
        "who wrote the origin of species",
        "On the Origin of Species, published on 24 November 1859, is a work of scientific literature by Charles Darwin.",
    ),
    (
        "who wrote the origin of species",
        "Species richness is the number of different species represented in an ecological community.",
    ),
    ("symptoms of vitamin d deficiency", "Lack of vitamin D can lead to bone pain, muscle weakness and fatigue."),
    ("symptoms of vitamin d deficiency", "The keyboard has a D key in the middle row."),
    (
        "python list sort descending",
        "Use sorted(items, reverse=True) or list.sort(reverse=True) to sort a Python list in descending order.",
    ),
    ("python list sort descending", "The ball python is a species found in West and Central Africa."),
    ("capital of France", "Paris is the capital and most populous city of France."),
    ("capital of France", "Lyon is the third-largest city of France."),
    ("Café crème — naïve?", "東京 café ☕ crème brûlée, naïve façade!"),
    ("", "An empty query."),
    ("long passage", "words and more words about long passages " * 60),
    # Long ones: just fits, is cut in the passage, is cut in both.
    ("how do tube worms eat without a mouth", DEEP_SEA),
    ("what causes tides", DEEP_SEA + TIDES),
    (TIDES * 3, DEEP_SEA + TIDES),
]
TEXTS = [query for query, _ in PAIRS[:12:3]] + [passage for _, passage in PAIRS[:12:3]]


def assemble(tokenizer: Tokenizer, query: str, passage: str, max_tokens: int) -> tuple[list[int], list[int]]:
    """-> (input_ids, token_type_ids), cut as the application cuts (src/encoders/pair-assembly.ts): the query to half of max_tokens,
    then the passage to what is left."""
    query_ids, passage_ids = (tokenizer.encode(text, add_special_tokens=False).ids for text in (query, passage))
    query_ids = query_ids[: max_tokens // 2]
    passage_ids = passage_ids[: max_tokens - 3 - len(query_ids)]
    ids = [CLS, *query_ids, SEP, *passage_ids, SEP]
    return ids, [0] * (len(query_ids) + 2) + [1] * (len(passage_ids) + 1)


def logit(model: CrossEncoder, ids: list[int], types: list[int]) -> float:
    inputs = torch.tensor([ids]), torch.ones(1, len(ids), dtype=torch.int64), torch.tensor([types])
    with torch.inference_mode():
        return model(*inputs).item()


def embedding(vectors: torch.Tensor, ids: list[int]) -> torch.Tensor:
    return F.normalize(vectors[ids].mean(0), dim=0)


def golden_file(model: CrossEncoder, vectors: torch.Tensor, tokenizer: Tokenizer) -> dict:
    """model, vectors: with the weights as stored. -> the content of golden.json."""
    max_tokens = model.config["positions"]
    pairs, texts = [], []
    for query, passage in PAIRS:
        ids, types = assemble(tokenizer, query, passage, max_tokens)
        pair = {"query": query, "passage": passage, "input_ids": ids, "token_type_ids": types, "logit": logit(model, ids, types)}
        pairs.append(pair)
    for text in TEXTS:
        ids = [CLS, *tokenizer.encode(text, add_special_tokens=False).ids, SEP]
        texts.append({"text": text, "input_ids": ids, "embedding": [round(x, 7) for x in embedding(vectors, ids).tolist()]})
    return {"max_length": max_tokens, "pairs": pairs, "texts": texts}

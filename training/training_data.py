"""What stages 1 to 4 made, as both trainings read it."""

import json
import pathlib

import numpy as np

from make_tokenizer import CLS, SEP
from prepare import HUMAN

# Queries whose relevant (or own) passage is one of these, one in a hundred, are kept out of the training for validation. The
# passages themselves may still be candidates of other queries.
VALIDATION_SHARE = 100
# A source is drawn in proportion to (its rows) ** 0.65 times this: the scarce, human-written ones more often than their share.
SOURCE_WEIGHTS = {
    "squad": 1.6, "boolq": 1.3, "scifact": 2.0, "covidqa": 1.5, "pubmedqa": 1.5, "medquad": 1.0, "sentence": 1.0,
    "msdocs": 0.7, "tldr": 0.6, "factbook": 0.4, "dbpedia": 0.7, "wiki_keywords": 0.9, "wiki_lead": 0.6,
}  # fmt: skip


class TrainingData:
    def __init__(self, work: pathlib.Path):
        tokens = np.load(work / "tokens.npz")
        self.passage_ids, self.passage_offsets = tokens["passages"], tokens["passages_offsets"]
        self.query_ids, self.query_offsets = tokens["queries"], tokens["queries_offsets"]
        candidates = np.load(work / "candidates.npz")
        self.candidates = candidates["passages"]
        self.cosine = candidates["cosine"].astype(np.float32)
        self.lexical = candidates["lexical"].astype(np.float32)
        queries = json.load(open(work / "queries.json"))
        sources = [q[2] for q in queries]
        self.relevant = np.array([q[1] for q in queries])
        self.human = np.array([s.startswith(HUMAN) for s in sources]) & (self.relevant >= 0)
        rows = np.where(self.relevant >= 0, self.relevant, -1 - self.relevant)
        held_out = rows % VALIDATION_SHARE == 0
        self.training_rows = np.flatnonzero(~held_out)
        self.validation_rows = np.flatnonzero(held_out & (self.relevant >= 0))
        names, index, counts = np.unique(sources, return_inverse=True, return_counts=True)
        weight = np.array([next((w for start, w in SOURCE_WEIGHTS.items() if n.startswith(start)), 1.0) for n in names])
        share = (counts**0.65 * weight / counts)[index][self.training_rows]
        self.probability = share / share.sum()
        self.source_shares = {n: float(self.probability[index[self.training_rows] == i].sum()) for i, n in enumerate(names)}

    def query(self, row):
        return self.query_ids[self.query_offsets[row] : self.query_offsets[row + 1]]

    def passage(self, row):
        return self.passage_ids[self.passage_offsets[row] : self.passage_offsets[row + 1]]

    def draw(self, rng, count: int, lists: int):
        """-> (rows [count], columns [count, lists]): queries, and for each the columns of its candidates to train with.
        Column 0, the relevant passage, is always among them."""
        rows = rng.choice(self.training_rows, count, p=self.probability)
        width = self.candidates.shape[1]
        columns = np.stack([1 + rng.permutation(width - 1)[: lists - 1] for _ in rows])
        return rows, np.concatenate([np.zeros((count, 1), int), columns], 1)


def assemble(query, passage, max_tokens: int):
    """ids of both -> ([CLS] query [SEP] passage [SEP], length of the first segment), cut as the app cuts: the query to half of
    max_tokens, the passage to what is left."""
    query = query[: max_tokens // 2]
    passage = passage[: max_tokens - 3 - len(query)]
    return np.concatenate([[CLS], query, [SEP], passage, [SEP]]), len(query) + 2

"""Stage 4: for every query the passages that it is trained with, and what the teacher says of each.

The teacher is a sum: the cosine of all-MiniLM-L6-v2 for meaning, BM25 over stemmed words for the exact words that a small
embedding model overlooks. Either alone ranks worse than both on queries written by people (printed at the end).

Half of the candidates come from places 4 to 100 of the rankings: that is where a re-ranker has to tell passages apart which all hold
some of the query's words.

Writes WORK/lexical-ranking.npy int32 [queries, DEPTH]; made once
       WORK/lexical-{passages,queries}.npz  sparse; the product of a query's row and a passage's row is `lexical` below
       WORK/candidates.npz:
  passages  int32   [queries, CANDIDATES]  row of a passage; column 0 is the relevant one (or the best other one where there is none)
  cosine    float16 [queries, CANDIDATES]
  lexical   float16 [queries, CANDIDATES]  BM25 divided by the query's summed idf: about 1 when each word occurs once
"""

import json
import re

import bm25s
import numpy as np
import scipy.sparse
import Stemmer
import torch

from number_type import fast_type
from paths import stage_arguments
from prepare import HUMAN

CANDIDATES = 24
BEST_OF_EACH = 3
FURTHER_OF_EACH = 8
DEPTH = 100
K1, B = 0.9, 0.4


def load_parts(folder, name):
    return np.concatenate([np.load(path) for path in sorted(folder.glob(f"{name}-*.npy"))])


class Bm25:
    """BM25 over stemmed words; the scores of all (passage, term) pairs are kept as a sparse matrix by passage."""

    def __init__(self, passages):
        self.stemmer = Stemmer.Stemmer("english")
        self.word = re.compile(r"\w+")
        self.vocabulary = {}
        tokens = [[self.vocabulary.setdefault(t, len(self.vocabulary)) for t in self.terms(p)] for p in passages]
        self.index = bm25s.BM25(method="lucene", k1=K1, b=B, backend="numba")
        self.index.index((tokens, self.vocabulary), create_empty_token=False, show_progress=False)
        scores = self.index.scores
        shape = (len(passages), len(self.vocabulary))
        self.by_passage = scipy.sparse.csc_matrix((scores["data"], scores["indices"], scores["indptr"]), shape).tocsr()
        frequency = np.diff(scores["indptr"])
        self.idf = np.log(1 + (len(passages) - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
        self.unseen_idf = float(np.log(1 + (len(passages) + 0.5) / 0.5))

    def terms(self, text):
        return self.stemmer.stemWords(self.word.findall(text.lower()))

    def query_terms(self, text):
        """-> (ids of the known terms, summed idf of all terms)"""
        known = [self.vocabulary.get(t, -1) for t in self.terms(text)]
        ids = np.array([t for t in known if t >= 0], np.int64)
        return ids, float(self.idf[ids].sum()) + self.unseen_idf * known.count(-1)


def query_weights(terms, vocabulary: int) -> scipy.sparse.csr_matrix:
    """-> [queries, vocabulary]: how often a term occurs in a query, divided by the query's summed idf."""
    offsets = np.cumsum([0, *(len(ids) for ids, _ in terms)])
    shares = np.concatenate([np.full(len(ids), 1 / max(total_idf, 1e-6)) for ids, total_idf in terms])
    ids = np.concatenate([ids for ids, _ in terms])
    weights = scipy.sparse.csr_matrix((shares, ids, offsets), (len(terms), vocabulary), dtype=np.float32)
    weights.sum_duplicates()
    return weights


def products(queries, passages, candidates) -> np.ndarray:
    """Sparse rows of queries and passages, rows of passages [queries, lists] -> their products, [queries, lists]."""
    out = np.empty(candidates.shape, np.float32)
    for column in range(candidates.shape[1]):
        out[:, column] = np.asarray(queries.multiply(passages[candidates[:, column]]).sum(1)).ravel()
    return out


def rank_lexically(bm25, terms, path):
    """-> int32 [queries, DEPTH]: rows of the best passages; kept in path."""
    if not path.exists():
        # A query without a known term is refused; it gets the passages of some term, and the teacher says what those are worth.
        ranking, _ = bm25.index.retrieve([ids.tolist() or [0] for ids, _ in terms], k=DEPTH, show_progress=False, n_threads=2)
        np.save(path, ranking.astype(np.int32))
    return np.load(path)


def nearest(query_vectors, passage_vectors, depth):
    passages = torch.from_numpy(passage_vectors).to(fast_type()).T
    out = np.empty((len(query_vectors), depth), np.int32)
    for start in range(0, len(query_vectors), 256):
        scores = torch.from_numpy(query_vectors[start : start + 256]).to(fast_type()) @ passages
        out[start : start + 256] = scores.topk(depth, sorted=True).indices.numpy()
    return out


def choose(rng, own, dense, lexical, passage_count):
    """-> CANDIDATES rows: the relevant passage, the best and some further ones of both rankings, and random ones.
    own: row of the relevant passage, or -1 - r for a sentence taken from passage r, which is no candidate of its own sentence."""
    taken = [own] if own >= 0 else []
    seen = {own, -1 - own}
    for ranking in (dense, lexical):
        order = [r for r in ranking if r not in seen]
        further = rng.permutation(order[BEST_OF_EACH:])[:FURTHER_OF_EACH].tolist()
        for row in order[:BEST_OF_EACH] + further:
            if row not in seen:
                taken.append(int(row))
                seen.add(row)
    while len(taken) < CANDIDATES:
        row = int(rng.integers(passage_count))
        if row not in seen:
            taken.append(row)
            seen.add(row)
    return taken[:CANDIDATES]


def main():
    args = stage_arguments(__doc__.splitlines()[0]).parse_args()
    rng = np.random.default_rng(args.seed)
    passages = json.load(open(args.work / "passages.json"))
    queries = json.load(open(args.work / "queries.json"))
    passage_vectors = load_parts(args.work / "teacher", "passages")
    query_vectors = load_parts(args.work / "teacher", "queries")

    bm25 = Bm25(passages)
    terms = [bm25.query_terms(q[0]) for q in queries]
    lexical_ranking = rank_lexically(bm25, terms, args.work / "lexical-ranking.npy")
    dense_ranking = nearest(query_vectors, passage_vectors, DEPTH)
    print("ranked", flush=True)

    candidates = np.array(
        [choose(rng, q[1], dense_ranking[i], lexical_ranking[i], len(passages)) for i, q in enumerate(queries)], np.int32
    )
    cosine = np.empty(candidates.shape, np.float16)
    for start in range(0, len(queries), 4096):
        rows = slice(start, start + 4096)
        cosine[rows] = np.einsum(
            "qd,qcd->qc", query_vectors[rows].astype(np.float32), passage_vectors[candidates[rows]].astype(np.float32), optimize=True
        )
    weights = query_weights(terms, len(bm25.vocabulary))
    scipy.sparse.save_npz(args.work / "lexical-passages.npz", bm25.by_passage)
    scipy.sparse.save_npz(args.work / "lexical-queries.npz", weights)
    lexical = products(weights, bm25.by_passage, candidates)
    np.savez(args.work / "candidates.npz", passages=candidates, cosine=cosine, lexical=lexical.astype(np.float16))

    has_own = np.array([q[1] >= 0 for q in queries])
    human = np.array([q[2].startswith(HUMAN) for q in queries]) & has_own
    for weight in (0, 0.25, 0.5, 1.0, 2.0):
        score = cosine[human].astype(np.float32) + weight * lexical[human]
        rank = (score[:, 1:] >= score[:, :1]).sum(1) + 1
        print(f"cosine + {weight} lexical: MRR of the relevant passage among its candidates {np.mean(1 / rank):.4f}")
    rank = (lexical[human][:, 1:] >= lexical[human][:, :1]).sum(1) + 1
    print(f"lexical alone: {np.mean(1 / rank):.4f}")


if __name__ == "__main__":
    main()

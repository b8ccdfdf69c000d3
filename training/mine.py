"""Stage 4: for every query the passages that it is trained with, and what the teacher says of each.

The teacher is a sum: the cosine of all-MiniLM-L6-v2 for meaning, BM25 over stemmed words for the exact words that a small
embedding model overlooks. Either alone ranks worse than both on queries written by people (printed at the end).

Writes WORK/lexical-ranking.npy int32 [queries, DEPTH]; made once
       WORK/candidates.npz:
  passages  int32   [queries, CANDIDATES]  row of a passage; column 0 is the relevant one (or the best other one where there is none)
  cosine    float16 [queries, CANDIDATES]
  lexical   float16 [queries, CANDIDATES]  BM25 divided by the query's summed idf: about 1 when each word occurs once
"""

import json
import re

import bm25s
import numba
import numpy as np
import scipy.sparse
import Stemmer
import torch

from paths import stage_arguments

CANDIDATES = 24
FROM_EACH = 10
DEPTH = 40
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


@numba.njit(cache=True)
def score_pairs(indptr, indices, data, terms, terms_offsets, total_idf, candidates, out):
    """Normalised BM25 of every candidate of every query."""
    weight = np.zeros(indices.max() + 1, np.float32)
    for q in range(len(candidates)):
        for t in terms[terms_offsets[q] : terms_offsets[q + 1]]:
            weight[t] += 1
        for c in range(candidates.shape[1]):
            total = 0.0
            for j in range(indptr[candidates[q, c]], indptr[candidates[q, c] + 1]):
                total += weight[indices[j]] * data[j]
            out[q, c] = total / max(total_idf[q], 1e-6)
        for t in terms[terms_offsets[q] : terms_offsets[q + 1]]:
            weight[t] = 0


def rank_lexically(bm25, terms, path):
    """-> int32 [queries, DEPTH]: rows of the best passages; kept in path."""
    if not path.exists():
        # A query without a known term is refused; it gets the passages of some term, and the teacher says what those are worth.
        ranking, _ = bm25.index.retrieve([ids.tolist() or [0] for ids, _ in terms], k=DEPTH, show_progress=False, n_threads=2)
        np.save(path, ranking.astype(np.int32))
    return np.load(path)


def nearest(query_vectors, passage_vectors, depth):
    passages = torch.from_numpy(passage_vectors).to(torch.bfloat16).T
    out = np.empty((len(query_vectors), depth), np.int32)
    for start in range(0, len(query_vectors), 256):
        scores = torch.from_numpy(query_vectors[start : start + 256]).to(torch.bfloat16) @ passages
        out[start : start + 256] = scores.topk(depth, sorted=True).indices.numpy()
    return out


def choose(rng, own, dense, lexical, passage_count):
    """-> CANDIDATES rows: the relevant passage, the best and some further ones of both rankings, and random ones.
    own: row of the relevant passage, or -1 - r for a sentence taken from passage r, which is no candidate of its own sentence."""
    taken = [own] if own >= 0 else []
    seen = {own, -1 - own}
    for ranking in (dense, lexical):
        order = [r for r in ranking if r not in seen]
        further = rng.permutation(order[4:])[: FROM_EACH - 4].tolist()
        for row in order[:4] + further:
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
    lexical = np.empty(candidates.shape, np.float32)
    offsets = np.zeros(len(terms) + 1, np.int64)
    np.cumsum([len(t) for t, _ in terms], out=offsets[1:])
    matrix = bm25.by_passage
    flat = np.concatenate([t for t, _ in terms])
    score_pairs(matrix.indptr, matrix.indices, matrix.data, flat, offsets, np.array([s for _, s in terms]), candidates, lexical)
    np.savez(args.work / "candidates.npz", passages=candidates, cosine=cosine, lexical=lexical.astype(np.float16))

    has_own = np.array([q[1] >= 0 for q in queries])
    human = np.array([q[2].startswith(("squad", "boolq", "selqa", "qed", "covidqa", "scifact")) for q in queries]) & has_own
    for weight in (0, 0.25, 0.5, 1.0, 2.0):
        score = cosine[human].astype(np.float32) + weight * lexical[human]
        rank = (score[:, 1:] >= score[:, :1]).sum(1) + 1
        print(f"cosine + {weight} lexical: MRR of the relevant passage among its candidates {np.mean(1 / rank):.4f}")
    rank = (lexical[human][:, 1:] >= lexical[human][:, :1]).sum(1) + 1
    print(f"lexical alone: {np.mean(1 / rank):.4f}")


if __name__ == "__main__":
    main()

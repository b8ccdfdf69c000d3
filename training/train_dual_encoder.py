"""Stage 5: the dual-encoder, one vector per vocabulary entry; a text is the mean of its entries' vectors, normalised.

It learns from the teacher in three ways at once: to order each query's candidates as the teacher does, to order all passages of the
batch as the teacher does (that is what finding is), and at the start to point where the teacher's own vector points (PCA to 256).
With --start FOLDER it starts from the vectors of an exported pair, and the last of the three is left out: they point already. What
is kept is then the mean of the vectors at the start and at the end: the end alone finds less for queries it has not seen.

Writes WORK/dual-encoder.pt  {"vectors": float32 [vocabulary, 256]}
"""

import math
import pathlib
import time

import numpy as np
import scipy.sparse
import torch
import torch.nn.functional as F

from exported import read_dual_encoder
from make_tokenizer import SPECIAL_TOKENS, VOCABULARY
from mine import load_parts
from paths import stage_arguments
from teacher_target import HUMAN_BONUS, LEXICAL_WEIGHT, combined
from training_data import TrainingData

WIDTH = 256
BATCH = 384
LISTS = 6
SCALE = 20.0
# Over a whole batch the teacher's scores are sharpened: otherwise the many unrelated passages outweigh the few related ones.
WHOLE_BATCH_SCALE = 14.0
PEAK_RATE = 8e-3
REPORT_EVERY = 100


def principal_axes(vectors, width: int, rng):
    """-> [384, width] of the largest variance, from a sample of the teacher's vectors."""
    sample = vectors[rng.choice(len(vectors), min(20000, len(vectors)), replace=False)].astype(np.float32)
    _, _, axes = np.linalg.svd(sample - sample.mean(0), full_matrices=False)
    return axes[:width].T


def bag(ids, offsets, rows, max_tokens, drop=0.0, rng=None):
    parts = [ids[offsets[r] : offsets[r + 1]][:max_tokens] for r in rows]
    starts = np.zeros(len(parts), np.int64)
    np.cumsum([len(p) for p in parts[:-1]], out=starts[1:])
    flat = np.concatenate(parts).astype(np.int64)
    if drop:
        flat[rng.random(len(flat)) < drop] = 0
    return torch.from_numpy(flat), torch.from_numpy(starts)


def mean_of(start, end):
    """Of two states of the same vectors, brought to the same mean length first."""
    length = lambda vectors: vectors[len(SPECIAL_TOKENS) :].norm(dim=1).mean()
    return (start + end * (length(start) / length(end))) / 2


def main():
    parser = stage_arguments(__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=1200)
    parser.add_argument("--start", type=pathlib.Path)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    data = TrainingData(args.work)
    passage_vectors, query_vectors = (load_parts(args.work / "teacher", n) for n in ("passages", "queries"))
    lexical_passages, lexical_queries = (scipy.sparse.load_npz(args.work / f"lexical-{n}.npz") for n in ("passages", "queries"))
    axes = principal_axes(passage_vectors, WIDTH, rng)

    frequency = np.bincount(data.passage_ids, minlength=VOCABULARY) + 1
    # Frequent words start short: the mean is then not drowned in them.
    weight = np.clip(np.log(frequency.sum() / frequency) / 10, 0.1, 1).astype(np.float32)
    vectors = torch.nn.Parameter(torch.randn(VOCABULARY, WIDTH) / WIDTH**0.5 * torch.from_numpy(weight)[:, None])
    vectors.data[: len(SPECIAL_TOKENS)] = 0
    if args.start:
        vectors.data = read_dual_encoder(args.start)
    log_scale = torch.nn.Parameter(torch.tensor(math.log(SCALE)))
    optimiser = torch.optim.Adam([vectors, log_scale], lr=PEAK_RATE, betas=(0.9, 0.98))

    def embed(flat, starts):
        return F.normalize(F.embedding_bag(flat, vectors, starts, mode="mean"), dim=1)

    def taught_over(rows, passages):
        """Rows of queries and of passages -> [queries, passages], what the teacher says of all of them, as shares of 1."""
        scores = query_vectors[rows].astype(np.float32) @ passage_vectors[passages].astype(np.float32).T
        scores += LEXICAL_WEIGHT * (lexical_queries[rows] @ lexical_passages[passages].T).toarray()
        scores += HUMAN_BONUS * (data.human[rows][:, None] & (passages[None, :] == data.relevant[rows][:, None]))
        return torch.softmax(WHOLE_BATCH_SCALE * torch.from_numpy(scores.astype(np.float32)), 1)

    def direction(query_rows, passage_rows, queries, passages):
        """How far the vectors point from the teacher's."""
        passage_directions = torch.from_numpy(passage_vectors[passage_rows].astype(np.float32) @ axes)
        query_directions = torch.from_numpy(query_vectors[query_rows].astype(np.float32) @ axes)
        return 2 - F.cosine_similarity(passages, passage_directions).mean() - F.cosine_similarity(queries, query_directions).mean()

    @torch.no_grad()
    def validate():
        rows = data.validation_rows[:1000]
        found = np.unique(np.concatenate([data.relevant[rows], np.arange(0, len(passage_vectors), 6)]))
        passages = embed(*bag(data.passage_ids, data.passage_offsets, found, 256))
        queries = embed(*bag(data.query_ids, data.query_offsets, rows, 64))
        scores = queries @ passages.T
        own = scores.gather(1, torch.from_numpy(np.searchsorted(found, data.relevant[rows]))[:, None])
        rank = (scores > own).sum(1) + 1
        return f"MRR {(1 / rank).mean():.4f}, recall@100 {(rank <= 100).float().mean():.4f} among {len(found)} passages"

    began = time.time()
    sums = np.zeros(2)
    for step in range(args.steps):
        progress = step / args.steps
        optimiser.param_groups[0]["lr"] = PEAK_RATE * min(1, (step + 1) / 50) * max(0.02, 1 - progress)
        rows, columns = data.draw(rng, BATCH, LISTS)
        candidates = data.candidates[rows[:, None], columns]
        target = torch.from_numpy(combined(data, rows, columns))
        queries = embed(*bag(data.query_ids, data.query_offsets, rows, 64, 0.1, rng))
        passages = embed(*bag(data.passage_ids, data.passage_offsets, candidates.ravel(), 160, 0.15, rng))
        own = passages.view(BATCH, LISTS, WIDTH)
        listed = SCALE * torch.einsum("qd,qcd->qc", queries, own)
        order = F.kl_div(torch.log_softmax(listed, 1), torch.softmax(target, 1), reduction="batchmean")
        flat, columns_of_flat = np.unique(candidates.ravel(), return_index=True)
        scores = log_scale.exp() * queries @ passages[torch.from_numpy(columns_of_flat)].T
        whole = F.kl_div(torch.log_softmax(scores, 1), taught_over(rows, flat), reduction="batchmean")
        loss = order + whole
        if not args.start:
            loss += 4 * max(0, 1 - 2 * progress) * direction(rows, candidates[:, 1], queries, own[:, 1])
        optimiser.zero_grad()
        loss.backward()
        vectors.grad[: len(SPECIAL_TOKENS)] = 0
        optimiser.step()
        sums += (order.item(), whole.item())
        if (step + 1) % REPORT_EVERY == 0:
            order_mean, whole_mean = sums / REPORT_EVERY
            validated = f"; {validate()}" if (step + 1) % (2 * REPORT_EVERY) == 0 else ""
            print(f"step {step + 1}, {time.time() - began:.0f} s: KL {order_mean:.4f}, whole batch {whole_mean:.4f}{validated}", flush=True)
            sums[:] = 0
    if args.start:
        vectors.data = mean_of(read_dual_encoder(args.start), vectors.data)
    torch.save({"vectors": vectors.data}, args.work / "dual-encoder.pt")
    print(validate())


if __name__ == "__main__":
    main()

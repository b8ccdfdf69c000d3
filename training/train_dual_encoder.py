"""Stage 5: the dual-encoder, one vector per vocabulary entry; a text is the mean of its entries' vectors, normalised.

It learns from the teacher in three ways at once: to order each query's candidates as the teacher does (KL), to find the relevant
passage among those of the whole batch (InfoNCE), and at the start to point where the teacher's own vector points (PCA to 256).

Writes WORK/dual-encoder.pt  {"vectors": float32 [vocabulary, 256]}
"""

import time

import numpy as np
import torch
import torch.nn.functional as F

from make_tokenizer import SPECIAL_TOKENS, VOCABULARY
from mine import load_parts
from paths import stage_arguments
from teacher_target import combined
from training_data import TrainingData

WIDTH = 256
BATCH = 384
LISTS = 6
SCALE = 20.0
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


def main():
    parser = stage_arguments(__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=1200)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    data = TrainingData(args.work)
    passage_vectors, query_vectors = (load_parts(args.work / "teacher", n) for n in ("passages", "queries"))
    axes = principal_axes(passage_vectors, WIDTH, rng)

    frequency = np.bincount(data.passage_ids, minlength=VOCABULARY) + 1
    # Frequent words start short: the mean is then not drowned in them.
    weight = np.clip(np.log(frequency.sum() / frequency) / 10, 0.1, 1).astype(np.float32)
    vectors = torch.nn.Parameter(torch.randn(VOCABULARY, WIDTH) / WIDTH**0.5 * torch.from_numpy(weight)[:, None])
    vectors.data[: len(SPECIAL_TOKENS)] = 0
    optimiser = torch.optim.Adam([vectors], lr=PEAK_RATE, betas=(0.9, 0.98))

    def embed(flat, starts):
        return F.normalize(F.embedding_bag(flat, vectors, starts, mode="mean"), dim=1)

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
    sums = np.zeros(3)
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
        # Only queries with a relevant passage of their own; passages relevant to a query that occurs twice are not its negatives.
        known = torch.from_numpy(np.flatnonzero(data.relevant[rows] >= 0))
        scores = SCALE * queries[known] @ passages.T
        positive = torch.from_numpy(candidates[:, 0])[known]
        same = torch.from_numpy(candidates.ravel())[None, :] == positive[:, None]
        label = known * LISTS
        same[torch.arange(len(known)), label] = False
        contrast = F.cross_entropy(scores.masked_fill(same, -1e4), label)
        direction_passages = torch.from_numpy(passage_vectors[candidates[:, 1]].astype(np.float32) @ axes)
        direction_queries = torch.from_numpy(query_vectors[rows].astype(np.float32) @ axes)
        direction = 2 - F.cosine_similarity(own[:, 1], direction_passages).mean() - F.cosine_similarity(queries, direction_queries).mean()
        loss = order + contrast + 4 * max(0, 1 - 2 * progress) * direction
        optimiser.zero_grad()
        loss.backward()
        vectors.grad[: len(SPECIAL_TOKENS)] = 0
        optimiser.step()
        sums += (order.item(), contrast.item(), direction.item())
        if (step + 1) % REPORT_EVERY == 0:
            order_mean, contrast_mean, direction_mean = sums / REPORT_EVERY
            print(
                f"step {step + 1}, {time.time() - began:.0f} s: KL {order_mean:.4f}, InfoNCE {contrast_mean:.4f}, "
                f"direction {direction_mean:.4f}" + (f"; {validate()}" if (step + 1) % (5 * REPORT_EVERY) == 0 else ""),
                flush=True,
            )
            sums[:] = 0
    torch.save({"vectors": vectors.data}, args.work / "dual-encoder.pt")
    print(validate())


if __name__ == "__main__":
    main()

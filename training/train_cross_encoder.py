"""Stage 6: the cross-encoder, taught to give the teacher's logit for a pair and to order each query's candidates as the teacher does.

Resumable: the state is kept every --keep-every steps, and each step draws from a generator seeded by (seed, step), so that an
interrupted run goes on exactly as it would have.

With --start FOLDER it starts from the weights of an exported pair instead of from those that find equal words.

Reads  WORK/{tokens,candidates}.npz, WORK/queries.json, WORK/dual-encoder.pt
Writes WORK/cross-encoder.pt  {"config", "state": the averaged weights}; WORK/cross-encoder.resume.pt
"""

import copy
import pathlib
import time

import numpy as np
import torch
import torch.nn.functional as F

from cross_encoder import SIZE, CrossEncoder, start_with_word_matching
from exported import read_cross_encoder
from make_tokenizer import VOCABULARY
from muon import Muon
from number_type import fast_type
from paths import stage_arguments
from teacher_target import combined
from training_data import TrainingData, assemble

QUERIES_A_STEP = 32
LISTS = 8
PAIRS_A_CHUNK = 64
USUAL_TOKENS = 128
# Every LONG_EVERY-th step sees whole passages, so that the later positions are learnt too.
LONG_EVERY = 6
LONG_TOKENS = 256
WARM_UP_STEPS = 100
WEIGHT_DECAY = 0.01
AVERAGE_DECAY = 0.998
POINTWISE_SHARE = 0.1
VALIDATION_QUERIES = 300


def chunks_of(pairs, max_tokens: int):
    """pairs -> [(ids, mask, types, positions of the rows in pairs)], of similar lengths each."""
    assembled = [assemble(query, passage, max_tokens) for query, passage in pairs]
    lengths = np.array([len(ids) for ids, _ in assembled])
    order = np.argsort(lengths, kind="stable")
    chunks = []
    for start in range(0, len(order), PAIRS_A_CHUNK):
        rows = order[start : start + PAIRS_A_CHUNK]
        width = min(-(-lengths[rows].max() // 16) * 16, max_tokens)
        ids, mask, types = (np.zeros((len(rows), width), np.int64) for _ in range(3))
        for r, j in enumerate(rows):
            sequence, first = assembled[j]
            ids[r, : len(sequence)] = sequence
            mask[r, : len(sequence)] = 1
            types[r, first : len(sequence)] = 1
        chunks.append((*map(torch.from_numpy, (ids, mask, types)), rows))
    return chunks


def narrowed(model):
    """A copy whose layers compute in the fast number type. The embeddings stay in float32: their gradients are sums over thousands
    of tokens."""
    copied = copy.deepcopy(model)
    for part in (copied.bert.layers, copied.pool, copied.out):
        part.to(fast_type())
    return copied


@torch.no_grad()
def copy_weights(source, target):
    for theirs, ours in zip(source.parameters(), target.parameters()):
        ours.copy_(theirs)


@torch.no_grad()
def take_gradients(source, target):
    for theirs, ours in zip(source.parameters(), target.parameters()):
        ours.grad = theirs.grad.float()
        theirs.grad = None


def score(model, pairs, max_tokens: int):
    """-> logits [pairs] in float32."""
    chunks = chunks_of(pairs, max_tokens)
    logits = torch.cat([model(ids, mask, types).float() for ids, mask, types, _ in chunks])
    back = np.empty(len(pairs), np.int64)
    back[np.concatenate([rows for *_, rows in chunks])] = np.arange(len(pairs))
    return logits[torch.from_numpy(back)]


@torch.no_grad()
def validate(model, data):
    """MRR of the relevant passage among its candidates, and the correlation with the teacher within a query's candidates."""
    rows = data.validation_rows[data.human[data.validation_rows]][:VALIDATION_QUERIES]
    columns = np.tile(np.arange(data.candidates.shape[1]), (len(rows), 1))
    pairs = [(data.query(r), data.passage(p)) for r in rows for p in data.candidates[r]]
    logits = score(model, pairs, LONG_TOKENS).view(len(rows), -1).numpy()
    target = combined(data, rows, columns)
    rank = (logits[:, 1:] >= logits[:, :1]).sum(1) + 1
    correlation = np.mean([np.corrcoef(a, b)[0, 1] for a, b in zip(logits, target)])
    return f"MRR {np.mean(1 / rank):.4f}, correlation with the teacher {correlation:.4f}"


def main():
    parser = stage_arguments(__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=3300)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--start", type=pathlib.Path)
    parser.add_argument("--keep-every", type=int, default=250)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    data = TrainingData(args.work)
    model = CrossEncoder(**SIZE)
    if args.start:
        model.load_state_dict(read_cross_encoder(args.start, SIZE["layers"]))
    else:
        frequency = torch.from_numpy(np.bincount(data.passage_ids, minlength=VOCABULARY)).float()
        start_with_word_matching(model, torch.load(args.work / "dual-encoder.pt")["vectors"], frequency, args.seed)
    average, working = copy.deepcopy(model), narrowed(model)
    matrices = [p for n, p in model.named_parameters() if n.startswith("bert.layers.") and p.dim() == 2]
    others = [p for n, p in model.named_parameters() if not (n.startswith("bert.layers.") and p.dim() == 2)]
    optimisers = [
        Muon(matrices, lr=args.rate, weight_decay=WEIGHT_DECAY),
        torch.optim.AdamW(others, lr=args.rate, betas=(0.9, 0.98), eps=1e-6, weight_decay=0.0),
    ]
    resume_path = args.work / "cross-encoder.resume.pt"
    first_step = 0
    if resume_path.exists():
        kept = torch.load(resume_path)
        model.load_state_dict(kept["model"])
        average.load_state_dict(kept["average"])
        for optimiser, state in zip(optimisers, kept["optimisers"]):
            optimiser.load_state_dict(state)
        first_step = kept["step"]
        print(f"goes on from step {first_step}")

    began, sums, tokens_seen = time.time(), np.zeros(2), 0
    for step in range(first_step, args.steps):
        rng = np.random.default_rng((args.seed, step))
        rate = args.rate * min(1, (step + 1) / WARM_UP_STEPS) * max(0.01, 1 - step / args.steps)
        for optimiser in optimisers:
            for group in optimiser.param_groups:
                group["lr"] = rate
        rows, columns = data.draw(rng, QUERIES_A_STEP, LISTS)
        candidates = data.candidates[rows[:, None], columns]
        target = torch.from_numpy(combined(data, rows, columns))
        pairs = [(data.query(r), data.passage(p)) for r, ps in zip(rows, candidates) for p in ps]
        copy_weights(model, working)
        logits = score(working, pairs, LONG_TOKENS if step % LONG_EVERY == 0 else USUAL_TOKENS).view(target.shape)
        order = F.kl_div(torch.log_softmax(logits, 1), torch.softmax(target, 1), reduction="batchmean")
        pointwise = F.mse_loss(logits, target)
        loss = order + POINTWISE_SHARE * pointwise
        loss.backward()
        take_gradients(working, model)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimiser in optimisers:
            optimiser.step()
        decay = min(AVERAGE_DECAY, (step + 1) / (step + 10))
        with torch.no_grad():
            for mean, now in zip(average.parameters(), model.parameters()):
                mean.lerp_(now, 1 - decay)
        sums += (order.item(), pointwise.item())
        if (step + 1) % 50 == 0:
            speed = (step + 1 - first_step) * QUERIES_A_STEP * LISTS / (time.time() - began)
            order_mean, pointwise_mean = sums / 50
            print(f"step {step + 1}, {time.time() - began:.0f} s: KL {order_mean:.4f}, squared error {pointwise_mean:.3f}, {speed:.0f} pairs/s", flush=True)
            sums[:] = 0
        if (step + 1) % args.keep_every == 0 or step + 1 == args.steps:
            print(f"step {step + 1}: {validate(narrowed(average), data)}", flush=True)
            kept = {"model": model.state_dict(), "average": average.state_dict(), "step": step + 1}
            torch.save(kept | {"optimisers": [optimiser.state_dict() for optimiser in optimisers]}, resume_path)
            torch.save({"config": SIZE, "state": average.state_dict()}, args.work / "cross-encoder.pt")


if __name__ == "__main__":
    main()

"""The factorisation of the benchmark in PyTorch: factors of |Qtrain| x d and |I| x d, AdamW with dense gradients,
mini-batches of pairs. Prints one line of JSON: seconds an epoch for each way of running AdamW.

  python bench/index/factorize-pytorch.py --queries 10000 --items 100000 --pairs 1000000 --dimension 128 \
      --batch 4096 --epochs 1 --threads 2
"""

import argparse
import json
import math
import time

import torch
from torch.nn.functional import embedding

WAYS = {"default": {}, "foreach": {"foreach": True}, "fused": {"fused": True}}
WARM_UP_STEPS = 2


def train(arguments: argparse.Namespace, way: dict[str, bool]) -> float:
    """Seconds an epoch. The loss is only read at the end of an epoch: reading it makes PyTorch wait."""
    generator = torch.Generator().manual_seed(1)

    def factor(rows: int) -> torch.nn.Parameter:
        return torch.nn.Parameter(torch.randn(rows, arguments.dimension, generator=generator) * 0.1)

    queries, items = factor(arguments.queries), factor(arguments.items)
    query_row = torch.arange(arguments.pairs) % arguments.queries
    item_row = torch.randint(arguments.items, (arguments.pairs,), generator=generator)
    target = torch.randn(arguments.pairs, generator=generator)
    optimizer = torch.optim.AdamW([queries, items], lr=1e-3, weight_decay=0.01, **way)

    def step(pairs: torch.Tensor) -> torch.Tensor:
        optimizer.zero_grad()
        estimate = (embedding(query_row[pairs], queries) * embedding(item_row[pairs], items)).sum(1)
        error = estimate - target[pairs]
        squared_errors = (error * error).sum()
        (squared_errors / len(pairs)).backward()
        optimizer.step()
        return squared_errors.detach()

    for _ in range(WARM_UP_STEPS):
        step(torch.arange(arguments.batch) % arguments.pairs)
    start = time.perf_counter()
    for _ in range(arguments.epochs):
        order = torch.randperm(arguments.pairs, generator=generator)
        squared_errors = sum(step(pairs) for pairs in order.split(arguments.batch))
        if not math.isfinite(float(squared_errors)):
            raise SystemExit(f"Training diverged: the sum of squared errors is {float(squared_errors)}.")
    return (time.perf_counter() - start) / arguments.epochs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    defaults = {"queries": 10_000, "items": 100_000, "pairs": 1_000_000, "dimension": 128, "batch": 4096}
    for name, default in {**defaults, "epochs": 1, "threads": 2}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    seconds = {name: train(arguments, way) for name, way in WAYS.items()}
    print(json.dumps({"version": torch.__version__, "threads": arguments.threads, "secondsPerEpoch": seconds}))


if __name__ == "__main__":
    main()

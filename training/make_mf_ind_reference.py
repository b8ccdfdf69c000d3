"""What PyTorch gives for the two gated MLPs of MF_Ind: outputs, and losses and weights after steps of AdamW, on a tiny problem.

Weights and inputs start as float32 numbers, the arithmetic is float64. Writes one JSON file, OUT, for the tests of src/core.
"""

import argparse
import json
import pathlib

import torch
import torch.nn.functional as F

DIMENSION, QUERIES, ITEMS = 3, 3, 5
# Rows that several pairs of a step share, and rows without any: query 2 in the first step, item 4 in all.
QUERY_ROW = [0, 0, 1, 1, 0, 2, 2, 1]
ITEM_ROW = [0, 1, 1, 2, 0, 3, 1, 3]
STEPS = [[0, 1, 2, 3], [4, 5, 6, 7], [5, 0, 3], [1], [7, 6, 5, 4, 3, 2, 1, 0]]
LEARNING_RATE, WEIGHT_DECAY = 0.01, 0.1


class Tower(torch.nn.Module):
    def __init__(self, gate: float):
        super().__init__()
        self.hidden = torch.nn.Linear(DIMENSION, 2 * DIMENSION)
        self.output = torch.nn.Linear(2 * DIMENSION, DIMENSION)
        self.gate = torch.nn.Parameter(torch.tensor(gate))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        share = torch.sigmoid(self.gate)
        return share * self.output(F.gelu(self.hidden(x))) + (1 - share) * x


def numbers(tower: Tower) -> dict:
    """The weights by the names of src/core/tower.ts; matrices row-major, a row for each input of the layer."""
    flat = lambda tensor: tensor.detach().flatten().tolist()
    return {
        "hiddenWeights": flat(tower.hidden.weight.T),
        "hiddenBias": flat(tower.hidden.bias),
        "outputWeights": flat(tower.output.weight.T),
        "outputBias": flat(tower.output.bias),
        "gate": tower.gate.item(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    # Gates far from -5, where nearly nothing would reach the other weights.
    query_tower, item_tower = Tower(gate=-0.5).double(), Tower(gate=0.75).double()
    for weight in [*query_tower.parameters(), *item_tower.parameters()]:
        weight.data = weight.data.float().double()
    query_inputs, item_inputs = (torch.randn(rows, DIMENSION).double() for rows in (QUERIES, ITEMS))
    target = torch.randn(len(QUERY_ROW)).double()
    query_row, item_row = torch.tensor(QUERY_ROW), torch.tensor(ITEM_ROW)

    towers = lambda: {"queryTower": numbers(query_tower), "itemTower": numbers(item_tower)}
    reference = {
        "madeWith": f"python training/make_mf_ind_reference.py --seed {args.seed}, torch {torch.__version__.split('+')[0]}",
        "dimension": DIMENSION,
        "queryInputs": query_inputs.flatten().tolist(),
        "itemInputs": item_inputs.flatten().tolist(),
        "queryRow": QUERY_ROW,
        "itemRow": ITEM_ROW,
        "target": target.tolist(),
        "learningRate": LEARNING_RATE,
        "weightDecay": WEIGHT_DECAY,
        "initial": towers(),
        "queryOutputs": query_tower(query_inputs).flatten().tolist(),
        "itemOutputs": item_tower(item_inputs).flatten().tolist(),
        "steps": STEPS,
        "squaredErrors": [],
    }
    adamw = torch.optim.AdamW(
        [*query_tower.parameters(), *item_tower.parameters()], lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY
    )
    for step, pairs in enumerate(STEPS):
        estimates = (query_tower(query_inputs[query_row[pairs]]) * item_tower(item_inputs[item_row[pairs]])).sum(1)
        errors = (estimates - target[pairs]).square()
        reference["squaredErrors"].append(errors.sum().item())
        adamw.zero_grad()
        errors.mean().backward()
        adamw.step()
        if step == 0:
            reference["afterFirstStep"] = towers()
    reference["afterAllSteps"] = towers()
    args.out.write_text(json.dumps(reference, indent=1) + "\n")


if __name__ == "__main__":
    main()

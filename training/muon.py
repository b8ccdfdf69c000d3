"""Muon (Keller Jordan and others, 2024) for the matrices of the layers: the momentum, made orthogonal, is the step.

torch.optim.Muon orthogonalises in bfloat16 whatever the processor, which takes longer than the rest of a training step on one without
bfloat16 instructions; this one keeps to float32, and treats query, key and value of one stored matrix as three.
"""

import torch

# Of the Newton-Schulz iteration X <- aX + (bA + cA^2)X with A = XX': five of them bring all singular values near 1.
A, B, C = 3.4445, -4.7750, 2.0315
ITERATIONS = 5


def orthogonalised(matrix: torch.Tensor) -> torch.Tensor:
    """[rows, columns] -> of the same shape, with singular values between about .7 and 1.2."""
    x = matrix.T if matrix.shape[0] > matrix.shape[1] else matrix
    x = x / (x.norm() + 1e-7)
    for _ in range(ITERATIONS):
        gram = x @ x.T
        x = A * x + (B * gram + C * gram @ gram) @ x
    return x.T if matrix.shape[0] > matrix.shape[1] else x


class Muon(torch.optim.Optimizer):
    def __init__(self, matrices, lr: float, momentum: float = 0.95, weight_decay: float = 0.0):
        super().__init__(matrices, dict(lr=lr, momentum=momentum, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for matrix in group["params"]:
                state = self.state[matrix]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(matrix)
                state["momentum"].lerp_(matrix.grad, 1 - group["momentum"])
                # Nesterov: one step ahead.
                ahead = matrix.grad.lerp(state["momentum"], group["momentum"])
                rows, columns = matrix.shape
                parts = rows // columns if rows % columns == 0 else 1
                step = torch.cat([orthogonalised(part) for part in ahead.chunk(parts)])
                # Elements as large as AdamW's usual steps (Liu et al. 2025, "Muon is scalable"), so that one rate serves both.
                step *= 0.2 * max(rows / parts, columns) ** 0.5
                matrix.mul_(1 - group["lr"] * group["weight_decay"]).add_(step, alpha=-group["lr"])

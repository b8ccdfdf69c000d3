"""Prints what PyTorch makes of one tiny step of distillation: the reference values of src/core/distill-loss.test.ts."""

import torch
from torch.nn.functional import cross_entropy, normalize

TEMPERATURE = 0.5
table = torch.tensor(
    [[0.5, -0.25, 1.0], [-1.0, 0.75, 0.25], [0.25, 0.5, -0.5], [1.0, 1.0, 0.5], [-0.5, 0.25, -1.0]], requires_grad=True
)
queries = [[0, 1], [2]]
documents = [[3, 0, 3], [4], [1, 2, 4]]
items = [[0, 1, 2], [2, 0]]
targets = [[0.75, -0.25, 0.5], [0.0, 0.25]]


def embed(texts: list[list[int]]) -> torch.Tensor:
    return normalize(torch.stack([table[text].sum(0) for text in texts]), dim=1)


query_vectors, document_vectors = embed(queries), embed(documents)
loss = sum(
    cross_entropy(document_vectors[rows] @ vector / TEMPERATURE, torch.softmax(torch.tensor(target) / TEMPERATURE, 0))
    for vector, rows, target in zip(query_vectors, items, targets)
) / len(queries)
optimizer = torch.optim.AdamW([table], lr=0.1, weight_decay=0.01)
loss.backward()
print("loss", loss.item())
print("gradient", table.grad.tolist())
optimizer.step()
print("table after one step of AdamW", table.tolist())

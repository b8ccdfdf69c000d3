"""A BERT encoder in the plain form that both the teacher and the cross-encoder have (post-layer-norm, learned positions)."""

import torch
import torch.nn.functional as F
from torch import nn


class Layer(nn.Module):
    def __init__(self, hidden: int, heads: int, inner: int):
        super().__init__()
        self.heads = heads
        self.query_key_value = nn.Linear(hidden, 3 * hidden)
        self.attention_output = nn.Linear(hidden, hidden)
        self.attention_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.inner = nn.Linear(hidden, inner)
        self.output = nn.Linear(inner, hidden)
        self.output_norm = nn.LayerNorm(hidden, eps=1e-12)

    def forward(self, x, bias, first_only: bool = False):
        """x: [batch, tokens, hidden]; bias: [batch, 1, 1, tokens], added to the attention scores.
        With first_only the layer is computed for the first token alone: the same numbers, far less work."""
        batch, _, hidden = x.shape
        head_width = hidden // self.heads
        split = lambda y: y.view(batch, -1, self.heads, head_width).transpose(1, 2)
        if first_only:
            context, x = self.context_of_first(x, bias[:, 0]), x[:, :1]
        else:
            query, key, value = self.query_key_value(x).chunk(3, -1)
            # Written out: on a CPU the backward pass of scaled_dot_product_attention takes half of a training step.
            scores = split(query) @ split(key).transpose(-1, -2) * head_width**-0.5 + bias
            context = (torch.softmax(scores, -1) @ split(value)).transpose(1, 2).reshape(batch, -1, hidden)
        x = self.attention_norm(x + self.attention_output(context))
        return self.output_norm(x + self.output(F.gelu(self.inner(x))))

    def context_of_first(self, x, bias):
        """x: [batch, tokens, hidden], bias: [batch, 1, tokens] -> [batch, 1, hidden]. No key or value is computed: q . (K x) is
        (q K) . x, and the mean of the V x is V applied to the mean of the x. The key's bias is the same for all tokens and falls
        out of the softmax."""
        batch, _, hidden = x.shape
        query, key, value = (part.view(self.heads, -1, hidden) for part in self.query_key_value.weight.chunk(3))
        query_bias, _, value_bias = (part.view(self.heads, 1, -1) for part in self.query_key_value.bias.chunk(3))
        first = x[:, 0].expand(self.heads, -1, -1)
        query = torch.baddbmm(query_bias, first, query.transpose(1, 2))  # [heads, batch, width of a head]
        over_input = torch.bmm(query, key).transpose(0, 1)  # [batch, heads, hidden]
        scores = over_input @ x.transpose(1, 2) * key.shape[1] ** -0.5 + bias
        mean = (torch.softmax(scores, -1) @ x).transpose(0, 1)  # [heads, batch, hidden]
        return torch.baddbmm(value_bias, mean, value.transpose(1, 2)).transpose(0, 1).reshape(batch, 1, hidden)


class Bert(nn.Module):
    def __init__(self, vocabulary: int, hidden: int, layers: int, heads: int, inner: int, positions: int):
        super().__init__()
        self.word = nn.Embedding(vocabulary, hidden)
        self.position = nn.Embedding(positions, hidden)
        self.token_type = nn.Embedding(2, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList([Layer(hidden, heads, inner) for _ in range(layers)])

    def forward(self, ids, mask, types=None, first_only: bool = False):
        """ids, mask, types: [batch, tokens] -> [batch, tokens or 1, hidden]."""
        types = torch.zeros_like(ids) if types is None else types
        x = self.norm(self.word(ids) + self.position.weight[: ids.shape[1]] + self.token_type(types))
        # The layers may compute in a narrower type than the embeddings are kept in.
        x = x.to(self.layers[0].inner.weight.dtype)
        bias = ((1.0 - mask.to(x.dtype)) * -10000.0)[:, None, None, :]
        for i, layer in enumerate(self.layers):
            x = layer(x, bias, first_only and i == len(self.layers) - 1)
        return x

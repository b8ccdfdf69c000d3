"""The cross-encoder: a small BERT over [CLS] query [SEP] passage [SEP], one logit from [CLS]."""

import math

import torch
import torch.nn.functional as F
from torch import nn

from bert import Bert
from make_tokenizer import SEP, SPECIAL_TOKENS

SIZE = dict(vocabulary=16000, hidden=192, layers=3, heads=6, inner=512, positions=256)


class CrossEncoder(nn.Module):
    def __init__(self, **config):
        super().__init__()
        self.config = config
        self.bert = Bert(**config)
        self.pool = nn.Linear(config["hidden"], config["hidden"])
        self.out = nn.Linear(config["hidden"], 1)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, std=0.6 / math.sqrt(module.in_features))
                nn.init.zeros_(module.bias)
            elif isinstance(module, nn.Embedding):
                nn.init.normal_(module.weight, std=0.02)

    def forward(self, ids, mask, types):
        """int64 [batch, tokens] each -> logits [batch]."""
        first = self.bert(ids, mask, types, first_only=True)[:, 0]
        return self.out(torch.tanh(self.pool(first))).squeeze(1)


@torch.no_grad()
def start_with_word_matching(model: CrossEncoder, vectors, frequency, seed: int, match_heads: int = 4):
    """Starting values only; everything is trained on. The dual-encoder's vectors go into the word embedding, and match_heads heads
    of the first layer start as "look for the same or a similar token in the other segment, or else at [SEP]"; whether one was
    found is written to a dimension of its own. A network of this size does not find that by itself in hours of training.

    vectors: float32 [vocabulary, width] of the dual-encoder; frequency: int [vocabulary] of the training passages."""
    bert = model.bert
    hidden, vocabulary = model.config["hidden"], model.config["vocabulary"]
    generator = torch.Generator().manual_seed(seed)
    content = hidden - 8  # the last eight dimensions carry flags
    rarity_at, segment_at, special_at, match_at = range(content, content + 4)
    unit = 1 / math.sqrt(content)
    orthogonal = lambda n: torch.linalg.qr(torch.randn(n, n, generator=generator))[0]

    centred = vectors - vectors[len(SPECIAL_TOKENS) :].mean(0)
    axes = torch.linalg.svd(centred[len(SPECIAL_TOKENS) :], full_matrices=False)[2][:content]
    meaning = F.normalize(centred @ axes.T, dim=1) @ orthogonal(content)
    noise = F.normalize(torch.randn(vocabulary, content, generator=generator), dim=1)
    # Partly random, so that words of one meaning stay apart.
    word = F.normalize(0.85 * meaning + 0.5 * noise, dim=1)
    rarity = torch.log(frequency.sum() / (frequency + 1.0))
    rarity = (rarity - rarity.mean()) / rarity.std()
    bert.word.weight.zero_()
    bert.word.weight[:, :content] = word
    bert.word.weight[:, rarity_at] = rarity * unit
    special = slice(0, len(SPECIAL_TOKENS))
    bert.word.weight[special, :content] = 0.5 * noise[special]
    bert.word.weight[special, rarity_at] = 0
    bert.word.weight[special, special_at] = 2 * unit
    bert.position.weight.normal_(0, 0.01, generator=generator)
    bert.token_type.weight.normal_(0, 0.01, generator=generator)
    bert.token_type.weight[0, segment_at], bert.token_type.weight[1, segment_at] = 1.5 * unit, -1.5 * unit

    layer = bert.layers[0]
    width = hidden // layer.heads
    shared = width - 2  # two dimensions of a head are for the segment and for the sink
    query, key, value = layer.query_key_value.weight.split(hidden)
    query_bias, _, value_bias = layer.query_key_value.bias.split(hidden)
    directions = orthogonal(content)
    separator = bert.norm(bert.word.weight[SEP] + bert.token_type.weight[1])
    # Attention scores: an equal token about 10, the other segment about 6 more than its own; the sink lies between
    # "equal, in the other segment" and "different, in the other segment".
    match_gain = math.sqrt(10 * math.sqrt(width) / shared)
    segment_gain = math.sqrt(6 * math.sqrt(width)) / 1.5
    segment_score = segment_gain**2 * 1.4 * abs(float(separator[segment_at])) / math.sqrt(width)
    sink = (13.5 - segment_score) * math.sqrt(width) / 3 / float(separator[special_at])
    for head in range(match_heads):
        at = head * width
        own = directions[(torch.arange(shared) + head * shared) % content]
        query[at : at + width] *= 0.1
        key[at : at + width] *= 0.1
        query[at : at + shared, :content] += match_gain * own
        key[at : at + shared, :content] += match_gain * own
        query[at + shared, segment_at] += segment_gain
        key[at + shared, segment_at] -= segment_gain
        query_bias[at + shared + 1] = 3.0
        key[at + shared + 1, special_at] += sink
        value[at] = 0
        value[at, special_at] = -1 / float(separator[special_at])
        value_bias[at] = 1.0
        layer.attention_output.weight[match_at, at] += 1.0

"""Makes MiniLM's layers cheaper: of each the heads and inner units that carry most are kept (in the
manner of Michel et al. 2019), by the size of their weights; what is lost is learned from the teachers.
"""

from typing import Any

import torch
from torch import Tensor, nn


def thin(layer: Any, heads: int, inner: int) -> None:
    """Leaves `heads` and `inner` units in a BERT layer of transformers."""
    attention = layer.attention.self
    size = attention.attention_head_size
    joined = layer.attention.output.dense.weight  # (width, heads · size)
    carried = (joined.norm(dim=0) * attention.value.weight.norm(dim=1)).view(-1, size).sum(1)
    kept = torch.cat([torch.arange(size) + head * size for head in _largest(carried, heads)])
    for name in ("query", "key", "value"):
        setattr(attention, name, _rows(getattr(attention, name), kept))
    layer.attention.output.dense = _columns(layer.attention.output.dense, kept)
    attention.num_attention_heads = heads
    attention.all_head_size = heads * size
    of_inner = layer.intermediate.dense.weight.norm(dim=1) * layer.output.dense.weight.norm(dim=0)
    units = _largest(of_inner, inner)
    layer.intermediate.dense = _rows(layer.intermediate.dense, units)
    layer.output.dense = _columns(layer.output.dense, units)


def _largest(of: Tensor, count: int) -> Tensor:
    return of.topk(count).indices.sort().values


def _rows(linear: nn.Linear, kept: Tensor) -> nn.Linear:
    return _linear(linear.weight[kept], linear.bias[kept])


def _columns(linear: nn.Linear, kept: Tensor) -> nn.Linear:
    return _linear(linear.weight[:, kept], linear.bias)


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight = nn.Parameter(weight.detach().clone())
    made.bias = nn.Parameter(bias.detach().clone())
    return made

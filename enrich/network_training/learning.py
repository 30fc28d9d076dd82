"""One way to teach an encoder, for teachers and network alike; and what it then says of passages."""

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from enrich.network_training.encoder import ClassifyingEncoder

Ids = Sequence[Sequence[int]]  # of each passage the numbers of its pieces, framed
LossOf = Callable[[Tensor, list[int]], Tensor]  # of scores (n, k) and of which passages they are
# Passages are drawn so many batches at a time and sorted by length, to pad little.
_A_BATCH_OF_BATCHES = 20
_WARMING_UP = 0.06  # the share of the steps in which the rate rises
_AT_ONCE = 32


def teach(
    encoder: ClassifyingEncoder,
    ids: Ids,
    loss_of: LossOf,
    settings: dict[str, Any],
    hidden_piece: int,
    seed: int,
    what: str,
) -> None:
    """Fits the encoder; `hidden_piece` stands in for those that are masked while it learns."""
    draws = random.Random(seed)  # noqa: S311
    masks = np.random.default_rng(seed)
    weights = encoder.learning_weights()
    optimizer = torch.optim.AdamW(
        [
            {"params": weights, "lr": settings["rate"]},
            {"params": encoder.own_weights(), "lr": settings["own_rate"]},
        ],
        weight_decay=0.01,
    )
    steps = settings["epochs"] * math.ceil(len(ids) / settings["batch"])
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / (_WARMING_UP * steps)) * max(0, 1 - step / steps)
    )
    began = time.monotonic()
    for epoch in range(1, settings["epochs"] + 1):
        encoder.train()
        losses = []
        for batch in _batches(ids, settings["batch"], draws):
            pieces, mask = _padded([ids[number] for number in batch])
            framed = mask.cumsum(1).eq(1) | mask.flip(1).cumsum(1).flip(1).eq(1)
            hidden = torch.from_numpy(masks.random(pieces.shape) < settings["masked"])
            pieces[hidden & mask.bool() & ~framed] = hidden_piece
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores, _ = encoder(pieces, mask)
            loss = loss_of(scores.float(), batch) / len(batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*weights, *encoder.own_weights()], 1.0)
            optimizer.step()
            schedule.step()
            losses.append(float(loss.detach()))
        click.echo(
            f"{what}: epoch {epoch} of {settings['epochs']}, loss {np.mean(losses):.3f}, "
            f"{time.monotonic() - began:.0f} s",
            err=True,
        )


def scores(encoder: ClassifyingEncoder, ids: Ids) -> NDArray[np.float32]:
    """The encoder's scores of passages (passages, classes)."""
    encoder.eval()
    found: dict[int, NDArray[np.float32]] = {}
    order = sorted(range(len(ids)), key=lambda number: len(ids[number]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), _AT_ONCE):
            batch = order[start : start + _AT_ONCE]
            given, _ = encoder(*_padded([ids[number] for number in batch]))
            found |= dict(zip(batch, given.float().numpy(), strict=True))
    return np.array([found[number] for number in range(len(ids))])


def _batches(ids: Ids, size: int, draws: random.Random) -> Iterator[list[int]]:
    order = list(range(len(ids)))
    draws.shuffle(order)
    many = size * _A_BATCH_OF_BATCHES
    batches = []
    for start in range(0, len(order), many):
        drawn = sorted(order[start : start + many], key=lambda number: len(ids[number]))
        batches += [drawn[at : at + size] for at in range(0, len(drawn), size)]
    draws.shuffle(batches)
    yield from batches


def _padded(passages: Ids) -> tuple[Tensor, Tensor]:
    longest = max(map(len, passages))
    pieces = torch.zeros(len(passages), longest, dtype=torch.long)
    mask = torch.zeros(len(passages), longest, dtype=torch.long)
    for row, passage in enumerate(passages):
        pieces[row, : len(passage)] = torch.tensor(passage)
        mask[row, : len(passage)] = 1
    return pieces, mask

"""From our passages to `provision_network.onnx`: teachers, what they say, and the network that listens.

A tenth of the passages is seen by none of them: `enrich.train` weighs the network against the phrases
by those.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch
import yaml
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from enrich import provision_network, train
from enrich.network_training import learning
from enrich.network_training.encoder import ClassifyingEncoder, pretrained
from enrich.network_training.onnx_export import export
from enrich.network_training.thinning import thin
from enrich.network_training.variants import variants
from enrich.provision_network import FRAME, UNKNOWN, PieceReader
from legislation import codebook

CONFIG = Path(__file__).parent.parent / "configs" / "provision_network.yml"
HIDDEN = "[MASK]"
_LAYERS_OF_MINILM = 6
# A teacher's score beyond this says no more, but would pull at the network's weights.
_SURE = 7.0
_OF_SCORES = 0.02  # what the distance of scores weighs beside that of probabilities


def settings() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(CONFIG.read_text("utf-8"))
    return found


def teachers(
    learned_from: Sequence[train.Passage], wanted: dict[str, Any]
) -> list[ClassifyingEncoder]:
    """MiniLM fine-tuned on the passages, once a seed."""
    truth = _truth(learned_from)
    ids = _pieces_of_texts([one.text for one in learned_from], wanted["teacher"]["pieces"])

    def loss_of(scores: Tensor, batch: list[int]) -> Tensor:
        return cross_entropy(scores, truth[batch], reduction="sum")

    hidden = _tokenizer().get_vocab()[HIDDEN]
    found = []
    for number in range(wanted["teachers"]):
        seed = wanted["seed"] + number
        torch.manual_seed(seed)
        teacher = ClassifyingEncoder(truth.shape[1], _LAYERS_OF_MINILM)
        learning.teach(
            teacher,
            ids,
            loss_of,
            wanted["teacher"],
            hidden,
            seed,
            f"teacher {number + 1}",
        )
        found.append(teacher)
    return found


def network(
    learned_from: Sequence[train.Passage],
    taught_by: Sequence[ClassifyingEncoder],
    wanted: dict[str, Any],
) -> tuple[ClassifyingEncoder, list[str]]:
    """The network, and its vocabulary. It learns what the teachers say of the passages and of their
    variants, and the passages' own labels besides."""
    asked = wanted["network"]
    ours = [one.text for one in learned_from]
    texts = [*ours, *variants(ours, asked["variants"], wanted["seed"])]
    judged = torch.tensor(_judged(texts, taught_by, wanted["teacher"]["pieces"]))
    truth = _truth(learned_from)
    vocabulary, kept = _vocabulary()
    ids = _pieces_of_words(texts, PieceReader(vocabulary), asked["pieces"])
    torch.manual_seed(wanted["seed"])
    encoder = ClassifyingEncoder(truth.shape[1], asked["layers"])
    for layer in encoder.encoder.encoder.layer:
        thin(layer, asked["heads"], asked["inner"])
    whole = encoder.encoder.get_input_embeddings().weight.data
    encoder.encoder.set_input_embeddings(torch.nn.Embedding.from_pretrained(whole[kept]))

    def loss_of(scores: Tensor, batch: list[int]) -> Tensor:
        said = judged[batch]
        loss = cross_entropy(scores, torch.sigmoid(said), reduction="sum")
        loss = loss + _OF_SCORES * ((scores - said.clamp(-_SURE, _SURE)) ** 2).sum()
        labelled = [place for place, number in enumerate(batch) if number < len(ours)]
        labels = truth[[batch[place] for place in labelled]]
        return loss + asked["of_labels"] * cross_entropy(scores[labelled], labels, reduction="sum")

    learning.teach(
        encoder, ids, loss_of, asked, vocabulary.index(HIDDEN), wanted["seed"], "network"
    )
    return encoder, vocabulary


def _judged(
    texts: Sequence[str], taught_by: Sequence[ClassifyingEncoder], most: int
) -> NDArray[np.float32]:
    ids = _pieces_of_texts(texts, most)
    return np.mean([learning.scores(teacher, ids) for teacher in taught_by], axis=0)


def _truth(passages: Sequence[train.Passage]) -> Tensor:
    return torch.tensor(
        [[float(key in one.labels) for key in codebook.classes()] for one in passages]
    )


def _tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(pretrained() / "tokenizer.json"))


def _pieces_of_texts(texts: Sequence[str], most: int) -> list[list[int]]:
    tokenizer = _tokenizer()
    tokenizer.no_padding()
    tokenizer.enable_truncation(most)
    return [encoded.ids for encoded in tokenizer.encode_batch(list(texts))]


def _pieces_of_words(texts: Iterable[str], pieces: PieceReader, most: int) -> list[list[int]]:
    """As the network will see them: spaCy's words."""
    return [
        [pieces.first, *pieces.read(read.words.words, most).ids, pieces.last]
        for read in train.read(texts)
    ]


def _vocabulary() -> tuple[list[str], list[int]]:
    """MiniLM's pieces of English words, marks and digits, and their numbers there."""
    pieces = sorted(_tokenizer().get_vocab().items(), key=lambda pair: pair[1])
    marks = {*FRAME, UNKNOWN, HIDDEN, "[PAD]"}
    kept = [(piece, at) for piece, at in pieces if piece in marks or _is_english(piece)]
    kept.sort(key=lambda pair: pair[0] != "[PAD]")  # number 0 pads
    return [piece for piece, _ in kept], [at for _, at in kept]


def _is_english(piece: str) -> bool:
    return piece.isascii() and not (piece.startswith("[") and len(piece) > 1)


def make(folder: Path, target: Path = provision_network.PATH) -> str:
    """Trains on a folder's passages and writes the network; returns what was done, for people."""
    wanted = settings()
    learned_from, kept_apart = train.held_out(train.passages(folder))
    torch.set_flush_denormal(True)  # weights that are all but nought would cost a hundredfold
    encoder, vocabulary = network(learned_from, teachers(learned_from, wanted), wanted)
    export(
        encoder,
        target,
        {
            "classes": list(codebook.classes()),
            "vocabulary": vocabulary,
            "learned_from": train.digest(learned_from),
        },
    )
    click.echo(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB", err=True)
    return f"network trained on {len(learned_from)} passages, {len(kept_apart)} kept apart"

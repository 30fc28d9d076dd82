"""The network is the one that our passages make, reads in order and in bounds, and is told apart by file."""

from pathlib import Path

import numpy as np
import pytest
import spacy

from enrich import codebook as codebook_phrases
from enrich import label, provision_model, provision_network, train
from enrich.label import Labeller
from enrich.provision_network import (
    FRAME,
    MOST_PIECES,
    SKIPPED,
    UNKNOWN,
    NetworkReading,
    PieceReader,
)
from legislation import codebook
from tests.conftest import ROOT

ON_TOPIC = (
    "The department shall designate one or more crisis centers to answer calls, texts and chats placed "
    "to the 988 suicide and crisis lifeline at every hour of every day."
)
OFF_TOPIC = (
    "Every owner of a dog four months of age shall obtain a licence from the clerk of the town."
)


@pytest.fixture(scope="module")
def network() -> provision_network.Network:
    return provision_network.Network()


@pytest.fixture(scope="module")
def labeller() -> Labeller:
    return Labeller()


def test_it_learned_from_the_passages_that_are_here(network: provision_network.Network) -> None:
    seen, unseen = train.held_out(train.passages(ROOT / "data" / "annotations" / "train"))
    assert network.learned_from == train.digest(seen), "train the network with `make model`"
    assert len(unseen) > len(seen) / 20
    assert {one.group for one in seen}.isdisjoint(one.group for one in unseen)


def test_it_knows_the_codebooks_classes(network: provision_network.Network) -> None:
    assert network.classes == tuple(codebook.classes())


def test_it_finds_what_passages_it_never_saw_do(network: provision_network.Network) -> None:
    _, unseen = train.held_out(train.passages(ROOT / "data" / "annotations" / "train"))
    read = train.read(one.text for one in unseen)
    found = [network.read(words.words.words) for words in read]
    assert all(found)
    given = np.array([one.scores > 0 for one in found if one])
    true = np.array([[key in one.labels for key in network.classes] for one in unseen])
    f1 = 2 * (given & true).sum() / (given.sum() + true.sum())
    assert f1 > 0.7


def test_the_order_of_words_counts(network: provision_network.Network) -> None:
    words = ON_TOPIC.lower().split()
    in_order, backwards = network.read(words), network.read(words[::-1])
    assert in_order is not None
    assert backwards is not None
    assert np.abs(in_order.scores - backwards.scores).max() > 0.5


def test_a_passage_scores_the_same_in_any_company(labeller: Labeller) -> None:
    alone = labeller.label(ON_TOPIC)
    assert alone
    together = list(labeller.label_many([OFF_TOPIC, ON_TOPIC, ON_TOPIC * 30]))
    assert together[1] == alone


def test_every_word_that_opens_the_network_is_one_word() -> None:
    nlp = spacy.blank("en")
    touching = codebook_phrases.sets()["touches_topic"]
    assert {word for word in touching if len(nlp.make_doc(word)) != 1} == set()


def test_the_network_shows_the_sentence_it_looked_at(labeller: Labeller) -> None:
    words = labeller.nlp(f"{OFF_TOPIC} {ON_TOPIC} {OFF_TOPIC}").user_data["passage"].words
    at = words.words.index("988")
    attention = np.zeros((2, len(codebook.classes())), dtype=np.float32)
    attention[1] = 0.9
    read = NetworkReading(attention[0], attention, [0, at])
    start, end = label._shown_by_network(3, read, words)
    assert words.text[start:end].strip() == ON_TOPIC


def test_only_what_touches_the_topic_is_read(labeller: Labeller) -> None:
    docs = list(labeller.nlp.pipe([ON_TOPIC, OFF_TOPIC]))
    assert docs[0].user_data["network"] is not None
    assert docs[1].user_data["network"] is None


def test_a_long_passage_is_read_no_further(network: provision_network.Network) -> None:
    found = network.read(ON_TOPIC.lower().split() * 2_000)
    assert found is not None
    assert len(found.of_word) == MOST_PIECES
    assert found.attention.shape == (MOST_PIECES, len(network.classes))


def test_nothing_is_left_of_punctuation(network: provision_network.Network) -> None:
    assert network.read(["(", "a", ")", "—", ".", ",", "§"]) is None


def test_words_are_cut_into_the_longest_pieces() -> None:
    vocabulary = ["[PAD]", *FRAME, UNKNOWN, "co", "respond", "##er", "988", "x"]
    pieces = PieceReader(vocabulary)
    found = pieces.read(["the", "co-responder", "9–8–8", "ß", "x" * 10_000], most=50)
    assert [vocabulary[id_] for id_ in found.ids] == [
        "co",
        "respond",
        "##er",
        "988",
        UNKNOWN,
        UNKNOWN,
    ]
    assert found.of_word == [1, 1, 1, 2, 3, 4]
    assert "the" in SKIPPED


def test_a_network_that_is_not_there_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make model"):
        provision_network.Network(tmp_path / "none.onnx")
    assert provision_model.digest(tmp_path / "none.onnx") == ""

"""Real captures: the registry of repositories says which formats of documents they hold."""

from pathlib import Path, PurePosixPath

from scrapers.platforms.govbot.files import is_derived
from scrapers.platforms.govbot.registry import repositories
from tests.replay.documents import pack_lines


def formats_in(place: Path) -> set[str]:
    """Of the files beside the records: {"htm", "pdf"}."""
    names = [path.relative_to(place).as_posix() for path in place.glob("*/bills/*/files/*")]
    if (pack := place / "pack.jsonl.gz").exists():
        names += [name for name, _ in pack_lines(pack)]
    files = [path for path in map(PurePosixPath, names) if path.parent.name == "files"]
    return {path.suffix[1:].lower() for path in files if not is_derived(path)}


def test_the_registry_knows_the_formats_of_the_corpus(shared: Path) -> None:
    places = [path for path in (shared / "corpus/states").iterdir() if path.is_dir()]
    assert len(places) == 20
    for place in places:
        documents = repositories()[place.name].documents
        assert documents is not None
        if place.name != "oh":  # which had records only when the corpus was made
            assert bool(documents) == bool(formats_in(place))
        assert formats_in(place) <= set(documents)

"""One bill folder, metadata.json and files/, to one item."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from legislation import jurisdictions, topics
from legislation.model import sentence_of
from legislation.vocabulary import (
    ACTION_CLASSIFICATIONS,
    BILL_CLASSIFICATIONS,
    SPONSORSHIP_CLASSIFICATIONS,
)
from scrapers.outcomes import File, Found, PutAside, SkipItem
from scrapers.platforms.govbot import files as naming
from scrapers.platforms.govbot.printings import (
    attach,
    day_of,
    link_to,
    oldest_first,
    paper_of,
    version_of,
)
from scrapers.platforms.govbot.repository import Repository
from scrapers.platforms.govbot.shapes import Action, Metadata
from scrapers.rough_text import rough_text
from scrapers.stages import Stage, stage_of

# Addresses for machines: a bulk file, an API
_FOR_MACHINES = re.compile(r"\.xml$|\.json$|/api/|[?&]output=")
Outcome = Found | SkipItem | PutAside


class Reader:
    """Reads the bills of one repository.

    topic_filter: leave out what is not about crisis response. max_bytes: of a document.
    """

    def __init__(
        self, source: str, repository: Repository, *, topic_filter: bool, max_bytes: int
    ) -> None:
        self._source = source
        self._repository = repository
        self._topic_filter = topic_filter
        self._max_bytes = max_bytes

    def read_all(self, folders: Iterable[Path]) -> list[Outcome]:
        return [outcome for folder in folders for outcome in self.read(folder)]

    def read(self, folder: Path) -> list[Outcome]:
        """What one bill folder gives; never raises for what it holds."""
        try:
            return list(self._read(folder))
        except (SkipItem, PutAside) as outcome:
            return [outcome]
        except OSError as error:
            return [self._aside(folder, f"cannot be read ({error.strerror}); crawl again")]

    def _aside(self, path: Path, what: str) -> PutAside:
        subject = f"{self._repository.name}/{path.relative_to(self._repository.root).as_posix()}"
        return PutAside(subject, f"{path.name} {what}.", self._repository.address_of(path))

    def _too_large(self, path: Path) -> PutAside:
        size = self._max_bytes // 1_048_576
        what = f"is larger than {size} MB and was not read; raise DOWNLOAD_MAXSIZE if it is wanted"
        return self._aside(path, what)

    def _read(self, folder: Path) -> Iterator[Outcome]:
        path = folder / "metadata.json"
        if path.is_file() and path.stat().st_size > self._max_bytes:
            raise self._too_large(path)
        body = path.read_bytes() if path.is_file() else b""
        metadata = self._metadata(path, body)
        try:
            slug = jurisdictions.slug_for_jurisdiction_id(metadata.jurisdiction.id)
        except jurisdictions.UnknownJurisdiction as error:
            raise self._aside(path, f"names no known place ({error})") from error
        documents, too_large = self._documents(folder)
        yield from too_large
        if self._topic_filter and not is_on_topic(metadata, documents):
            raise SkipItem("off topic")
        record = File(self._repository.address_of(path), "application/json", body)
        found = Found({}, [record])
        versions, papers = self._printings(slug, metadata, documents, found)
        found.item = {
            "kind": "bill",
            "source": self._source,
            "jurisdiction": slug,
            "session": metadata.legislative_session,
            "identifier": metadata.identifier,
            "title": metadata.title,
            "classification": classification_for(metadata, found),
            "abstract": "\n\n".join(part.abstract for part in metadata.abstracts if part.abstract),
            "subjects": metadata.subject,
            "url": page_for(metadata),
            "other_titles": [other.title for other in metadata.other_titles if other.title],
            "other_identifiers": identifiers_for(metadata),
            "related_bills": related_for(metadata),
            "sponsorships": sponsorships_for(metadata),
            "actions": actions_for(metadata, found),
            "versions": versions,
            "documents": papers,
            "fetch_id": record.fetch_id,
        }
        yield found

    def _metadata(self, path: Path, body: bytes) -> Metadata:
        if not body.strip():
            raise self._aside(path, "is missing or empty; crawl again, or tell the repository")
        try:
            return Metadata.model_validate(json.loads(body))
        except ValidationError as error:
            raise self._aside(
                path, f"has another shape than a bill's ({sentence_of(error)}); tell the repository"
            ) from error
        except (ValueError, RecursionError) as error:
            start = body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
            what = "a web page" if start == b"<" else "no JSON"
            raise self._aside(path, f"is {what}; crawl again, or tell the repository") from error

    def _documents(self, folder: Path) -> tuple[dict[Path, bytes], list[PutAside]]:
        documents, too_large = {}, []
        for file in sorted(path for path in (folder / "files").glob("*") if path.is_file()):
            if file.stat().st_size > self._max_bytes:
                too_large.append(self._too_large(file))
            else:
                documents[file] = file.read_bytes()
        return documents, too_large

    def _printings(
        self, slug: str, metadata: Metadata, documents: dict[Path, bytes], found: Found
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Versions, oldest first, and papers, each link with the file that holds its bytes."""
        place = slug.rpartition("_")[2]
        printings = [*metadata.versions, *metadata.documents]
        derived = [file for file in documents if naming.is_derived(file)]
        found.left_out += ["text that the mirror derived"] * len(derived)
        captured = [file for file in documents if file not in derived]
        of_link, of_printing = naming.matched(printings, captured)
        kept: dict[Path, File] = {}
        for file in sorted({*of_link.values(), *of_printing}):
            kept[file] = File(
                self._repository.address_of(file), naming.media_type_of(file), documents[file]
            )
        found.files += kept.values()
        nameless = [file for file in captured if file not in kept]
        found.left_out += ["file that no version or document names"] * len(nameless)
        versions: list[tuple[Stage, dict[str, Any]]] = []
        papers: list[dict[str, Any]] = []
        for number, printing in enumerate(printings):
            links = [
                link_to(link.url, link.media_type, kept.get(of_link.get((number, place_), Path())))
                for place_, link in enumerate(printing.links)
            ]
            for file, owner in of_printing.items():
                if owner == number:
                    attach(links, kept[file])
            stage = stage_of(place, printing.note)
            if number >= len(metadata.versions) or stage.paper:
                papers.append(paper_of(printing, stage, links))
            elif stage.is_page and not any(link["fetch_id"] for link in links):
                found.left_out.append("page listed as a version")
            else:
                versions.append((stage, version_of(printing, stage, links)))
        return oldest_first(place, versions), papers


def is_on_topic(metadata: Metadata, documents: dict[Path, bytes]) -> bool:
    words = [metadata.title, *(part.abstract for part in metadata.abstracts), *metadata.subject]
    if topics.is_candidate("\n".join(words)):
        return True
    return any(
        topics.is_candidate("", rough_text(file.suffix, body)) for file, body in documents.items()
    )


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text("utf-8"))
    return words


def _ours(words: Sequence[str], kind: str, known: Sequence[str]) -> tuple[list[str], list[str]]:
    """Our words for Open States' ones, and those that nobody knows."""
    meanings: dict[str, str] = _words()[kind]
    meant = [meanings.get(word, word) for word in words]
    ours = dict.fromkeys(word for word in meant if word in known)
    return list(ours), [word for word in meant if word not in known]


def classification_for(metadata: Metadata, found: Found) -> list[str]:
    words, unknown = _ours(metadata.classification, "classification", BILL_CLASSIFICATIONS)
    found.left_out += [f"classification {word} is not known" for word in unknown]
    return words or ["bill"]


def actions_for(metadata: Metadata, found: Found) -> list[dict[str, Any]]:
    actions = []
    for action in metadata.actions:
        if not (day := day_of(action.date)) or not action.description:
            found.left_out.append(
                "action without a name" if day_of(action.date) else "action without a date"
            )
            continue
        actions.append((day, action))
    # Some legislatures list the newest first; within a day only their order tells which came before.
    if actions and actions[0][0] > actions[-1][0]:
        actions.reverse()
    return [
        _action(day, action, found) for day, action in sorted(actions, key=lambda pair: pair[0])
    ]


def _action(day: str, action: Action, found: Found) -> dict[str, Any]:
    words, unknown = _ours(action.classification, "action", ACTION_CLASSIFICATIONS)
    found.unknown_actions += unknown
    return {
        "date": day,
        "description": action.description,
        "organization": action.organization_id,
        "classification": words,
    }


def sponsorships_for(metadata: Metadata) -> list[dict[str, Any]]:
    sponsorships = []
    for sponsorship in metadata.sponsorships:
        words, _ = _ours([sponsorship.classification], "sponsorship", SPONSORSHIP_CLASSIFICATIONS)
        kind = sponsorship.entity_type
        if sponsorship.name.strip():
            sponsorships.append(
                {
                    "name": sponsorship.name.strip(),
                    "classification": words[0] if words else "sponsor",
                    "entity_type": kind if kind in ("person", "organization") else "",
                    "is_primary": sponsorship.primary,
                }
            )
    return sponsorships


def identifiers_for(metadata: Metadata) -> list[dict[str, str]]:
    """`ocd-bill-wa-…` is the mirror's own, derived from what stands beside it."""
    others = (other.identifier for other in metadata.other_identifiers)
    return [{"identifier": other} for other in others if other and not other.startswith("ocd-bill")]


def related_for(metadata: Metadata) -> list[dict[str, str]]:
    return [
        {
            "identifier": related.identifier,
            "session": related.legislative_session,
            "relation": related.relation_type,
        }
        for related in metadata.related_bills
    ]


def page_for(metadata: Metadata) -> str:
    """The first source that a person can read, else the first."""
    urls = [source.url for source in metadata.sources]
    return next((url for url in urls if not _FOR_MACHINES.search(url)), urls[0] if urls else "")

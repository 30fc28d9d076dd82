"""From LegiScan's record of a bill to an item."""

import re
from typing import Any

from legislation.vocabulary import ACTION_CLASSIFICATIONS
from scrapers import action_words
from scrapers.outcomes import Found
from scrapers.platforms.legiscan.rows import Bill, History, Paper, Printing
from scrapers.platforms.legiscan.sessions import identifier_of, session_of, slug_of
from scrapers.platforms.legiscan.words import meaning, media_type_of, phrases

# "House/ to Governor", "06/11/2026 House passed Sub A", "Senate Second Reading"
_BEFORE_THE_PHRASE = re.compile(
    r"^\s*(?:\d\d/\d\d/\d{4}\s+)?(?:(?:House|Senate|Assembly)\b[\s/:,-]*)?", re.IGNORECASE
)
# "House Read the first time", where the chamber has no field of its own
_CHAMBER_FIRST = re.compile(r"(House|Senate|Assembly)\b", re.IGNORECASE)


def found_in(bill: Bill, source: str, fetch_id: str) -> Found:
    """The item without the bytes of its printings. Raises UnknownJurisdiction and ValueError."""
    found = Found({})
    slug = slug_of(bill.state)
    identifier = identifier_of(bill.state, bill.number, bill.type_id)
    found.item = {
        "kind": "bill",
        "source": source,
        "jurisdiction": slug,
        "session": session_of(slug, bill.session),
        "identifier": identifier,
        "title": bill.title,
        "classification": classification_for(bill),
        "abstract": bill.description if bill.description != bill.title else "",
        "subjects": [subject.subject_name for subject in bill.subjects if subject.subject_name],
        "publisher_status": meaning("statuses").get(bill.status, ""),
        "url": bill.url,
        "other_identifiers": other_identifiers_for(bill, identifier),
        "related_bills": related_for(bill),
        "sponsorships": sponsorships_for(bill),
        "actions": actions_for(bill, slug, found),
        "versions": [version_of(printing) for printing in printings_of(bill)],
        "documents": documents_for(bill),
        "fetch_id": fetch_id,
    }
    return found


def classification_for(bill: Bill) -> list[str]:
    if bill.type_id:
        return list(meaning("types").get(bill.type_id, ["bill"]))
    letters = identifier_of(bill.state, bill.number, 0).partition(" ")[0]
    for ending, words in meaning("type_letters").items():
        if len(letters) > len(ending) and letters.endswith(ending):  # a chamber stands before it
            return list(words)
    return ["bill"]


def other_identifiers_for(bill: Bill, identifier: str) -> list[dict[str, str]]:
    """LegiScan's own number where it is another one, such as HB5334 of Congress, which is HR 5334."""
    if bill.number == identifier.replace(" ", ""):
        return []
    return [{"identifier": bill.number, "note": "LegiScan"}]


def related_for(bill: Bill) -> list[dict[str, str]]:
    relations = meaning("relations")
    return [
        {
            "identifier": identifier_of(bill.state, related.number, 0),
            "relation": relations.get(related.type_id, "related"),
        }
        for related in bill.related
        if related.number
    ]


def sponsorships_for(bill: Bill) -> list[dict[str, Any]]:
    words = meaning("sponsors")
    sponsorships = []
    for sponsor in sorted(bill.sponsors, key=lambda sponsor: sponsor.order):
        if sponsor.name:
            word = words.get(sponsor.type_id, "sponsor")
            kind = "organization" if sponsor.is_committee else "person"
            sponsorships.append(
                {
                    "name": sponsor.name,
                    "classification": word,
                    "entity_type": kind,
                    "is_primary": word == "primary",
                }
            )
    return sponsorships


def actions_for(bill: Bill, slug: str, found: Found) -> list[dict[str, Any]]:
    """In LegiScan's order, which is that of the journal."""
    place = slug.rpartition("_")[2]
    actions, importances = [], []
    for step in bill.history:
        if not step.date or not step.action:
            lacks = "name" if step.date else "date"
            found.left_out.append(f"action without a {lacks}")
            continue
        actions.append(
            {
                "date": step.date,
                "description": step.action,
                "organization": chamber_of(step),
                "classification": classified(place, step),
            }
        )
        importances.append(step.importance)
    _add_progress(bill, actions, importances)
    for action in actions:
        if action["classification"] is None:
            found.unknown_actions.append(str(action["description"]))
            action["classification"] = []
    return actions


def chamber_of(step: History) -> str:
    named = _CHAMBER_FIRST.match(step.action)
    chamber: str = meaning("chambers").get(step.chamber or (named[1].title() if named else ""), "")
    return chamber


def classified(place: str, step: History) -> list[str] | None:
    """None for a phrase that nobody knows."""
    words = action_words.classify(place, step.action)
    if words is not None:
        return words
    phrase = _BEFORE_THE_PHRASE.sub("", step.action)
    for pattern, known in phrases("actions"):
        if pattern.search(phrase):
            return list(known)
    return None


def _add_progress(bill: Bill, actions: list[dict[str, Any]], importances: list[int]) -> None:
    """What LegiScan's editors say happened on a day, on the last action of it that they call important."""
    for progress in bill.progress:
        word = meaning("progress").get(progress.event)
        of_the_day = [n for n, action in enumerate(actions) if action["date"] == progress.date]
        said = {w for n in of_the_day for w in actions[n]["classification"] or ()}
        if word not in ACTION_CLASSIFICATIONS or word in said or _is_implied(word, said):
            continue
        if important := [n for n in of_the_day if importances[n]]:
            last = actions[important[-1]]
            last["classification"] = [*(last["classification"] or ()), word]


def _is_implied(word: str, said: set[str]) -> bool:
    """A signature makes a law, and where there is one the day of its chapter says nothing new."""
    return word == "became-law" and "executive-signature" in said


def printings_of(bill: Bill) -> list[Printing]:
    """Oldest first; one without a date keeps its place in the list."""
    last_known, aged = "", []
    for text in bill.texts:
        last_known = text.date or last_known
        if not paper_kind(text):
            aged.append((last_known, text))
    return [text for _, text in sorted(aged, key=lambda pair: pair[0])]


def version_of(printing: Printing) -> dict[str, Any]:
    return {
        "note": printing.type,
        "date": printing.date or None,
        "classification": meaning("texts").get(printing.type_id, {}).get("stage"),
        "links": links_to(printing),
    }


def links_to(printing: Printing | Paper) -> list[dict[str, str]]:
    """The legislature's own address, LegiScan's where it has none."""
    url = printing.state_link or printing.url
    return [{"url": url, "media_type": media_type_of(printing.mime)}] if url else []


def paper_kind(printing: Printing) -> str:
    """Empty for a printing of the bill."""
    kind: str = meaning("texts").get(printing.type_id, {}).get("paper", "")
    return kind


def documents_for(bill: Bill) -> list[dict[str, Any]]:
    return [
        *(_document(text, text.type, paper_kind(text)) for text in bill.texts if paper_kind(text)),
        *(_document(paper, note_of(paper), "amendment") for paper in bill.amendments),
        *(
            _document(paper, note_of(paper), meaning("supplements").get(paper.type_id, ""))
            for paper in bill.supplements
        ),
    ]


def note_of(paper: Paper) -> str:
    """ "Fiscal Note, SB 5762, as introduced": each part once."""
    return ", ".join(dict.fromkeys(filter(None, (paper.type, paper.title, paper.description))))


def _document(paper: Printing | Paper, note: str, classification: str) -> dict[str, Any]:
    return {
        "note": note or classification,
        "date": paper.date or None,
        "classification": classification,
        "links": links_to(paper),
    }

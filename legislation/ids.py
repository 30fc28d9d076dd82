"""Readable, stable ids: ``us_wa-2021-HB1477``, ``us_wa-2021-HB1477-v2``, ``us_wa-2021-HB1477-v2-p7``."""

import hashlib
import re
from datetime import UTC, datetime

# "H.R. 8767" -> ("HR", "8767", ""), "SB00213" -> ("SB", "213", ""), "B24-0285" -> ("B24", "285", "")
_NUMBERED = re.compile(r"^(?P<prefix>.*?)(?P<number>\d+)(?P<suffix>[A-Za-z]?)$")
# "Int 0722-2026" ends in the year of its session
_YEAR = re.compile(r"-(\d{4})$")
_RUN_TIME = "%Y%m%dT%H%M%S%fZ"
_NOT_WORD = re.compile(r"[^0-9A-Za-z]+")


def compact_identifier(identifier: str, session_key: str = "") -> str:
    """The identifier as ids spell it: capitals, no punctuation, no leading zeros.

    Publishers pad and space the same number differently (``SB00213``, ``SB 213``, ``S.B. 213``);
    New York City's file numbers repeat the year that is already in the id.
    """
    text = identifier.strip()
    if (year := _YEAR.search(text)) and year.group(1) == session_key[:4]:
        text = text[: year.start()]
    if match := _NUMBERED.match(text):
        prefix = match["prefix"]
        if any(character.isdigit() for character in prefix):
            prefix = _NOT_WORD.sub("-", prefix).strip("-") + "-"
        else:
            prefix = _NOT_WORD.sub("", prefix)
        text = prefix + (match["number"].lstrip("0") or "0") + match["suffix"]
    else:
        text = _NOT_WORD.sub("-", text).strip("-")
    return text.upper()


def bill_id(jurisdiction: str, session_key: str, identifier: str) -> str:
    return f"{jurisdiction}-{session_key}-{compact_identifier(identifier, session_key)}"


def version_id(bill: str, number: int) -> str:
    """``number`` counts a bill's versions from 1, oldest first."""
    return f"{bill}-v{number}"


def provision_id(version: str, number: int) -> str:
    """``number`` counts a version's provisions from 1 in printed order."""
    return f"{version}-p{number}"


def fetch_id(url: str, sha256: str) -> str:
    """One id for the same bytes at the same address, however often they are fetched."""
    return hashlib.sha256(f"{url}\n{sha256}".encode()).hexdigest()[:16]


def run_id(name: str, started: datetime) -> str:
    """`us_wa-20261123T135832000000Z`; started: UTC."""
    return f"{name}-{started:{_RUN_TIME}}"


def run_time(run: str) -> str:
    """When a run started, ISO 8601 UTC, from its id."""
    started = datetime.strptime(run.rpartition("-")[2], _RUN_TIME).replace(tzinfo=UTC)
    return started.isoformat(timespec="seconds")


def quarantine_id(step: str, subject: str, reason: str) -> str:
    """One id for the same thing put aside for the same reason, however often that happens."""
    return hashlib.sha256(f"{step}\n{subject}\n{reason}".encode()).hexdigest()[:16]

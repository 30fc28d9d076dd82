"""Which of the sessions that a publisher names a crawl is for."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from legislation.jurisdictions import session


class Numbered(Protocol):
    @property
    def legislature(self) -> int:
        """Counts up; the special sessions of a Legislature bear its number."""

    @property
    def name(self) -> str:
        """A spelling that `jurisdictions.yml` knows."""


S = TypeVar("S", bound=Numbered)


def asked_sessions(place: str, asked: str, known: Sequence[S]) -> list[S]:
    """Those that `-a session=` means, however it spells them; without it, all of the newest
    Legislature. known: not empty."""
    if not asked:
        newest = max(listed.legislature for listed in known)
        return [listed for listed in known if listed.legislature == newest]
    key = session(place, asked).key
    return [listed for listed in known if session(place, listed.name).key == key]

"""Which archives of California's public database to read: those of a directory, and those that lack.

`pubinfo_2025.zip` is a session whole, rewritten on Sundays; `pubinfo_daily_Mon.zip` to `_Sun` the
running session, each evening; `pubinfo_Mon.zip` to `_Sat` what changed since the evening before.
"""

import re
from datetime import date, timedelta

from lxml import html as markup

# A snapshot is read again after so long: only there do rows show that were deleted.
SNAPSHOT_DAYS = 28
_SUNDAY = 6
# "pubinfo_2025.zip", "pubinfo_daily_Mon.zip", "pubinfo_Mon.zip"
_SESSION_ARCHIVE = re.compile(r"pubinfo_(\d{4})\.zip")
_SNAPSHOT = re.compile(r"pubinfo_(?:\d{4}|daily_\w{3})\.zip")
_CHANGES = re.compile(r"pubinfo_(?:Mon|Tue|Wed|Thu|Fri|Sat)\.zip")
# "2026-03-02 21:20"
_TIME = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d)")


def archives_in(body: bytes) -> dict[str, str]:
    """Name to time of change, `2026-03-02 21:20`, of the directory. Raises LookupError without any."""
    archives = {}
    for row in markup.document_fromstring(body).iter("tr"):
        names = [str(link.get("href")) for link in row.iter("a")]
        changed = _TIME.search(" ".join(row.text_content().split()))
        if changed and names and names[0].endswith(".zip"):
            archives[names[0]] = changed[0]
    if not any(_SESSION_ARCHIVE.fullmatch(name) for name in archives):
        raise LookupError("the directory names no archive of a session")
    return archives


def newest_session(archives: dict[str, str]) -> int:
    """Its first year."""
    found = (_SESSION_ARCHIVE.fullmatch(name) for name in archives)
    return max(int(name[1]) for name in found if name)


def is_snapshot(name: str) -> bool:
    return _SNAPSHOT.fullmatch(name) is not None


def archives_due(archives: dict[str, str], year: int, until: str, snapshot: str) -> list[str]:
    """What a mirror lacks, in the order of taking in.

    year: first of the session. until: time of the last archive taken in, snapshot: of the last one
    that held all; both are empty of a mirror that is to be made anew. Raises LookupError for a
    session without archive.
    """
    of_session = f"pubinfo_{year}.zip"
    if of_session not in archives:
        raise LookupError(f"the directory has no {of_session}")
    if year < newest_session(archives):
        return [of_session] if archives[of_session] > until else []
    changes = sorted((time, name) for name, time in archives.items() if _CHANGES.fullmatch(name))
    if not until or not _reaches(until, snapshot, [time for time, _ in changes]):
        daily = [name for name in archives if name.startswith("pubinfo_daily_")]
        newest = max([of_session, *daily], key=lambda name: archives[name])
        return [newest, *(name for time, name in changes if time > archives[newest])]
    return [name for time, name in changes if time > until]


def _reaches(until: str, snapshot: str, times: list[str]) -> bool:
    """Is there an archive of changes for every evening since? There is none on Sundays."""
    days = {day_of(time) for time in times}
    newest = max(days, default=day_of(until))
    if newest - day_of(snapshot) > timedelta(days=SNAPSHOT_DAYS):
        return False
    since = (newest - day_of(until)).days
    due = (day_of(until) + timedelta(days=number + 1) for number in range(since))
    return all(day in days or day.weekday() == _SUNDAY for day in due)


def day_of(time: str) -> date:
    return date.fromisoformat(time[:10])

"""What a row about something put aside holds, whichever step put it aside."""

from typing import Any

from legislation import ids


def quarantine_row(
    step: str, subject: str, reason: str, url: str | None = None, *, apart_by_url: bool = False
) -> dict[str, Any]:
    """A row of the table `quarantine`; the same subject and reason are one row, and by `apart_by_url`
    only at the same address: two formats of a version may fail alike.
    """
    told = f"{reason} {url}" if apart_by_url else reason
    return {
        "quarantine_id": ids.quarantine_id(step, subject, told),
        "step": step,
        "subject": subject,
        "reason": reason,
        "url": url,
    }

"""LegiScan answers 200 whatever happens; what it refuses, and why, stands in the answer."""

import json
import re
from typing import Any, Literal

from scrapers.outcomes import BudgetSpent
from scrapers.platforms.legiscan.words import phrases

Why = Literal["key", "limit", "unknown", "request"]

# "Invalid API key format -- 192.0.2.1 -- /?key=abc&op=getBill" tells more than may be kept
_ADDRESSES = re.compile(r"\s*--.*$", re.DOTALL)


class Refused(BudgetSpent):
    """why: the key is not known, its queries are used up, LegiScan has no such thing, or it does not
    understand the request. The message is LegiScan's, without addresses."""

    def __init__(self, why: Why, message: str) -> None:
        super().__init__(message)
        self.why = why
        self.message = message

    @property
    def ends_the_crawl(self) -> bool:
        """Nothing else will be answered either."""
        return self.why in ("key", "limit")


def refusal_in(answer: Any) -> Refused | None:
    if not isinstance(answer, dict) or answer.get("status", "OK") == "OK":
        return None
    alert = answer.get("alert")
    said = alert.get("message") if isinstance(alert, dict) else alert
    message = _ADDRESSES.sub("", str(said or answer["status"])).strip(" .")
    for pattern, why in phrases("refusals"):
        if pattern.search(message):
            return Refused(why, message)
    return Refused("request", message)


def answer_in(body: bytes, part: str) -> Any:
    """The part of an answer that was asked for, also of one in a weekly file, which has no status.

    Raises Refused; KeyError or ValueError for another shape.
    """
    answer = json.loads(body)
    if refused := refusal_in(answer):
        raise refused
    return answer[part]

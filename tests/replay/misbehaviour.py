"""What goes wrong with a request: by chance, alike for one seed, or because a test orders it."""

import random
import re
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

# "429 Retry-After" waits a moment; any other number is answered as that status.
# "cut gzip" keeps the promised length and breaks off inside the compressed body.
KINDS = ("slow", "cut", "cut gzip", "empty", "html")
# "500", "429 Retry-After"
STATUS = re.compile(r"^(?P<status>[45]\d\d)(?P<retry_after> Retry-After)?$")
ERROR_PAGE = b"""<!DOCTYPE html>
<html><head><title>Temporarily unavailable</title></head>
<body><h1>We will be back shortly</h1><p>This service is being maintained.</p></body></html>
"""


def parse_chances(text: str) -> dict[str, float]:
    """ "500=0.1,slow=0.05" as kind → probability. Raises ValueError."""
    chances = {}
    for part in filter(None, text.split(",")):
        kind, _, chance = part.partition("=")
        try:
            chances[checked(kind.strip())] = float(chance)
        except ValueError as error:
            raise ValueError(f"{part!r} is not KIND=PROBABILITY; {error}") from error
    return chances


def checked(kind: str) -> str:
    if kind not in KINDS and not STATUS.match(kind):
        raise ValueError(f"no misbehaviour {kind!r}: use {', '.join(KINDS)}, 500, 429 Retry-After")
    return kind


@dataclass
class Order:
    """The next `times` requests whose URL holds `part` go wrong; None is for ever."""

    part: str
    kind: str
    times: int | None


class Misbehaviour:
    """Decides request by request.

    Chance depends on the seed, the URL and how often it was asked for, not on the order of
    requests: two crawls with one seed meet the same failures, and a retry has its own chance.
    """

    def __init__(self, chances: Mapping[str, float] | None = None, seed: int = 1) -> None:
        self.chances = {checked(kind): chance for kind, chance in (chances or {}).items()}
        if sum(self.chances.values()) > 1:
            raise ValueError(f"the chances add up to more than 1: {self.chances}")
        self.seed = seed
        self.orders: list[Order] = []
        self.asked: Counter[str] = Counter()
        self.lock = threading.Lock()

    def order(self, part: str, kind: str, times: int | None) -> None:
        with self.lock:
            self.orders.append(Order(part, checked(kind), times))

    def kind_for(self, target: str) -> str | None:
        """The kind of failure for this request of `target`, or None to behave."""
        with self.lock:
            self.asked[target] += 1
            for order in self.orders:
                if order.part in target and order.times != 0:
                    if order.times is not None:
                        order.times -= 1
                    return order.kind
            chance = random.Random(f"{self.seed} {target} {self.asked[target]}")
        drawn = chance.random()
        for kind, probability in self.chances.items():
            if drawn < probability:
                # publishers differ in saying how long to wait, so half of them do
                return f"{kind} Retry-After" if kind == "429" and chance.random() < 0.5 else kind
            drawn -= probability
        return None

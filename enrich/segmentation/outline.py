"""The outline of a section: which enumerator continues which, whatever the print skips or strikes.

An enumerator is read against the ones before it: it goes on with the innermost list that it
continues, else it begins a list inside the item it stands in. "(i)" may be a letter or a Roman
number; the next enumerator of its kind decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from enrich.segmentation.openings import Opening

SKIPPED = 3  # a list may leave out so many numbers: repealed, or not printed
DEPTH = 12  # no section nests its lists deeper
AHEAD = 40  # so far is looked for the enumerator that tells "(i)" the letter from "(i)" the number

_ROMAN = {
    roman: value
    for value, roman in enumerate(
        "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii "
        "xxiv xxv xxvi xxvii xxviii xxix xxx".split(),
        start=1,
    )
}

Place = tuple[str, float]  # the kind of list and the place in it


@dataclass
class Item:
    """One enumerator; `inside` is the list that it contains, if any."""

    opening: Opening
    inside: "Run | None" = None


@dataclass
class Run:
    """A list of enumerators of one kind, in order."""

    kind: str
    reached: set[float]  # the last place, also as it was before the amendment
    quoted: bool = False  # text that the section inserts elsewhere, in quotation marks
    items: list[Item] = field(default_factory=list)


class Outline:
    """The lists of one section; `root` is the outermost, None while there is no enumerator."""

    def __init__(self) -> None:
        self.root: Run | None = None
        self._open: list[Run] = []

    def continues(self, opening: Opening, following: Sequence[Opening] = ()) -> bool:
        """Take the enumerator if it goes on with a list or begins one; False if it does neither."""
        places = _places(opening, following)
        quoted = _is_quoted(opening)
        for depth in reversed(range(len(self._open))):
            run = self._open[depth]
            if quoted <= run.quoted and any(_next(run, place, 1) for place in places):
                self._take(depth, places, opening)
                return True
        first = [place for place in places if place[1] == 1]
        if not first and self._open and not quoted:
            return False
        self._begin(first or places, opening)
        return bool(places)

    def skips(self, opening: Opening, following: Sequence[Opening] = ()) -> bool:
        """Take the enumerator if it goes on with a list that left out a few numbers."""
        places = _places(opening, following)
        for depth in reversed(range(len(self._open))):
            run = self._open[depth]
            if any(_next(run, place, SKIPPED) for place in places):
                self._take(depth, places, opening)
                return True
        return False

    def expects(self, opening: Opening) -> bool:
        """Is this the next enumerator of the outermost list?"""
        root = self.root
        return root is not None and any(_next(root, place, 1) for place in _places(opening, ()))

    def end_quote(self) -> None:
        """The quoted text has ended: what it listed is not gone on with."""
        for depth, run in enumerate(self._open):
            if run.quoted and depth:
                del self._open[depth:]
                break

    def _take(self, depth: int, places: list[Place], opening: Opening) -> None:
        run = self._open[depth]
        reached = {place for kind, place in places if kind == run.kind}
        if opening.opened_by.startswith("[") and not opening.old:  # struck: both counts go on
            reached |= run.reached
        run.reached = reached
        run.items.append(Item(opening))
        del self._open[depth + 1 :]

    def _begin(self, places: list[Place], opening: Opening) -> None:
        if not places or len(self._open) == DEPTH:
            return
        kind, _ = places[0]
        run = Run(kind, {place for name, place in places if name == kind})
        run.quoted, run.items = _is_quoted(opening), [Item(opening)]
        if self._open:
            holder = self._open[-1].items[-1]
            holder.inside = holder.inside or run
        else:
            self.root = run
        self._open.append(run)


def _is_quoted(opening: Opening) -> bool:
    return any(mark in opening.opened_by for mark in '"“‘')


def _next(run: Run, place: Place, skipped: int) -> bool:
    kind, value = place
    return kind == run.kind and any(0 < value - reached <= skipped for reached in run.reached)


def _places(opening: Opening, following: Sequence[Opening]) -> list[Place]:
    """Every reading of an enumerator, of the number it has and of the one that is struck."""
    return [
        place
        for number in (opening.number, opening.old)
        if number
        for place in _readings(opening.shape, number, following)
    ]


def _readings(shape: str, number: str, following: Sequence[Opening]) -> list[Place]:
    base, _, added = number.partition("-")
    if base[0].isdigit():
        digits = base.rstrip("abcdefghijklmnopqrstuvwxyz")
        letter = base[len(digits) :]
        return [(f"{shape}number", float(digits) + ((ord(letter) - 96) / 100 if letter else 0))]
    case = "A" if base.isupper() else "a"
    small = base.lower()
    places: list[Place] = []
    if len(small) == 1 or (len(set(small)) == 1 and len(small) <= 3):
        place = ord(small[0]) - 96 + 26 * (len(small) - 1) + (int(added) / 100 if added else 0)
        places.append((f"{shape}{case}letter", place))
        if len(small) == 2 and small not in _ROMAN:
            places.append((f"{shape}{case}double", ord(small[0]) - 96))
    if small in _ROMAN:
        roman = (f"{shape}{case}roman", float(_ROMAN[small]))
        if not places:
            return [roman]
        if len(small) > 1 or (small == "i" and _is_roman(base, following)):
            return [roman]
        if small != "i":
            places.append(roman)
    return places


def _is_roman(number: str, following: Sequence[Opening]) -> bool:
    """Does "(ii)" come before "(j)"?"""
    two, letter = ("II", "J") if number == "I" else ("ii", "j")
    for opening in following[:AHEAD]:
        if opening.number in (two, letter):
            return opening.number == two
    return False

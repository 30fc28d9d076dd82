"""The words of a provision as one digest: equal where two provisions say the same.

Numbers, punctuation and capitals do not count, since a clause that travels takes the section numbers
and spellings of its new home.
"""

import hashlib
import re

LEAST_WORDS = 25  # "This act takes effect July 1, 2026" is everybody's language and nobody's
_WORD = re.compile(r"[a-z]+")


def wording(text: str) -> str:
    """40 hexadecimal digits, "" for a provision too short to be anybody's language."""
    words = _WORD.findall(text.lower())
    if len(words) < LEAST_WORDS:
        return ""
    return hashlib.sha1(" ".join(words).encode(), usedforsecurity=False).hexdigest()

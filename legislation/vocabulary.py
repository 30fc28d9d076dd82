"""Closed word lists: Open Civic Data's words first, ours where the field needs one more.

Source: Open Civic Data bill vocabulary (openstates-core, ``openstates/data/common.py``).
To add a word, add the reason beside it.
"""

from typing import Final

BILL_CLASSIFICATIONS: Final = (
    "bill",
    "resolution",
    "joint resolution",
    "concurrent resolution",
    "constitutional amendment",
    "memorial",
    "ordinance",  # councils
    "local law",  # New York City's enacted introductions
    "act",  # District of Columbia: a bill passed by the Council before Congressional review
    "statute",  # a section in force whose bill was not identified
    "budget",  # the instrument by which a city created or paid for its program
    "executive order",
    "contract",  # same reason as budget
    "ballot measure",
)

VERSION_CLASSIFICATIONS: Final = (
    "filed",
    "introduced",
    "amendment",
    "substituted",
    "engrossed",  # ours: passed one chamber; Open Civic Data has no word for it
    "enrolled",
    "became-law",  # publishers say chaptered, session law, local law
)

ACTION_CLASSIFICATIONS: Final = (
    "filing",
    "introduction",
    "prefiled",  # ours: some legislatures number bills before the session opens
    "reading-1",
    "reading-2",
    "reading-3",
    "referral",
    "referral-committee",
    "committee-passage",
    "committee-passage-favorable",
    "committee-passage-unfavorable",
    "committee-failure",
    "amendment-introduction",
    "amendment-passage",
    "amendment-failure",
    "amendment-amendment",
    "amendment-withdrawal",
    "amendment-deferral",
    "substitution",
    "carried-over",
    "deferral",
    "concurrence",
    "enrolled",
    "passage",
    "failure",
    "reading",
    "receipt",
    "withdrawal",
    "transmittal",
    "executive-receipt",
    "executive-signature",
    "executive-veto",
    "executive-veto-line-item",
    "became-law",
    "veto-override-passage",
    "veto-override-failure",
    "hearing",  # ours: councils record the hearing as an action
    "study",
)

STATUSES: Final = (
    "introduced",
    "passed_chamber",
    "passed",
    "enacted",
    "adopted",  # resolutions
    "vetoed",
    "failed",
    "died",  # ours: nobody voted it down, its session ended before it passed
    "substituted",  # another bill carried the text
)

# The statuses a reader means by "it is law".
IN_FORCE: Final = ("enacted", "adopted")

SPONSORSHIP_CLASSIFICATIONS: Final = ("primary", "cosponsor", "sponsor", "author", "requester")

DOCUMENT_LINK_KINDS: Final = ("official_text", "official_status", "text_copy", "source")

# Sources that repeat what publishers said; a publisher's own word comes before theirs, in this order:
# that of the ranks in legislation/sources.yml, to which a test holds it.
AGGREGATORS: Final = ("us_ny_new_york_mirror", "govbot", "legiscan", "openstates", "catalogue")

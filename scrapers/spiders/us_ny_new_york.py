"""New York City Council, through the Legistar Web API.

Quirks: the file number ends in the year ("Int 0722-2026"), not in the council term. Versions are
"*", "A", "B"…; each letter replaces the whole text. MatterName is the short title, MatterEXText5
the summary. The API wants a token, which the Council gives on request: LEGISTAR_TOKEN_NYC.
History: 2026-11-23 written.
"""

import re

from scrapers.platforms.legistar import LegistarSpider
from scrapers.platforms.legistar_rows import Matter

# "2026/090" is Local Law 90 of 2026
_LOCAL_LAW = re.compile(r"^(?P<year>\d{4})/0*(?P<number>\d+)$")


class NewYorkCitySpider(LegistarSpider):
    name = "us_ny_new_york"
    client = "nyc"
    public_site = "https://legistar.council.nyc.gov"
    token_variable = "LEGISTAR_TOKEN_NYC"  # noqa: S105  the variable's name
    bill_types = {"Introduction": "bill", "Resolution": "resolution"}
    summary_column = "MatterEXText5"
    enacted_classification = "local law"
    actions = (
        ("Introduced by Council", ["introduction"]),
        ("Referred to Comm by Council", ["referral-committee"]),
        ("Re-referred to Committee by Council", ["referral-committee"]),
        ("Hearing Held by Committee", ["hearing"]),
        ("Hearing on P-C Item by Comm", ["hearing"]),  # preconsidered: heard before introduction
        ("Hearing Held by Mayor", ["hearing"]),
        ("Hearing Scheduled by Mayor", []),  # not held yet
        ("Bill Signing Scheduled by Mayor", []),
        ("Laid Over by Committee", ["deferral"]),
        ("Laid Over by Subcommittee", ["deferral"]),
        ("Laid Over by Council", ["deferral"]),
        ("P-C Item Laid Over by Comm", ["deferral"]),
        ("Amendment Proposed by Comm", ["amendment-introduction"]),
        ("Amended by Committee", ["amendment-passage"]),
        ("Approved by Committee", ["committee-passage"]),
        ("P-C Item Approved by Comm", ["committee-passage"]),
        ("P-C Item Approved by Committee with Companion Resolution", ["committee-passage"]),
        # land use: the City Planning Commission reviews what the committee changed
        (
            "Approved by Committee with Modifications and Referred to CPC",
            ["committee-passage", "referral"],
        ),
        (
            "P-C Item Approved by Committee with Modifications and Referred to CPC",
            ["committee-passage", "referral"],
        ),
        # Charter § 36: on the members' desks seven days before the vote
        ("Printed Item Laid on Desk", []),
        ("Reprnt Amnd Item Laid on Desk", []),
        ("Approved by Council", ["passage"]),
        ("Approved, by Council", ["passage"]),  # resolutions
        ("Disapproved by Committee", ["committee-failure"]),
        ("Disapproved by Council", ["failure"]),
        ("Sent to Mayor by Council", ["executive-receipt"]),
        ("Recved from Mayor by Council", ["receipt"]),
        ("Returned Unsigned by Mayor", ["receipt"]),
        ("Signed Into Law by Mayor", ["executive-signature", "became-law"]),
        # Charter § 37: neither signed nor vetoed within thirty days, e.g. Int 0722-2026
        ("City Charter Rule Adopted", ["became-law"]),
        ("Vetoed by Mayor", ["executive-veto"]),
        ("Overridden by Council", ["veto-override-passage"]),
        ("Withdrawn", ["withdrawal"]),
        ("Filed by Committee", ["committee-failure", "failure"]),
        ("Filed by Council", ["failure"]),  # a motion to file that carried ends the item
        ("Filed by Administration", ["failure"]),
        ("Filed (End of Session)", ["failure"]),  # what the term did not decide ends with it
    )

    def identifiers_for(self, matter: Matter) -> list[dict[str, str]]:
        identifiers = super().identifiers_for(matter)
        if law := _LOCAL_LAW.match(matter.enactment_number):
            name = f"Local Law {law['number']} of {law['year']}"
            identifiers.insert(0, {"identifier": name, "note": "local law"})
        return identifiers

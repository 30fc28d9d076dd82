"""Seattle City Council, through the Legistar Web API.

Quirks: a council bill keeps its file number ("CB 120293") when it passes and its type becomes
Ordinance; the ordinance number is the enactment number. Committees "pass", the full council
"passed". Clerk files are papers, not legislation.
History: 2026-11-23 written.
"""

from scrapers.platforms.legistar import LegistarSpider


class SeattleSpider(LegistarSpider):
    name = "us_wa_seattle"
    client = "seattle"
    public_site = "https://seattle.legistar.com"
    bill_types = {
        "Council Bill (CB)": "bill",
        "Ordinance (Ord)": "ordinance",
        "Resolution (Res)": "resolution",
    }
    enacted_classification = "ordinance"
    actions = (
        ("Mayor's leg transmitted to Council", ["filing"]),
        ("sent for review", ["receipt"]),
        ("introduced", ["introduction"]),
        ("referred", ["referral-committee"]),
        ("re-referred", ["referral-committee"]),
        ("heard in Committee", ["hearing"]),
        ("public hearing held", ["hearing"]),
        ("discussed", []),
        ("briefing", []),
        ("held", ["deferral"]),
        ("held in Committee", ["deferral"]),
        ("held until certain date", ["deferral"]),
        ("postponed", ["deferral"]),
        ("amended", ["amendment-passage"]),
        ("substituted", ["substitution"]),
        ("pass", ["committee-passage-favorable"]),
        ("pass as amended", ["amendment-passage", "committee-passage-favorable"]),
        ("adopt", ["committee-passage-favorable"]),
        ("adopt as amended", ["amendment-passage", "committee-passage-favorable"]),
        ("do not pass", ["committee-passage-unfavorable"]),
        ("divided report", ["committee-passage"]),
        ("passed", ["passage"]),
        ("passed as amended", ["amendment-passage", "passage"]),
        ("adopted", ["passage"]),
        ("adopted as amended", ["amendment-passage", "passage"]),
        ("failed", ["failure"]),
        ("failed to pass", ["failure"]),
        ("failed to adopt", ["failure"]),
        ("postponed indefinitely", ["failure"]),
        ("retired", ["failure"]),
        ("withdrawn", ["withdrawal"]),
        ("submitted for Mayor's signature", ["executive-receipt"]),
        ("signed", ["executive-signature"]),
        ("returned", ["receipt"]),
        ("returned unsigned", ["receipt"]),
        ("vetoed", ["executive-veto"]),
        ("veto overridden", ["veto-override-passage"]),
        ("veto sustained", ["veto-override-failure"]),
        ("attested by City Clerk", []),
        ("attested", []),
        ("filed with City Clerk", []),
    )

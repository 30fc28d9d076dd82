"""What a passage states that people cite: amounts, dates, bodies, funds and citations.

Each subject is a module with one function of its name, text in and a tuple of `values` out. What
counts as a fee, a deadline or an agency is data, in the YAML beside each module.
"""

from enrich.extract.advisory_bodies import advisory_bodies
from enrich.extract.agencies import agencies
from enrich.extract.appropriations import appropriations
from enrich.extract.citations import citations
from enrich.extract.dates import dates
from enrich.extract.fees import fees
from enrich.extract.funds import funds
from enrich.extract.values import (
    AdvisoryBody,
    Agency,
    Appropriation,
    Citation,
    Extracted,
    ExtractedDate,
    FeeAmount,
    Fund,
)

__all__ = [
    "METHOD",
    "METHOD_VERSION",
    "AdvisoryBody",
    "Agency",
    "Appropriation",
    "Citation",
    "Extracted",
    "ExtractedDate",
    "FeeAmount",
    "Fund",
    "extract",
]

METHOD = "extraction rules"
METHOD_VERSION = "1"


def extract(text: str) -> Extracted:
    """Everything that the passage states, as printed or on one line; any text gives an answer."""
    return Extracted(
        fee_amounts=fees(text),
        appropriations=appropriations(text),
        dates=dates(text),
        agencies=agencies(text),
        funds=funds(text),
        advisory_bodies=advisory_bodies(text),
        citations=citations(text),
    )

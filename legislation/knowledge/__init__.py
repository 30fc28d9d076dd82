"""The shipped knowledge: laws, programs and the toolkit in `data/knowledge/`.

`load(root)` reads everything, `parse_file` one file's bytes, `check` finds contradictions.
None of them raises for what a file holds: faults come back as `Problem`s.
"""

from legislation.knowledge.check import check
from legislation.knowledge.correction_models import KnowledgeCorrection
from legislation.knowledge.fee_models import Fee
from legislation.knowledge.loader import (
    LAYOUTS,
    Entry,
    Kind,
    Knowledge,
    files,
    load,
    parse_file,
)
from legislation.knowledge.models import Amount, Date, DigestLine, Law, Link, Program
from legislation.knowledge.problems import Problem
from legislation.knowledge.toolkit_models import Area, Highlights

__all__ = [
    "LAYOUTS",
    "Amount",
    "Area",
    "Date",
    "DigestLine",
    "Entry",
    "Fee",
    "Highlights",
    "Kind",
    "Knowledge",
    "KnowledgeCorrection",
    "Law",
    "Link",
    "Problem",
    "Program",
    "check",
    "files",
    "load",
    "parse_file",
]

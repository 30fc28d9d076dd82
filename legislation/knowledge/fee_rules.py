"""What contradicts itself in the fee ledger, and which question about a charge has no answer."""

from collections.abc import Iterator

from legislation.knowledge.fee_models import Fee, FeeAmount
from legislation.knowledge.law_rules import Finding


def fee_figures(fee: Fee) -> Iterator[Finding]:
    for number, amount in enumerate(fee.amounts):
        at = ("amounts", number)
        if not amount.section and amount.law_id is not None:
            message = f"a {amount.kind} names a law and stands in no section; add section"
            yield "warning", at, message
        if amount.from_date and amount.to_date and amount.from_date > amount.to_date:
            yield "error", at, f"a {amount.kind} ends before it begins; correct the dates"
        if amount.stage == "in_force" and amount.from_date is None:
            yield "error", at, f"a {amount.kind} in force has no first day; add from_date"
        if amount.law_id and amount.law_id not in fee.law_ids:
            yield "error", at, f"refers to {amount.law_id}, which law_ids lacks; add it there"
    for (kind, unit), of_kind in _in_force(fee).items():
        ordered = sorted(of_kind, key=lambda amount: amount.from_date or "")
        for one, following in zip(ordered, ordered[1:], strict=False):
            if (one.to_date or "9999") >= (following.from_date or ""):
                message = (
                    f"two amounts of {kind} for {unit} are in force on {following.from_date}; "
                    "end the earlier one with to_date"
                )
                yield "error", ("amounts",), message


def _in_force(fee: Fee) -> dict[tuple[str, str], list[FeeAmount]]:
    found: dict[tuple[str, str], list[FeeAmount]] = {}
    for amount in fee.amounts:
        if amount.stage == "in_force" and amount.from_date:
            found.setdefault((amount.kind, amount.unit), []).append(amount)
    return found


def fee_answers(fee: Fee) -> Iterator[Finding]:
    """A charge in force answers every question, or says why it does not."""
    charged = [amount for amount in fee.amounts if amount.stage == "in_force"]
    if charged and fee.state in ("proposed", "not_enacted"):
        yield "error", ("state",), f"is {fee.state} and has a figure in force; correct one"
    is_open = any(amount.kind == "fee" and amount.to_date is None for amount in charged)
    named = {one.question for one in fee.missing}
    if fee.state == "in_force" and not is_open and "amount" not in named:
        message = "is in force without a rate of today; add it, or name it in missing"
        yield "error", ("amounts",), message
    if fee.state in ("in_force", "enacted"):
        for question in fee.unanswered():
            message = f"does not say {question!r}; add it, or name it in missing with the reason"
            yield "error", ("missing",), message
    answered = {
        "set_by": fee.set_by is not None,
        "prepaid": fee.prepaid is not None,
        "fund": fee.fund is not None,
        "reversion": fee.fund is not None and fee.fund.reverts is not None,
        "uses": bool(fee.uses),
        "exemptions": bool(fee.exemptions),
    }
    for number, one in enumerate(fee.missing):
        if answered.get(one.question, False):
            message = f"says {one.question!r} and calls it missing; take one out"
            yield "error", ("missing", number), message


def fee_sources(fee: Fee) -> Iterator[Finding]:
    if not any(link.kind == "source" for link in fee.links):
        yield "error", ("links",), "names no source; add a link of kind source"
    if not fee.law_ids:
        yield "error", ("law_ids",), "names no law; add the bill or statute that makes it"

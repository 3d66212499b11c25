"""What the builder says, in sentences: why not, and which rules conflict."""

from osi_app.roster.builder.conflict import Conflict
from osi_app.roster.builder.why_not import Because, WhyNot
from osi_app.texts import finding_sentence, sentence


def why_told(name: str, found: WhyNot) -> str:
    """One sentence about one person."""
    values: dict[str, object] = {
        "name": name, "seat": found.seat, "reason": found.reason or "–", "cost": found.cost,
        "nearest": found.nearest, "leaves": ", ".join(found.leaves) or "nobody",
        "lacking": "; ".join(lack_told(one) for one in found.lacking),
    }  # fmt: skip
    if found.because is Because.BARRED:
        first = found.findings[0]
        paragraph = f" ({first.paragraph})" if first.paragraph else ""
        values["rule"] = f"{finding_sentence(first)}{paragraph}"
        values["more"] = len(found.findings) - 1
    code = f"{found.because.value}"
    if found.because is Because.BARRED and len(found.findings) > 1:
        code = "barred.more"
    return sentence(code, values, table="why_not")


def lack_told(code: str) -> str:
    """ "language:fr" -> "French at working level"."""
    kind, _, what = code.partition(":")
    return sentence(kind, {"what": what.replace("_", " ")}, table="lacking")


def conflict_told(one: Conflict) -> str:
    """One rule of those that conflict."""
    code = one.rule if one.short else f"{one.rule}.no_help"
    return sentence(code, {"what": one.what, "short": one.short}, table="conflict")

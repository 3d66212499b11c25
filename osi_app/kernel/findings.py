"""A rule answers with findings, never with a flag."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID


class Severity(StrEnum):
    """How much a finding weighs."""

    BREACH = "breach"
    """A rule or a deadline is broken: red."""
    WARNING = "warning"
    """It will be, or a reading or planning figure says so: amber."""
    NOTE = "note"
    """Worth knowing; nothing is wrong."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The record a finding is about: where a click goes. ``shown`` is its code or name."""

    kind: str
    id: UUID
    shown: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says about the data.

    ``rule`` is the rule's key ("area.size", "roster.nationality", "C16"), ``paragraph`` the
    source in the words of the field ("P.3", "IV.53"), ``message_code`` names the sentence and
    ``values`` fill it: the limit, what was found, by how much it is exceeded. ``mend`` is the
    smallest change that would mend it, as a message code with the same values ("" if unknown).
    """

    rule: str
    paragraph: str
    severity: Severity
    subject: Subject
    message_code: str
    values: dict[str, Any] = field(default_factory=dict)
    mend: str = ""

    @property
    def breaks_rule(self) -> bool:
        """Whether this is a breach (the command line then answers with exit code 1)."""
        return self.severity is Severity.BREACH


def ordered(findings: list[Finding]) -> tuple[Finding, ...]:
    """The findings as every list shows them: breaches first, then by rule and record."""
    rank = {Severity.BREACH: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return tuple(sorted(findings, key=lambda f: (rank[f.severity], f.rule, f.subject.shown)))

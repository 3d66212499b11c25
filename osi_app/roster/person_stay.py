"""One person's days on territory, and how a rule speaks about them."""

from dataclasses import dataclass
from datetime import date

from osi_app.kernel.findings import Finding, Severity
from osi_app.roster.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Stay:
    """One person's days on territory."""

    dossier: Dossier
    first: date
    last: date

    def finding(
        self,
        code: str,
        paragraph: str,
        severity: Severity = Severity.BREACH,
        mend: str = "",
        **values: object,
    ) -> Finding:
        """A finding about this person; ``code`` names the sentence, the rule is its first two
        words."""
        rule = ".".join(code.split(".")[:2])
        shown = {"name": self.dossier.inspector.latin_name, "first": self.first, "last": self.last}
        return Finding(rule, paragraph, severity, self.dossier.subject, code, shown | values, mend)

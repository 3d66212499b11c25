"""How every rule of the search room words a finding: about a mission."""

from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.search.records import Mission, MissionStatus


def about_mission(
    mission: Mission,
    code: str,
    paragraph: str,
    values: dict[str, object],
    *,
    severity: Severity = Severity.BREACH,
    mend: str = "",
) -> Finding:
    """A finding about a mission; ``code`` names the sentence, the rule is its first two words."""
    shown = {"code": mission.code, "title": mission.title, "technique": mission.technique.value}
    subject = Subject("mission", mission.id, mission.code)
    rule = ".".join(code.split(".")[:2])
    return Finding(rule, paragraph, severity, subject, code, shown | values, mend)


def counts(mission: Mission) -> bool:
    """Whether the rules look at a mission: a cancelled one breaks none."""
    return mission.status is not MissionStatus.CANCELLED

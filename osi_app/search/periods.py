"""When a technique may be used (P.69-70, IV.48-49), judged where a mission starts and ends."""

from datetime import timedelta

from osi_app.kernel.findings import Finding
from osi_app.search.about import about_mission
from osi_app.search.records import Mission
from osi_app.treaty.techniques import TITLES, TechniqueRuling, UseFromAir, allowed
from osi_app.treaty.timeline import Timeline
from osi_app.treaty.values import RuleValues

_LAST = timedelta(microseconds=1)
"""The end itself is no longer part of a mission: one may end at the moment a period closes."""


def technique_findings(
    mission: Mission, line: Timeline, values: RuleValues, *, more_agreed: bool
) -> list[Finding]:
    """What the period says about a mission's technique, at its start and at its end; each ruling
    once."""
    air = UseFromAir(mission.airborne, mission.initial_overflight, more_agreed)
    last = max(mission.starts_at, mission.ends_at - _LAST)
    rulings: dict[str, TechniqueRuling] = {}
    for at in (mission.starts_at, last):
        for ruling in allowed(mission.technique, at, line, air, values):
            rulings.setdefault(ruling.message_code, ruling)
    return [_finding(mission, ruling) for ruling in rulings.values()]


def _finding(mission: Mission, ruling: TechniqueRuling) -> Finding:
    rule = _rule_of(ruling)
    values: dict[str, object] = {
        **ruling.values,
        "technique_title": TITLES[mission.technique],
        "starts_at": mission.starts_at,
        "ends_at": mission.ends_at,
        "earliest": ruling.earliest,
    }
    if ruling.earliest is not None:
        early_s = (ruling.earliest - mission.starts_at).total_seconds()
        values |= {"limit": ruling.earliest, "found": mission.starts_at}
        values |= {"exceeded_by": early_s, "early_s": early_s}
    mend = ""
    if not ruling.permitted:
        mend = f"{rule}_mend"
        if ruling.earliest is not None:
            mend = "search.postpone_mend"
    code = f"{rule}.{ruling.message_code}"
    return about_mission(
        mission, code, ruling.paragraph, values, severity=ruling.severity, mend=mend
    )


def _rule_of(ruling: TechniqueRuling) -> str:
    if ruling.message_code.startswith("drilling_"):
        return "search.drilling_vote"
    if ruling.message_code in ("overflight_not_agreed", "not_in_airborne_kit"):
        return "search.overflight_agreement"
    return "search.technique_period"

"""The techniques of P.69 and when P.70 lets them be used."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from osi_app.kernel.findings import Severity
from osi_app.treaty.timeline import REPORT_D, Timeline
from osi_app.treaty.values import RuleValues
from osi_app.treaty.words import Technique

TITLES = MappingProxyType(
    {
        Technique.POSITION: "Position finding",
        Technique.VISUAL: "Visual observation, video, stills, multispectral imaging",
        Technique.GAMMA: "Gamma radiation monitoring and energy resolution analysis",
        Technique.SAMPLING: "Environmental sampling and analysis",
        Technique.PASSIVE_SEISMIC: "Passive seismological monitoring for aftershocks",
        Technique.ACTIVE_SEISMIC: "Resonance seismometry and active seismic surveys",
        Technique.GEOPHYSICS: "Magnetic, gravitational, radar and conductivity mapping",
        Technique.DRILLING: "Drilling to obtain radioactive samples",
    }
)
INITIAL = frozenset("abcde")
LATER = frozenset("fg")
AGREED_FROM_AIR = frozenset("bcg")
"""What additional overflights may carry beyond the initial kit (P.80)."""


@dataclass(frozen=True, slots=True)
class TechniqueRuling:
    """What the rules say of one technique at one moment. ``earliest`` is when it opens by the
    present plan, None when nothing planned opens it."""

    permitted: bool
    severity: Severity
    message_code: str
    paragraph: str
    earliest: datetime | None = None
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UseFromAir:
    """How a technique is carried by an aircraft."""

    airborne: bool = False
    initial: bool = False
    agreed: bool = False


def allowed(
    technique: Technique, at: datetime, line: Timeline, air: UseFromAir, values: RuleValues
) -> list[TechniqueRuling]:
    """The rulings against or about using a technique at a moment; none when plainly permitted."""
    found = _from_air(technique, air, line, values, at)
    if technique is Technique.DRILLING:
        return [*found, *_drilling(at, line, values)]
    if technique.value in LATER:
        return [*found, *_later(technique, at, line)]
    return [*found, *_initial(technique, at, line, values)]


def _initial(
    technique: Technique, at: datetime, line: Timeline, values: RuleValues
) -> list[TechniqueRuling]:
    due = line.approval.at + timedelta(days=REPORT_D)
    if at < line.approval.at:
        return [_barred("technique_before_approval", "P.70", technique, line.approval.at)]
    if not due <= at < line.continuation.at:
        return _extension(technique, at, line)
    if values.flag("technique.gap_allows_a_to_e"):
        told = {"technique": technique.value, "since": due, "continuation": line.continuation.at}
        return [TechniqueRuling(True, Severity.NOTE, "technique_in_gap", "P.70", None, told)]
    return [_barred("technique_in_gap_barred", "P.70", technique, line.continuation.at)]


def _later(technique: Technique, at: datetime, line: Timeline) -> list[TechniqueRuling]:
    if at < line.continuation.at:
        return [_barred("technique_before_continuation", "P.70", technique, line.continuation.at)]
    return _extension(technique, at, line)


def _extension(technique: Technique, at: datetime, line: Timeline) -> list[TechniqueRuling]:
    """In the extension only what its request named (IV.49)."""
    if at < line.base_end.at:
        return []
    if at >= line.end.at:
        return [_barred("technique_after_end", "P.4", technique, None)]
    if technique in line.extension_techniques:
        return []
    return [_barred("technique_not_in_extension", "IV.49", technique, None)]


def _drilling(at: datetime, line: Timeline, values: RuleValues) -> list[TechniqueRuling]:
    approved = line.drilling_approved_at
    if approved is None or at < approved:
        return [_barred("drilling_not_approved", "IV.48", Technique.DRILLING, approved)]
    held = values.flag("technique.drilling_after_continuation")
    if held and at < line.continuation.at:
        opens = line.continuation.at
        return [_barred("drilling_before_continuation", "IV.48", Technique.DRILLING, opens)]
    return _extension(Technique.DRILLING, at, line)


def _from_air(
    technique: Technique, air: UseFromAir, line: Timeline, values: RuleValues, at: datetime
) -> list[TechniqueRuling]:
    if not air.airborne:
        return []
    if air.initial:
        if technique in (Technique.POSITION, Technique.VISUAL):
            return []
        return [_barred("not_in_initial_kit", "P.79", technique, None)]
    found = []
    if not air.agreed:
        found.append(_barred("overflight_not_agreed", "P.73", technique, None))
    if technique.value not in AGREED_FROM_AIR and technique is not Technique.POSITION:
        told = {"technique": technique.value}
        found.append(
            TechniqueRuling(True, Severity.WARNING, "not_in_airborne_kit", "P.80", None, told)
        )
    del values, line, at  # (g) from the air waits for continuation as on the ground
    return found


def _barred(
    code: str, paragraph: str, technique: Technique, earliest: datetime | None
) -> TechniqueRuling:
    told = {"technique": technique.value, "earliest": earliest}
    return TechniqueRuling(False, Severity.BREACH, code, paragraph, earliest, told)


@dataclass(frozen=True, slots=True)
class TechniquePeriod:
    """When one technique is open by the present plan; None where a vote is still needed."""

    technique: Technique
    title: str
    opens_at: datetime | None
    closes_at: datetime | None
    paragraph: str


def periods(line: Timeline) -> tuple[TechniquePeriod, ...]:
    """The table of techniques by period, (a) to (h)."""
    found = []
    for technique, title in TITLES.items():
        opens: datetime | None = line.start.at
        if technique.value in LATER:
            opens = line.continuation.at
        elif technique is Technique.DRILLING:
            opens = line.drilling_approved_at
        lasts = line.extension_approved and technique in line.extension_techniques
        closes = None if opens is None else line.end.at if lasts else line.base_end.at
        paragraph = "IV.48" if technique is Technique.DRILLING else "P.70"
        found.append(TechniquePeriod(technique, title, opens, closes, paragraph))
    return tuple(found)

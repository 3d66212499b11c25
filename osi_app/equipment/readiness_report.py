"""Readiness as it is shown, printed and told: spans with their reasons and cheapest mends."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from osi_app.equipment.readiness import (
    Span,
    SystemReadiness,
    TechniqueDays,
    WhatIf,
    by_technique,
    judge,
)
from osi_app.equipment.readiness_mends import Mend, Workshop, cheapest
from osi_app.equipment.readiness_stock import ReadinessStock, load_stock
from osi_app.equipment.records import (
    Calibration,
    CalibrationStandard,
    EquipmentUse,
    Item,
)
from osi_app.equipment.troubles import Days, ItemFile, item_troubles
from osi_app.kernel.ports import Reading
from osi_app.texts import sentence
from osi_app.treaty.values import RuleValues

TABLE = "readiness"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: from the request day (D0) to D+``days``, in which world."""

    first: date
    days: int
    what_if: WhatIf = field(default_factory=WhatIf)

    def of(self, inspection_id: UUID | None) -> "Asked":
        """The same question for an inspection, whose own bookings do not stand in its way."""
        return replace(self, what_if=replace(self.what_if, inspection_id=inspection_id))

    @property
    def judged(self) -> Days:
        """The days judged, both ends inclusive."""
        return Days(self.first, self.first + timedelta(days=self.days))


@dataclass(frozen=True, slots=True)
class SystemReport:
    """A system with, for each of its spans, the cheapest mend of what decides it (None where it is
    ready or nothing is known to help)."""

    readiness: SystemReadiness
    mends: tuple[Mend | None, ...]


@dataclass(frozen=True, slots=True)
class ReadinessReport:
    """Every system by code, and each technique's days."""

    asked: Asked
    systems: tuple[SystemReport, ...]
    techniques: Mapping[EquipmentUse, tuple[TechniqueDays, ...]]


def readiness_report(reading: Reading, values: RuleValues, asked: Asked) -> ReadinessReport:
    """Judges every system and weighs the mends: a fixed number of bulk reads."""
    stock = load_stock(reading)
    standards = _standards(reading, stock, asked.judged)
    shop = Workshop(stock, asked.judged, values, asked.what_if, standards)
    judged = judge(stock, asked.first, asked.days, asked.what_if)
    return ReadinessReport(asked, tuple(_report(one, shop) for one in judged), by_technique(judged))


def _report(one: SystemReadiness, shop: Workshop) -> SystemReport:
    mends = (cheapest(span.causes[0], shop) if span.causes else None for span in one.spans)
    return SystemReport(one, tuple(mends))


def _standards(reading: Reading, stock: ReadinessStock, days: Days) -> dict[UUID, tuple[str, ...]]:
    """By calibration the codes of the standards it used, where all of them are fit throughout."""
    used: defaultdict[UUID, list[UUID]] = defaultdict(list)
    known = {one.id for file in stock.files.values() for one in file.calibrations}
    for link in reading.all(CalibrationStandard):
        if link.calibration_id in known:
            used[link.calibration_id].append(link.item_id)
    keys = {key for group in used.values() for key in group}
    certificates: defaultdict[UUID, list[Calibration]] = defaultdict(list)
    for one in reading.among(Calibration, "item_id", sorted(keys)):
        certificates[one.item_id].append(one)
    fit: dict[UUID, str] = {}
    for item in reading.among(Item, "id", sorted(keys)):
        file = ItemFile(item, tuple(certificates[item.id]))
        if not any(trouble.blocking for trouble in item_troubles(file, days)):
            fit[item.id] = item.code
    return {
        key: tuple(sorted(fit[item] for item in group))
        for key, group in used.items()
        if all(item in fit for item in group)
    }


# ---- told ----------------------------------------------------------------------------------


def span_chain(system: str, span: Span, asked: Asked) -> str:
    """Why a system is as it is on these days: "SYS-07 red from D+41: item GS-0113, calibration by
    LAB-2 lapses 2026-05-02". "" for days on which it is ready."""
    if not span.causes:
        return ""
    day = (span.first - asked.first).days
    head = sentence(f"head.{span.status.value}", {"system": system, "day": day}, table=TABLE)
    return f"{head} {cause_told(span)}"


def cause_told(span: Span) -> str:
    """The deciding reason of a span, through the parts that lead to it."""
    cause = span.causes[0]
    inner = cause.path[1:-1] if cause.trouble.thing == cause.path[-1] else cause.path[1:]
    parts = [sentence("part", {"code": code}, table=TABLE) for code in inner]
    told = {"thing": cause.trouble.thing, **cause.trouble.values}
    code = cause.trouble.code
    if told.get("procedure"):
        code = f"{code}.procedure"
    return ", ".join([*parts, sentence(code, told, table=TABLE)])


def mend_told(mend: Mend | None) -> str:
    """What would mend it and how long it takes; "" when nothing is known."""
    if mend is None:
        return ""
    told = {**mend.values, "thing": mend.thing, "lead": mend.lead_days}
    late = "" if mend.in_time else sentence("too_late", {}, table=TABLE)
    return f"{sentence(f'mend.{mend.kind.value}', told, table=TABLE)}{late}"

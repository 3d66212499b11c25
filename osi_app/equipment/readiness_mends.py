"""The cheapest way to mend what keeps a system from being ready, with how long it takes.

Ways are weighed in this order: a substitute from the store, a calibration before packing, the
standard carried along, a certification, more stock, another booking, a concession. The first that
can be done before the trouble begins is the cheapest; when none can, the quickest is told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from osi_app.equipment.readiness import Cause, WhatIf
from osi_app.equipment.readiness_stock import ReadinessStock
from osi_app.equipment.records import Calibration, Item
from osi_app.equipment.troubles import Days, Trouble, item_troubles
from osi_app.treaty.values import RuleValues


class MendKind(StrEnum):
    """What would be done, the cheapest first."""

    SUBSTITUTE = "substitute"
    RECALIBRATE = "recalibrate"
    CARRY_STANDARD = "carry_standard"
    CERTIFY = "certify"
    RESTOCK = "restock"
    REBOOK = "rebook"
    CONCESSION = "concession"


@dataclass(frozen=True, slots=True)
class Mend:
    """A way to mend: what it takes in days, ``in_time`` whether that is before the trouble begins.
    ``thing`` is the code of what is done something with."""

    kind: MendKind
    lead_days: int
    in_time: bool
    thing: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workshop:
    """What mends are chosen from. ``standards`` are the codes of the reference standards that the
    calibration of this id used and that are themselves fit for all days judged."""

    stock: ReadinessStock
    days: Days
    values: RuleValues
    what_if: WhatIf = field(default_factory=WhatIf)
    standards: Mapping[UUID, tuple[str, ...]] = field(default_factory=dict)

    def lead(self, key: str) -> int:
        """Days a step takes, as the rule values have it."""
        return int(self.values.number(f"equipment.lead_{key}_days"))


def cheapest(cause: Cause, shop: Workshop) -> Mend | None:
    """The cheapest mend of a cause, None when none is known."""
    found = sorted(ways(cause, shop), key=lambda one: list(MendKind).index(one.kind))
    in_time = [one for one in found if one.in_time]
    if in_time:
        return in_time[0]
    return min(found, key=lambda one: one.lead_days, default=None)


def ways(cause: Cause, shop: Workshop) -> Iterator[Mend]:
    """Every way to mend a cause."""
    trouble = cause.trouble
    yield from _substitute(cause, shop)
    if trouble.code in ("calibration_lapses", "never_calibrated", "out_of_tolerance"):
        yield from _recalibrate(trouble, shop)
        yield from _carry(trouble, shop)
        lead = shop.lead("concession")
        yield _mend(MendKind.CONCESSION, lead, trouble, shop, trouble.thing)
    elif trouble.code in ("not_certified", "certification_lapses", "not_sealed"):
        yield _mend(MendKind.CERTIFY, shop.lead("certify"), trouble, shop, trouble.thing)
    elif trouble.code in ("too_few", "expired"):
        yield _mend(MendKind.RESTOCK, shop.lead("restock"), trouble, shop, trouble.thing)
    elif trouble.code == "booked_elsewhere":
        yield _mend(MendKind.REBOOK, shop.lead("rebook"), trouble, shop, trouble.thing)


def _mend(
    kind: MendKind, lead: int, trouble: Trouble, shop: Workshop, thing: str, **told: Any
) -> Mend:
    ready_on = shop.days.first + timedelta(days=lead)
    return Mend(kind, lead, ready_on <= trouble.first, thing, {**trouble.values, **told})


def _substitute(cause: Cause, shop: Workshop) -> Iterator[Mend]:
    """A spare of the type asked for, or of a permitted one, that nothing blocks to the end."""
    place = cause.place
    about_item = place is not None and (
        cause.trouble.code == "place_empty" or place.member.item_id is not None
    )
    if place is None or not about_item:
        return
    own = shop.stock.files.get(place.member.item_id) if place.member.item_id else None
    asked = place.member.item_type or (own.item.item_type if own else "")
    for name in (asked, *place.member.substitutes):
        for key in shop.stock.spares.get(name, ()):
            item = shop.stock.files[key].item
            if free(key, shop):
                role = place.member.role
                yield _mend(
                    MendKind.SUBSTITUTE, 0, cause.trouble, shop, cause.trouble.thing,
                    spare=item.code, role=role,
                )  # fmt: skip
                return


def free(key: UUID, shop: Workshop) -> bool:
    """Whether nothing blocks a spare on any day judged."""
    file = shop.stock.file(key, shop.days.first, shop.what_if)
    if file.item.code in shop.what_if.lost:
        return False
    return not any(trouble.blocking for trouble in item_troubles(file, shop.days))


def _recalibrate(trouble: Trouble, shop: Workshop) -> Iterator[Mend]:
    """A calibration before packing, when one would last to the end of the trouble."""
    before = trouble.certificate
    laboratory = _laboratory(before, trouble, shop)
    if laboratory is None:
        return
    lead = shop.lead("recalibrate")
    done = shop.days.first + timedelta(days=lead)
    if before is not None and _until(before, done) < trouble.last:
        return
    yield _mend(
        MendKind.RECALIBRATE, lead, trouble, shop, trouble.thing, laboratory=laboratory, by=done
    )


def _until(before: Calibration, done: date) -> date:
    """How long a calibration made then would last: as long as the last one did."""
    return done + (before.valid_until - before.performed_on)


def _laboratory(before: Calibration | None, trouble: Trouble, shop: Workshop) -> str | None:
    """The laboratory that did it last; another that did one of the same type when that is
    closed; None when all are. "" when none is recorded."""
    closed = shop.what_if.closed
    if before is not None and before.laboratory not in closed:
        return before.laboratory
    item = _item(trouble.thing, shop)
    others = sorted(
        {
            one.laboratory
            for file in shop.stock.files.values()
            if item is not None and file.item.item_type == item.item_type
            for one in file.calibrations
            if one.laboratory and one.laboratory not in closed
        }
    )
    if others:
        return others[0]
    return None if closed else ""


def _item(code: str, shop: Workshop) -> Item | None:
    return next((f.item for f in shop.stock.files.values() if f.item.code == code), None)


def _carry(trouble: Trouble, shop: Workshop) -> Iterator[Mend]:
    """The reference standard carried along, so that the item is calibrated where it is used."""
    if trouble.certificate is None:
        return
    codes = shop.standards.get(trouble.certificate.id, ())
    if codes:
        shown = ", ".join(codes)
        yield _mend(MendKind.CARRY_STANDARD, 0, trouble, shop, trouble.thing, standards=shown)

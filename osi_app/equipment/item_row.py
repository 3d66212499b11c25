"""One row of an equipment file -> the changes it makes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from osi_app.equipment.fields import PLAIN
from osi_app.equipment.loading import CLOSED_STATES
from osi_app.equipment.records import Calibration, Certification, Container, Item
from osi_app.equipment.un_numbers import plain_number, un_numbers
from osi_app.exchange.mapping import TypedRow
from osi_app.kernel.changes import Change
from osi_app.kernel.importing import CellRefused, ImportRow
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Record

Values = Mapping[str, Any]
Certificates = dict[tuple[UUID, str], Record]


@dataclass(frozen=True, slots=True)
class Known:
    """Items by code, codes by (item type, serial number), certificates by item and number, boxes
    by code."""

    by_code: dict[str, Item]
    by_serial: dict[tuple[str, str], str]
    calibrations: Certificates
    certifications: Certificates
    boxes: dict[str, Container] = field(default_factory=dict)


def known_items(reading: Reading) -> Known:
    """The whole store of equipment, in four reads."""
    items = reading.all(Item)
    return Known(
        {item.code: item for item in items},
        {(item.item_type, item.serial_number): item.code for item in items},
        {(c.item_id, c.certificate_number): c for c in reading.all(Calibration)},
        {(c.item_id, c.certificate_number): c for c in reading.all(Certification)},
        {box.code: box for box in reading.all(Container)},
    )


def item_row(row: TypedRow, known: Known) -> ImportRow:
    """What this row would do. Raises ``CellRefused``."""
    values = row.values
    before = known.by_code.get(values["code"])
    try:
        after = _boxed(_item(values, before), before, values.get("container"), known)
        papers = list(_papers(values, after.id, known))
    except ValidationError as error:
        first = error.errors()[0]
        column = str(first["loc"][-1]) if first["loc"] else "row"
        raise CellRefused(column, first["msg"], "correct the cell") from None
    _refuse_taken_serial(after, known)
    if values.get("un_number") is not None and plain_number(after.un_number) not in un_numbers():
        reason = f"there is no UN number {after.un_number[:20]}"
        raise CellRefused("un_number", reason, "correct it, as in UN 3480")
    changes = [Change(before, after)] if before != after else []
    changes += [Change(old, new) for old, new in papers if old != new]
    changed = _changed(before, after, papers)
    action = "create" if before is None else "update" if changes else "unchanged"
    return ImportRow(row.where, action, after.code, dict(values), changed, tuple(changes))


def _item(values: Values, before: Item | None) -> Item:
    given = {key: values[key] for key in PLAIN if values.get(key) is not None}
    if before is not None:
        same = all(getattr(before, key) == value for key, value in given.items())
        return before if same else before.changed(**given)
    made = " ".join(given[key] for key in ("maker", "model") if key in given)
    kind = given.get("item_type") or made or given.get("name")
    if not kind:
        reason = "the row has neither name nor type, maker or model"
        raise CellRefused("name", reason, "say what the item is")
    return Item.model_validate({**given, "item_type": kind, "name": given.get("name") or kind})


def _boxed(item: Item, before: Item | None, code: str | None, known: Known) -> Item:
    """The item in the box the row names. A closed box is neither filled nor emptied by a file."""
    if code is None:
        return item
    box = known.boxes.get(code)
    if box is None:
        raise CellRefused(
            "container", f"there is no container {code[:40]}", "import the boxes first"
        )
    if item.container_id == box.id:
        return item
    was = next((b for b in known.boxes.values() if before and b.id == before.container_id), None)
    for one in (was, box):
        if one is not None and one.state in CLOSED_STATES:
            reason = f"{one.code} is {one.state.value}: nothing is put in or taken out"
            raise CellRefused("container", reason, "open the box first")
    return item.changed(container_id=box.id)


def _refuse_taken_serial(item: Item, known: Known) -> None:
    holder = known.by_serial.get((item.item_type, item.serial_number))
    if holder is not None and holder != item.code:
        reason = f"{item.serial_number[:40]} of type {item.item_type[:40]} is item {holder} already"
        raise CellRefused("serial_number", reason, "correct the serial number or the code")


def _papers(values: Values, key: UUID, known: Known) -> Iterator[tuple[Record | None, Record]]:
    done, until = _days(values, "calibration_performed_on", "calibration_valid_until")
    if done is not None:
        number = _number(values, "calibration_certificate")
        old = known.calibrations.get((key, number))
        given: dict[str, Any] = {"performed_on": done, "valid_until": until}
        if values.get("calibration_laboratory") is not None:
            given["laboratory"] = values["calibration_laboratory"]
        yield old, _renewed(Calibration, old, key, number, given)
    done, until = _days(values, "certified_on", "certification_valid_until")
    if done is not None:
        number = _number(values, "certification_certificate")
        old = known.certifications.get((key, number))
        given = {"certified_on": done, "valid_until": until}
        if values.get("seal_number") is not None:
            given["seal_number"] = values["seal_number"]
        yield old, _renewed(Certification, old, key, number, given)


def _renewed(
    kind: type[Record], old: Record | None, key: UUID, number: str, given: dict[str, Any]
) -> Record:
    if old is not None:
        return old.changed(**given)
    return kind.model_validate({"item_id": key, "certificate_number": number, **given})


def _days(values: Values, first: str, last: str) -> tuple[date | None, date | None]:
    begin, end = values.get(first), values.get(last)
    if begin is None and end is None:
        return None, None
    if begin is None or end is None:
        column = first if begin is None else last
        raise CellRefused(column, "it is empty, but the columns beside it are not", "fill it in")
    if end < begin:
        raise CellRefused(last, f"{end} is before {begin}", "correct the days")
    return begin, end


def _number(values: Values, column: str) -> str:
    number = values.get(column)
    if not number:
        reason = "it is empty, but the columns beside it are not"
        raise CellRefused(column, reason, "give the certificate's number")
    return str(number)


def _changed(
    before: Item | None, after: Item, papers: list[tuple[Record | None, Record]]
) -> dict[str, tuple[Any, Any]]:
    if before is None:
        return {}
    found = {n: (old, getattr(after, n)) for n, old in before if getattr(after, n) != old}
    for old_paper, paper in papers:
        if old_paper != paper:
            until = getattr(old_paper, "valid_until", "")
            name = "calibration" if isinstance(paper, Calibration) else "certification"
            found[f"{name}_valid_until"] = (until, getattr(paper, "valid_until", ""))
    return found

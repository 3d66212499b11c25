"""A list of containers into records: one row a container, matched by code, refused row by row."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from osi_app.equipment.fields import LENGTHS, MASSES
from osi_app.equipment.loading import CLOSED_STATES
from osi_app.equipment.records import Container, Location
from osi_app.exchange.doubles import doubles
from osi_app.exchange.fields import Field
from osi_app.exchange.mapping import TypedRow
from osi_app.exchange.previewing import Previewed, preview_rows
from osi_app.exchange.typed_table import TableChoices, read_typed
from osi_app.kernel.changes import Change
from osi_app.kernel.importing import CellRefused, ImportPreview, ImportRow
from osi_app.kernel.ports import Cancelled, Progress, Reading, never_cancelled, no_progress

ONE_ROW = "correct or remove all but one of them"
FIELDS: tuple[Field, ...] = (
    Field("code", ("container", "box", "case", "asset tag", "number", "id"), "code", required=True),
    Field("name", ("asset name", "description", "title")),
    Field("tare_kg", ("tare", "empty mass"), "number", units=MASSES, at_least=0),
    Field("max_gross_kg", ("max gross", "limit"), "number", units=MASSES, at_least=0),
    Field("inner_length_m", ("inner length", "length"), "number", units=LENGTHS, at_least=0),
    Field("inner_width_m", ("inner width", "width"), "number", units=LENGTHS, at_least=0),
    Field("inner_height_m", ("inner height", "height"), "number", units=LENGTHS, at_least=0),
    Field("rfid", ("rfid tag", "epc", "tag id"), "code"),
    Field("barcode", ("bar code", "ean"), "code"),
    Field("location", ("place", "store", "storage"), "code"),
    Field("note", ("remarks", "notes", "comment")),
)
PLAIN = tuple(wanted.key for wanted in FIELDS if wanted.key != "location")


def preview(
    reading: Reading,
    path: Path,
    choices: TableChoices | None = None,
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> ImportPreview:
    """What importing this list of containers would do. Raises ``ImportRefused``, ``Cancelled``."""
    typed = read_typed(path, FIELDS, choices, progress=progress, cancelled=cancelled)
    known = {box.code: box for box in reading.all(Container)}
    places = {word.casefold(): one for one in reading.all(Location)
              for word in (one.name, one.code) if word}  # fmt: skip
    refusals = [*typed.refusals, *doubles(typed, "code", lambda values: values["code"], ONE_ROW)]
    what = Previewed("containers", f"Import containers {path.name}")
    return preview_rows(what, typed, refusals, lambda row: _box_row(row, known, places))


def _box_row(
    row: TypedRow, known: Mapping[str, Container], places: Mapping[str, Location]
) -> ImportRow:
    values: dict[str, Any] = {
        key: row.values[key] for key in PLAIN if row.values.get(key) is not None
    }
    place = row.values.get("location")
    if place is not None:
        found = places.get(place.casefold())
        if found is None:
            raise CellRefused("location", f"there is no place {place[:40]}", "record it first")
        values["location_id"] = found.id
    before = known.get(values["code"])
    try:
        after = Container.model_validate(values) if before is None else before.changed(**values)
    except ValidationError as error:
        first = error.errors()[0]
        raise CellRefused(str(first["loc"][-1]), first["msg"], "correct the cell") from None
    if before is not None and before != after and before.state in CLOSED_STATES:
        raise CellRefused("code", f"{before.code} is {before.state.value}", "open the box first")
    changed = {n: (old, getattr(after, n)) for n, old in before or () if getattr(after, n) != old}
    action = "create" if before is None else "update" if changed else "unchanged"
    changes = (Change(before, after),) if before != after else ()
    return ImportRow(row.where, action, after.code, dict(row.values), changed, changes)

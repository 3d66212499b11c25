"""An equipment file into records: one row an item, matched by code, refused row by row.

The store is read once for all rows. A certificate is matched by its number; others of the item
stay, so that history is kept.
"""

from pathlib import Path

from osi_app.equipment.fields import FIELDS
from osi_app.equipment.item_row import Values, item_row, known_items
from osi_app.exchange.doubles import doubles
from osi_app.exchange.typed_table import TableChoices, read_typed
from osi_app.kernel.importing import CellRefused, ImportPreview, ImportRow
from osi_app.kernel.ports import Cancelled, Progress, Reading, never_cancelled, no_progress

ONE_ROW = "correct or remove all but one of them"


def preview(
    reading: Reading,
    path: Path,
    choices: TableChoices | None = None,
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> ImportPreview:
    """What importing this equipment list would do. Raises ``ImportRefused`` for a file that cannot
    be read, ``Cancelled``; single rows that cannot be taken are ``refusals``."""
    typed = read_typed(path, FIELDS, choices, progress=progress, cancelled=cancelled)
    known = known_items(reading)
    refusals = [
        *typed.refusals,
        *doubles(typed, "code", _code, ONE_ROW),
        *doubles(typed, "serial_number", _serial, ONE_ROW),
    ]
    refused = {refusal.where.partition(",")[0] for refusal in refusals}
    rows: list[ImportRow] = []
    for row in typed.rows:
        if row.where in refused:
            continue
        try:
            rows.append(item_row(row, known))
        except CellRefused as cell:
            refusals.append(cell.at(row.where))
    return ImportPreview(
        kind="equipment",
        file=path.name,
        label=f"Import equipment {path.name}",
        rows=tuple(rows),
        refusals=tuple(refusals),
        notes=typed.notes,
        columns=tuple(typed.mapping.columns.values()),
        headers=typed.table.headers,
        mapping=dict(typed.mapping.columns),
        formats=dict(typed.mapping.formats),
    )


def _code(values: Values) -> object:
    return values["code"]


def _serial(values: Values) -> tuple[str, str]:
    """A serial number is unique within its maker, or its type where no maker is named."""
    maker = values.get("maker") or values.get("item_type") or ""
    return str(maker).casefold(), str(values["serial_number"]).casefold()

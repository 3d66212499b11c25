"""An equipment file into records: one row an item, matched by code, refused row by row.

The store is read once for all rows. A certificate is matched by its number; others of the item
stay, so that history is kept.
"""

from pathlib import Path

from osi_app.equipment.fields import FIELDS
from osi_app.equipment.item_row import Values, item_row, known_items
from osi_app.exchange.doubles import doubles
from osi_app.exchange.previewing import Previewed, preview_rows
from osi_app.exchange.typed_table import TableChoices, read_typed
from osi_app.kernel.importing import ImportPreview
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
    what = Previewed("equipment", f"Import equipment {path.name}")
    return preview_rows(what, typed, refusals, lambda row: item_row(row, known))


def _code(values: Values) -> object:
    return values["code"]


def _serial(values: Values) -> tuple[str, str]:
    """A serial number is unique within its maker, or its type where no maker is named."""
    maker = values.get("maker") or values.get("item_type") or ""
    return str(maker).casefold(), str(values["serial_number"]).casefold()

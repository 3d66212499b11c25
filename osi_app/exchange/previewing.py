"""From typed rows to the preview of an import: every row taken, or refused with its cell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from osi_app.exchange.mapping import TypedRow
from osi_app.exchange.typed_table import TypedTable
from osi_app.kernel.errors import Cancelled as CancelledError
from osi_app.kernel.errors import Refusal
from osi_app.kernel.importing import CellRefused, ImportPreview, ImportRow
from osi_app.kernel.ports import Cancelled, Progress, never_cancelled, no_progress

_STEP = 500


@dataclass(frozen=True, slots=True)
class Previewed:
    """What is imported: its kind, and the words of its undo step ("equipment", "Import equipment
    list.csv")."""

    kind: str
    label: str


def preview_rows(
    what: Previewed,
    typed: TypedTable,
    refusals: Iterable[Refusal],
    row_of: Callable[[TypedRow], ImportRow],
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> ImportPreview:
    """The preview of a table. Rows already refused are left out; ``row_of`` raises ``CellRefused``
    for others. Raises ``Cancelled`` when asked."""
    told = list(refusals)
    refused = {refusal.where.partition(",")[0] for refusal in told}
    rows: list[ImportRow] = []
    for number, row in enumerate(typed.rows):
        if number % _STEP == 0:
            progress(number, len(typed.rows))
            if cancelled():
                raise CancelledError
        if row.where in refused:
            continue
        try:
            rows.append(row_of(row))
        except CellRefused as cell:
            told.append(cell.at(row.where))
    return ImportPreview(
        kind=what.kind,
        file=typed.table.file,
        label=what.label,
        rows=tuple(rows),
        refusals=tuple(told),
        notes=typed.notes,
        columns=tuple(typed.mapping.columns.values()),
        headers=typed.table.headers,
        mapping=dict(typed.mapping.columns),
        formats=dict(typed.mapping.formats),
    )

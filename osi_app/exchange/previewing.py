"""From typed rows to the preview of an import: every row taken, or refused with its cell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from osi_app.exchange.mapping import TypedRow
from osi_app.exchange.typed_table import TypedTable
from osi_app.kernel.errors import Refusal
from osi_app.kernel.importing import CellRefused, ImportPreview, ImportRow


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
) -> ImportPreview:
    """The preview of a table. Rows already refused are left out; ``row_of`` raises ``CellRefused``
    for others."""
    told = list(refusals)
    refused = {refusal.where.partition(",")[0] for refusal in told}
    rows: list[ImportRow] = []
    for row in typed.rows:
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

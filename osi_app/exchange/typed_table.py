"""The whole way from a table file to typed rows in one call, for the importers of the rooms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from osi_app.exchange.fields import Field
from osi_app.exchange.mapping import (
    ColumnMapping,
    TypedRow,
    find_formats,
    propose_mapping,
    typed_rows,
)
from osi_app.exchange.tables import Cell, Table, read_table
from osi_app.kernel.errors import Refusal
from osi_app.kernel.ports import Cancelled, Progress, never_cancelled, no_progress


@dataclass(frozen=True, slots=True)
class TableChoices:
    """What a person settled: how to read the file, and what differs from the proposed mapping.

    ``columns`` is header -> field key ("" drops the column), ``formats`` and ``units`` are by
    field key, as in ``ColumnMapping``. ``fixed`` is field key -> the text of every cell the file
    leaves empty or has no column for.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TypedTable:
    """What a table file holds for the given fields. ``notes`` include ambiguous formats."""

    table: Table
    mapping: ColumnMapping
    rows: tuple[TypedRow, ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...]


def read_typed(
    path: Path,
    fields: Iterable[Field],
    choices: TableChoices | None = None,
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> TypedTable:
    """Reads, maps and types a table. Raises ``ImportRefused`` as the three steps do."""
    choices = choices or TableChoices()
    fields = tuple(fields)
    table = read_table(
        path,
        encoding=choices.encoding,
        delimiter=choices.delimiter,
        sheet=choices.sheet,
        progress=progress,
        cancelled=cancelled,
    )
    proposed = propose_mapping(table.headers, fields)
    chosen = proposed.changed(choices.columns, choices.formats, choices.units)
    table, chosen = _with_fixed(table, chosen, choices.fixed)
    mapping = find_formats(table, chosen, fields)
    rows, refusals = typed_rows(table, mapping, fields)
    return TypedTable(table, mapping, rows, refusals, _notes(table, mapping))


def _with_fixed(
    table: Table, mapping: ColumnMapping, fixed: Mapping[str, str]
) -> tuple[Table, ColumnMapping]:
    """The table with a further column for each fixed field it has none for, and the empty cells of
    the others filled."""
    header_of = {key: header for header, key in mapping.columns.items()}
    for key, text in fixed.items():
        header = header_of.get(key)
        if header is None:
            headers, rows = (*table.headers, key), tuple((*cells, text) for cells in table.rows)
            table = replace(table, headers=headers, rows=rows)
            mapping = mapping.changed({key: key})
            continue
        place = table.headers.index(header)
        filled = tuple(_filled(cells, place, text) for cells in table.rows)
        table = replace(table, rows=filled)
    return table, mapping


def _filled(cells: tuple[Cell, ...], place: int, text: str) -> tuple[Cell, ...]:
    if str(cells[place] or "").strip():
        return cells
    return (*cells[:place], text, *cells[place + 1 :])


def _notes(table: Table, mapping: ColumnMapping) -> tuple[str, ...]:
    notes = list(table.notes)
    for header, key in mapping.columns.items():
        if key in mapping.ambiguous:
            read = mapping.formats[key].replace("_", " ")
            notes.append(f"column {header}: days are read as {read}; another format fits as well")
    left = [header for header in table.headers if header not in mapping.columns]
    if left:
        notes.append(f"columns not used: {', '.join(left[:20])}")
    return tuple(notes)

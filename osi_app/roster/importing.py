"""A roster file into records: one row a person, matched by code, refused row by row.

The store is read once for all rows. An empty cell leaves what stands. Training, medical, passport,
availability and answers are added or renewed, never removed; the techniques of a row replace those
the person had.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from osi_app.exchange.doubles import doubles
from osi_app.exchange.typed_table import TableChoices, TypedTable, read_typed
from osi_app.kernel.errors import Refusal
from osi_app.kernel.importing import CellRefused, ImportPreview, ImportRow
from osi_app.kernel.ports import Cancelled, Progress, Reading, never_cancelled, no_progress
from osi_app.library.records import State
from osi_app.roster.cells import states_by_word
from osi_app.roster.fields import FIELDS
from osi_app.roster.people import known_people
from osi_app.roster.person_row import person_row

ONE_ROW = "give every person one row"


def preview(
    reading: Reading,
    path: Path,
    choices: TableChoices | None = None,
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> ImportPreview:
    """What importing this roster would do. Raises ``ImportRefused`` for a file that cannot be
    read, ``Cancelled``; single rows that cannot be taken are ``refusals``."""
    typed = read_typed(path, FIELDS, choices, progress=progress, cancelled=cancelled)
    known = known_people(reading)
    states = states_by_word(reading.all(State))
    refusals = [
        *typed.refusals,
        *doubles(typed, "code", _code, ONE_ROW),
        *doubles(typed, "passport_number", _passport, ONE_ROW),
    ]
    refused = {refusal.where.partition(",")[0] for refusal in refusals}
    rows: list[ImportRow] = []
    for row in typed.rows:
        if row.where in refused:
            continue
        try:
            rows.append(person_row(row, known, states))
        except CellRefused as cell:
            refusals.append(cell.at(row.where))
    return _preview(path, typed, rows, refusals)


def _preview(
    path: Path, typed: TypedTable, rows: Sequence[ImportRow], refusals: Iterable[Refusal]
) -> ImportPreview:
    return ImportPreview(
        kind="roster",
        file=path.name,
        label=f"Import roster {path.name}",
        rows=tuple(rows),
        refusals=tuple(refusals),
        notes=typed.notes,
        columns=tuple(typed.mapping.columns.values()),
        headers=typed.table.headers,
        mapping=dict(typed.mapping.columns),
        formats=dict(typed.mapping.formats),
    )


def _code(values: Mapping[str, Any]) -> object:
    return values["code"]


def _passport(values: Mapping[str, Any]) -> object:
    """A passport's number is unique within the State that issued it."""
    number = values.get("passport_number")
    issuer = values.get("passport_state") or values.get("nationality")
    return None if number is None else (number, issuer)

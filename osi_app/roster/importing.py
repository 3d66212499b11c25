"""A roster file into records: one row a person, matched by code, refused row by row.

The store is read once for all rows. An empty cell leaves what stands. Training, medical, passport,
availability and answers are added or renewed, never removed; the techniques of a row replace those
the person had.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from osi_app.exchange.typed_table import TableChoices, TypedTable, read_typed
from osi_app.kernel.errors import Refusal
from osi_app.kernel.importing import ImportPreview, ImportRow
from osi_app.kernel.ports import Cancelled, Progress, Reading, never_cancelled, no_progress
from osi_app.library.records import State
from osi_app.roster.cells import CellRefused, states_by_word
from osi_app.roster.fields import FIELDS
from osi_app.roster.people import Known, known_people
from osi_app.roster.person_row import person_row


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
    refusals = [*typed.refusals, *_doubles(typed, "code"), *_doubles(typed, "passport_number")]
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


def _doubles(typed: TypedTable, key: str) -> list[Refusal]:
    """Every row of a value that stands in the file more than once."""
    header = next((h for h, field in typed.mapping.columns.items() if field == key), key)

    def identity(values: dict[str, object]) -> tuple[object, ...] | None:
        value = values.get(key)
        if value is None:
            return None
        state = values.get("passport_state") or values.get("nationality")
        return (value, state) if key == "passport_number" else (value,)

    places: dict[tuple[object, ...], list[str]] = {}
    for row in typed.rows:
        found = identity(row.values)
        if found is not None:
            places.setdefault(found, []).append(row.where)
    counts = Counter({found: len(where) for found, where in places.items()})
    return [
        Refusal(
            f"{where}, column {header}",
            f"{found[0]!s:.40} stands {counts[found]} times: {', '.join(places[found][:10])}",
            "give every person one row",
        )
        for found, rows in places.items()
        if counts[found] > 1
        for where in rows
    ]


__all__ = ["Known", "preview"]

"""States from a table: a preview, keyed by code."""

from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from osi_app.exchange.fields import Field, FieldKind
from osi_app.exchange.mapping import TypedRow, find_formats, propose_mapping, typed_rows
from osi_app.exchange.tables import read_table
from osi_app.kernel.changes import Change
from osi_app.kernel.errors import ImportRefused, Refusal
from osi_app.kernel.importing import ImportPreview, ImportRow
from osi_app.kernel.ports import Reading
from osi_app.kernel.service import refused_value
from osi_app.library.records import Region, State

SHIPPED = Path(__file__).parent / "data" / "ctbt_states.csv"
SHIPPED_AS_OF = date(2019, 12, 31)
"""The day the shipped table was true."""

_REGIONS = {region.value: region.value for region in Region} | {
    "Latin America and Caribbean": Region.LATIN_AMERICA.value,
    "South East Asia, the Pacific and the Far East": Region.SOUTH_EAST_ASIA.value,
    "SE Asia, Pacific and Far East": Region.SOUTH_EAST_ASIA.value,
}

FIELDS = (
    Field("code", ("iso3", "State"), FieldKind.CODE, required=True),
    Field("name", ("name_en", "State name"), required=True),
    Field("name_zh"),
    Field("region", ("geographic region",), choices=_REGIONS),
    Field("annex2", ("Annex 2",), FieldKind.FLAG),
    Field("signed_on", ("signed", "signature"), FieldKind.DAY),
    Field("ratified_on", ("ratified", "ratification"), FieldKind.DAY),
    Field("as_of", ("true on",), FieldKind.DAY),
    Field("fictional", (), FieldKind.FLAG),
)


def preview(reading: Reading, path: Path, mapping: dict[str, str] | None = None) -> ImportPreview:
    """What importing this table of States would do."""
    table = read_table(path)
    columns = propose_mapping(table.headers, FIELDS)
    columns = columns.changed(columns=mapping) if mapping else columns
    columns = find_formats(table, columns, FIELDS)
    typed, refusals = typed_rows(table, columns, FIELDS)
    problems = [*table.refusals, *refusals]
    stored = {state.code: state for state in reading.all(State)}
    as_of = SHIPPED_AS_OF if path.name == SHIPPED.name else None
    rows: list[ImportRow] = []
    seen: dict[str, str] = {}
    for row in typed:
        code = str(row.values["code"])
        if code in seen:
            problems.append(Refusal(row.where, f"code {code} is also in {seen[code]}"))
            continue
        seen[code] = row.where
        try:
            rows.append(_row(row, stored.get(code), as_of))
        except ValidationError as error:
            fault = refused_value(error).values
            problems.append(Refusal(row.where, f"{fault['field']}: {fault['reason']}"))
    if not rows and problems:
        raise ImportRefused(str(path), tuple(problems))
    return ImportPreview(
        kind="states",
        file=str(path),
        label=f"Import {len(rows)} States from {path.name}",
        rows=tuple(rows),
        refusals=tuple(problems),
        notes=table.notes,
        columns=tuple(field.key for field in FIELDS),
        headers=table.headers,
        mapping=dict(columns.columns),
        formats=dict(columns.formats),
    )


def _row(row: TypedRow, stored: State | None, as_of: date | None) -> ImportRow:
    """``as_of`` is for a new State whose row does not say when it was true."""
    values = {key: value for key, value in row.values.items() if value is not None}
    if stored is None:
        values.setdefault("as_of", as_of)
        state = State.model_validate(values)
        return ImportRow(row.where, "create", state.code, values, {}, (Change(None, state),))
    corrected = stored.changed(**values)
    changed: dict[str, tuple[Any, Any]] = {
        key: (getattr(stored, key), getattr(corrected, key))
        for key in values
        if getattr(stored, key) != getattr(corrected, key)
    }
    changes = (Change(stored, corrected),) if changed else ()
    action = "update" if changed else "unchanged"
    return ImportRow(row.where, action, stored.code, values, changed, changes)

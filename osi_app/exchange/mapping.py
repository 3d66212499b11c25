"""From a table to typed rows: which column is which field, in which format and unit.

An importer declares its ``Field``s and calls three functions::

    mapping = propose_mapping(table.headers, FIELDS)      # shown, may be changed
    mapping = find_formats(table, mapping, FIELDS)        # shown, may be changed
    rows, refusals = typed_rows(table, mapping, FIELDS)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from osi_app.exchange.days import find_format
from osi_app.exchange.fields import AS_UTC, CellError, Field, FieldKind, Reader, plain, reader_of
from osi_app.exchange.numerals import find_mark
from osi_app.exchange.table_rows import Cell
from osi_app.exchange.tables import Table
from osi_app.kernel.errors import ColumnsWanted, ImportRefused, Refusal, WantedField


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """``columns`` is header -> field key. ``formats`` (field key -> ``ColumnFormat``,
    ``DecimalMark`` or "utc") and ``units`` (field key -> unit) are found in the table where they
    are not given. ``ambiguous`` names the fields whose format is one of several that fit."""

    columns: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    ambiguous: tuple[str, ...] = ()

    def changed(
        self,
        columns: Mapping[str, str] | None = None,
        formats: Mapping[str, str] | None = None,
        units: Mapping[str, str] | None = None,
    ) -> "ColumnMapping":
        """This mapping with what a person chose; an empty field key drops the column."""
        chosen = {**self.columns, **(columns or {})}
        settled = set(formats or {})
        return replace(
            self,
            columns={header: key for header, key in chosen.items() if key},
            formats={**self.formats, **(formats or {})},
            units={**self.units, **(units or {})},
            ambiguous=tuple(key for key in self.ambiguous if key not in settled),
        )


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row in the fields' own types. Every mapped field is in ``values`` (None when empty);
    ``original`` is header -> cell as found."""

    where: str
    values: dict[str, Any]
    original: dict[str, Cell]


def propose_mapping(headers: Sequence[str], fields: Iterable[Field]) -> ColumnMapping:
    """The columns whose header is a field's key or title, each field at most once.

    A unit at the header's end ("Mass (g)", "mass_g") is understood and kept in ``units``.
    """
    columns: dict[str, str] = {}
    units: dict[str, str] = {}
    fields = tuple(fields)
    for wanted in fields:
        for name in (wanted.key, *wanted.titles):
            found = _header_of(name, wanted, headers, columns)
            if found is not None:
                header, unit = found
                columns[header] = wanted.key
                if unit:
                    units[wanted.key] = unit
                break
    ordered = {header: columns[header] for header in headers if header in columns}
    return ColumnMapping(ordered, {}, units)


def _header_of(
    name: str, wanted: Field, headers: Sequence[str], taken: Mapping[str, str]
) -> tuple[str, str] | None:
    target = plain(name)
    names = {target: ""}
    for unit in wanted.units:
        names.setdefault(target + plain(unit), unit)
        if name == wanted.key and "_" in name:  # mass_kg -> mass_g, "Mass (g)"
            names.setdefault(plain(name.rpartition("_")[0]) + plain(unit), unit)
    for header in headers:
        if header not in taken and plain(header) in names:
            return header, names[plain(header)]
    return None


def find_formats(table: Table, mapping: ColumnMapping, fields: Iterable[Field]) -> ColumnMapping:
    """The mapping with the format of every day, number and instant column that has none yet.

    Raises ``ImportRefused`` for number columns that can be read both ways ("1,234").
    """
    formats = dict(mapping.formats)
    ambiguous = list(mapping.ambiguous)
    doubtful: list[str] = []
    by_key = {wanted.key: wanted for wanted in fields}
    for header, key in mapping.columns.items():
        wanted = by_key.get(key)
        if wanted is None or formats.get(key) or header not in table.headers:
            continue
        if wanted.kind == FieldKind.DAY:
            found = find_format(table.column(header))
            formats[key] = found.format.value
            if found.also:
                ambiguous.append(key)
        elif wanted.kind == FieldKind.NUMBER:
            mark = find_mark(table.column(header))
            if mark is None:
                doubtful.append(header)
            else:
                formats[key] = mark.value
        elif wanted.kind == FieldKind.INSTANT and plain(header).endswith("utc"):
            formats[key] = AS_UTC
    _settle_doubtful(table, mapping, formats, doubtful)
    return replace(mapping, formats=formats, ambiguous=tuple(ambiguous))


def _settle_doubtful(
    table: Table, mapping: ColumnMapping, formats: dict[str, str], doubtful: list[str]
) -> None:
    """A column of "1,234" follows the file's other number columns, otherwise it is asked."""
    marks = {value for value in formats.values() if value.startswith("decimal_")}
    if doubtful and "decimal_comma" in marks and not _any_point(table, mapping, formats):
        formats.update({mapping.columns[header]: "decimal_comma" for header in doubtful})
    elif doubtful:
        raise ImportRefused(
            table.file,
            tuple(
                Refusal(
                    f"column {header}",
                    "its commas can be decimal commas or groups of three",
                    "say the format of the column: decimal_comma or decimal_point",
                )
                for header in doubtful
            ),
        )


def _any_point(table: Table, mapping: ColumnMapping, formats: Mapping[str, str]) -> bool:
    return any(
        isinstance(cell, str) and "." in cell
        for header, key in mapping.columns.items()
        if formats.get(key) == "decimal_point"
        for cell in table.column(header)
    )


def typed_rows(
    table: Table, mapping: ColumnMapping, fields: Iterable[Field]
) -> tuple[tuple[TypedRow, ...], tuple[Refusal, ...]]:
    """The rows that can be read, and one refusal for every cell that cannot (its row is left out).

    The table's own refusals come first. Raises ``ImportRefused`` when a required field has no
    column, two columns are mapped to one field, or a column's unit is not known.
    """
    fields = tuple(fields)
    mapping = find_formats(table, mapping, fields)
    _check_columns(table, mapping, fields)
    readers = _readers(table, mapping, fields)
    rows: list[TypedRow] = []
    refusals = list(table.refusals)
    for number, cells in zip(table.row_numbers, table.rows, strict=True):
        before = len(refusals)
        values = _row_values(number, cells, readers, refusals)
        if len(refusals) == before:
            original = dict(zip(table.headers, cells, strict=True))
            rows.append(TypedRow(f"row {number}", values, original))
    return tuple(rows), tuple(refusals)


_Column = tuple[int, str, str, bool, Reader]


def _row_values(
    number: int, cells: tuple[Cell, ...], readers: list[_Column], refusals: list[Refusal]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for index, key, header, required, read in readers:
        cell = cells[index]
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            values[key] = None
            if required:
                where = f"row {number}, column {header}"
                refusals.append(Refusal(where, "it is empty", "fill in the cell"))
            continue
        try:
            values[key] = read(cell)
        except CellError as error:
            where = f"row {number}, column {header}"
            refusals.append(Refusal(where, str(error), error.remedy))
    return values


def _check_columns(table: Table, mapping: ColumnMapping, fields: tuple[Field, ...]) -> None:
    refusals: list[Refusal] = []
    keys = list(mapping.columns.values())
    for wanted in fields:
        if keys.count(wanted.key) > 1:
            headers = [header for header, key in mapping.columns.items() if key == wanted.key]
            reason = f"field {wanted.key} has {len(headers)} columns: {', '.join(headers)}"
            refusals.append(Refusal("header", reason, "map one of them"))
    for header in mapping.columns:
        if header not in table.headers:
            refusals.append(Refusal("header", f"there is no column {header}", "map another"))
    lacking = tuple(one for one in fields if one.required and one.key not in keys)
    told = [_lacking(wanted) for wanted in lacking]
    if lacking and not refusals:
        asked = tuple(WantedField(one.key, tuple(dict.fromkeys(_words(one)))) for one in lacking)
        raise ColumnsWanted(table.file, tuple(told), table.headers, asked)
    if refusals:
        raise ImportRefused(table.file, (*refusals, *told))


def _lacking(wanted: Field) -> Refusal:
    names = ", ".join((wanted.key, *wanted.titles))
    reason = f"no column for the required field {wanted.key}"
    return Refusal("header", reason, f"name a column one of: {names}; or set one value for all")


def _words(wanted: Field) -> tuple[str, ...]:
    choices = wanted.choices
    return tuple(choices.values()) if isinstance(choices, Mapping) else tuple(choices)


def _readers(table: Table, mapping: ColumnMapping, fields: tuple[Field, ...]) -> list[_Column]:
    by_key = {wanted.key: wanted for wanted in fields}
    readers: list[_Column] = []
    refusals: list[Refusal] = []
    for header, key in mapping.columns.items():
        wanted = by_key.get(key)
        if wanted is None:
            refusals.append(Refusal(f"column {header}", f"there is no field {key}", "map another"))
            continue
        factor = _factor(header, wanted, mapping.units.get(key, ""))
        if factor is None:
            known = ", ".join(wanted.units)
            reason = "its header names no unit that is known"
            remedy = f"write the unit into the header ({known}) or name the column {key}"
            refusals.append(Refusal(f"column {header}", reason, remedy))
            continue
        try:
            read = reader_of(wanted, mapping.formats.get(key, ""), factor)
        except ValueError:
            reason = f"there is no format {mapping.formats.get(key)!r}"
            refusals.append(Refusal(f"column {header}", reason, "choose another format"))
            continue
        readers.append((table.headers.index(header), key, header, wanted.required, read))
    if refusals:
        raise ImportRefused(table.file, tuple(refusals))
    return readers


def _factor(header: str, wanted: Field, unit: str) -> float | None:
    """What to multiply by; None when the unit would have to be guessed."""
    if not wanted.units:
        return 1.0
    if unit:
        return wanted.units.get(unit)
    return 1.0 if plain(header) == plain(wanted.key) else None

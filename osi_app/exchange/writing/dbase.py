"""What a shapefile's table (dBase) can hold, and what has to stand beside it in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from osi_app.exchange.writing.columns import Column

FIELD_BYTES = 10
TEXT_BYTES = 254
_WHOLE_DIGITS = 18
_DECIMAL_WIDTH, _DECIMALS = 24, 15
"""How GDAL writes decimals: others do not survive and become text."""


@dataclass(frozen=True, slots=True)
class Shortened:
    """Columns that fit, and rows for what was cut: (shapefile, field, full name) and (shapefile,
    record from 1, field, full text)."""

    columns: list[Column]
    fields: list[tuple[object, ...]]
    texts: list[tuple[object, ...]]


def shortened(shapefile: str, columns: Sequence[Column]) -> Shortened:
    """The columns as dBase holds them. Lengths are those of UTF-8; no letter is cut in two."""
    found = Shortened([], [], [])
    taken: set[str] = set()
    for column in columns:
        name = _field(column.name, taken)
        if name != column.name:
            found.fields.append((shapefile, name, column.name))
        values = _storable(column)
        if values.dtype == object:
            values = _fitted(shapefile, name, values, found.texts)
        found.columns.append(Column(name, values, column.empty))
    return found


def _field(name: str, taken: set[str]) -> str:
    found, number = cut(name, FIELD_BYTES), 1
    while found.casefold() in taken:
        number += 1
        found = cut(name, FIELD_BYTES - len(f"_{number}")) + f"_{number}"
    taken.add(found.casefold())
    return found


def cut(text: str, limit_bytes: int) -> str:
    """The beginning of a text that fits into so many bytes of UTF-8."""
    return text.encode()[:limit_bytes].decode("utf-8", "ignore")


def _storable(column: Column) -> NDArray[Any]:
    present = column.values[~column.empty]
    if column.values.dtype.kind == "f" and not all(_fits(float(value)) for value in present):
        return _as_text(column)
    if column.values.dtype.kind == "i" and any(
        len(str(value)) > _WHOLE_DIGITS for value in present
    ):
        return _as_text(column)
    return column.values


def _fits(value: float) -> bool:
    shown = f"{value:.{_DECIMALS}f}"
    return len(shown) <= _DECIMAL_WIDTH and float(shown) == value


def _as_text(column: Column) -> NDArray[Any]:
    pairs = zip(column.values.tolist(), column.empty.tolist(), strict=True)
    return np.array([None if empty else str(value) for value, empty in pairs], dtype=object)


def _fitted(
    shapefile: str, name: str, values: NDArray[Any], texts: list[tuple[object, ...]]
) -> NDArray[Any]:
    fitted = [None if value is None else cut(value, TEXT_BYTES) for value in values]
    for record, (value, short) in enumerate(zip(values, fitted, strict=True), start=1):
        if value != short:
            texts.append((shapefile, record, name, value))
    return np.array(fitted, dtype=object)

"""Rows of mixed values as the typed columns of a table."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from osi_app.exchange.writing.features import Value, distinct, shown_value

_EXACT = 2**53
"""The largest whole number below which a float64 holds every one."""
_INT64 = 2**63


@dataclass(frozen=True, slots=True)
class Column:
    """One field of all records: its name, its values, and where there is none (True)."""

    name: str
    values: NDArray[Any]
    empty: NDArray[np.bool_]


def columns_of(rows: Sequence[dict[str, Value]], reserved: Collection[str]) -> list[Column]:
    """The columns of all rows together, in the order in which their keys first stand.

    Keys that differ only in case are one column. ``reserved`` names (casefolded) are taken by the
    format itself. Truth values, whole numbers and decimals keep their type where a column holds
    nothing else; any other mixture becomes text.
    """
    names: dict[str, str] = {}
    taken = set(reserved)
    for row in rows:
        for key in row:
            if key.casefold() not in names:
                names[key.casefold()] = distinct(key, taken)
    folded = [{key.casefold(): value for key, value in row.items()} for row in rows]
    return [_column(name, [row.get(key) for row in folded]) for key, name in names.items()]


def _column(name: str, values: list[Value]) -> Column:
    present = [value for value in values if value is not None]
    empty = np.array([value is None for value in values])
    kind = _kind(present)
    if kind is None:
        texts = [None if value is None else shown_value(value) for value in values]
        return Column(name, np.array(texts, dtype=object), empty)
    filled = [kind(0) if value is None else value for value in values]
    return Column(name, np.array(filled, dtype=np.int64 if kind is int else kind), empty)


def _kind(values: Sequence[Value]) -> type[bool] | type[int] | type[float] | None:
    """bool, int or float where all values are that and survive it, otherwise none: text."""
    kinds = {type(value) for value in values}
    if kinds == {bool}:
        return bool
    whole = [value for value in values if isinstance(value, int)]
    if kinds == {int} and all(-_INT64 <= value < _INT64 for value in whole):
        return int
    if float in kinds and kinds <= {int, float} and all(abs(v) <= _EXACT for v in whole):
        return float
    return None

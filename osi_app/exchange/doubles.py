"""Values that must stand once in a file: every row of one that stands more often is refused."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from osi_app.exchange.typed_table import TypedTable
from osi_app.kernel.errors import Refusal

Identity = Callable[[Mapping[str, Any]], object]
"""A row's values -> what must be unique in the file, or None where the row has none."""


def doubles(typed: TypedTable, key: str, identity: Identity, remedy: str) -> list[Refusal]:
    """One refusal for every row whose identity another row has as well: all are listed.

    ``key`` is the field whose column is named and whose value is shown.
    """
    header = next((h for h, field in typed.mapping.columns.items() if field == key), key)
    places: defaultdict[object, list[str]] = defaultdict(list)
    shown: dict[object, str] = {}
    for row in typed.rows:
        found = identity(row.values)
        if found is not None:
            places[found].append(row.where)
            shown[found] = str(row.values.get(key))[:40]
    return [
        Refusal(
            f"{where}, column {header}",
            f"{shown[found]} stands {len(rows)} times: {', '.join(rows[:10])}",
            remedy,
        )
        for found, rows in places.items()
        if len(rows) > 1
        for where in rows
    ]

"""A GeoPackage is an SQLite database: looked at before GDAL opens it, and never written to."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from osi_app.exchange.files import refusal, refuse
from osi_app.exchange.ogr_sources import Source
from osi_app.exchange.shapes import Shapes

_STEP, _STEPS = 100_000, 3_000
"""Instructions of SQLite between two looks at it, and looks until it is stopped (seconds)."""
_DAMAGED_REMEDY = "copy it again, or save it again from the program that made it"
_KEPT_BY_FORMAT = "gpkg_"


def geopackage_layers(copy: Path, shapes: Shapes) -> list[Source]:
    """The vector layers of a GeoPackage that was copied to a folder of its own.

    Views, virtual tables and tables with computed columns are left out and noted: reading them
    would run what the file says. Raises ``ImportRefused`` for a damaged database, one that is no
    GeoPackage and one without vector layers.
    """
    path = shapes.path
    with _connected(path, copy) as connection:
        kinds = _kinds(connection)
        if "gpkg_contents" not in kinds:
            reason = "it is an SQLite database, but no GeoPackage"
            refuse(path, "file", reason, "choose a GeoPackage")
        odd = [name for name, kind in kinds.items() if name.startswith(_KEPT_BY_FORMAT) and kind]
        if odd:
            refuse(path, f"table {odd[0]!r}", f"it is a {kinds[odd[0]]}", _DAMAGED_REMEDY)
        _check_whole(path, connection)
        names = _layer_names(connection) if "gpkg_geometry_columns" in kinds else []
        read = [name for name in names if _is_plain(connection, shapes, kinds, name)]
    if not read:
        refuse(path, "file", "it has no vector layer that can be read", "choose another file")
    return [Source(copy, name, name if len(read) > 1 else "", 0) for name in read]


@contextmanager
def _connected(path: Path, copy: Path) -> Iterator[sqlite3.Connection]:
    looks = iter(range(_STEPS))
    address = f"{copy.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            connection.set_progress_handler(lambda: next(looks, None) is None, _STEP)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA ignore_check_constraints = ON")  # they may hold anything
            yield connection
    except (sqlite3.Error, UnicodeError) as error:  # Unicode: of a message that quotes the file
        raise refusal(path, "file", f"it is damaged: {error}", _DAMAGED_REMEDY) from error


def _kinds(connection: sqlite3.Connection) -> dict[str, str]:
    """Table name in lower case -> "" for a plain table, otherwise what it is."""
    rows = connection.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view')"
    )
    kinds: dict[str, str] = {}
    for name, kind, sql in rows:
        virtual = str(sql).lstrip().upper().startswith("CREATE VIRTUAL")
        kinds[str(name).lower()] = "view" if kind == "view" else "virtual table" if virtual else ""
    return kinds


def _check_whole(path: Path, connection: sqlite3.Connection) -> None:
    for (told,) in connection.execute("PRAGMA quick_check(1)"):
        if told != "ok":
            refuse(path, "file", f"it is damaged: {str(told)[:100]}", _DAMAGED_REMEDY)


def _layer_names(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT c.table_name FROM gpkg_contents AS c JOIN gpkg_geometry_columns AS g"
        " ON lower(c.table_name) = lower(g.table_name)"
        " WHERE c.data_type = 'features' ORDER BY c.rowid LIMIT 500"
    )
    return [str(name) for (name,) in rows]


def _is_plain(
    connection: sqlite3.Connection, shapes: Shapes, kinds: dict[str, str], name: str
) -> bool:
    kind = kinds.get(name.lower(), "missing table")
    if not kind:
        columns = connection.execute("SELECT hidden FROM pragma_table_xinfo(?)", (name,))
        kind = "table with computed columns" if any(hidden for (hidden,) in columns) else ""
    if kind:
        shapes.notes.append(f"layer {name[:60]!r} is a {kind} and is not read")
    return not kind

"""The tables: schema only, derived from the records. Rows are never instantiated."""

from sqlalchemy import Table
from sqlmodel import SQLModel

from db.rows import area, checklist, columns, equipment, inspection, library, roster, search
from db.rows.journal import JOURNAL, TOUCH
from osi_app.kernel.record import Record, kind_of

METADATA = SQLModel.metadata
_ROOMS = (library, inspection, area, roster, equipment, search, checklist)


def _rows() -> dict[str, tuple[type[Record], Table]]:
    found: dict[str, tuple[type[Record], Table]] = {}
    for room in _ROOMS:
        for name, row in vars(room).items():
            if name.endswith("Row"):
                record = row.__mro__[1]
                found[kind_of(record)] = (record, row.__table__)
    return found


TABLES: dict[str, tuple[type[Record], Table]] = _rows()
"""Kind -> record class and its table."""

TABLE_ORDER: tuple[str, ...] = tuple(table.name for table in METADATA.sorted_tables)
"""Table names, parents before children."""

__all__ = ["JOURNAL", "METADATA", "TABLES", "TABLE_ORDER", "TOUCH", "columns"]

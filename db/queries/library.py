"""The library's list of States."""

from db.queries.sql_list import Look, Source, SqlList
from db.rows import TABLES
from osi_app.kernel.lists import Column, ColumnKind, ListQuery
from osi_app.library.lines import StateLine
from osi_app.library.records import Region

_STATE = TABLES["state"][1]

_COLUMNS = (
    Column("code", ColumnKind.CODE, width=70),
    Column("name", editable=True, width=220),
    Column("name_zh", editable=True, width=130),
    Column("region", ColumnKind.WORD, editable=True, width=220, words=tuple(Region)),
    Column("annex2", ColumnKind.WORD, editable=True, width=80, words=("yes", "no")),
    Column("signed_on", ColumnKind.DAY, editable=True, width=100),
    Column("ratified_on", ColumnKind.DAY, editable=True, width=100),
    Column("as_of", ColumnKind.DAY, editable=True, width=100),
    Column("fictional", ColumnKind.WORD, width=80, words=("yes", "no")),
)


def _states(query: ListQuery) -> Source:
    del query
    names = (
        "code",
        "name",
        "name_zh",
        "region",
        "annex2",
        "signed_on",
        "ratified_on",
        "as_of",
        "fictional",
    )
    return Source(_STATE, _STATE.c.id, _STATE.c.code, {name: _STATE.c[name] for name in names})


class StoredLibraryReads:
    """See ``LibraryReads``."""

    def __init__(self, look: Look) -> None:
        self.states = SqlList(look, StateLine, _COLUMNS, _states)

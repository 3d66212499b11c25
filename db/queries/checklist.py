"""The list of tasks."""

from db.queries.sql_list import Look, Source, SqlList
from db.rows import TABLES
from osi_app.checklist.lines import TaskLine
from osi_app.checklist.records import Anchor
from osi_app.kernel.lists import Column, ColumnKind, ListQuery

_TASK = TABLES["task"][1]

_COLUMNS = (
    Column("code", ColumnKind.CODE, width=80),
    Column("phase", editable=True, width=150),
    Column("title", editable=True, width=330),
    Column("owner_role", editable=True, width=160),
    Column("anchor", ColumnKind.WORD, editable=True, width=70, words=tuple(Anchor)),
    Column("offset_h", ColumnKind.NUMBER, editable=True, width=80),
    Column("paragraph", width=90),
    Column("done_at", ColumnKind.INSTANT, width=140),
    Column("done_by", width=110),
)


def _tasks(query: ListQuery) -> Source:
    names = tuple(column.key for column in _COLUMNS)
    return Source(
        _TASK,
        _TASK.c.id,
        _TASK.c.position,
        {name: _TASK.c[name] for name in names},
        (_TASK.c.inspection_id == query.inspection_id,),
    )


class StoredChecklistReads:
    """See ``ChecklistReads``."""

    def __init__(self, look: Look) -> None:
        self.tasks = SqlList(look, TaskLine, _COLUMNS, _tasks)

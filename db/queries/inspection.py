"""The list of events."""

from sqlalchemy import and_, func, select

from db.queries.sql_list import Look, Source, SqlList
from db.rows import TABLES
from osi_app.inspection.lines import EventLine
from osi_app.kernel.lists import Column, ColumnKind, ListQuery

_EVENT = TABLES["event"][1]
_ORIGIN = TABLES["origin"][1]

_COLUMNS = (
    Column("code", ColumnKind.CODE, width=130),
    Column("name", editable=True, width=200),
    Column("event_type", width=130),
    Column("at", ColumnKind.INSTANT, width=140),
    Column("lat", ColumnKind.NUMBER, width=80),
    Column("lon", ColumnKind.NUMBER, width=80),
    Column("depth_m", ColumnKind.NUMBER, width=90),
    Column("magnitude", ColumnKind.NUMBER, width=80),
    Column("magnitude_type", width=70),
    Column("agency", width=90),
    Column("semi_major_m", ColumnKind.NUMBER, width=110),
    Column("origins", ColumnKind.NUMBER, width=70),
    Column("source", width=200),
)


def _events(query: ListQuery) -> Source:
    del query
    prime = _ORIGIN.alias("prime")
    counted = select(func.count()).where(_ORIGIN.c.event_id == _EVENT.c.id).scalar_subquery()
    first = (
        select(_ORIGIN.c.id)
        .where(_ORIGIN.c.event_id == _EVENT.c.id)
        .order_by(_ORIGIN.c.prime.desc(), _ORIGIN.c.id)
        .limit(1)
        .scalar_subquery()
    )
    tables = _EVENT.outerjoin(prime, and_(prime.c.event_id == _EVENT.c.id, prime.c.id == first))
    own = {name: _EVENT.c[name] for name in ("code", "name", "event_type", "source")}
    of_prime = (
        "at", "lat", "lon", "depth_m", "magnitude", "magnitude_type", "agency", "semi_major_m",
    )  # fmt: skip
    return Source(
        tables,
        _EVENT.c.id,
        _EVENT.c.code,
        {**own, **{name: prime.c[name] for name in of_prime}, "origins": counted},
        shape={"magnitude_type": _text, "agency": _text},
    )


def _text(value: str | None) -> str:
    return value or ""


class StoredInspectionReads:
    """See ``InspectionReads``."""

    def __init__(self, look: Look) -> None:
        self.events = SqlList(look, EventLine, _COLUMNS, _events)

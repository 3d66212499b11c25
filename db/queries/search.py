"""The lists of areas of interest and missions."""

from typing import Any

from sqlalchemy import ColumnElement, Float, cast, extract, func, select

from db.queries.sql_list import Look, Source, SqlList
from db.rows import TABLES
from osi_app.kernel.lists import Column, ColumnKind, ListQuery
from osi_app.search.lines import AreaOfInterestLine, MissionLine
from osi_app.search.records import AreaOfInterestStatus, MissionStatus
from osi_app.treaty.words import Technique

_AREA = TABLES["area_of_interest"][1]
_QUESTION = TABLES["question"][1]
_NEED = TABLES["information_need"][1]
_MISSION = TABLES["mission"][1]
_CREW = TABLES["mission_member"][1]

_AREAS = (
    Column("code", ColumnKind.CODE, editable=True, width=80),
    Column("title", editable=True, width=280),
    Column("priority", ColumnKind.NUMBER, editable=True, width=70),
    Column("status", ColumnKind.WORD, editable=True, width=100, words=tuple(AreaOfInterestStatus)),
    Column("questions", ColumnKind.NUMBER, width=80),
    Column("missions", ColumnKind.NUMBER, width=80),
)

_MISSIONS = (
    Column("code", ColumnKind.CODE, editable=True, width=80),
    Column("title", editable=True, width=280),
    Column("technique", ColumnKind.WORD, editable=True, width=90, words=tuple(Technique)),
    Column("status", ColumnKind.WORD, editable=True, width=100, words=tuple(MissionStatus)),
    Column("starts_at", ColumnKind.INSTANT, editable=True, width=140),
    Column("ends_at", ColumnKind.INSTANT, editable=True, width=140),
    Column("hours", ColumnKind.NUMBER, width=60),
    Column("members", ColumnKind.NUMBER, width=70),
    Column("area_of_interest", ColumnKind.CODE, width=80),
    Column("question", ColumnKind.CODE, width=80),
    Column("airborne", ColumnKind.WORD, editable=True, width=80, words=("yes", "no")),
)


def _areas(query: ListQuery) -> Source:
    questions = (
        select(func.count()).where(_QUESTION.c.area_of_interest_id == _AREA.c.id).scalar_subquery()
    )
    missions = (
        select(func.count(_MISSION.c.id))
        .select_from(
            _MISSION.join(_NEED, _NEED.c.id == _MISSION.c.information_need_id).join(
                _QUESTION, _QUESTION.c.id == _NEED.c.question_id
            )
        )
        .where(_QUESTION.c.area_of_interest_id == _AREA.c.id)
        .correlate(_AREA)
        .scalar_subquery()
    )
    names = ("code", "title", "priority", "status")
    return Source(
        _AREA,
        _AREA.c.id,
        _AREA.c.code,
        {**{n: _AREA.c[n] for n in names}, "questions": questions, "missions": missions},
        (_AREA.c.inspection_id == query.inspection_id,),
    )


def _missions(query: ListQuery) -> Source:
    tables = (
        _MISSION.join(_NEED, _NEED.c.id == _MISSION.c.information_need_id)
        .join(_QUESTION, _QUESTION.c.id == _NEED.c.question_id)
        .join(_AREA, _AREA.c.id == _QUESTION.c.area_of_interest_id)
    )
    members = select(func.count()).where(_CREW.c.mission_id == _MISSION.c.id).scalar_subquery()
    hours = (_seconds(_MISSION.c.ends_at) - _seconds(_MISSION.c.starts_at)) / 3600.0
    names = ("code", "title", "technique", "airborne", "starts_at", "ends_at", "status")
    return Source(
        tables,
        _MISSION.c.id,
        _MISSION.c.code,
        {
            **{name: _MISSION.c[name] for name in names},
            "area_of_interest": _AREA.c.code,
            "question": _QUESTION.c.code,
            "hours": hours,
            "members": members,
        },
        (_MISSION.c.inspection_id == query.inspection_id,),
        {"hours": lambda value: round(float(value), 3)},
    )


def _seconds(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(extract("epoch", column), Float)


class StoredSearchReads:
    """See ``SearchReads``."""

    def __init__(self, look: Look) -> None:
        self.areas_of_interest = SqlList(look, AreaOfInterestLine, _AREAS, _areas)
        self.missions = SqlList(look, MissionLine, _MISSIONS, _missions)

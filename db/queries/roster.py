"""The lists of inspectors and team members."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    Table,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
)

from db.queries import roster_team as team
from db.queries.sql_list import Look, Source, SqlList, joined
from db.rows import TABLES
from osi_app.kernel.lists import Column, ColumnKind, ListQuery
from osi_app.roster import lines
from osi_app.roster.lines import InspectorLine, TeamMemberLine
from osi_app.roster.records import InspectorRole, Sex, TrainingResult

_INSPECTOR = TABLES["inspector"][1]
_STATE = TABLES["state"][1]
_QUALIFICATION = TABLES["qualification"][1]
_TRAINING = TABLES["training"][1]
_MEDICAL = TABLES["medical_clearance"][1]
_PASSPORT = TABLES["passport"][1]
_AVAILABILITY = TABLES["availability"][1]
_MEMBER = TABLES["team_member"][1]

_STATUSES = ("ready", "unavailable", "lapsed", "not_designated")

_INSPECTORS = (
    Column("code", ColumnKind.CODE, width=74),
    Column("name", editable=True, width=150),
    Column("latin_name", editable=True, width=160),
    Column("nationality", ColumnKind.CODE, width=72),
    Column("status", ColumnKind.STATUS, width=104, words=_STATUSES),
    Column("seat", width=150),
    Column("techniques", width=160),
    Column("role", ColumnKind.WORD, editable=True, width=84, words=tuple(InspectorRole)),
    Column("languages", width=90),
    Column("training_until", ColumnKind.DAY, width=105),
    Column("medical_until", ColumnKind.DAY, width=105),
    Column("passport_until", ColumnKind.DAY, width=105),
    Column("sex", ColumnKind.WORD, editable=True, width=80, words=tuple(Sex)),
)

_MEMBERS = (
    Column("code", ColumnKind.CODE, width=80),
    Column("name", width=160),
    Column("latin_name", width=170),
    Column("nationality", ColumnKind.CODE, width=80),
    Column("seat", editable=True, width=210),
    Column("leader", ColumnKind.WORD, editable=True, width=70, words=("yes", "no")),
    Column("techniques", width=170),
    Column("languages", width=100),
    Column("arrives_on", ColumnKind.DAY, editable=True, width=100),
    Column("departs_on", ColumnKind.DAY, editable=True, width=100),
)


def _words(value: Any) -> str:
    return " ".join(value or ())


def _techniques() -> ColumnElement[Any]:
    technique = type_coerce(_QUALIFICATION.c.technique, String)
    one = technique.concat(":").concat(type_coerce(_QUALIFICATION.c.level, String))
    ordered = (
        select(one.label("one"))
        .where(_QUALIFICATION.c.inspector_id == _INSPECTOR.c.id)
        .order_by(_QUALIFICATION.c.technique)
        .correlate(_INSPECTOR)
        .subquery()
    )
    return select(joined(ordered.c.one)).scalar_subquery()


def _medical_until(on: date) -> ColumnElement[Any]:
    """The last day of the newest examination of or before the day; none when it found the person
    unfit."""
    return (
        select(case((_MEDICAL.c.fit, _MEDICAL.c.valid_until), else_=null()))
        .where(_MEDICAL.c.inspector_id == _INSPECTOR.c.id, _MEDICAL.c.examined_on <= on)
        .order_by(_MEDICAL.c.examined_on.desc(), _MEDICAL.c.valid_until.desc())
        .limit(1)
        .correlate(_INSPECTOR)
        .scalar_subquery()
    )


def _latest(table: Table, *where: ColumnElement[bool]) -> ColumnElement[Any]:
    return (
        select(func.max(table.c.valid_until))
        .where(table.c.inspector_id == _INSPECTOR.c.id, *where)
        .correlate(_INSPECTOR)
        .scalar_subquery()
    )


def _has(table: Table, *where: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(table.c.id)
        .where(table.c.inspector_id == _INSPECTOR.c.id, *where)
        .correlate(_INSPECTOR)
        .exists()
    )


def _available(on: date) -> ColumnElement[bool]:
    """No word says no, and where days are named, one says yes."""
    about = (_AVAILABILITY.c.first_day <= on, _AVAILABILITY.c.last_day >= on)
    yes = _AVAILABILITY.c.available.is_(True)
    return and_(
        ~_has(_AVAILABILITY, _AVAILABILITY.c.available.is_(False), *about),
        or_(_has(_AVAILABILITY, yes, *about), ~_has(_AVAILABILITY, yes)),
    )


def _status(on: date, valid: tuple[ColumnElement[bool], ...]) -> ColumnElement[Any]:
    """As ``osi_app.roster.currency`` judges the day."""
    designated_on = _INSPECTOR.c.designated_on
    return case(
        (or_(designated_on.is_(None), designated_on > on), literal("not_designated")),
        (~_available(on), literal("unavailable")),
        (~and_(*valid), literal("lapsed")),
        else_=literal("ready"),
    )


def _inspectors(query: ListQuery) -> Source:
    on = query.on or date.max
    member = _MEMBER.alias("member")
    tables = _INSPECTOR.join(_STATE, _STATE.c.id == _INSPECTOR.c.nationality_id).outerjoin(
        member,
        and_(
            member.c.inspector_id == _INSPECTOR.c.id,
            member.c.inspection_id == query.inspection_id,
        ),
    )
    passed = and_(_TRAINING.c.completed_on <= on, _TRAINING.c.result == TrainingResult.PASSED)
    endless = _TRAINING.c.valid_until.is_(None)
    lasting = _has(_TRAINING, passed, endless)
    training = case((lasting, null()), else_=_latest(_TRAINING, passed))
    medical, passport = _medical_until(on), _latest(_PASSPORT)
    plain = ("code", "name", "latin_name", "sex", "role", "languages")
    valid = (
        or_(lasting, func.coalesce(training, date.min) >= on),
        func.coalesce(medical, date.min) >= on,
        func.coalesce(passport, date.min) >= on,
    )
    return Source(
        tables,
        _INSPECTOR.c.id,
        _INSPECTOR.c.code,
        {
            **{name: _INSPECTOR.c[name] for name in plain},
            "nationality": _STATE.c.code,
            "techniques": _techniques(),
            "training_until": training,
            "medical_until": medical,
            "passport_until": passport,
            "status": _status(on, valid),
            "seat": func.coalesce(member.c.seat, ""),
        },
        shape={"languages": _words},
    )


def _members(query: ListQuery) -> Source:
    tables = _MEMBER.join(_INSPECTOR, _INSPECTOR.c.id == _MEMBER.c.inspector_id).join(
        _STATE, _STATE.c.id == _INSPECTOR.c.nationality_id
    )
    own = ("inspector_id", "seat", "leader", "arrives_on", "departs_on")
    return Source(
        tables,
        _MEMBER.c.id,
        _INSPECTOR.c.code,
        {
            **{name: _MEMBER.c[name] for name in own},
            **{name: _INSPECTOR.c[name] for name in ("code", "name", "latin_name", "languages")},
            "nationality": _STATE.c.code,
            "techniques": _techniques(),
        },
        (_MEMBER.c.inspection_id == query.inspection_id,),
        {"languages": _words},
    )


class StoredRosterReads:
    """See ``RosterReads``."""

    def __init__(self, look: Look) -> None:
        self.inspectors = SqlList(look, InspectorLine, _INSPECTORS, _inspectors)
        self.members = SqlList(look, TeamMemberLine, _MEMBERS, _members)
        self.seats = SqlList(look, lines.SeatLine, team.SEATS, team.seats)
        self.call_outs = SqlList(look, lines.CallOutLine, team.CALL_OUTS, team.call_outs)
        self.callees = SqlList(look, lines.CalleeLine, team.CALLEES, team.callees)
        self.replies = SqlList(look, lines.ReplyLine, team.REPLIES, team.replies)
        self.legs = SqlList(look, lines.LegLine, team.LEGS, team.legs)

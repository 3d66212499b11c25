"""Lists about teams: seats, call-outs with who was called and what came back, legs of travel."""

from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, select

from db.queries.sql_list import Source
from db.rows import TABLES
from osi_app.kernel.lists import Column, ColumnKind, ListQuery
from osi_app.roster.callout_records import Answer, Channel
from osi_app.roster.fitness_records import TeamFunction
from osi_app.roster.records import Level
from osi_app.roster.travel_records import LegStatus, TravelMode
from osi_app.treaty.words import Technique

_SEAT = TABLES["seat"][1]
_MEMBER = TABLES["team_member"][1]
_PERSON = TABLES["inspector"][1]
_CALL = TABLES["call_out"][1]
_CALLEE = TABLES["callee"][1]
_MESSAGE = TABLES["call_message"][1]
_REPLY = TABLES["call_reply"][1]
_LEG = TABLES["travel_leg"][1]

SEATS = (
    Column("code", ColumnKind.CODE, editable=True, width=70),
    Column("title", editable=True, width=210),
    Column("function", ColumnKind.WORD, editable=True, width=120, words=tuple(TeamFunction)),
    Column("technique", ColumnKind.WORD, editable=True, width=80, words=tuple(Technique)),
    Column("level", ColumnKind.WORD, editable=True, width=84, words=tuple(Level)),
    Column("languages", width=90),
    Column("shift", editable=True, width=64),
    Column("status", ColumnKind.STATUS, width=84, words=("filled", "empty")),
    Column("member", ColumnKind.CODE, width=84),
    Column("name", width=170),
)
CALL_OUTS = (
    Column("code", ColumnKind.CODE, editable=True, width=84),
    Column("title", editable=True, width=200),
    Column("status", ColumnKind.STATUS, width=80, words=("open", "closed")),
    Column("opened_at", ColumnKind.INSTANT, width=150),
    Column("reply_by", ColumnKind.INSTANT, width=150),
    Column("called", ColumnKind.NUMBER, width=70),
    Column("answered", ColumnKind.NUMBER, width=84),
)
CALLEES = (
    Column("code", ColumnKind.CODE, width=84),
    Column("latin_name", width=170),
    Column("wave", ColumnKind.NUMBER, width=60),
    Column("answer", ColumnKind.STATUS, width=110, words=(*Answer, "waiting")),
    Column("sent", ColumnKind.NUMBER, width=60),
    Column("last_at", ColumnKind.INSTANT, width=150),
    Column("token", ColumnKind.CODE, width=110),
)
REPLIES = (
    Column("at", ColumnKind.INSTANT, width=150),
    Column("code", ColumnKind.CODE, width=84),
    Column("latin_name", width=160),
    Column("answer", ColumnKind.STATUS, width=110, words=tuple(Answer)),
    Column("channel", ColumnKind.WORD, width=70, words=tuple(Channel)),
    Column("available_from", ColumnKind.DAY, width=110),
    Column("available_until", ColumnKind.DAY, width=110),
    Column("airport", ColumnKind.CODE, width=70),
    Column("constraints", width=180),
    Column("problem", width=180),
    Column("sender", width=170),
)
LEGS = (
    Column("code", ColumnKind.CODE, width=84),
    Column("latin_name", width=160),
    Column("number", ColumnKind.NUMBER, width=50),
    Column("mode", ColumnKind.WORD, editable=True, width=80, words=tuple(TravelMode)),
    Column("from_place", ColumnKind.CODE, editable=True, width=74),
    Column("to_place", ColumnKind.CODE, editable=True, width=74),
    Column("departs_at", ColumnKind.INSTANT, width=150),
    Column("arrives_at", ColumnKind.INSTANT, width=150),
    Column("delay_min", ColumnKind.NUMBER, editable=True, width=76),
    Column("status", ColumnKind.STATUS, width=100, words=tuple(LegStatus)),
    Column("reference", ColumnKind.CODE, editable=True, width=100),
)


def _words(value: Any) -> str:
    return " ".join(value or ())


def seats(query: ListQuery) -> Source:
    """Seats of an inspection with who sits in them."""
    tables = _SEAT.outerjoin(_MEMBER, _MEMBER.c.seat_id == _SEAT.c.id).outerjoin(
        _PERSON, _PERSON.c.id == _MEMBER.c.inspector_id
    )
    own = ("code", "title", "function", "technique", "level", "languages", "shift")
    filled = case((_MEMBER.c.id.is_(None), literal("empty")), else_=literal("filled"))
    return Source(
        tables,
        _SEAT.c.id,
        _SEAT.c.code,
        {
            **{name: _SEAT.c[name] for name in own},
            "status": filled,
            "member": func.coalesce(_PERSON.c.code, ""),
            "name": func.coalesce(_PERSON.c.latin_name, ""),
        },
        (_SEAT.c.inspection_id == query.inspection_id,),
        {"languages": _words},
    )


def call_outs(query: ListQuery) -> Source:
    """Campaigns of an inspection."""
    called = select(func.count()).where(_CALLEE.c.call_out_id == _CALL.c.id)
    answered = select(func.count(_REPLY.c.callee_id.distinct())).where(
        _REPLY.c.call_out_id == _CALL.c.id, _REPLY.c.callee_id.is_not(None)
    )
    state = case((_CALL.c.closed_at.is_(None), literal("open")), else_=literal("closed"))
    return Source(
        _CALL,
        _CALL.c.id,
        _CALL.c.code,
        {
            **{name: _CALL.c[name] for name in ("code", "title", "opened_at", "reply_by")},
            "status": state,
            "called": called.correlate(_CALL).scalar_subquery(),
            "answered": answered.correlate(_CALL).scalar_subquery(),
        },
        (_CALL.c.inspection_id == query.inspection_id,),
    )


def _newest_reply(column: str) -> ColumnElement[Any]:
    """Of what a callee answered the newest; what is doubtful (``problem``) does not count."""
    return (
        select(_REPLY.c[column])
        .where(_REPLY.c.callee_id == _CALLEE.c.id, _REPLY.c.problem == "")
        .order_by(_REPLY.c.at.desc(), _REPLY.c.id)
        .limit(1)
        .correlate(_CALLEE)
        .scalar_subquery()
    )


def callees(query: ListQuery) -> Source:
    """Everybody called for an inspection, in whatever campaign."""
    tables = _CALLEE.join(_CALL, _CALL.c.id == _CALLEE.c.call_out_id).join(
        _PERSON, _PERSON.c.id == _CALLEE.c.inspector_id
    )
    sent = select(func.count()).where(
        _MESSAGE.c.callee_id == _CALLEE.c.id, _MESSAGE.c.sent_at.is_not(None)
    )
    return Source(
        tables,
        _CALLEE.c.id,
        _PERSON.c.code,
        {
            "code": _PERSON.c.code,
            "latin_name": _PERSON.c.latin_name,
            "wave": _CALLEE.c.wave,
            "answer": func.coalesce(_newest_reply("answer"), literal("waiting")),
            "sent": sent.correlate(_CALLEE).scalar_subquery(),
            "last_at": _newest_reply("at"),
            "token": _CALLEE.c.token,
        },
        (_CALL.c.inspection_id == query.inspection_id,),
    )


def replies(query: ListQuery) -> Source:
    """Everything that came back, also what nobody could be matched to."""
    tables = (
        _REPLY.join(_CALL, _CALL.c.id == _REPLY.c.call_out_id)
        .outerjoin(_CALLEE, _CALLEE.c.id == _REPLY.c.callee_id)
        .outerjoin(_PERSON, _PERSON.c.id == _CALLEE.c.inspector_id)
    )
    own = ("at", "answer", "channel", "available_from", "available_until", "airport",
           "constraints", "problem", "sender")  # fmt: skip
    return Source(
        tables,
        _REPLY.c.id,
        _REPLY.c.sender,
        {
            **{name: _REPLY.c[name] for name in own},
            "code": func.coalesce(_PERSON.c.code, ""),
            "latin_name": func.coalesce(_PERSON.c.latin_name, ""),
        },
        (_CALL.c.inspection_id == query.inspection_id,),
    )


def legs(query: ListQuery) -> Source:
    """All legs of an inspection."""
    tables = _LEG.join(_PERSON, _PERSON.c.id == _LEG.c.inspector_id)
    own = ("number", "mode", "from_place", "to_place", "departs_at", "arrives_at", "delay_min",
           "status", "reference")  # fmt: skip
    return Source(
        tables,
        _LEG.c.id,
        _PERSON.c.code,
        {
            **{name: _LEG.c[name] for name in own},
            "code": _PERSON.c.code,
            "latin_name": _PERSON.c.latin_name,
        },
        (_LEG.c.inspection_id == query.inspection_id,),
    )

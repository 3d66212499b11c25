"""The telephone tree for paper: who calls whom when nothing else works.

Each calls at most N others. Callers and called share a language where anybody does, and lie in
neighbouring time zones, so that nobody is called by somebody who sleeps. The same people give the
same tree.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from osi_app.kernel.errors import RuleError
from osi_app.roster.callout.addresses import e164, languages_of
from osi_app.roster.callout.tally import zone_of
from osi_app.roster.records import Inspector

CENTRE = "–"
"""Stands for the operations centre, which calls the first and shares a language with everybody."""
MOST_CALLS = 50


@dataclass(frozen=True, slots=True)
class PhoneCall:
    """One call on paper. ``level`` 1 is called by the centre; ``language`` is the one shared, ""
    when there is none; ``offset_h`` is hours east of UTC, None when the zone is not known."""

    level: int
    caller_code: str
    caller_name: str
    inspector_id: UUID
    code: str
    name: str
    number: str
    language: str
    zone: str
    offset_h: float | None


@dataclass(frozen=True, slots=True)
class PhoneTree:
    """The calls in the order they are made, level by level, and who has no number to call."""

    calls: tuple[PhoneCall, ...]
    without_number: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody with all that the choice of a caller looks at."""

    record: Inspector
    number: str
    languages: tuple[str, ...]
    zone: str
    offset_h: float | None


@dataclass(frozen=True, slots=True)
class _Caller:
    level: int
    person: _Person | None


def phone_tree(people: Iterable[Inspector], most: int, at: datetime) -> PhoneTree:
    """The tree at that moment, which decides on summer time. ``most`` is 2 to 50. Raises
    ``RuleError('fan_out')``."""
    if not 2 <= most <= MOST_CALLS:
        raise RuleError("fan_out", field="most", value=most, limit=MOST_CALLS)
    known = [_person(one, at) for one in people]
    waiting = sorted((one for one in known if one.number), key=_order)
    calls: list[PhoneCall] = []
    callers: deque[_Caller] = deque([_Caller(0, None)])
    while waiting:
        caller = callers.popleft()
        for one in _called(caller, waiting, most, alone=not callers):
            waiting.remove(one)
            calls.append(_call(caller, one))
            callers.append(_Caller(caller.level + 1, one))
    silent = sorted((one.record for one in known if not one.number), key=lambda one: one.code)
    return PhoneTree(tuple(calls), tuple(one.id for one in silent))


def _called(caller: _Caller, waiting: list[_Person], most: int, *, alone: bool) -> list[_Person]:
    """Whom this caller calls: the nearest who share a language. The centre begins with one of
    each language; the last caller left calls whoever is left."""
    if caller.person is None:
        return _spread(waiting, most)
    person = caller.person
    shared = [one for one in waiting if _shared(person, one)]
    pool = shared if shared or not alone else waiting
    return sorted(pool, key=lambda one: (_apart(person, one), _order(one)))[:most]


def _spread(waiting: list[_Person], most: int) -> list[_Person]:
    """People of the largest groups of language and zone first, one of each, then again."""
    groups: dict[tuple[str, float], list[_Person]] = {}
    for one in waiting:
        key = (next(iter(one.languages), ""), one.offset_h or 0.0)
        groups.setdefault(key, []).append(one)
    by_size = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    rounds = max(len(some) for _, some in by_size)
    turns = (some[turn] for turn in range(rounds) for _, some in by_size if turn < len(some))
    return [one for one, _ in zip(turns, range(most), strict=False)]


def _call(caller: _Caller, one: _Person) -> PhoneCall:
    person = caller.person
    language = _shared(person, one) if person else next(iter(one.languages), "")
    return PhoneCall(
        caller.level + 1,
        person.record.code if person else CENTRE,
        person.record.name if person else CENTRE,
        one.record.id,
        one.record.code,
        one.record.name,
        one.number,
        language,
        one.zone,
        one.offset_h,
    )


def _person(record: Inspector, at: datetime) -> _Person:
    zone = zone_of(record)
    offset_h: float | None = None
    try:
        offset = at.astimezone(ZoneInfo(zone)).utcoffset() if zone else None
        offset_h = offset.total_seconds() / 3_600 if offset is not None else None
    except (ZoneInfoNotFoundError, ValueError):
        zone = ""
    number = e164(record.phone) if record.phone else ""
    return _Person(record, number, languages_of(record.languages), zone, offset_h)


def _shared(person: _Person, other: _Person) -> str:
    return next((one for one in other.languages if one in person.languages), "")


def _apart(person: _Person, other: _Person) -> float:
    """Hours between two zones, round the globe; an unknown zone is as far as can be."""
    if person.offset_h is None or other.offset_h is None:
        return 12.0
    apart = abs(person.offset_h - other.offset_h) % 24
    return min(apart, 24 - apart)


def _order(one: _Person) -> tuple[float, str, str]:
    return (one.offset_h or 0.0, next(iter(one.languages), ""), one.record.code)

"""Days as people write them in a reply, in the forms of six languages.

A day that can be read two ways (03/04/2026) is read the way that falls into the span asked about,
if only one does; else it is ambiguous and not read at all.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from osi_app.roster.callout.words import any_of, months

SLACK_DAYS = 31
"""Days around the span asked about that an ambiguous day may fall into."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The days of a call, both inclusive."""

    first: date
    last: date

    def near(self, day: date) -> bool:
        """Whether the day is in the span, or about it."""
        slack = timedelta(days=SLACK_DAYS)
        return self.first - slack <= day <= self.last + slack


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day in a text, from ``start`` to ``end``. None: it stands there and cannot be read."""

    start: int
    end: int
    day: date | None


_Reading = Callable[[re.Match[str], Asked], date | None]


def days_in(text: str, asked: Asked) -> tuple[FoundDay, ...]:
    """The days of a plain text in their order. No part of it is read twice."""
    found: list[FoundDay] = []
    for pattern, read in _forms():
        for match in pattern.finditer(text):
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(FoundDay(match.start(), match.end(), read(match, asked)))
    return tuple(sorted(found, key=lambda one: one.start))


@cache
def _forms() -> tuple[tuple[re.Pattern[str], _Reading], ...]:
    names = any_of(sorted(months(), key=len, reverse=True)).pattern
    year = r"(?:,?\s+(?:de\s+|del\s+)?(?P<y>\d{4})(?:\s*г\b\.?)?)?"
    month = rf"(?P<m>{names})\.?"
    day = r"(?P<d>\d{1,2})"
    joined = r"(?:st|nd|rd|th|er|º|°)?\.?\s+(?:de\s+|of\s+)?"
    chinese = rf"(?P<m>\d{{1,2}})\s*月\s*{day}\s*[日号]?"
    named = (
        rf"(?<!\d)(?P<y>\d{{4}})\s*年\s*{chinese}",
        rf"(?<!\d){chinese}",
        rf"(?<!\d)(?P<y>\d{{4}})(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s){day}(?!\d)",
        rf"(?<!\d){day}{joined}{month}{year}",
        rf"{month}\s+{day}(?:st|nd|rd|th)?(?!\d){year}",
    )
    numbers = r"(?<!\d)(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d{2})(?!\d)"
    forms: list[tuple[re.Pattern[str], _Reading]] = [(re.compile(one), _named) for one in named]
    return (*forms[:3], (re.compile(numbers), _numbers), *forms[3:])


def _named(match: re.Match[str], asked: Asked) -> date | None:
    """Day and month are told apart; the year may be missing."""
    parts = match.groupdict()
    told = parts["m"]
    month = int(told) if told.isdigit() else months()[" ".join(told.split())]
    year = parts.get("y")
    if year:
        return _date(int(year), month, int(parts["d"]))
    return _nearest(month, int(parts["d"]), asked)


def _numbers(match: re.Match[str], asked: Asked) -> date | None:
    """Day first or month first, whichever is a day at all; both: whichever is asked about."""
    year = int(match["y"])
    year += 2000 if year < 100 else 0
    first, second = int(match["a"]), int(match["b"])
    days = {_date(year, second, first), _date(year, first, second)} - {None}
    near = {day for day in days if day is not None and asked.near(day)}
    left = days if len(days) == 1 else near
    return next(iter(left)) if len(left) == 1 else None


def _nearest(month: int, day: int, asked: Asked) -> date | None:
    """Without a year: the one closest to the middle of the span."""
    middle = asked.first + (asked.last - asked.first) / 2
    years = range(asked.first.year - 1, asked.last.year + 2)
    found = [one for year in years if (one := _date(year, month, day)) is not None]
    return min(found, key=lambda one: abs((one - middle).days), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""Availability that recurs: the days of a recurrence rule (RFC 5545) as records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from dateutil.rrule import rrulestr

from osi_app.kernel.errors import RuleError
from osi_app.roster.records import Availability

MOST = 400


@dataclass(frozen=True, slots=True)
class Series:
    """``rule`` without DTSTART, as ``FREQ=YEARLY;BYMONTH=8``; each turn lasts ``days`` days from
    the day it falls on. Turns begin on or after ``first_day`` and on or before ``until``."""

    inspector_id: UUID
    rule: str
    first_day: date
    until: date
    days: int = 1
    available: bool = False
    reason: str = ""


def turns(series: Series) -> Iterator[Availability]:
    """A record for each turn. Raises ``RuleError``: ``series_rule`` for a rule that cannot be read,
    ``series_empty`` when no day fits, ``series_long`` for more than 400 turns, ``series_days``."""
    if series.days < 1:
        raise RuleError("series_days", field="days", days=series.days)
    found = _days(series)
    if not found:
        raise RuleError("series_empty", field="rule", rule=series.rule)
    if len(found) > MOST:
        raise RuleError("series_long", field="rule", most=MOST)
    for day in found:
        yield Availability(
            inspector_id=series.inspector_id,
            first_day=day,
            last_day=day + timedelta(days=series.days - 1),
            available=series.available,
            reason=series.reason,
            series=series.rule,
        )


def _days(series: Series) -> list[date]:
    begin = datetime.combine(series.first_day, time())
    end = datetime.combine(series.until, time())
    try:
        rule = rrulestr(series.rule, dtstart=begin)
    except (ValueError, TypeError, AttributeError, KeyError):
        raise RuleError("series_rule", field="rule", rule=series.rule) from None
    found: dict[date, None] = {}
    for at in rule.xafter(begin, count=MOST + 1, inc=True):
        if at > end:
            break
        found[at.date()] = None
    return list(found)

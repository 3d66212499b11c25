"""Who reaches the point of entry when: each person's legs joined to a way, its delays carried on.

A connection is missed when what is left of the change is less than the least time to change. Then
nothing is known of the arrival but that it is later than planned.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from osi_app.roster.travel_records import LegStatus, TravelLeg

GONE = frozenset({LegStatus.DEPARTED, LegStatus.ARRIVED})


class WayState(StrEnum):
    """What is to be said of a way; the worst first."""

    NONE = "none"
    BROKEN = "broken"
    MISSED = "missed"
    ELSEWHERE = "elsewhere"
    LATE = "late"
    IN_TIME = "in_time"
    ARRIVED = "arrived"


@dataclass(frozen=True, slots=True)
class Change:
    """One change between legs: minutes between the arrival, delays included, and the departure."""

    place: str
    minutes: float
    enough: bool


@dataclass(frozen=True, slots=True)
class Way:
    """One person's way. ``planned_at`` is the arrival as booked, ``forecast_at`` with delays (None
    when a connection is missed or the chain is broken); ``ends`` is where the last leg goes;
    ``slack_s`` is what is left of the deadline by the forecast, negative when it is passed."""

    inspector_id: UUID
    legs: tuple[TravelLeg, ...]
    changes: tuple[Change, ...]
    state: WayState
    planned_at: datetime | None
    forecast_at: datetime | None
    ends: str
    slack_s: float | None
    broken_at: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    """What a way is held against: where it has to end (any of these names, or anywhere when
    there are none), until when, and the least minutes for a change."""

    deadline: datetime
    places: frozenset[str] = frozenset()
    change_min: float = 60


def ways(legs: Iterable[TravelLeg], people: Sequence[UUID], journey: Journey) -> tuple[Way, ...]:
    """A way for each of the people, in their order; legs cancelled do not count."""
    own: defaultdict[UUID, list[TravelLeg]] = defaultdict(list)
    for leg in legs:
        if leg.status is not LegStatus.CANCELLED:
            own[leg.inspector_id].append(leg)
    return tuple(
        way(one, sorted(own[one], key=lambda leg: (leg.number, leg.departs_at)), journey)
        for one in people
    )


def way(inspector_id: UUID, legs: Sequence[TravelLeg], journey: Journey) -> Way:
    """The way of one person over legs in their order."""
    if not legs:
        return Way(inspector_id, (), (), WayState.NONE, None, None, "", None)
    changes = tuple(_change(one, other, journey) for one, other in itertools.pairwise(legs))
    broken = next(
        (
            f"{one.to_place} – {other.from_place}"
            for one, other in itertools.pairwise(legs)
            if _key(one.to_place) != _key(other.from_place)
        ),
        "",
    )
    last = legs[-1]
    forecast = arrival_of(last)
    missed = any(not one.enough for one in changes)
    state = _state(last, forecast, journey, broken=bool(broken), missed=missed)
    known = state not in (WayState.BROKEN, WayState.MISSED)
    return Way(
        inspector_id=inspector_id,
        legs=tuple(legs),
        changes=changes,
        state=state,
        planned_at=last.arrives_at,
        forecast_at=forecast if known else None,
        ends=last.to_place,
        slack_s=(journey.deadline - forecast).total_seconds() if known else None,
        broken_at=broken,
    )


def arrival_of(leg: TravelLeg) -> datetime:
    """When a leg arrives, its delay included."""
    return leg.arrives_at + timedelta(minutes=leg.delay_min)


def _change(one: TravelLeg, other: TravelLeg, journey: Journey) -> Change:
    """What has departed was reached, however little time there was."""
    minutes = (other.departs_at - arrival_of(one)).total_seconds() / 60
    return Change(one.to_place, minutes, other.status in GONE or minutes >= journey.change_min)


def _state(
    last: TravelLeg, forecast: datetime, journey: Journey, *, broken: bool, missed: bool
) -> WayState:
    if broken:
        return WayState.BROKEN
    if missed:
        return WayState.MISSED
    if journey.places and _key(last.to_place) not in {_key(one) for one in journey.places}:
        return WayState.ELSEWHERE
    if forecast > journey.deadline:
        return WayState.LATE
    return WayState.ARRIVED if last.status is LegStatus.ARRIVED else WayState.IN_TIME


def _key(place: str) -> str:
    return place.strip().casefold()

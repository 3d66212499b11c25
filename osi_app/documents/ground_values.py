"""What the tables beside the map say: places, zones, restrictions of overflights, surveys.

SI units, unit suffix in the name; instants are aware UTC; positions are WGS 84 degrees. Texts that
depend on a rule are sentences already: a template prints them and decides nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from math import floor
from uuid import UUID


@dataclass(frozen=True, slots=True)
class GroundRow:
    """A place, route or zone. ``lon`` and ``lat`` are the place, the start of a route, or a point
    within a zone. ``area_m2`` for zones, ``length_m`` for routes, None otherwise."""

    record_id: UUID
    code: str
    kind: str
    name: str
    lon: float
    lat: float
    mgrs: str
    area_m2: float | None
    length_m: float | None
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RestrictionRow:
    """A restriction of overflights (P.75). ``asks`` is what it asks of a flight, as a sentence.
    ``area_m2`` and ``mgrs`` of the place where it holds, None and "" for the whole area."""

    record_id: UUID
    code: str
    kind: str
    asks: str
    area_m2: float | None
    mgrs: str
    opens_at: datetime | None
    closes_at: datetime | None
    reason: str
    alternative: str
    declared_at: datetime | None


@dataclass(frozen=True, slots=True)
class SortieRow:
    """One flight from the base and back. ``lines`` names its lines as the map does.
    ``budget_left_h`` is what is left of the hours over the area (P.72) after it, None for flights
    that do not count towards them; ``exceeds`` when that is less than nothing."""

    number: int
    lines: str
    line_m: float
    hours_over_area: float
    hours_total: float
    budget_left_h: float | None
    exceeds: bool
    beyond_endurance: bool


@dataclass(frozen=True, slots=True)
class FlightBlock:
    """A survey flown. ``before_h`` are the hours over the area that were left to it (P.72), None
    when it does not count towards them; ``left_h`` what it leaves of them. ``turns`` from line to
    line within sorties; ``lines_beyond`` do not fit in the hours."""

    line_m: float
    turns: int
    turn_m: float
    ferry_m: float
    hours_over_area: float
    hours_total: float
    before_h: float | None
    left_h: float | None
    lines_beyond: int
    sorties: tuple[SortieRow, ...]


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey plan computed. ``share`` of the ground covered and ``uncovered_m2`` are None where
    the plan has no swath; ``days`` for one crew at the method's rate, None for flights and where
    no rate is known. ``problem`` says why nothing came of it, "" otherwise."""

    record_id: UUID
    code: str
    title: str
    technique: str
    method: str
    pattern: str
    airborne: bool
    initial_overflight: bool
    spacing_m: float
    azimuth_deg: float | None
    height_m: float | None
    min_height_m: float | None
    speed_m_s: float | None
    flown_from: str
    starts_at: datetime | None
    lines: int
    ties: int
    points: int
    line_m: float
    share: float | None
    uncovered_m2: float | None
    days: float | None
    flight: FlightBlock | None
    problem: str = ""

    @property
    def covered_percent(self) -> float | None:
        """The share covered in percent, rounded down to two places: 100 means all of it."""
        return None if self.share is None else floor(self.share * 10_000) / 100


@dataclass(frozen=True, slots=True)
class GroundBlock:
    """Everything of the ground that stands in tables. ``budget_h`` are the hours over the area of
    the initial overflight (P.72), ``max_height_m`` the most above the surface (P.78)."""

    rows: tuple[GroundRow, ...] = ()
    restrictions: tuple[RestrictionRow, ...] = ()
    surveys: tuple[SurveyRow, ...] = ()
    budget_h: float = 0.0
    max_height_m: float = 0.0

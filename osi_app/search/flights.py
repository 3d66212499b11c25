"""Overflights: hours of the initial right and height (P.71-72, P.78); the agreement for more is
judged with the technique, in ``periods``."""

from collections.abc import Sequence
from dataclasses import dataclass

from osi_app.kernel.findings import Finding
from osi_app.kernel.units import S_PER_H
from osi_app.search.about import about_mission, counts
from osi_app.search.records import Mission


@dataclass(frozen=True, slots=True)
class FlightLimits:
    """``initial_h`` hours in sum over the area (P.72), ``height_m`` above the surface (P.78)."""

    initial_h: float = 12.0
    height_m: float = 1500.0


def hours_of(mission: Mission) -> float:
    """Hours from start to end; 0 for one that ends before it starts."""
    return max(0.0, (mission.ends_at - mission.starts_at).total_seconds() / S_PER_H)


def flight_findings(missions: Sequence[Mission], limits: FlightLimits) -> list[Finding]:
    """Every rule about overflights, over all missions of an inspection."""
    flights = [m for m in missions if counts(m) and (m.airborne or m.initial_overflight)]
    return [*initial_hours(flights, limits.initial_h), *heights(flights, limits.height_m)]


def initial_hours(flights: Sequence[Mission], limit_h: float) -> list[Finding]:
    """P.72: sorties of the initial overflight add up to ``limit_h`` hours at most.

    Every sortie that ends beyond the limit has a finding; in order of start.
    """
    found: list[Finding] = []
    total_h = 0.0
    for flight in sorted(flights, key=lambda m: (m.starts_at, m.code)):
        if not flight.initial_overflight:
            continue
        total_h += hours_of(flight)
        over_h = total_h - limit_h
        if over_h > 1e-9 and hours_of(flight) > 0:
            values: dict[str, object] = {
                "limit": limit_h,
                "found": round(total_h, 2),
                "exceeded_by": round(over_h, 2),
                "limit_h": limit_h,
                "found_h": round(total_h, 2),
                "over_h": round(over_h, 2),
                "shorten_by_h": round(min(over_h, hours_of(flight)), 2),
            }
            found.append(
                about_mission(
                    flight,
                    "search.overflight_hours",
                    "P.72",
                    values,
                    mend="search.overflight_hours_mend",
                )
            )
    return found


def heights(flights: Sequence[Mission], limit_m: float) -> list[Finding]:
    """P.78: at most ``limit_m`` metres above the surface."""
    return [
        about_mission(
            flight,
            "search.overflight_height",
            "P.78",
            {
                "limit": limit_m,
                "found": flight.height_m,
                "exceeded_by": round(flight.height_m - limit_m, 3),
                "limit_m": limit_m,
                "found_m": flight.height_m,
                "over_m": round(flight.height_m - limit_m, 3),
            },
            mend="search.overflight_height_mend",
        )
        for flight in flights
        if flight.height_m is not None and flight.height_m > limit_m
    ]

"""The airports of the world, read once."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from osi_app.geo.geodesy import distance_m


@cache
def airport_zones() -> Mapping[str, str]:
    """IATA code -> IANA time zone, of every airport that has a code."""
    return {code: str(found["tz"]) for code, found in _airports().items()}


def airports_near(lon: float, lat: float, within_m: float) -> frozenset[str]:
    """IATA codes of the airports at most so far from a place, by the geodesic."""
    # a degree of latitude is at least 110.5 km: only what lies between two parallels is measured
    reach = within_m / 110_500
    return frozenset(
        code
        for code, found in _airports().items()
        if abs(found["lat"] - lat) <= reach
        and distance_m((lon, lat), (found["lon"], found["lat"])) <= within_m
    )


@cache
def _airports() -> Mapping[str, Any]:
    import airportsdata  # noqa: PLC0415  # 7,900 airports, which take 0.07 s to load

    return airportsdata.load("IATA")

"""How each technique of P.69 covers ground: planning figures as shipped, each with its source."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from osi_app.area.records import SurveyPattern
from osi_app.kernel.errors import NotFoundError
from osi_app.treaty.words import Technique


@dataclass(frozen=True, slots=True)
class SurveyMethod:
    """One way to use a technique. Metres, metres per second, hours; ``rate_per_day`` counts
    line-km, or points and stations where the pattern is made of those. ``tag`` and ``source`` say
    what the figures rest on: they are defaults for a plan, not rules."""

    key: str
    technique: Technique
    title: str
    pattern: SurveyPattern
    spacing_m: float
    tag: str
    source: str
    swath_m: float | None = None
    tie_spacing_m: float | None = None
    turn_radius_m: float = 0.0
    count: int | None = None
    random_start: bool = False
    airborne: bool = False
    initial_overflight: bool = False
    height_m: float | None = None
    min_height_m: float | None = None
    speed_m_s: float | None = None
    endurance_h: float | None = None
    rate_per_day: float | None = None

    def figures(self) -> dict[str, Any]:
        """The fields of a survey plan that this method fills in."""
        names = (
            "technique", "pattern", "spacing_m", "swath_m", "tie_spacing_m", "turn_radius_m",
            "count", "random_start", "airborne", "initial_overflight", "height_m", "min_height_m",
            "speed_m_s", "endurance_h",
        )  # fmt: skip
        return {"method": self.key, **{name: getattr(self, name) for name in names}}


@lru_cache(maxsize=1)
def survey_methods() -> tuple[SurveyMethod, ...]:
    """All methods, by letter of P.69 and then as they ship."""
    text = (files("osi_app.area") / "data" / "survey_methods.toml").read_text(encoding="utf-8")
    found = [_method(row) for row in tomllib.loads(text)["method"]]
    return tuple(sorted(found, key=lambda method: method.technique.value))


def survey_method(key: str) -> SurveyMethod:
    """The method of that key. Raises ``NotFoundError``."""
    for method in survey_methods():
        if method.key == key:
            return method
    raise NotFoundError("no_such_method", key=key)


def _method(row: dict[str, Any]) -> SurveyMethod:
    words = {"technique": Technique(row["technique"]), "pattern": SurveyPattern(row["pattern"])}
    return SurveyMethod(**{**row, **words})

"""How a check source falls off: simple decay with a half-life that ships with its source.

Simple decay is enough: what these sources are measured by is the parent, or a daughter in
equilibrium with it that follows its half-life (Ba-137m of Cs-137). The impurities of an old Cf-252
source (Cf-250) are not counted.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files

from osi_app.equipment.care_records import CheckSource
from osi_app.kernel.errors import RuleError

DAYS_A_YEAR = 365.25
_SPELLING = re.compile(r"(?:(?P<mass>\d+)\s*-?\s*)?(?P<sign>[a-z]{1,2})(?:\s*-?\s*(?P<after>\d+))?")


@dataclass(frozen=True, slots=True)
class HalfLife:
    """A nuclide's half-life with what it rests on."""

    name: str
    half_life: timedelta
    source: str
    tag: str


@lru_cache(maxsize=1)
def half_lives() -> Mapping[str, HalfLife]:
    """The half-lives that ship, by name as ``Cs-137``."""
    text = (files("osi_app.equipment") / "data" / "half_lives.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return {
        name: HalfLife(name, timedelta(seconds=seconds), table["source"], table["tag"])
        for name, seconds in table["seconds"].items()
    }


def half_life(nuclide: str) -> HalfLife:
    """That of the nuclide, however it is written (Cs-137, cs137, 137Cs, Cs 137). Raises
    ``RuleError('unknown_nuclide')``."""
    known = half_lives()
    found = known.get(_name(nuclide))
    if found is None:
        raise RuleError(
            "unknown_nuclide", field="nuclide", nuclide=nuclide, known=", ".join(sorted(known))
        )
    return found


def remaining(source: CheckSource, at: datetime) -> float:
    """What is left of the source's activity at that instant: 1 at its reference instant, more
    before it. Raises ``RuleError('unknown_nuclide')``."""
    return float(2 ** -((at - source.reference_at) / half_life(source.nuclide).half_life))


def activity_bq(source: CheckSource, at: datetime) -> float:
    """The source's activity at that instant; its relative uncertainty stays as it was."""
    return source.activity_bq * remaining(source, at)


def _name(text: str) -> str:
    found = _SPELLING.fullmatch(text.strip().lower())
    if found is None:
        return text
    return f"{found['sign'].capitalize()}-{found['after'] or found['mass']}"

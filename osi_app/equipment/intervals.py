"""Calibration intervals that ship, to begin a plan with; each says what it rests on."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from osi_app.equipment.care_records import CalibrationPlan, UseUnit


@dataclass(frozen=True, slots=True)
class DefaultInterval:
    """An interval for a kind of thing. ``every`` in ``unit``; None where the source gives no
    figure and ``note`` says what decides. ``tag`` E is our own planning estimate."""

    key: str
    title: str
    words: tuple[str, ...]
    unit: UseUnit
    tag: str
    source: str
    every: float | None = None
    procedure: str = ""
    note: str = ""

    def plan(self, item_type: str) -> CalibrationPlan | None:
        """A plan for that type, its source with the tag; None where no figure is given."""
        if self.every is None:
            return None
        return CalibrationPlan(
            item_type=item_type,
            procedure=self.procedure,
            every=self.every,
            unit=self.unit,
            source=f"{self.source} [{self.tag}]",
        )


@lru_cache(maxsize=1)
def default_intervals() -> tuple[DefaultInterval, ...]:
    """All of them, as they ship."""
    shipped = files("osi_app.equipment") / "data" / "calibration_intervals.toml"
    rows = tomllib.loads(shipped.read_text(encoding="utf-8"))["interval"]
    return tuple(
        DefaultInterval(**{**row, "words": tuple(row["words"]), "unit": UseUnit(row["unit"])})
        for row in rows
    )


def default_interval(item_type: str, name: str = "") -> DefaultInterval | None:
    """The first whose words are in the type, or else in the name; None when none are."""
    for text in (item_type, name):
        for one in default_intervals():
            if any(_has(text, word) for word in one.words):
                return one
    return None


def _has(text: str, word: str) -> bool:
    """Whole words only: UPS is not in groups."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None

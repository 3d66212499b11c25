"""The structures a team can be drawn up from."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from uuid import UUID

from osi_app.roster.fitness_records import TeamFunction
from osi_app.roster.records import Level
from osi_app.roster.team_records import Seat
from osi_app.treaty.words import Technique

ASSISTANTS = frozenset({TeamFunction.INTERPRETER, TeamFunction.LOGISTICS})
"""Functions that inspection assistants may have (P.14)."""


@dataclass(frozen=True, slots=True)
class Row:
    """So many seats alike."""

    count: int
    title: str
    function: TeamFunction
    technique: Technique | None
    level: Level
    languages: tuple[str, ...]
    shift: str


@dataclass(frozen=True, slots=True)
class Structure:
    """A named structure with its source."""

    name: str
    title: str
    source: str
    rows: tuple[Row, ...]

    def seats(self, inspection_id: UUID) -> Iterator[Seat]:
        """Its seats as records, numbered in order."""
        number = 0
        for row in self.rows:
            for _ in range(row.count):
                number += 1
                yield Seat(
                    inspection_id=inspection_id,
                    code=f"S-{number:02d}",
                    title=row.title,
                    function=row.function,
                    technique=row.technique,
                    level=row.level,
                    languages=row.languages,
                    shift=row.shift,
                    assistant=row.function in ASSISTANTS,
                    rank=number,
                )


@lru_cache(maxsize=1)
def structures() -> Mapping[str, Structure]:
    """All shipped structures by name."""
    text = (files("osi_app.roster") / "data" / "structures.toml").read_text(encoding="utf-8")
    return {
        name: Structure(name, one["title"], one["source"], tuple(map(_row, one["seats"])))
        for name, one in tomllib.loads(text).items()
    }


def _row(cells: list[object]) -> Row:
    count, title, function, technique, level, languages, shift = cells
    return Row(
        int(str(count)),
        str(title),
        TeamFunction(str(function)),
        Technique(str(technique)) if technique else None,
        Level(str(level)),
        tuple(str(languages).split()),
        str(shift),
    )

"""What the builder is asked: seats alike, the people who could fill them, rules and weights."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any
from uuid import UUID

from osi_app.kernel.findings import Finding
from osi_app.library.records import Region
from osi_app.roster.fitness_records import TeamFunction
from osi_app.roster.records import Level, Sex
from osi_app.roster.team_records import Seat, TeamWeights
from osi_app.treaty.words import Technique

RANKS: Mapping[str, int] = {level.value: rank for rank, level in enumerate(Level)}


class Fluency(IntEnum):
    """How well a language is spoken."""

    BASIC = 0
    WORKING = 1
    FLUENT = 2
    NATIVE = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person as the builder sees them. ``barred`` are the rules that keep the person from the
    stay; ``experience``, ``travel`` and ``fairness`` run from 0 (worst) to 1."""

    id: UUID
    code: str
    name: str
    state: str
    region: Region
    sex: Sex
    assistant: bool
    techniques: Mapping[Technique, int]
    functions: Mapping[TeamFunction, int]
    languages: Mapping[str, Fluency]
    barred: tuple[Finding, ...] = ()
    experience: float = 0.5
    travel: float = 0.5
    fairness: float = 1.0


@dataclass(frozen=True, slots=True)
class SeatClass:
    """Seats that ask for the same: whoever can sit in one can sit in each."""

    function: TeamFunction
    technique: Technique | None
    level: int
    languages: tuple[str, ...]
    shift: str
    assistant: bool
    seats: tuple[Seat, ...] = field(compare=False)

    @property
    def title(self) -> str:
        """As the seats are called."""
        return self.seats[0].title


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that decides. ``pairs`` are of two people each; ``pins`` are person -> class
    number or None (any seat); ``sits`` are person -> seat of those who have one now. Each technique
    that seats name is mastered by ``deep`` people at least."""

    classes: tuple[SeatClass, ...]
    candidates: tuple[Candidate, ...]
    weights: TeamWeights
    limit: int
    pairs: tuple[tuple[int, int], ...] = ()
    pins: Mapping[int, int | None] = field(default_factory=dict)
    excluded: Mapping[int, str] = field(default_factory=dict)
    sits: Mapping[int, UUID] = field(default_factory=dict)
    deep: int = 2

    @property
    def size(self) -> int:
        """How many people are sought."""
        return sum(len(one.seats) for one in self.classes)

    @property
    def techniques(self) -> tuple[Technique, ...]:
        """The techniques that seats name, each of which is covered ``deep``."""
        return tuple(sorted({one.technique for one in self.classes if one.technique}))


def seat_classes(seats: Sequence[Seat], pinned: Container[UUID] = ()) -> tuple[SeatClass, ...]:
    """The seats by what they ask for, in the order of their rank; a seat that somebody is pinned to
    is a class of its own, since no other seat will do."""
    found: dict[tuple[Any, ...], list[Seat]] = {}
    for seat in sorted(seats, key=lambda one: (one.rank, one.code)):
        languages = tuple(sorted({code.strip().casefold() for code in seat.languages}))
        asked = (seat.function, seat.technique, seat.level, languages, seat.shift, seat.assistant,
                 seat.id if seat.id in pinned else None)  # fmt: skip
        found.setdefault(asked, []).append(seat)
    return tuple(
        SeatClass(
            one[0].function, one[0].technique, RANKS[one[0].level], asked[3],
            one[0].shift, one[0].assistant, tuple(one),
        )
        for asked, one in found.items()
    )  # fmt: skip


def lacks(person: Candidate, seat: SeatClass) -> tuple[str, ...]:
    """What keeps the person from such a seat, as codes with what is missing; none when they can
    fill it. A technique counts by its qualification; a function without one by its own."""
    found: list[str] = []
    if person.assistant and not seat.assistant:
        found.append("assistant")
    have = person.techniques.get(seat.technique, -1) if seat.technique else -1
    by_function = person.functions.get(seat.function, -1)
    if seat.technique is not None:
        if max(have, by_function) < 0:
            found.append(f"technique:{seat.technique.value}")
        elif max(have, by_function) < seat.level:
            found.append(f"level:{tuple(RANKS)[seat.level]}")
    elif by_function < 0:
        found.append(f"function:{seat.function.value}")
    elif by_function < seat.level:
        found.append(f"level:{tuple(RANKS)[seat.level]}")
    found += [
        f"language:{code}"
        for code in seat.languages
        if person.languages.get(code, -1) < Fluency.WORKING
    ]
    return tuple(found)

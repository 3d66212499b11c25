"""Who the people are: by region, sex, State and language; who masters what at which level."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from osi_app.library.records import Region, State
from osi_app.roster.dossier import Dossier
from osi_app.roster.fitness import is_current
from osi_app.roster.fitness_records import TeamFunction
from osi_app.roster.records import Level, Sex
from osi_app.treaty.words import Technique

REGIONS = tuple(region for region in Region if region is not Region.NONE)
BELOW_WORKING = "basic"


@dataclass(frozen=True, slots=True)
class Skill:
    """How many master something at each level (each person at one), and how many of them used it
    lately."""

    levels: Mapping[Level, int]
    current: int

    @property
    def people(self) -> int:
        """How many in all."""
        return sum(self.levels.values())


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts over some people. ``regions`` has all six regions of Annex 1 in its order and for
    each the counts by sex; who is of a State without a region counts under ``none``. ``languages``
    counts who speaks one at working level or better; most spoken first."""

    people: int
    sexes: Mapping[Sex, int]
    regions: Mapping[Region, Mapping[Sex, int]]
    states: Mapping[str, int]
    languages: Mapping[str, int]
    techniques: Mapping[Technique, Skill]
    functions: Mapping[TeamFunction, Skill]


def statistics(
    people: Sequence[Dossier], states: Mapping[UUID, State], on: date, currency_days: int
) -> Statistics:
    """The counts of these people; a skill is current when used within ``currency_days`` before
    ``on`` (0: every skill with a use on record)."""
    of_state = [states.get(one.inspector.nationality_id) for one in people]
    regions = {region: Counter[Sex]() for region in (*REGIONS, Region.NONE)}
    for one, state in zip(people, of_state, strict=True):
        regions[state.region if state else Region.NONE][one.inspector.sex] += 1
    days = currency_days or (on - date.min).days
    return Statistics(
        people=len(people),
        sexes=Counter(one.inspector.sex for one in people),
        regions=regions,
        states=_falling(state.code if state else "" for state in of_state),
        languages=_falling(code for one in people for code in _spoken(one)),
        techniques={
            technique: _skill(
                ((q.level, q.last_used_on) for p in people for q in p.qualifications
                 if q.technique is technique), on, days,
            )
            for technique in Technique
        },
        functions={
            function: _skill(
                ((q.level, q.last_used_on) for p in people for q in p.functions
                 if q.function is function), on, days,
            )
            for function in TeamFunction
        },
    )  # fmt: skip


def _skill(found: Iterable[tuple[Level, date | None]], on: date, days: int) -> Skill:
    pairs = list(found)
    counts = Counter(level for level, _ in pairs)
    return Skill(
        {level: counts[level] for level in Level},
        sum(is_current(used, on, days) for _, used in pairs),
    )


def _falling(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items(), key=lambda one: (-one[1], one[0])))


def _spoken(person: Dossier) -> set[str]:
    """Languages at working level or better: one without a level is spoken well enough to work."""
    pairs = (word.partition(":") for word in person.inspector.languages)
    return {
        code.strip().casefold()
        for code, _, level in pairs
        if level.strip().casefold() != BELOW_WORKING
    }

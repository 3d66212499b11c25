"""The question as a mixed-integer program: arrays only, so that it crosses to a worker as it is.

One 0-1 variable says that a person sits in a seat of a class. Seats of a class are alike, so the
variable for each single seat is not needed: the classes hold as many as they have seats.

    each person at most one seat · each class exactly its seats · at most as many as may be there
    pairs not together · pins · each technique named by a seat at least twice among those chosen

The objective adds what each person is worth, and takes away the shortfall of regions and of the
sexes; those are continuous variables held up by rows.
"""

import numpy as np

from osi_app.library.records import Region
from osi_app.roster.builder.abilities import Abilities, Ranks, abilities, allowed
from osi_app.roster.builder.program import INFINITE, Floats, Ints, Model, Rows
from osi_app.roster.builder.question import Candidate, Fluency, Question, SeatClass
from osi_app.roster.records import Sex

REGIONS = tuple(region for region in Region if region is not Region.NONE)
STEP = 0.1
"""What a level above the one asked for is worth, of the weight of experience."""
MOST_SPARE = 3
TONGUES = 3
"""Working languages beside the first that count."""


def build(question: Question, keep: frozenset[tuple[int, int]] = frozenset()) -> Model:
    """The model. ``keep`` are (person, class) of a team that stands: each that is kept counts more
    than all goals together, so that the fewest change first."""
    able = abilities(question)
    # by person, then by class: the columns of one person lie side by side
    people, classes = (one.astype(np.int32) for one in np.nonzero(allowed(question, able.fits)))
    rows = Rows()
    _hard(question, able, people, classes, rows)
    _soft(question, people, rows)
    worth = _worth(question, able.spare, people, classes)
    if keep:
        pairs = zip(people.tolist(), classes.tolist(), strict=True)
        worth += (1.0 + spread(question)) * np.array([one in keep for one in pairs], np.float64)
    penalties = _penalties(question)
    most = np.full(len(penalties), float(question.size))
    return rows.model(
        np.concatenate([worth, penalties]),
        np.concatenate([np.ones(len(people)), most]),
        people,
        classes,
    )


def spread(question: Question) -> float:
    """No two teams differ by more in the goals."""
    weights = question.weights
    each = weights.experience * (1 + STEP * MOST_SPARE)
    each += weights.travel + weights.fairness + weights.languages
    return question.size * (each + weights.geography + weights.gender / 2)


def _hard(question: Question, able: Abilities, people: Ints, classes: Ints, rows: Rows) -> None:
    """The rules that must hold."""
    columns = np.arange(len(people), dtype=np.int32)
    ends = np.searchsorted(people, np.arange(len(question.candidates) + 1)).tolist()
    _one_seat(question, people, rows)
    for number in question.pins:
        rows.add(columns[ends[number] : ends[number + 1]], 1, 1)
    for at, seat in enumerate(question.classes):
        rows.add(columns[classes == at], len(seat.seats), len(seat.seats))
    if question.size > question.limit:
        rows.add(columns, -INFINITE, question.limit)
    for pair in question.pairs:
        both = np.concatenate([columns[ends[one] : ends[one + 1]] for one in pair])
        rows.add(both, -INFINITE, 1)
    for place in range(len(question.techniques)):
        rows.add(columns[able.able[people, place]], question.deep, INFINITE)


def _one_seat(question: Question, people: Ints, rows: Rows) -> None:
    """Whoever could sit in several sits in one at most."""
    counts = np.bincount(people, minlength=len(question.candidates))
    several = counts > 1
    several[list(question.pins)] = False
    columns = np.flatnonzero(several[people]).astype(np.int32)
    ones = np.ones(int(several.sum()))
    rows.add_many(columns, counts[several].astype(np.int32), -INFINITE * ones, ones)


def _soft(question: Question, people: Ints, rows: Rows) -> None:
    """What holds the shortfalls up: of each region below its share, of the rarer sex below half."""
    first, share = len(people), question.size / len(REGIONS)
    place: dict[Region, int] = {region: at for at, region in enumerate(REGIONS)}
    regions = np.array([place.get(one.region, -1) for one in question.candidates], np.int8)[people]
    for number in range(len(REGIONS)):
        own = np.flatnonzero(regions == number)
        rows.add(np.append(own, first + number), share, INFINITE)
    for sex in (Sex.FEMALE, Sex.MALE):
        mask = np.array([one.sex is sex for one in question.candidates], np.bool_)
        own = np.flatnonzero(mask[people])
        rows.add(np.append(own, first + len(REGIONS)), question.size / 2, INFINITE)


def _penalties(question: Question) -> Floats:
    weights = question.weights
    return np.array([-weights.geography] * len(REGIONS) + [-weights.gender])


def _worth(question: Question, spare: Ranks, people: Ints, classes: Ints) -> Floats:
    """What each person is worth in each class."""
    weights = question.weights
    alone = np.array(
        [
            weights.experience * one.experience
            + weights.travel * one.travel
            + weights.fairness * one.fairness
            + weights.languages * tongues(one)
            for one in question.candidates
        ],
        np.float64,
    )
    above = weights.experience * STEP * spare[people, classes]
    return np.asarray(alone[people] + above, np.float64)


def level_spare(person: Candidate, seat: SeatClass) -> float:
    """0.1 for each level above the one the seat asks for; 0 below it."""
    have = person.functions.get(seat.function, -1)
    if seat.technique is not None:
        have = max(have, person.techniques.get(seat.technique, -1))
    return max(0, have - seat.level) * STEP


def tongues(person: Candidate) -> float:
    """0 for one working language, 1 for four or more."""
    spoken = sum([level >= Fluency.WORKING for level in person.languages.values()])
    return min(max(spoken - 1, 0), TONGUES) / TONGUES

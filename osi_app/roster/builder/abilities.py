"""Who can fill which seats, for everybody at once: what ``lacks`` says of one, as a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from osi_app.roster.builder.question import RANKS, Fluency, Question

Bools = npt.NDArray[np.bool_]
Ranks = npt.NDArray[np.int8]
OPERATOR = RANKS["operator"]


@dataclass(frozen=True, slots=True)
class Abilities:
    """Tables of one line a candidate. ``fits`` by class: nothing the seat asks for is lacking;
    ``spare`` by class: levels above the one asked for; ``able`` by technique that seats name: can
    work in it, wherever they sit."""

    fits: Bools
    spare: Ranks
    able: Bools


def abilities(question: Question) -> Abilities:
    """The tables. They say nothing of who is barred, pinned or kept out."""
    people, classes = question.candidates, question.classes
    techniques, of_technique = _ranks((one.techniques for one in people), question.techniques)
    functions, of_function = _ranks(
        (one.functions for one in people), tuple(dict.fromkeys(one.function for one in classes))
    )
    spoken, of_language = _ranks(
        (one.languages for one in people),
        tuple(dict.fromkeys(code for one in classes for code in one.languages)),
    )
    assistants = np.array([one.assistant for one in people], np.bool_)
    fits = np.empty((len(people), len(classes)), np.bool_)
    spare = np.empty((len(people), len(classes)), np.int8)
    for at, seat in enumerate(classes):
        have = functions[:, of_function[seat.function]]
        if seat.technique is not None:
            have = np.maximum(have, techniques[:, of_technique[seat.technique]])
        fit = have >= seat.level
        for code in seat.languages:
            fit &= spoken[:, of_language[code]] >= Fluency.WORKING
        fits[:, at] = fit if seat.assistant else fit & ~assistants
        spare[:, at] = np.maximum(have - seat.level, 0)
    return Abilities(fits, spare, techniques >= OPERATOR)


def allowed(question: Question, fits: Bools) -> Bools:
    """``fits`` of those who may be chosen: not barred, not kept out, and in the seat of their
    pin."""
    found = fits.copy()
    found[[at for at, one in enumerate(question.candidates) if one.barred]] = False
    found[list(question.excluded)] = False
    for number, at in question.pins.items():
        if at is not None:
            found[number, :at] = found[number, at + 1 :] = False
    return found


def _ranks(of: Iterable[Mapping[Any, int]], asked: Sequence[Any]) -> tuple[Ranks, dict[Any, int]]:
    """What each person has of what is asked, -1 for nothing; and the column of each."""
    place = {one: at for at, one in enumerate(asked)}
    rows = list(of)
    found = np.full((len(rows), len(place)), -1, np.int8)
    for number, have in enumerate(rows):
        for key, rank in have.items():
            at = place.get(key)
            if at is not None:
                found[number, at] = rank
    return found, place

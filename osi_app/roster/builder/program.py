"""A mixed-integer program as arrays. Light to load: it is all that a solver's process reads."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
INFINITE = float("inf")


@dataclass(frozen=True, slots=True)
class Model:
    """Maximise ``cost`` over rows ``lower <= A x <= upper`` (A by rows, every entry of it 1).
    The first ``len(people)`` columns are whole numbers: person ``people[k]`` in class
    ``classes[k]``."""

    cost: Floats
    column_upper: Floats
    starts: Ints
    index: Ints
    lower: Floats
    upper: Floats
    people: Ints
    classes: Ints

    @property
    def integers(self) -> int:
        """How many columns are whole numbers."""
        return len(self.people)


@dataclass(frozen=True, slots=True)
class Solution:
    """``state`` is optimal, stopped (``chosen`` is the best found, not proved) or infeasible.
    ``chosen`` are column numbers; ``objective`` and ``bound`` in points."""

    state: str
    chosen: tuple[int, ...] = ()
    objective: float = 0.0
    bound: float = 0.0
    seconds: float = 0.0


Solver = Callable[[Model], Solution]
"""Answers a model to a proved optimum, or with the best found until it was stopped."""


class Rows:
    """Rows of a program while it is written."""

    def __init__(self) -> None:
        self._index: list[Ints] = []
        self._lengths: list[Ints] = []
        self._lower: list[Floats] = []
        self._upper: list[Floats] = []

    def add(self, columns: npt.ArrayLike, lower: float, upper: float) -> None:
        """One row: the sum of these columns."""
        own = np.asarray(columns, np.int32)
        self.add_many(own, np.array([len(own)], np.int32), np.array([lower]), np.array([upper]))

    def add_many(self, columns: Ints, lengths: Ints, lower: Floats, upper: Floats) -> None:
        """Rows one after the other, of so many columns each."""
        self._index.append(columns)
        self._lengths.append(lengths)
        self._lower.append(lower)
        self._upper.append(upper)

    def model(self, cost: Floats, column_upper: Floats, people: Ints, classes: Ints) -> Model:
        """The program with these rows."""
        lengths = np.concatenate([np.zeros(1, np.int32), *self._lengths])
        return Model(
            cost=cost,
            column_upper=column_upper,
            starts=np.cumsum(lengths, dtype=np.int32),
            index=np.concatenate([np.empty(0, np.int32), *self._index]),
            lower=np.concatenate([np.empty(0), *self._lower]),
            upper=np.concatenate([np.empty(0), *self._upper]),
            people=people,
            classes=classes,
        )

"""The read side's contract: sorted keys first, then lines in blocks.

A list of any length is a sequence of opaque keys, sorted and filtered by the store, and lines
fetched 200 at a time. No screen ever holds all records.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID

BLOCK = 200
"""Lines fetched at a time."""

Key = object
"""An opaque handle of one line, valid for the list that made it."""


class ColumnKind(StrEnum):
    """How a column is shown, filtered and exported."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    DAY = "day"
    INSTANT = "instant"
    WORD = "word"
    """One of few words (an enumeration): offered as a choice in the filter bar."""
    STATUS = "status"
    """A word that also has a colour and a shape."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list. ``key`` is the attribute of the line and the name used in queries;
    ``editable`` says that the record's own field of that name may be changed in place."""

    key: str
    kind: ColumnKind = ColumnKind.TEXT
    editable: bool = False
    width: int = 120
    words: tuple[str, ...] = ()


class Match(StrEnum):
    """What a filter asks of a column."""

    IS = "is"
    CONTAINS = "contains"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Filter:
    """One chip of the filter bar: all chips must hold."""

    column: str
    match: Match
    value: str | float | None = None


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort key. Ties are always broken by the list's code, then by id."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a list shows. ``text`` is searched literally in the list's text columns; ``on`` is
    the day statuses are judged for (both ends of a validity are inclusive)."""

    text: str = ""
    filters: tuple[Filter, ...] = ()
    sort: tuple[Sort, ...] = ()
    inspection_id: UUID | None = None
    on: date | None = None


class Line(Protocol):
    """What every line has."""

    @property
    def id(self) -> UUID: ...


L_co = TypeVar("L_co", bound="Line", covariant=True)


class RecordList(Protocol[L_co]):
    """One sortable, filterable list of lines. An unknown column raises ``RuleError``."""

    @property
    def columns(self) -> tuple[Column, ...]: ...

    def keys(self, query: ListQuery) -> Sequence[Key]:
        """The keys of all lines that match, in order."""

    def lines(self, keys: Sequence[Key], query: ListQuery) -> tuple[L_co | None, ...]:
        """The lines of these keys in the same order; None where a record has gone since."""

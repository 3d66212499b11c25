"""What an importer declares: the fields it wants, and how a cell of each kind is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from osi_app.exchange.days import ColumnFormat, DayError, parse_day
from osi_app.exchange.numerals import DecimalMark, NumeralError, parse_number


class FieldKind(StrEnum):
    """What a cell of a field means."""

    TEXT = "text"
    CODE = "code"
    """Text that identifies: a number cell 12.0 is the code "12"."""
    NUMBER = "number"
    """A finite float, in the field's own unit."""
    DAY = "day"
    INSTANT = "instant"
    """An aware UTC datetime; a cell without a zone is refused unless the column is read as UTC."""
    WORDS = "words"
    """A tuple of texts, separated by ``;`` ``|`` ``,`` or a line break."""
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an import.

    ``key`` is the name in the row's values; ``titles`` are other headers that mean it (case,
    spaces, hyphens and underscores do not matter). ``units`` maps unit -> factor to the field's
    own unit (``{"kg": 1, "g": 0.001}``); a header "Mass (g)" or "mass_g" then converts, and a
    header without a unit is asked, never guessed, unless it is the key itself. ``choices`` are the
    words allowed (of a text, code or words field), found as freely as headers; a dict also maps
    other spellings to them. ``at_least`` / ``at_most`` bound a number, inclusive.
    """

    key: str
    titles: tuple[str, ...] = ()
    kind: FieldKind | str = FieldKind.TEXT
    required: bool = False
    units: Mapping[str, float] = field(default_factory=dict)
    choices: tuple[str, ...] | Mapping[str, str] = ()
    at_least: float | None = None
    at_most: float | None = None


class CellError(ValueError):
    """Why a cell is not accepted (the message) and what to do (``remedy``)."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.remedy = remedy


Reader = Callable[[Any], Any]
"""A cell that is not empty -> the value. Raises ``CellError``."""

AS_UTC = "utc"
"""Format of an instant column whose cells name no zone."""

_YES = frozenset({"yes", "y", "true", "1", "x", "✓"})
_NO = frozenset({"no", "n", "false", "0", "-"})


def plain(text: str) -> str:
    """A header or word as it is compared: no case, only letters and digits."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def reader_of(wanted: Field, format: str, factor: float) -> Reader:
    """The function that reads this column, for a field, a column format and a unit factor."""
    kind = FieldKind(wanted.kind)
    if kind is FieldKind.NUMBER:
        return _numbers(wanted, DecimalMark(format or DecimalMark.POINT), factor)
    if kind is FieldKind.DAY:
        return _days(ColumnFormat(format or ColumnFormat.ISO))
    if kind is FieldKind.INSTANT:
        return lambda cell: _instant(cell, format == AS_UTC)
    if kind is FieldKind.FLAG:
        return _flag
    choose = _chooser(wanted.choices)
    if kind is FieldKind.WORDS:
        return lambda cell: _words(_text(cell), choose)
    return (lambda cell: choose(_text(cell))) if choose else _text


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _numbers(wanted: Field, mark: DecimalMark, factor: float) -> Reader:
    low, high = wanted.at_least, wanted.at_most

    def read(cell: Any) -> float:
        try:
            number = parse_number(cell, mark) * factor
        except NumeralError as error:
            remedy = f"write a plain number (read with {mark.replace('_', ' ')})"
            raise CellError(str(error), remedy) from None
        if low is not None and number < low:
            raise CellError(f"{number:g} is less than {low:g}", "correct the number")
        if high is not None and number > high:
            raise CellError(f"{number:g} is more than {high:g}", "correct the number")
        return number

    return read


def _days(format: ColumnFormat) -> Reader:
    known: dict[Any, date] = {}  # a column repeats its days

    def read(cell: Any) -> date:
        day = known.get(cell)
        if day is None:
            try:
                day = known[cell] = parse_day(cell, format)
            except DayError as error:
                remedy = f"the column is read as {format.value}; correct the cell or the format"
                raise CellError(str(error), remedy) from None
        return day

    return read


def _instant(cell: Any, as_utc: bool) -> datetime:
    remedy = "write it as 2023-01-23T14:05:00Z, or say that the column is in UTC"
    if isinstance(cell, datetime):
        moment = cell
    else:
        try:
            moment = datetime.fromisoformat(_text(cell))
        except ValueError:
            raise CellError(f"{_text(cell)[:40]!r} is no date and time", remedy) from None
    if moment.utcoffset() is None:
        if not as_utc:
            raise CellError(f"{moment.isoformat(sep=' ')} names no time zone", remedy)
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise CellError("it is outside the calendar", remedy) from None


def _flag(cell: Any) -> bool:
    word = _text(cell).casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise CellError(f"{word[:40]!r} is neither yes nor no", "write yes or no")


def _words(text: str, choose: Callable[[str], str] | None) -> tuple[str, ...]:
    for mark in ("\n", "|", ","):
        text = text.replace(mark, ";")
    words = [word.strip() for word in text.split(";") if word.strip()]
    return tuple(dict.fromkeys(choose(word) if choose else word for word in words))


def _chooser(choices: tuple[str, ...] | Mapping[str, str]) -> Callable[[str], str] | None:
    if not choices:
        return None
    pairs = choices.items() if isinstance(choices, Mapping) else ((c, c) for c in choices)
    known = {plain(spelling): word for spelling, word in pairs}
    known |= {plain(word): word for word in tuple(known.values())}
    shown = ", ".join(dict.fromkeys(known.values()))

    def choose(text: str) -> str:
        word = known.get(plain(text))
        if word is None:
            raise CellError(f"{text[:40]!r} is not one of the known words", f"use one of: {shown}")
        return word

    return choose

"""Numbers as tables write them: decimal point or decimal comma, finite, never a formula."""

import math
import re
from collections.abc import Iterable
from enum import StrEnum


class DecimalMark(StrEnum):
    """What stands before the decimals in one column."""

    POINT = "decimal_point"
    COMMA = "decimal_comma"


class NumeralError(ValueError):
    """Why a text is no number, as a short phrase."""


_POINT = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:[,' \u00a0\u202f]\d{3})+)?(?:\.\d*)?(?:[eE][+-]?\d+)?")
_COMMA = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:[.' \u00a0\u202f]\d{3})+)?(?:,\d*)?(?:[eE][+-]?\d+)?")
_GROUPS = {
    DecimalMark.POINT: re.compile(r"[,' \u00a0\u202f]"),
    DecimalMark.COMMA: re.compile(r"[.' \u00a0\u202f]"),
}


def find_mark(cells: Iterable[object]) -> DecimalMark | None:
    """The decimal mark of a column, or None when its numbers can be read both ways ("1,234").

    A column without any mark is read with the decimal point.
    """
    votes = {_vote(cell.strip()) for cell in cells if isinstance(cell, str)}
    if "point" in votes or votes <= {"", "point?"}:
        return DecimalMark.POINT
    return DecimalMark.COMMA if "comma" in votes else None


def _vote(text: str) -> str:
    """ "point" or "comma" when one number shows it alone, with "?" when it could be a group."""
    points, commas = text.count("."), text.count(",")
    if points and commas:
        return "comma" if text.rfind(",") > text.rfind(".") else "point"
    if points + commas == 0:
        return ""
    if points + commas > 1:  # groups: the other mark is the decimal one
        return "comma" if points else "point"
    mark = "point" if points else "comma"
    before, after = text.lstrip("+-").split("." if points else ",")
    grouped = len(after) == 3 and after.isdigit() and before.isdigit() and len(before) <= 3
    return mark + "?" if grouped and not before.startswith("0") else mark


def parse_number(cell: object, mark: DecimalMark = DecimalMark.POINT) -> float:
    """The finite number a cell means; groups of three ("1 234") are understood.

    Raises ``NumeralError`` for anything else: a formula, a unit behind the number, NaN, infinity.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _finite(float(cell), cell)
    if not isinstance(cell, str):
        raise NumeralError(f"{cell!s} is not a number")
    text = cell.strip().replace("\u2212", "-")
    if text.startswith("="):
        raise NumeralError("it is a formula")
    pattern = _POINT if mark is DecimalMark.POINT else _COMMA
    if not pattern.fullmatch(text) or not any(sign.isdigit() for sign in text):
        raise NumeralError(f"{_short(text)} is not a number")
    plain = _GROUPS[mark].sub("", text).replace(",", ".")
    return _finite(float(plain), text)


def _finite(number: float, shown: object) -> float:
    if not math.isfinite(number):
        raise NumeralError(f"{_short(str(shown))} is not a finite number")
    return number


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:37] + "...")

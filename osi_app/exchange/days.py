"""Days as tables write them: the column's format is found, shown and can be changed."""

import calendar
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple


class ColumnFormat(StrEnum):
    """How the days of one column are written."""

    ISO = "iso"
    """2023-01-23, 2023/01/23 or 20230123"""
    DAY_FIRST_DOTS = "day_first_dots"
    """23.01.2023"""
    DAY_FIRST = "day_first"
    """23/01/2023"""
    MONTH_FIRST = "month_first"
    """1/23/23 or 01/23/2023"""
    EXCEL_SERIAL = "excel_serial"
    """44949, days since 1899-12-30 (as spreadsheets of the 1900 system count)"""


class FoundFormat(NamedTuple):
    """``also`` are the other formats that would read every value too: not empty = ambiguous."""

    format: ColumnFormat
    also: tuple[ColumnFormat, ...] = ()


class DayError(ValueError):
    """Why a text is no day, as a short phrase."""


TWO_DIGIT_PIVOT = 69
"""Two-digit years below are 20xx, from here on 19xx (POSIX)."""

_PATTERNS = {
    ColumnFormat.ISO: re.compile(
        r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|(\d\d)(\d\d))(?:[T ]00:00(?::00)?)?"
    ),
    ColumnFormat.DAY_FIRST_DOTS: re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)"),
    ColumnFormat.DAY_FIRST: re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d\d)"),
    ColumnFormat.MONTH_FIRST: re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d\d)"),
    ColumnFormat.EXCEL_SERIAL: re.compile(r"(\d{1,7})(?:\.0+)?"),
}
_EPOCH = date(1899, 12, 30)
_LAST_SERIAL = (date.max - _EPOCH).days
_NO_LEAP_SERIAL = 60  # spreadsheets keep a 29 February 1900 that never was


def parse_day(text: str | float | date, format: ColumnFormat) -> date:
    """The day a cell means. Dates pass as they are; an instant at midnight is its day.

    Raises ``DayError`` with the cause: another format, no such day ("29 Feb 2023: 2023 is no leap
    year"), no such month, an instant that is not midnight.
    """
    if isinstance(text, datetime):
        if (text.hour, text.minute, text.second, text.microsecond) != (0, 0, 0, 0):
            raise DayError(f"{text.isoformat(sep=' ')} is a day and a time of day")
        return text.date()
    if isinstance(text, date):
        return text
    if isinstance(text, (int, float)):
        return _serial_number(text)
    found = _PATTERNS[format].fullmatch(text.strip())
    if found is None:
        raise DayError(f"{_short(text)} is not a day written as {EXAMPLES[format]}")
    groups = [group for group in found.groups() if group is not None]
    if format is ColumnFormat.EXCEL_SERIAL:
        return _serial_number(int(groups[0]))
    return _calendar_day(*_year_month_day(groups, format))


EXAMPLES = {
    ColumnFormat.ISO: "2023-01-23",
    ColumnFormat.DAY_FIRST_DOTS: "23.01.2023",
    ColumnFormat.DAY_FIRST: "23/01/2023",
    ColumnFormat.MONTH_FIRST: "01/23/2023",
    ColumnFormat.EXCEL_SERIAL: "44949 (serial number)",
}


def _year_month_day(groups: list[str], format: ColumnFormat) -> tuple[int, int, int]:
    first, second, third = (int(group) for group in groups[:3])
    if format is ColumnFormat.ISO:
        return first, second, third
    if len(groups[2]) == 2:
        third += 2000 if third < TWO_DIGIT_PIVOT else 1900
    if format is ColumnFormat.MONTH_FIRST:
        return third, first, second
    return third, second, first


def _calendar_day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise DayError(f"there is no month {month}")
    if year < 1:
        raise DayError(f"there is no year {year}")
    last = calendar.monthrange(year, month)[1]
    if month == 2 and day == 29 and last == 28:
        raise DayError(f"29 Feb {year}: {year} is no leap year")
    if not 1 <= day <= last:
        raise DayError(f"{calendar.month_abbr[month]} {year} has no day {day}")
    return date(year, month, day)


def _serial_number(number: float) -> date:
    if number != int(number):
        raise DayError(f"{number} is a day and a time of day")
    serial = int(number)
    if not 1 <= serial <= _LAST_SERIAL:
        raise DayError(f"{serial} is no serial number of a day")
    if serial == _NO_LEAP_SERIAL:
        raise DayError("60 is 29 Feb 1900 in spreadsheets: 1900 is no leap year")
    return _EPOCH + timedelta(days=serial + (1 if serial < _NO_LEAP_SERIAL else 0))


def find_format(cells: Iterable[object]) -> FoundFormat:
    """The format that reads the most of these cells, and those that read all of them as well.

    Cells that are dates already, or empty, say nothing; without any text it is ISO.
    """
    texts = {cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()}
    if not texts:
        return FoundFormat(ColumnFormat.ISO)
    scores = {format: sum(_reads(text, format) for text in texts) for format in ColumnFormat}
    # 20230123 is a day and a number: only the calendar reading is meant
    if scores[ColumnFormat.ISO]:
        scores[ColumnFormat.EXCEL_SERIAL] = 0
    best = max(ColumnFormat, key=lambda format: scores[format])
    also = tuple(f for f in ColumnFormat if f is not best and scores[f] == scores[best] > 0)
    return FoundFormat(best, also)


def _reads(text: str, format: ColumnFormat) -> bool:
    try:
        parse_day(text, format)
    except DayError:
        return False
    return True


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:37] + "...")

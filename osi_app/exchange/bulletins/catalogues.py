"""Catalogues of explosions and earthquakes in tables: USGS ComCat, and nuclear_explosions.csv."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from osi_app.exchange.bulletins.events import (
    EVENT_LIMIT,
    EventFile,
    EventRow,
    Gathering,
    OriginError,
    OriginRow,
    checked_ellipse,
    checked_magnitude,
    checked_place,
    instant,
)
from osi_app.exchange.days import ColumnFormat, DayError, parse_day
from osi_app.exchange.fields import plain
from osi_app.exchange.files import refusal, refuse
from osi_app.exchange.numerals import NumeralError, parse_number
from osi_app.exchange.tables import Table, read_table

_KM = 1000.0
_UNKNOWN_HORIZONTAL = 99.0
_UNKNOWN_DEPTH_ERROR = 31.61

_USGS_NOTES = (
    "a horizontal error of 99 km and a depth error of 31.61 km mean that it is not known",
    "a horizontal error is shown as a circle; its confidence level is not given, taken as 90 %",
)
_EXPLOSION_NOTES = (
    "the table gives no time of day: 00:00 UTC of the day is taken",
    "a depth below zero is a height above ground; a magnitude of 0 means that it is not known",
    "some places of this table are rounded or wrong: compare with another source",
)


class _Row:
    """One row of a catalogue by header, without regard to case and spaces."""

    def __init__(self, cells: Mapping[str, Any]) -> None:
        self._cells = cells

    def text(self, *names: str) -> str:
        """The first of these columns that is there and not empty."""
        for name in names:
            cell = self._cells.get(name)
            if cell is not None and str(cell).strip():
                return str(cell).strip()
        return ""

    def number(self, *names: str) -> float | None:
        """As ``text``, as a number. Raises ``OriginError``."""
        text = self.text(*names)
        if not text:
            return None
        try:
            return parse_number(text)
        except NumeralError as error:
            raise OriginError(f"column {names[0]}: {error}") from None


@dataclass(frozen=True, slots=True)
class _Catalogue:
    form: str
    event: Callable[[_Row, str], EventRow]
    notes: tuple[str, ...]


def is_catalogue(header: str) -> bool:
    """Whether this first line is the header of a table with places."""
    names = {plain(cell) for cell in header.replace(";", ",").replace("\t", ",").split(",")}
    return "latitude" in names and "longitude" in names


def read_catalogue(path: Path) -> EventFile:
    """Every row one event with one origin. Raises ``ImportRefused`` for an unknown catalogue."""
    table = read_table(path)
    headers = [plain(header) for header in table.headers]
    catalogue = _catalogue_of(path, set(headers))
    if len(table.rows) > EVENT_LIMIT:
        reason = f"{len(table.rows):,} events, at most {EVENT_LIMIT:,}"
        refuse(path, "file", reason, "keep the rows that are needed")
    gathering = _gathered(table, headers, catalogue)
    return EventFile(
        path.name,
        catalogue.form,
        tuple(gathering.events),
        tuple(gathering.refusals),
        (*catalogue.notes, *table.notes),
    )


def _gathered(table: Table, headers: list[str], catalogue: _Catalogue) -> Gathering:
    gathering = Gathering(refusals=list(table.refusals))
    for number, cells in zip(table.row_numbers, table.rows, strict=True):
        where = f"row {number}"
        try:
            row = _Row(dict(zip(headers, cells, strict=True)))
            gathering.events.append(catalogue.event(row, where))
        except OriginError as error:
            gathering.refuse(where, str(error), "correct the row")
    return gathering


def _catalogue_of(path: Path, headers: set[str]) -> _Catalogue:
    if {"datelong", "magnitudebody", "latitude", "longitude"} <= headers:
        return _Catalogue("nuclear_explosions_csv", _explosion, _EXPLOSION_NOTES)
    if {"time", "latitude", "longitude", "depth"} <= headers:
        return _Catalogue("usgs_csv", _comcat_event, _USGS_NOTES)
    raise refusal(
        path,
        "row 1",
        "these columns are of no catalogue that is known",
        "needed are those of USGS ComCat (time, latitude, longitude, depth) or of "
        "nuclear_explosions.csv (date_long, magnitude_body, latitude, longitude)",
    )


def _explosion(row: _Row, where: str) -> EventRow:
    day = _day(row.text("datelong"), ColumnFormat.ISO)
    lon, lat = checked_place(row.number("longitude"), row.number("latitude"))
    depth = row.number("depth")
    magnitude, kind = row.number("magnitudebody"), "mb"
    if not magnitude:
        magnitude, kind = row.number("magnitudesurface"), "Ms"
    magnitude = checked_magnitude(magnitude or None)
    name, region = _known(row.text("name")), _known(row.text("region"))
    code = row.text("idno") or where
    origin = OriginRow(
        agency=row.text("source"),
        origin_code=code,
        at=datetime.combine(day, time(), UTC),
        lon=lon,
        lat=lat,
        depth_m=None if depth is None else depth * _KM,
        depth_fixed=True,
        magnitude=magnitude,
        magnitude_type=kind if magnitude is not None else "",
        prime=True,
        where=where,
    )
    shown = name or f"{region} {day.isoformat()}".strip()
    return EventRow(code, shown, "known nuclear explosion", (origin,), where)


def _comcat_event(row: _Row, where: str) -> EventRow:
    lon, lat = checked_place(row.number("longitude"), row.number("latitude"))
    depth = row.number("depth")
    error = _unless(row.number("horizontalerror"), _UNKNOWN_HORIZONTAL)
    circle = None if error is None else error * _KM
    ellipse = checked_ellipse(circle, circle, 0.0)
    depth_error = _unless(row.number("deptherror"), _UNKNOWN_DEPTH_ERROR)
    magnitude = checked_magnitude(row.number("magnitude", "mag"))
    code = row.text("id") or where
    origin = OriginRow(
        agency=row.text("locationsource", "source", "net"),
        origin_code=code,
        at=_comcat_instant(row),
        lon=lon,
        lat=lat,
        depth_m=None if depth is None else depth * _KM,
        depth_error_m=None if depth_error is None or depth_error < 0 else depth_error * _KM,
        semi_major_m=ellipse.semi_major_m,
        semi_minor_m=ellipse.semi_minor_m,
        azimuth_deg=ellipse.azimuth_deg,
        magnitude=magnitude,
        magnitude_type=row.text("magnitudetype", "magtype") if magnitude is not None else "",
        prime=True,
        where=where,
    )
    kind = row.text("type").casefold()
    return EventRow(code, row.text("place"), kind, (origin,), where)


def _comcat_instant(row: _Row) -> datetime:
    """ComCat's own "time" is ISO; the table of significant events has US dates beside it."""
    clock, day_text = row.text("time"), row.text("date")
    whole = clock if "T" in clock else day_text
    if "T" in whole:
        try:
            moment = datetime.fromisoformat(whole)
        except ValueError:
            raise OriginError(f"{whole[:40]!r} is no date and time") from None
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    iso = day_text[:4].isdigit()
    day = _day(day_text, ColumnFormat.ISO if iso else ColumnFormat.MONTH_FIRST)
    parts = clock.split(":")
    try:
        hour, minute, second = int(parts[0]), int(parts[1]), float(parts[2])
    except (ValueError, IndexError):
        raise OriginError(f"{clock[:40]!r} is no time of day") from None
    return instant((day.year, day.month, day.day), hour, minute, second)


def _day(text: str, format: ColumnFormat) -> date:
    try:
        return parse_day(text, format)
    except DayError as error:
        raise OriginError(str(error)) from None


def _unless(value: float | None, code: float) -> float | None:
    return None if value is None or value == code else value


def _known(text: str) -> str:
    return "" if text.upper() in ("NA", "N/A", "-") else text

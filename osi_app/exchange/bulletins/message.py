"""Messages of IMS1.0, ISF and GSE2: events and origin lines found in whatever surrounds them.

Tolerant on purpose: titles (none, one, several, a blank line), upper or lower case, a missing
``DATA_TYPE`` and a missing ``STOP`` are all met in files people save from bulletins. Only origin
and magnitude lines are read; phases are passed over.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from osi_app.exchange.bulletins.events import (
    EVENT_LIMIT,
    MAGNITUDE_LIMIT,
    ORIGIN_LIMIT,
    EventRow,
    Gathering,
    OriginError,
    OriginRow,
    checked_magnitude,
    with_one_prime,
)
from osi_app.exchange.bulletins.magnitude_lines import (
    Magnitude,
    gse2_magnitudes,
    magnitude_of_line,
    with_magnitudes,
)
from osi_app.exchange.bulletins.origin_lines import (
    STARTS_WITH_TIME,
    OriginLine,
    gse2_origin,
    ims_origin,
)

_EVENT = re.compile(r"\s*event\s+(\S*\d\S*|\S+)\s*(.*)$", re.IGNORECASE)
_IMS_HEADER = re.compile(r"\s*date\s+time\s+err\s+rms\s+lat", re.IGNORECASE)
_GSE_HEADER = re.compile(r"\s*date\s+time\s+latitude\s+longitude\s+depth\s+ndef", re.IGNORECASE)
_MAGNITUDES = re.compile(r"\s*magnitude\s+err\b", re.IGNORECASE)
_OTHER_BLOCK = re.compile(
    r"\s*(sta\s+dist|year\s+volume|rms\s+ot_error|(begin|stop|msg_type|msg_id|data_type)\b)", re.I
)
_NO_PLACE_REMEDY = "choose another origin, or type the coordinates in by hand"
_LINE_REMEDY = "compare the line with the format's columns"


class TooManyError(Exception):
    """More events, or more origins of one event, than are read."""


@dataclass(slots=True)
class _OpenEvent:
    """An event whose lines are still coming."""

    code: str
    name: str
    where: str
    origins: list[OriginRow] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    magnitudes: list[Magnitude] = field(default_factory=list)
    refused: int = 0


@dataclass(slots=True)
class _GseFirst:
    """The first line of a GSE2.0 origin, until its second comes."""

    number: int
    line: str
    author_end: str = ""


class MessageReader:
    """Takes the lines of a message one by one. ``form`` is known once an origin was read."""

    def __init__(self) -> None:
        self.gathering = Gathering()
        self.form = "ims"
        self._event: _OpenEvent | None = None
        self._block = ""
        self._gse_first: _GseFirst | None = None
        self._stopped = False
        self._begun = False

    def read(self, lines: Iterable[str]) -> Gathering:
        """All events of these lines. Raises ``TooManyError`` beyond the limits."""
        for number, line in enumerate(lines, start=1):
            self._take(number, line.rstrip())
        if self._gse_first is not None:
            self._take_second(0, "")
        self._close_event()
        if self._begun and not self._stopped:
            self.gathering.notes.append("the message ends without STOP: it may be cut off")
        return self.gathering

    def _take(self, number: int, line: str) -> None:
        if self._gse_first is not None:
            self._take_second(number, line)
            return
        head = line[:1]
        if head.isdigit() or head == " ":
            if STARTS_WITH_TIME.match(line):
                self._take_origin(number, line)
                return
        elif not head:
            self._block = "" if self._block == "magnitudes" else self._block
            return
        self._take_words(number, line)

    def _take_words(self, number: int, line: str) -> None:
        if _MAGNITUDES.match(line):
            self._block = "magnitudes"
        elif _GSE_HEADER.match(line):
            self._block = "gse2"
        elif _IMS_HEADER.match(line):
            self._block = "ims"
        elif _OTHER_BLOCK.match(line):
            self._take_keyword(line)
        elif line.lstrip().startswith("("):
            if "#prime" in line.casefold() and self._event and self._event.origins:
                self._event.origins[-1] = replace(self._event.origins[-1], prime=True)
        elif (found := _EVENT.match(line)) is not None:
            self._open_event(number, found[1], found[2].strip())
        elif self._block == "magnitudes":
            self._take_magnitude(number, line)
        elif self._block == "gse2-region" and self._event and not self._event.name:
            self._event.name = line.strip()

    def _take_keyword(self, line: str) -> None:
        word = line.split(maxsplit=1)[0].casefold()
        self._begun = self._begun or word == "begin"
        self._stopped = word == "stop" or (self._stopped and word != "begin")
        self._block = {"rms": "gse2", "sta": "other", "year": "other"}.get(word, "")

    def _open_event(self, number: int, code: str, name: str) -> None:
        if self._event is not None and not (
            self._event.origins or self._event.refused or self._event.magnitudes
        ):
            self._event = None  # a title such as "Event Bulletin of ..." was taken for an event
        self._close_event()
        self._event = _OpenEvent(code, name, f"line {number}")
        self._block = ""

    def _take_origin(self, number: int, line: str) -> None:
        if self._block == "other":
            return
        if self._event is None:
            self._event = _OpenEvent("", "", f"line {number}")
        if self._block.startswith("gse2"):
            self._gse_first = _GseFirst(number, line)
            return
        where = f"line {number}"
        try:
            found = ims_origin(line, where)
        except OriginError as error:
            self._refuse_origin(where, error)
        else:
            self._keep(found)

    def _take_second(self, number: int, line: str) -> None:
        """The second line of a GSE2.0 origin; the rest of a long author may stand between."""
        first = self._gse_first
        if first is None:
            return
        if line.strip() and not line[:100].strip():
            first.author_end += line.strip()
            return
        self._gse_first, self._block, self.form = None, "gse2-region", "gse2"
        second = line if "+-" in line or line.startswith("     ") else ""
        where = f"line {first.number}"
        try:
            found = gse2_origin(first.line, second, where)
        except OriginError as error:
            self._refuse_origin(where, error)
        else:
            agency = found.origin.agency + first.author_end
            self._keep(replace(found, origin=replace(found.origin, agency=agency)))
            if self._event is not None:
                code = found.origin.origin_code
                self._event.magnitudes += gse2_magnitudes(first.line, code, first.number)
        if not second:
            self._take(number, line)

    def _keep(self, found: OriginLine) -> None:
        if self._event is not None:
            if len(self._event.origins) >= ORIGIN_LIMIT:
                raise TooManyError(f"event {self._event.code} has more than {ORIGIN_LIMIT} origins")
            self._event.origins.append(found.origin)
            self._event.types[found.origin.where] = found.event_type
        self.gathering.notes.extend(found.notes)

    def _refuse_origin(self, where: str, error: OriginError) -> None:
        if self._event is not None:
            self._event.refused += 1
        if len(self.gathering.refusals) >= EVENT_LIMIT:
            raise TooManyError("too many of its lines are not usable")
        remedy = _NO_PLACE_REMEDY if "no coordinates" in str(error) else _LINE_REMEDY
        self.gathering.refuse(where, str(error), remedy)

    def _take_magnitude(self, number: int, line: str) -> None:
        if self._event is None or len(self._event.magnitudes) >= MAGNITUDE_LIMIT:
            return
        found = magnitude_of_line(line, number)
        if found is not None:
            self._event.magnitudes.append(found)

    def _close_event(self) -> None:
        event, self._event = self._event, None
        if event is None:
            return
        if len(self.gathering.events) >= EVENT_LIMIT:
            raise TooManyError(f"more than {EVENT_LIMIT:,} events")
        if not event.origins:
            if event.refused:
                reason = f"event {event.code} has no origin with coordinates"
                self.gathering.refuse(event.where, reason, _NO_PLACE_REMEDY)
            return
        magnitudes = self._usable(event.magnitudes)
        origins = with_magnitudes(with_one_prime(event.origins), magnitudes)
        prime = next(origin for origin in origins if origin.prime)
        self.gathering.events.append(
            EventRow(
                code=event.code or prime.origin_code or event.where,
                name=event.name,
                event_type=event.types.get(prime.where, ""),
                origins=origins,
                where=event.where,
            )
        )

    def _usable(self, magnitudes: list[Magnitude]) -> list[Magnitude]:
        usable = []
        for magnitude in magnitudes:
            try:
                checked_magnitude(magnitude.value)
            except OriginError as error:
                self.gathering.refuse(magnitude.where, str(error), "correct the magnitude")
            else:
                usable.append(magnitude)
        return usable

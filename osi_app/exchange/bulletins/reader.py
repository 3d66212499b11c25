"""Any bulletin or catalogue, its form found in its content and not in its name."""

from collections.abc import Iterator
from pathlib import Path

from osi_app.exchange.bulletins.catalogues import is_catalogue, read_catalogue
from osi_app.exchange.bulletins.events import EventFile
from osi_app.exchange.bulletins.message import MessageReader, TooManyError
from osi_app.exchange.bulletins.quakeml import read_quakeml
from osi_app.exchange.encodings import encoding_of
from osi_app.exchange.files import MEBIBYTE, check_file, opening, refusal, refuse
from osi_app.kernel.errors import ImportRefused

BULLETIN_LIMIT_BYTES = 50 * MEBIBYTE
_LINE_LIMIT = 4_096
_NOTHING_REMEDY = (
    "read are IMS1.0, ISF, GSE2 and QuakeML bulletins, USGS ComCat tables and "
    "nuclear_explosions.csv"
)


def read_events(path: Path) -> EventFile:
    """The events of a bulletin or catalogue, each with all its usable origins and one prime.

    What cannot be used is in ``refusals`` with its line. Raises ``ImportRefused`` when the file
    cannot be read at all or holds no usable event.
    """
    path = Path(path)
    check_file(path, BULLETIN_LIMIT_BYTES)
    found = _read(path)
    if found.events:
        return found
    if found.refusals:
        raise ImportRefused(path.name, found.refusals)
    raise refusal(path, "file", "no event is found in it", _NOTHING_REMEDY)


def _read(path: Path) -> EventFile:
    start = opening(path, 8192)
    if start.startswith((b"PK\x03\x04", b"\x1f\x8b", b"%PDF", b"\xd0\xcf\x11\xe0")):
        reason = "it is an archive, a workbook or a PDF, not a bulletin"
        refuse(path, "file", reason, "unpack it, or save the bulletin as text")
    text = start.decode(encoding_of(path), errors="replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        if "<html" in text[:2000].casefold() or "<!doctype html" in text[:200].casefold():
            refuse(path, "line 1", "it is a web page", "save only the bulletin's text")
        return read_quakeml(path)
    first = next((line for line in text.splitlines() if line.strip()), "")
    return read_catalogue(path) if is_catalogue(first) else _read_message(path)


def _read_message(path: Path) -> EventFile:
    reader = MessageReader()
    try:
        gathering = reader.read(_lines(path))
    except TooManyError as error:
        refuse(path, "file", str(error), "split the bulletin")
    notes = dict.fromkeys(gathering.notes)
    if _has_foreign_bytes(path):
        notes["some letters are not UTF-8 and are shown as \ufffd"] = None
    return EventFile(
        path.name, reader.form, tuple(gathering.events), tuple(gathering.refusals), tuple(notes)
    )


def _lines(path: Path) -> Iterator[str]:
    """Numbers and codes of a bulletin are ASCII; letters of another encoding become U+FFFD."""
    with path.open("r", encoding=encoding_of(path), errors="replace", newline=None) as stream:
        while line := stream.readline(_LINE_LIMIT):
            yield line.replace("\0", " ")


def _has_foreign_bytes(path: Path) -> bool:
    if encoding_of(path) not in ("utf-8", "utf-8-sig"):
        return False
    with path.open("rb") as stream:
        for line in stream:
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return True
    return False

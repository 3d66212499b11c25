"""Which encoding a text file is in: recognised where the bytes say it, otherwise asked."""

import codecs
from pathlib import Path

from osi_app.exchange.files import opening, refuse

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENCODING_REMEDY = (
    "save it as UTF-8, or say the encoding it was written in (for example encoding=cp1252)"
)


def encoding_of(path: Path, wanted: str | None = None) -> str:
    """The Python codec to read a file with: ``wanted``, or by its byte order mark, or UTF-8.

    UTF-16 without a mark is recognised by its NUL bytes. Raises ``ImportRefused`` when ``wanted``
    names no text encoding.
    """
    start = opening(path)
    for mark, name in _BOMS:
        if start.startswith(mark):
            return name
    if wanted is not None:
        return _known(path, wanted)
    return _utf16_by_nul(start) or "utf-8"


def _known(path: Path, wanted: str) -> str:
    try:
        name = codecs.lookup(wanted).name
        "a".encode(name).decode(name)
    except (LookupError, ValueError):
        refuse(path, "option encoding", f"{wanted!r} is no text encoding", "use for example cp1252")
    return name


def _utf16_by_nul(start: bytes) -> str | None:
    """Latin letters in UTF-16 leave every second byte NUL; in no other encoding do they."""
    even, odd = start[0::2], start[1::2]
    if len(start) < 4:
        return None
    if odd.count(0) > 0.6 * len(odd) and even.count(0) == 0:
        return "utf-16-le"
    if even.count(0) > 0.6 * len(even) and odd.count(0) == 0:
        return "utf-16-be"
    return None


def refuse_bytes(path: Path, encoding: str, error: UnicodeError) -> None:
    """Refuses a file whose bytes are not of this encoding, naming the first line that shows it."""
    where, shown = "file", str(error)
    if encoding in ("utf-8", "utf-8-sig", "ascii") or encoding.startswith(("iso", "cp")):
        where, shown = _first_bad_line(path, encoding, shown)
    refuse(path, where, shown, ENCODING_REMEDY)


def _first_bad_line(path: Path, encoding: str, otherwise: str) -> tuple[str, str]:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError as error:
                byte = line[error.start]
                name = "UTF-8" if encoding.startswith("utf-8") else encoding
                return f"line {number}", f"byte 0x{byte:02X} is not {name} text"
    return "file", otherwise

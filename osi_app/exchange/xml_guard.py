"""XML that cannot reach out: no DTD, no entities, nothing external, no endless nesting."""

import xml.parsers.expat as expat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from osi_app.exchange.files import refuse

DEPTH_LIMIT = 200
ELEMENT_LIMIT = 800_000
"""Elements of one file: about two seconds of reading."""
_DTD_REMEDY = "remove the DOCTYPE; it is never resolved here"


class _DoctypeSeenError(Exception):
    """Raised by the parser's handler; never leaves this module."""


def guarded_events(path: Path, stream: IO[bytes]) -> Iterator[tuple[str, Element]]:
    """("start" | "end", element) as they come. The caller clears what it has used.

    Raises ``ImportRefused`` for a DTD or an entity, for XML that is not well-formed (with line
    and column) and for nesting deeper than ``DEPTH_LIMIT``.
    """
    depth = count = 0
    try:
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            count += 1
            if count > 2 * ELEMENT_LIMIT:
                refuse(path, "XML", f"more than {ELEMENT_LIMIT:,} elements", "split the file")
            depth += 1 if event == "start" else -1
            if depth > DEPTH_LIMIT:
                refuse(path, "XML", f"nested deeper than {DEPTH_LIMIT}", "it is not such a file")
            yield event, element
    except DefusedXmlException:
        refuse(path, "XML", "it has a document type definition (DTD) or entities", _DTD_REMEDY)
    except ParseError as error:
        line, column = error.position
        refuse(
            path,
            f"line {line}, column {column + 1}",
            f"the XML is not well-formed: {expat.ErrorString(error.code)}",
            "save it again at its source",
        )
    except (LookupError, ValueError) as error:  # an unknown encoding in the declaration
        refuse(path, "line 1", f"the XML cannot be read: {error}", "save it as UTF-8")


Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def run_expat(path: Path, part: str, stream: IO[bytes], handlers: tuple[Start, End, Text]) -> None:
    """Feeds one part of a package (an XLSX sheet) to three handlers; names come without prefix.

    The fast, flat way for large tables: no tree is built. Raises ``ImportRefused`` as above.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    start, end, text = handlers
    parser.StartElementHandler = lambda name, attributes: start(local_name(name), attributes)
    parser.EndElementHandler = lambda name: end(local_name(name))
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _doctype
    try:
        parser.ParseFile(stream)
    except _DoctypeSeenError:
        refuse(path, part, "it has a document type definition (DTD) or entities", _DTD_REMEDY)
    except (expat.ExpatError, LookupError, ValueError) as error:
        refuse(path, part, f"the XML is not well-formed: {error}", "save it again at its source")


def _doctype(*_: object) -> None:
    raise _DoctypeSeenError


def local_name(name: str) -> str:
    """``{uri}row`` or ``uri row`` -> ``row``."""
    return name.rpartition("}")[2] if name.startswith("{") else name.rpartition(" ")[2]

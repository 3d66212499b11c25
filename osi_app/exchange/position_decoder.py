"""JSON with long position lists read straight into arrays.

The standard decoder makes a list and two floats of every vertex: 450 MiB for a million. Here a
list of positions becomes one (n, width) array; everything else is decoded as usual.
"""

import json
import re
from collections.abc import Callable
from json import decoder, scanner
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

_BEGINS = re.compile(r"\s*\[\s*[-+0-9]")
_ENDS = re.compile(r"\]\s*\]")
_NOT_STRUCTURE = str.maketrans("", "", "0123456789+-.eE \t\r\n")
_NOT_NUMBERS = str.maketrans("", "", "0123456789+-.eE \t\r\n[],")
_BRACKETS = str.maketrans("", "", "[]")


class NotFiniteError(ValueError):
    """NaN or Infinity stands in the text."""


def decode(text: str) -> Any:
    """The document; lists of two or more positions of equal width are float arrays.

    Raises ``NotFiniteError``, ``json.JSONDecodeError`` and whatever ``json.loads`` raises.
    """
    reader: Any = json.JSONDecoder(parse_constant=_refuse_constant)
    reader.parse_array = _parse_array
    reader.scan_once = scanner.py_make_scanner(reader)  # type: ignore[attr-defined]
    return reader.decode(text)


def _refuse_constant(text: str) -> NoReturn:
    raise NotFiniteError(text)


def _parse_array(
    text_and_end: tuple[str, int], scan_once: Callable[[str, int], Any]
) -> tuple[Any, int]:
    text, start = text_and_end
    if _BEGINS.match(text, start):
        end = _ENDS.search(text, start)
        if end is not None:
            positions = _positions(text[start : end.end() - 1])
            if positions is not None:
                return positions, end.end()
    return decoder.JSONArray(text_and_end, scan_once)  # type: ignore[attr-defined, no-any-return]


def _positions(inner: str) -> npt.NDArray[np.float64] | None:
    """``[1,2],[3,4]`` as an array; None when it is anything else."""
    structure = inner.translate(_NOT_STRUCTURE)
    count = structure.count("[")
    width = structure.find("]")
    if width < 2 or count < 2 or structure != ",".join(["[" + "," * (width - 1) + "]"] * count):
        return None
    if inner.translate(_NOT_NUMBERS):
        return None
    try:
        flat = np.fromstring(inner.translate(_BRACKETS), dtype=np.float64, sep=",")
    except (ValueError, DeprecationWarning):
        return None
    return flat.reshape(count, width) if flat.size == count * width else None

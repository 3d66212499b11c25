"""Magnitudes of a bulletin, and which of them an origin is shown with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from osi_app.exchange.bulletins.events import OriginRow

_LINE = re.compile(
    r"(?P<type>(?:[A-Za-z][\w()*-]{0,7}\s+)|\s+)?[<>]?\s*"
    r"(?P<value>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?P<rest>\s.*|)$"
)
_PREFERRED = ("mb", "mb1", "mw", "mwc", "mww", "mwr", "ms", "ms1", "ml")
"""Body-wave magnitude first: what the yield of an explosion is judged by."""


@dataclass(frozen=True, slots=True)
class Magnitude:
    """One magnitude; ``type`` may be empty, ``origin_code`` and ``agency`` as written."""

    type: str
    value: float
    agency: str
    origin_code: str
    where: str


def magnitude_of_line(line: str, number: int) -> Magnitude | None:
    """The magnitude of a line below ``Magnitude  Err Nsta Author  OrigID``; None if it has none."""
    found = _LINE.match(line)
    if found is None:
        return None
    words = found["rest"].split()
    while words and re.fullmatch(r"[\d.]+", words[0]) and len(words) > 1:
        words.pop(0)  # error and number of stations
    agency = words[0] if len(words) > 1 else ""
    code = words[-1] if words else ""
    kind = (found["type"] or "").strip()
    return Magnitude(kind, float(found["value"]), agency, code, f"line {number}")


def gse2_magnitudes(line: str, code: str, number: int) -> list[Magnitude]:
    """Up to three magnitudes in the first line of a GSE2.0 origin."""
    magnitudes = []
    for start in (71, 82, 93):
        kind, value = line[start : start + 2].strip(), line[start + 2 : start + 6].strip()
        if re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)", value):
            magnitudes.append(Magnitude(kind, float(value), "", code, f"line {number}"))
    return magnitudes


def with_magnitudes(
    origins: Sequence[OriginRow], magnitudes: Sequence[Magnitude]
) -> tuple[OriginRow, ...]:
    """Each origin with the best of its own magnitudes.

    Its own are those of its id and agency; without such, those of its agency; without such, those
    of its id that no other origin's agency claims; the prime also takes what names nobody.
    """
    by_code: dict[str, list[Magnitude]] = {}
    by_agency: dict[str, list[Magnitude]] = {}
    for magnitude in magnitudes:
        by_code.setdefault(magnitude.origin_code, []).append(magnitude)
        by_agency.setdefault(magnitude.agency, []).append(magnitude)
    agencies = {origin.agency for origin in origins}
    nobody = [magnitude for magnitude in by_code.get("", []) if not magnitude.agency]
    found = []
    for origin in origins:
        same_code = by_code.get(origin.origin_code, []) if origin.origin_code else []
        same_agency = by_agency.get(origin.agency, []) if origin.agency else []
        both = [m for m in same_code if m.agency == origin.agency]
        unclaimed = [m for m in same_code if m.agency not in agencies]
        own = both or same_agency or unclaimed or (nobody if origin.prime else [])
        found.append(_with_best(origin, own))
    return tuple(found)


def _with_best(origin: OriginRow, own: list[Magnitude]) -> OriginRow:
    if not own:
        return origin
    best = min(own, key=lambda m: _rank(m.type))
    return replace(origin, magnitude=best.value, magnitude_type=best.type)


def _rank(kind: str) -> int:
    kind = kind.casefold()
    return _PREFERRED.index(kind) if kind in _PREFERRED else len(_PREFERRED)

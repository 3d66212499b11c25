"""Latitude and longitude as people write them: degrees, minutes and seconds in any form.

Takes tidied upper-case text (see ``coordinate_parsing``). What has two readings is not read.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from osi_app.geo.geodesy import Point

_WORDS = {
    "N": ("NORTH", "NORD", "NORTE", "С.Ш.", "СЕВ.", "北纬", "北緯"),
    "S": ("SOUTH", "SUD", "SÜD", "SUR", "Ю.Ш.", "南纬", "南緯"),
    "E": ("EAST", "EST", "OST", "ESTE", "В.Д.", "东经", "東經"),
    "W": ("WEST", "OUEST", "OESTE", "З.Д.", "西经", "西經"),
    "Φ": ("LATITUDE", "LAT.", "LAT"),
    "Λ": ("LONGITUDE", "LONG.", "LONG", "LON.", "LON", "LNG"),
}
_MEANING = {word: letter for letter, words in _WORDS.items() for word in words}
_WORD = re.compile(
    rf"(?<![A-ZА-Я])({'|'.join(re.escape(w) for w in sorted(_MEANING, key=len, reverse=True))})"
    r"(?![A-ZА-Я])"
)
_UNITS = (
    (re.compile(r"(?<=\d)\s*(?:DEGREES?|DEG\.?|D|度)(?![A-Z])"), "°"),
    (re.compile(r"(?<=\d)\s*(?:MINUTES?|MIN\.?|M|分)(?![A-Z])"), "'"),
    (re.compile(r"(?<=\d)\s*(?:SECONDS?|SEC\.?|秒)(?![A-Z])"), '"'),
    (re.compile(r"(?<=')(\s*[\d.,]+\s*)S(?=\s*[NSEW])"), r'\1"'),
    (re.compile(r"''"), '"'),
    (re.compile(r"[:=_]"), " "),
    (re.compile(r"\.$"), ""),
)
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[-+]?(?:\d+\.?\d*|\.\d+))|(?P<side>[NSEW])|(?P<label>[ΦΛ])"
    r"|(?P<mark>[°'\"])|(?P<gap>[,;/|]))\s*"
)
_COMPACT = re.compile(
    r"^(?P<lat1>[NS])?(?P<latd>\d\d)(?P<latm>\d\d)(?P<lats>\d\d)?(?P<latf>\.\d+)?(?P<lat2>[NS])?"
    r"[\s,;/]*"
    r"(?P<lon1>[EW])?(?P<lond>\d{3})(?P<lonm>\d\d)(?P<lons>\d\d)?(?P<lonf>\.\d+)?(?P<lon2>[EW])?$"
)


class _Token(NamedTuple):
    kind: str
    text: str


def parse_degrees(text: str) -> Point | None:
    """(lon, lat) in degrees, None when the text is no latitude and longitude or has two readings.

    Without letters the latitude comes first. Decimals may be behind points or commas; not more
    than one part of an angle, the last, has any. Ranges are not checked.
    """
    plain = _WORD.sub(lambda found: _MEANING[found[1]], text)
    for pattern, sign in _UNITS:
        plain = pattern.sub(sign, plain)
    plain = plain.strip()
    if compact := _COMPACT.match(plain):
        return _compact(compact)
    readings = (_paired(_tokens(reading)) for reading in _comma_readings(plain))
    return next((found for found in readings if found is not None), None)


def _compact(found: re.Match[str]) -> Point | None:
    """411720N1290430E and 4117.333N 12904.5E, as pilots and receivers write."""
    angles = []
    for name in ("lat", "lon"):
        sides = [side for side in (found[f"{name}1"], found[f"{name}2"]) if side]
        parts = [part for part in (found[f"{name}{unit}"] for unit in "dms") if part]
        parts[-1] += found[f"{name}f"] or ""
        if len(sides) != 1:
            return None
        angles.append(_sided(_angle(parts), sides[0]))
    lat, lon = angles
    return None if lat is None or lon is None else (lon, lat)


def _comma_readings(text: str) -> Iterator[str]:
    """With decimal commas as points, and with commas between angles."""
    if "." in text or not re.search(r"\d,\d", text):
        yield text
        return
    yield re.sub(r"\d+(?:,\d+)+", _decimal_commas, text)
    if len(re.findall(r"\d+", text)) >= 4:
        yield text


def _decimal_commas(run: re.Match[str]) -> str:
    parts = run[0].split(",")
    if len(parts) == 4:
        return f"{parts[0]}.{parts[1]},{parts[2]}.{parts[3]}"
    return ".".join(parts) if len(parts) == 2 else run[0]


def _tokens(text: str) -> list[_Token]:
    """The parts of a text, none when something in it belongs to no angle."""
    if len(re.findall("[NSEW]", text)) == 2:
        text = re.sub(r"(?<=\d)-(?=\d)", " ", text)  # 41-17-20N, as seamen write
    found: list[_Token] = []
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or (token.lastgroup == "number" and _glued(text, token)):
            return []
        found.append(_Token(str(token.lastgroup), token[str(token.lastgroup)]))
        at = token.end()
    return found


def _glued(text: str, token: re.Match[str]) -> bool:
    """Whether a number follows another without a gap, as in 41-17 or 1.2.3."""
    at = token.start("number")
    return at > 0 and (text[at - 1].isdigit() or text[at - 1] == ".")


def _paired(tokens: list[_Token]) -> Point | None:
    cut = _cut(tokens)
    if cut is None:
        return None
    first, second = (_half(part) for part in (tokens[:cut], tokens[cut:]))
    if first is None or second is None:
        return None
    kinds = first[1] + second[1]
    if kinds in ("", "ΦΛ"):
        return second[0], first[0]
    return (first[0], second[0]) if kinds == "ΛΦ" else None


def _cut(tokens: list[_Token]) -> int | None:
    """Where the second angle begins."""
    where = {kind: [at for at, token in enumerate(tokens) if token.kind == kind] for kind in (
        "number", "side", "label", "gap")}  # fmt: skip
    if sides := where["side"]:
        leads = all(token.kind != "number" for token in tokens[: sides[0]])
        return None if len(sides) != 2 else sides[1] if leads else sides[0] + 1
    if len(where["label"]) == 2:
        return where["label"][1]
    if len(where["gap"]) == 1:
        return where["gap"][0]
    degrees = [at for at, token in enumerate(tokens) if token.text == "°"]
    if len(degrees) == 2:
        return degrees[1] - 1
    numbers = where["number"]
    return None if len(numbers) % 2 or not numbers else numbers[len(numbers) // 2]


def _half(tokens: list[_Token]) -> tuple[float, str] | None:
    """An angle in degrees with its kind: Φ, Λ or "" where nothing says."""
    while tokens and tokens[0].kind == "gap":
        tokens = tokens[1:]
    while tokens and tokens[-1].kind == "gap":
        tokens = tokens[:-1]
    labels = [token.text for token in tokens if token.kind == "label"]
    tokens = [token for token in tokens if token.kind != "label"]
    sides = [token.text for token in tokens if token.kind == "side"]
    if sides and tokens[0].kind == "side":
        tokens = tokens[1:]
    elif sides and tokens[-1].kind == "side":
        tokens = tokens[:-1]
    value = _angle(_parts(tokens))
    if sides:
        value = _sided(value, sides[0])
        labels = ["Φ" if sides[0] in "NS" else "Λ"]
    return None if value is None else (value, labels[0] if labels else "")


def _parts(tokens: list[_Token]) -> list[str]:
    """The numbers of an angle, none when a mark is not in its place."""
    found: list[str] = []
    marked = True
    for token in tokens:
        if token.kind == "number" and len(found) < 3:
            found.append(token.text)
            marked = False
        elif token.kind == "mark" and not marked and token.text == "°'\""[len(found) - 1]:
            marked = True
        else:
            return []
    return found


def _angle(parts: list[str]) -> float | None:
    """Degrees from degrees, minutes and seconds; only the last has decimals."""
    if not parts or any(not float(part).is_integer() for part in parts[:-1]):
        return None
    if any(part[0] in "+-" or float(part) >= 60.0 for part in parts[1:]):
        return None
    size = sum(abs(float(part)) / 60.0**power for power, part in enumerate(parts))
    return -size if parts[0].startswith("-") else size


def _sided(value: float | None, side: str) -> float | None:
    """With the sign of its side; a minus north or east is a contradiction."""
    if value is None or (side in "NE" and value < 0.0):
        return None
    return -abs(value) if side in "SW" else value

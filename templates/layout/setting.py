"""Setting text: how wide a string is, where it breaks, what fits."""

import re
from functools import lru_cache

from templates.layout.faces import legible, measured
from templates.style import Style

ELLIPSIS = "…"
JOINTS = "._/-"
"""After these a word that is too wide is cut rather than between any two letters."""
_PIECES = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]\s*|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+\s*|\s+"
)


def width_of(text: str, style: Style) -> float:
    """The width of one line in points."""
    return measured(text, style.weight).width * style.size


def wrapped(text: str, style: Style, width: float, most: int = 0) -> tuple[str, ...]:
    """The text in lines no wider than ``width``, broken in logical order; a word that is too
    wide is cut between letters. With ``most`` the last line allowed ends with an ellipsis."""
    if text.isascii() and "\n" not in text and width_of(text, style) <= width:
        return (text,)
    return _wrapped(text, style, width, most)


@lru_cache(maxsize=20_000)
def _wrapped(text: str, style: Style, width: float, most: int) -> tuple[str, ...]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_lines(legible(paragraph), style, width))
    if most and len(lines) > most:
        kept = lines[:most]
        kept[-1] = fitted(kept[-1] + ELLIPSIS, style, width)
        return tuple(kept)
    return tuple(lines)


def _lines(text: str, style: Style, width: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in _PIECES.findall(text):
        if width_of((line + piece).rstrip(), style) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        *full, line = _cut(piece, style, width)
        lines.extend(full)
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def _cut(piece: str, style: Style, width: float) -> list[str]:
    """A piece too wide for a line, cut between letters; the last part may carry its space."""
    if width_of(piece.rstrip(), style) <= width:
        return [piece]
    parts, part = [], ""
    for letter in piece:
        if part and width_of((part + letter).rstrip(), style) > width:
            joint = max(part.rfind(mark) for mark in JOINTS) + 1
            keep = joint if joint > len(part) // 3 else len(part)
            parts.append(part[:keep])
            part = part[keep:]
        part += letter
    return [*parts, part]


@lru_cache(maxsize=20_000)
def fitted(text: str, style: Style, width: float) -> str:
    """The text if it fits, else as much of it as fits before an ellipsis."""
    text = legible(text)
    if width_of(text, style) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + ELLIPSIS, style) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(" …") + ELLIPSIS

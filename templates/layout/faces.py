"""Fonts: registered once, measured by their own metrics, and the runs a mixed string falls into.

A string is prepared once per weight and remembered: controls made visible, Arabic and Hebrew
letters shaped and put in visual order, then cut where the font must change. Characters that no
shipped font has are shown as ``U+XXXX`` instead of an empty box.
"""

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import arabic_reshaper
from bidi.algorithm import get_display
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from templates.style import Weight

CHAINS: dict[Weight, tuple[str, ...]] = {
    Weight.REGULAR: ("NotoSans-Regular", "NotoNaskhArabic-Regular", "NotoSansSC-Regular"),
    Weight.BOLD: ("NotoSans-Bold", "NotoNaskhArabic-Bold", "NotoSansSC-Regular"),
    Weight.MONO: (
        "NotoSansMono-Regular",
        "NotoSans-Regular",
        "NotoNaskhArabic-Regular",
        "NotoSansSC-Regular",
    ),
}
"""Which face is asked first for a character, and which after it."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u061c\u2028-\u202e\u2060-\u206f\ufeff]"
)
_SPACES = re.compile(r"[\t\n\r\x0b\x0c\u2028\u2029]+")


class Run(NamedTuple):
    """A stretch of text in one face, in visual order; ``width`` is for size 1."""

    face: str
    text: str
    width: float


class Measured(NamedTuple):
    """A prepared string; ``width`` is for size 1."""

    runs: tuple[Run, ...]
    width: float


@lru_cache(maxsize=16)
def _font(face: str) -> TTFont:
    """The face, read and registered when first asked for (the Chinese one is 10 MB)."""
    font = TTFont(face, str(files("templates") / "fonts" / f"{face}.ttf"))
    pdfmetrics.registerFont(font)
    return font


def registered(face: str) -> TTFont:
    """The face as ReportLab knows it."""
    return _font(face)


def legible(text: str) -> str:
    """The text with line breaks as spaces and every control and direction override visible."""
    if text.isascii() and text.isprintable():
        return text
    text = _SPACES.sub(" ", text)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


@lru_cache(maxsize=50_000)
def measured(text: str, weight: Weight) -> Measured:
    """The runs of one line of text. It is legible and visual already when this returns."""
    text = legible(text)
    if _RIGHT_TO_LEFT.search(text):
        text = str(get_display(arabic_reshaper.reshape(text)))
    runs = tuple(_runs(text, CHAINS[weight]))
    return Measured(runs, sum(run.width for run in runs))


def _runs(text: str, chain: tuple[str, ...]) -> list[Run]:
    first = _font(chain[0])
    widths = first.face.charWidths
    if all(ord(c) in first.face.charToGlyph for c in text):
        return [Run(chain[0], text, sum(widths[ord(c)] for c in text) / 1000)] if text else []
    pieces: list[tuple[str, list[str]]] = []
    for character in text:
        face = _face_for(ord(character), chain)
        shown = character if face else f"U+{ord(character):04X}"
        face = face or chain[0]
        if pieces and (pieces[-1][0] == face or (character == " " and pieces[-1][0] != chain[0])):
            pieces[-1][1].append(shown)
        else:
            pieces.append((face, [shown]))
    return [_run(face, "".join(characters)) for face, characters in pieces]


@lru_cache(maxsize=20_000)
def _face_for(code: int, chain: tuple[str, ...]) -> str | None:
    return next((face for face in chain if code in _font(face).face.charToGlyph), None)


def _run(face: str, text: str) -> Run:
    metrics = _font(face).face
    width = sum(metrics.charWidths.get(ord(c), metrics.defaultWidth) for c in text)
    return Run(face, text, width / 1000)

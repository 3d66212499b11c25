"""The words that replies are read by, in six languages: data, looked up here."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_ARABIC = str.maketrans("أإآٱىـ", "ااااي ")
"""Spellings of alef and alef maqsura, and the stretching stroke, that people use as they like."""
_UNSPACED = re.compile(r"[\u3400-\u9fff]")


@cache
def _data() -> dict[str, Any]:
    path = files("osi_app.roster").joinpath("data", "reply_words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """Text as words are compared: small letters, no accents, ASCII digits. Never longer lines:
    line breaks stay."""
    wide = unicodedata.normalize("NFKD", text.replace("й", "\ue000").replace("Й", "\ue000"))
    bare = "".join(_sign(sign) for sign in wide if not unicodedata.combining(sign))
    # й is a letter of its own and no и with an accent
    return bare.replace("\ue000", "й").casefold().replace("’", "'").translate(_ARABIC)


def _sign(sign: str) -> str:
    return str(unicodedata.digit(sign)) if sign.isdigit() else sign


@cache
def phrases(kind: str) -> tuple[str, ...]:
    """The phrases of one kind, plain, longest first."""
    return tuple(sorted({plain(one) for one in _data()[kind]}, key=lambda one: (-len(one), one)))


@cache
def months() -> Mapping[str, int]:
    """Month names and their short forms, plain, with the month's number."""
    return {plain(name): int(number) for number, names in _data()["months"].items()
            for name in names}  # fmt: skip


@cache
def pattern_of(kind: str) -> re.Pattern[str]:
    """A pattern that finds any phrase of the kind, the longest first."""
    return any_of(phrases(kind))


def any_of(wanted: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of these plain phrases as whole words; Chinese has no gaps between
    words and is found anywhere."""
    return re.compile("|".join(_bounded(one) for one in wanted))


def _bounded(phrase: str) -> str:
    told = re.escape(phrase).replace(r"\ ", r"\s+")
    return told if _UNSPACED.search(phrase) else rf"(?<!\w){told}(?!\w)"

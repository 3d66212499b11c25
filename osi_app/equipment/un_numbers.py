"""The UN numbers of dangerous goods: a list read by a program from the text of the ADR.

From beTransIT/UN-Numbers (MIT, ``data/LICENSE-UN-Numbers.txt``), 2437 numbers. A help for the eye:
the ADR, or the IATA regulations for air, in force on the day decide. A class that the list does not
know, or that its reader got wrong ("?", "-4.2"), is not taken over.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

DIGITS = 4
_CLASS = re.compile(r"[1-9](\.[1-6])?")
_GONE = re.compile(r"\(UN (Nos?\.|numbers?) no longer in use\)|^\(Formerly\)")


@dataclass(frozen=True, slots=True)
class UnNumber:
    """One number. ``dangerous_class`` "" where the list does not know it; ``withdrawn`` numbers
    were given once and are no longer in use."""

    number: str
    description: str
    dangerous_class: str
    withdrawn: bool


@lru_cache(maxsize=1)
def un_numbers() -> Mapping[str, UnNumber]:
    """All numbers of the list, by their four digits."""
    shipped = files("osi_app.equipment") / "data" / "un_numbers.csv"
    rows = csv.DictReader(shipped.read_text(encoding="utf-8").splitlines())
    return {row["un_number"]: _entry(row) for row in rows}


def plain_number(text: str) -> str:
    """The four digits of "UN 3480", "un3480" or "3480", as 0004 where zeros were lost; other text
    stays as it is, without spaces around it."""
    plain = text.strip()
    digits = re.sub(r"^(UN|ID)[\s.-]*", "", plain, flags=re.IGNORECASE)
    return digits.zfill(DIGITS) if re.fullmatch(r"[0-9]{1,4}", digits) else plain


def plain_class(text: str) -> str:
    """A class without the word before it: "Class 4.1" is 4.1."""
    return re.sub(r"^(class|division)\s*", "", text.strip(), flags=re.IGNORECASE)


def class_of(number: str) -> str:
    """The class of a number, "" where the list does not say."""
    found = un_numbers().get(plain_number(number))
    return found.dangerous_class if found is not None else ""


def _entry(row: Mapping[str, str]) -> UnNumber:
    known = _CLASS.fullmatch(row["class"]) is not None
    return UnNumber(
        row["un_number"],
        row["description"],
        row["class"] if known else "",
        _GONE.search(row["description"]) is not None,
    )

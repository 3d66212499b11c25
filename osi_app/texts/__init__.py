"""The sentences and words that people read, one file a language, used by screen, paper and shell.

The core answers with codes and values (``Finding``, status words); here they become text. A code
that has no sentence is shown with its values: nothing is ever hidden for want of a translation.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from osi_app.kernel.findings import Finding
from osi_app.texts.formats import shown

ENGLISH = "en"


class _Shown(dict[str, str]):
    """Values as text; one that a sentence asks for and does not get stays visible as its name."""

    def __missing__(self, key: str) -> str:
        return f"[{key}]"


@lru_cache(maxsize=8)
def texts(language: str = ENGLISH) -> Mapping[str, Mapping[str, str]]:
    """All tables of a language: findings, mends, refused, words, statements, titles. Raises
    ``FileNotFoundError`` for a language that does not ship."""
    parts = sorted(files("osi_app.texts").joinpath(language).iterdir(), key=lambda f: f.name)
    merged: dict[str, dict[str, str]] = {}
    for part in parts:
        if part.name.endswith(".toml"):
            for table, entries in tomllib.loads(part.read_text(encoding="utf-8")).items():
                merged.setdefault(table, {}).update(entries)
    return merged


def sentence(
    code: str, values: Mapping[str, Any], language: str = ENGLISH, table: str = "findings"
) -> str:
    """The sentence of that code with its values. An unknown code shows itself and the values."""
    pattern = texts(language).get(table, {}).get(code)
    if pattern is None:
        told = ", ".join(f"{key} {shown(key, value)}" for key, value in values.items())
        return f"{code}: {told}" if told else code
    return pattern.format_map(_Shown({key: shown(key, each) for key, each in values.items()}))


def finding_sentence(finding: Finding, language: str = ENGLISH) -> str:
    """What the finding says, in one sentence."""
    return sentence(finding.message_code, _with_subject(finding), language)


def mend_sentence(finding: Finding, language: str = ENGLISH) -> str:
    """The smallest change that would mend it; "" when none is known."""
    if not finding.mend:
        return ""
    return sentence(finding.mend, _with_subject(finding), language, "mends")


def word(code: str, language: str = ENGLISH) -> str:
    """The word for an enumeration's value or a heading: an unknown one loses its underscores."""
    return texts(language).get("words", {}).get(code) or code.replace("_", " ")


def statement(code: str, values: Mapping[str, Any], language: str = ENGLISH) -> str:
    """A sentence of a document's section."""
    return sentence(code, values, language, "statements")


def refused(code: str, values: Mapping[str, Any], language: str = ENGLISH) -> str:
    """What is said of a refused value or step; "" for a code that has no sentence."""
    known = code in texts(language).get("refused", {})
    return sentence(code, values, language, "refused") if known else ""


def _with_subject(finding: Finding) -> dict[str, Any]:
    return {"subject": finding.subject.shown, "paragraph": finding.paragraph, **finding.values}

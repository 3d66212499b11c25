"""Whatever a rule refuses is told in a sentence: no code is ever shown to a person."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from osi_app.cli_texts import TEXTS
from osi_app.texts import texts

ROOT = Path(__file__).parents[2]
BY_REASON = {"invalid_value"}
"""Codes whose sentence is their reason."""


def refusals() -> Iterator[tuple[str, str]]:
    """The code of every ``RuleError`` that the core raises, with the file that does."""
    for path in sorted((ROOT / "osi_app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id == "RuleError" and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    yield str(code.value), path.name


def test_codes_are_found() -> None:
    assert len({code for code, _ in refusals()}) > 30


@pytest.mark.parametrize(("code", "file"), sorted(set(refusals())))
def test_every_refusal_has_a_sentence(code: str, file: str) -> None:
    known = texts()["refused"].keys() | TEXTS.keys() | BY_REASON
    assert code in known, f"{file} refuses {code}: say it in osi_app/texts/en/refused.toml"

"""Every import contract is broken on purpose in a copied tree: a contract that cannot fail
protects nothing (it may name the wrong package and stay green for years)."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("osi_app", "db", "templates", "ui")
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}

# (contract, package that gets a new module, what that module imports)
BREAKS = [
    ("core-stands-alone", "osi_app/kernel", "db"),
    ("core-stands-alone", "osi_app/roster", "templates"),
    ("core-stands-alone", "osi_app/area", "ui"),
    ("core-stands-alone", "osi_app/treaty", "PySide6.QtCore"),
    ("core-stands-alone", "osi_app/documents", "reportlab.pdfgen"),
    ("core-stands-alone", "osi_app/geo", "folium"),
    ("core-stands-alone", "osi_app/library", "alembic"),
    ("core-knows-no-sql", "osi_app/inspection", "sqlalchemy"),
    ("db-keeps-records", "db", "templates"),
    ("db-keeps-records", "db", "ui"),
    ("db-keeps-records", "db", "PySide6.QtCore"),
    ("db-keeps-records", "db", "reportlab"),
    ("templates-only-draw", "templates", "db"),
    ("templates-only-draw", "templates", "ui"),
    ("templates-only-draw", "templates", "PySide6.QtGui"),
    ("templates-ask-no-service", "templates", "osi_app.roster.service"),
    ("templates-ask-no-service", "templates", "osi_app.house"),
    ("window-knows-no-storage", "ui", "db"),
    ("window-knows-no-storage", "ui", "templates"),
    ("window-knows-no-storage", "ui", "folium"),
    ("window-names-no-sql", "ui", "sqlalchemy"),
    ("window-names-no-sql", "ui", "sqlmodel"),
    ("rooms-downhill", "osi_app/checklist", "osi_app.documents"),
    ("rooms-downhill", "osi_app/search", "osi_app.checklist"),
    ("rooms-downhill", "osi_app/roster", "osi_app.search"),
    ("rooms-downhill", "osi_app/equipment", "osi_app.roster"),
    ("rooms-downhill", "osi_app/roster", "osi_app.equipment"),
    ("rooms-downhill", "osi_app/area", "osi_app.equipment"),
    ("rooms-downhill", "osi_app/inspection", "osi_app.area"),
    ("rooms-downhill", "osi_app/library", "osi_app.inspection"),
    ("rooms-downhill", "osi_app/exchange", "osi_app.library"),
    ("rooms-downhill", "osi_app/geo", "osi_app.area"),
    ("rooms-downhill", "osi_app/treaty", "osi_app.inspection"),
    ("rooms-downhill", "osi_app/documents", "osi_app.house"),
    ("kernel-is-the-ground", "osi_app/kernel", "osi_app.treaty"),
    ("kernel-is-the-ground", "osi_app/kernel", "osi_app.geo"),
    ("treaty-and-geo-are-pure", "osi_app/treaty", "osi_app.exchange"),
    ("treaty-and-geo-are-pure", "osi_app/geo", "osi_app.exchange"),
]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The code of the four floors, copied, with the contracts."""
    for floor in FLOORS:
        unwanted = shutil.ignore_patterns("__pycache__", "data", "assets", "fonts", "*.toml")
        shutil.copytree(ROOT / floor, tmp_path / floor, ignore=unwanted)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken(tree: Path, *contracts: str) -> set[str]:
    """The names of the contracts that do not hold in this tree; all when none are named."""
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    answer = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo", *chosen],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = answer.stdout + answer.stderr
    assert "Contracts:" in said, said
    names = set(re.findall(r"^(.+?) BROKEN", said, flags=re.MULTILINE))
    assert bool(names) == (answer.returncode != 0), said
    return names


def test_every_contract_holds(tree: Path) -> None:
    assert broken(tree) == set()


def test_every_contract_is_broken_on_purpose() -> None:
    assert {contract for contract, _, _ in BREAKS} == set(CONTRACTS)


@pytest.mark.parametrize(("contract", "package", "imported"), BREAKS)
def test_a_contract_fails_when_broken(
    tree: Path, contract: str, package: str, imported: str
) -> None:
    module = tree / package / "broken_on_purpose.py"
    module.write_text(f"import {imported}\n", encoding="utf-8")
    assert broken(tree, contract) == {CONTRACTS[contract]}


def test_a_room_outside_the_picture_is_noticed(tree: Path) -> None:
    (tree / "osi_app" / "yard.py").write_text('"""A room nobody drew."""\n', encoding="utf-8")
    assert broken(tree, "rooms-downhill") == {CONTRACTS["rooms-downhill"]}

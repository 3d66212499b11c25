"""Guards of the house: traps that were met once and must not be met again."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
LONGEST_FILE = 500
FLOORS = ("osi_app", "db", "templates", "ui")


def kept_files() -> list[Path]:
    """Every file that is, or is about to be, in the repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    files = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [file for file in files if file.is_file()]


def pins(lock: str) -> set[str]:
    """The ``name==version ; marker`` lines of a lock."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {line.rstrip(" \\") for line in text.splitlines() if "==" in line[:80]}


def test_qt_calls_keep_their_reference_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 drops one at each call, until the interpreter dies."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("name")
    assert abs(sys.getrefcount(None) - before) < 100


@pytest.mark.parametrize("floor", FLOORS)
def test_a_floor_comes_from_the_root(floor: str) -> None:
    """A package under tests could stand in its place without anybody noticing."""
    found = import_module(floor).__file__
    assert found is not None
    assert Path(found).parent == ROOT / floor


def test_tests_are_no_packages_and_have_names_of_their_own() -> None:
    tests = [file for file in kept_files() if file.is_relative_to(ROOT / "tests")]
    names = [file.name for file in tests if file.name.startswith("test_")]
    assert not [file for file in tests if file.name == "__init__.py"]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_hashes_everything(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 20
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_both_locks_agree() -> None:
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_pyside_stays_below_the_version_that_kills_python_3_11() -> None:
    versions = re.findall(r"^pyside6==(\d+)\.(\d+)", "\n".join(pins(LOCKS[0])), re.MULTILINE)
    assert versions
    assert all((int(major), int(minor)) < (6, 12) for major, minor in versions)


def test_no_file_names_a_machine_or_a_registry() -> None:
    """The words are put together here, so that this file does not hold them itself."""
    paths = ["/" + "/".join(words) + "/" for words in (["work", "main"], ["work", "shared"])]
    paths += ["/" + name + "/" for name in ("root", "home")]
    hosts = [".".join(words) for words in (("pypi", "org"), ("pythonhosted", "org"))]
    hosts += [".".join(words) for words in (("npmjs", "com"), ("npmjs", "org"))]
    forbidden = [word.encode() for word in (*paths, "../" + "shared", *hosts)]
    found = []
    for file in kept_files():
        content = file.read_bytes()
        if b"\0" in content[:4096] or file.is_relative_to(ROOT / "templates" / "map" / "assets"):
            continue
        found += [f"{file.relative_to(ROOT)}: {w.decode()}" for w in forbidden if w in content]
    assert found == []


def test_no_file_of_ours_is_too_long() -> None:
    # a migration is written once and is never changed again
    steps = ROOT / "db" / "migrations" / "versions"
    ours = [f for f in kept_files() if f.suffix == ".py" and not f.is_relative_to(steps)]
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in ours}
    assert {str(f.relative_to(ROOT)): n for f, n in lengths.items() if n > LONGEST_FILE} == {}

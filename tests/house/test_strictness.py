"""The test suite itself is strict: log records, warnings and Qt messages fail a test."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SAMPLE = """
import logging
import warnings

from PySide6.QtCore import qWarning


def test_passes_plain(at):
    assert at("2026-05-04T06:00")().isoformat() == "2026-05-04T06:00:00+00:00"


def test_passes_with_information_logged():
    logging.getLogger("osi").info("fine")


def test_passes_with_an_expected_record(expected_logs):
    expected_logs.allow("disk is nearly full")
    logging.getLogger("osi").warning("disk is nearly full")


def test_fails_for_a_log_record():
    logging.getLogger("osi").warning("unexpected")


def test_fails_for_another_record_than_the_expected(expected_logs):
    expected_logs.allow("disk is nearly full")
    logging.getLogger("osi").error("something else")


def test_fails_for_a_warning():
    warnings.warn("old", DeprecationWarning)


def test_fails_for_an_open_file(tmp_path):
    (tmp_path / "file").open("w")


def test_fails_for_a_qt_message():
    qWarning("a layout too many")
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of each sample test under this project's own configuration."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    (folder / "tests" / "test_sample.py").write_text(SAMPLE, encoding="utf-8")
    settings = ("-o", f"pythonpath={ROOT}", "-p", "no:cacheprovider", "-rA", "--tb=no")
    answer = subprocess.run(
        [sys.executable, "-m", "pytest", *settings],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"^(PASSED|FAILED|ERROR) \S+::(\w+)", answer.stdout, flags=re.MULTILINE)
    assert found, answer.stdout + answer.stderr
    return {name: outcome for outcome, name in sorted(found, reverse=True)}


@pytest.mark.parametrize("name", re.findall(r"def (test_\w+)", SAMPLE))
def test_a_sample_ends_as_its_name_says(outcomes: dict[str, str], name: str) -> None:
    good = name.startswith("test_passes")
    assert (outcomes[name] == "PASSED") is good

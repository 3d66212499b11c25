"""The whole house over a store on disk, and the front door as a person uses it."""

import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import main
import templates
from db.store import open_store
from osi_app.demo import build_demo
from osi_app.house import House, house
from osi_app.kernel.clock import FixedClock

NOW = datetime(2026, 9, 3, 6, tzinfo=UTC)

Door = Callable[..., "subprocess.CompletedProcess[str]"]


def open_house(file: Path) -> House:
    """The house over that file; 3 September 2026 06:00 UTC, standing still."""
    clock = FixedClock(NOW)
    return house(open_store(file, author="tester", clock=clock), templates.renderers(), clock)


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[House]:
    """A house over a new store with the States that ship."""
    found = open_house(tmp_path / "new.osi")
    found.library.apply_import(found.library.preview_import())
    yield found
    found.close()


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo exercise, built once; tests work on copies."""
    file = tmp_path_factory.mktemp("demo") / "demo.osi"
    found = open_house(file)
    build_demo(found)
    copy = file.with_name("copy.osi")
    found.store.care.backup(copy)
    found.close()
    return copy


@pytest.fixture
def demo_file(built_demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo store of one's own."""
    file = tmp_path / "demo.osi"
    file.write_bytes(built_demo.read_bytes())
    return file


@pytest.fixture
def demo_house(demo_file: Path) -> Iterator[House]:
    """The house over a copy of the demo store."""
    found = open_house(demo_file)
    yield found
    found.close()


@pytest.fixture
def door(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Door:
    """``door("check", "--json")``: what main.py does without a display, in a folder of its own.

    It runs in this process, which is ten times as fast as a shell of its own.
    """
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        words = [str(word) for word in arguments]
        try:
            code = main.main(words)
        except SystemExit as left:  # argparse: help, and wrong usage
            code = int(left.code or 0)
        said = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, said.out, said.err)

    return run

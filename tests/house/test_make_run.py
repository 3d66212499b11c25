"""What ``make run`` decides before it starts anything."""

import pytest

from tools import run


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)


def test_without_a_display_it_says_so() -> None:
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in run.why_no_window()


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_display_that_opens_windows_is_used(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, ":0")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert run.why_no_window() == ""


def test_a_display_that_is_not_there_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4093")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert "cannot open a window" in run.why_no_window()


def test_the_demo_store_is_apart_and_ignored_by_git() -> None:
    assert run.STORE.is_relative_to(run.OUT)
    assert "/out/" in (run.ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert all(paper.parent == run.OUT for paper in run.PAPERS.values())

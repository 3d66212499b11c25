"""A store in a file of its own, under a clock that stands still."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import open_store
from db.store import SqlStore
from osi_app.kernel.clock import FixedClock

NOW = FixedClock(datetime(2026, 8, 24, 6, 0, tzinfo=UTC))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store stands."""
    return tmp_path / "case.osi"


@pytest.fixture
def opening(path: Path) -> Iterator[Callable[[], SqlStore]]:
    """Opens the store again, as often as wanted; all are closed in the end."""
    opened: list[SqlStore] = []

    def again() -> SqlStore:
        opened.append(open_store(path, author="tester", clock=NOW))
        return opened[-1]

    yield again
    for store in opened:
        store.close()


@pytest.fixture
def store(opening: Callable[[], SqlStore]) -> SqlStore:
    """An empty store."""
    return opening()

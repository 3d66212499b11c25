"""What every test stands on: no display needed, no log record unnoticed, no clock that runs."""

import logging
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import settings

from osi_app.kernel.clock import FixedClock

# Before any Qt import: pytest-qt imports Qt when it is configured, after this file is read.
if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if os.geteuid() == 0:
    # Chromium refuses to run as root with its sandbox. People keep the sandbox; only tests do not.
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")

settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")


class ExpectedLogs:
    """Log records of WARNING and above, and what a test allows among them."""

    def __init__(self) -> None:
        self.records: list[logging.LogRecord] = []
        self._allowed: list[str] = []

    def allow(self, *fragments: str) -> None:
        """Records whose logger's name or text contains one of these are expected."""
        self._allowed.extend(fragments)

    def unexpected(self) -> list[str]:
        """The other records, as ``LEVEL logger: text``."""
        shown = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in self.records]
        return [line for line in shown if not any(part in line for part in self._allowed)]


class _Collector(logging.Handler):
    def __init__(self, logs: ExpectedLogs) -> None:
        super().__init__(logging.WARNING)
        self._logs = logs

    def emit(self, record: logging.LogRecord) -> None:
        self._logs.records.append(record)


@pytest.fixture(autouse=True)
def expected_logs() -> Iterator[ExpectedLogs]:
    """Fails the test for a log record of WARNING or above that it did not ``allow``."""
    logs = ExpectedLogs()
    collector = _Collector(logs)
    root = logging.getLogger()
    root.addHandler(collector)
    yield logs
    root.removeHandler(collector)
    found = logs.unexpected()
    if found:
        pytest.fail("unexpected log records:\n" + "\n".join(found), pytrace=False)


@pytest.fixture
def at() -> Callable[[str], FixedClock]:
    """``at("2026-05-04T06:00")``: a clock that stands still at that moment, UTC."""

    def standing_at(moment: str) -> FixedClock:
        return FixedClock(datetime.fromisoformat(moment).replace(tzinfo=UTC))

    return standing_at

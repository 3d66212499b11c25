"""An inspection with people to call, and a mail server that does as it is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from db.store import open_store
from osi_app.inspection.records import InspectionKind
from osi_app.roster.callout.gateway import Gateway
from tests.osi_app.roster.callout.campaign import (
    Field,
    Moods,
    MovingClock,
    controller,
    field_of,
    gateway_to,
)


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Field]:
    """A real inspection; the clock stands at T0, 24 August 2026 06:00 UTC."""
    clock = MovingClock()
    store = open_store(tmp_path / "field.osi", author="tester", clock=clock)
    yield field_of(store, clock, InspectionKind.INSPECTION)
    store.close()


@dataclass(frozen=True)
class Post:
    """A running mail server and the way to it."""

    moods: Moods
    gateway: Gateway


@pytest.fixture
def post() -> Iterator[Post]:
    """A real SMTP server on this machine."""
    moods = Moods()
    server = controller(moods)
    server.start()
    moods.connections = 0  # starting it connects once
    yield Post(moods, gateway_to(server.port))
    server.stop()

"""The demo exercise as something to measure with."""

from pathlib import Path

from db import open_store
from osi_app.demo import build_demo
from osi_app.house import house
from osi_app.kernel.clock import system_clock
from templates import renderers


def demo_store(folder: Path) -> Path:
    """A store with the demo exercise in that folder."""
    file = folder / "exercise.osi"
    opened = house(open_store(file), renderers(), system_clock)
    build_demo(opened)
    opened.close()
    return file

"""The front door: finds the store and the command, joins the floors, and runs.

``python main.py`` opens the window, ``python main.py --help`` lists the commands.
"""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from osi_app.house import House

ROOT = Path(__file__).resolve().parent
FONTS = ROOT / "templates" / "fonts"
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def store_and_author(arguments: list[str]) -> tuple[str, str, list[str]]:
    """The two options of every command, wherever they stand, and what is left without them."""
    parser = ArgumentParser("main.py", add_help=False, allow_abbrev=False)
    parser.add_argument("--store", default="")
    parser.add_argument("--author", default="")
    found, rest = parser.parse_known_args(arguments)
    return found.store, found.author, rest


def default_store() -> Path:
    """The store in the user's data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415  # only when no store is named

    return user_data_path("OSI Planner", appauthor=False) / "store.osi"


def open_house(location: str, author: str, *, create: bool = True) -> "House":
    """Opens a store and joins the rooms over it."""
    # the floors load here, after the window's first paint: sqlmodel alone takes 0.3 s
    import db  # noqa: PLC0415
    import templates  # noqa: PLC0415
    from osi_app.house import house  # noqa: PLC0415
    from osi_app.kernel.clock import system_clock  # noqa: PLC0415

    store = db.open_store(location or default_store(), author=author, create=create)
    return house(store, templates.renderers(), system_clock)


def main(arguments: list[str]) -> int:
    """Runs the window or a command and answers with the exit code."""
    location, author, rest = store_and_author(arguments)
    if rest:
        from osi_app.cli import run as run_command  # noqa: PLC0415

        return run_command(lambda create: open_house(location, author, create=create), arguments)
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in DISPLAYS):
        print(
            "There is no display for the window (neither DISPLAY nor WAYLAND_DISPLAY is set).\n"
            "Everything but the window works without one: main.py --help lists the commands.",
            file=sys.stderr,
        )
        return 2
    from ui.app import run as run_window  # noqa: PLC0415  # the only place that wants a window

    return run_window(
        lambda: open_house(location, author),
        font_folder=FONTS,
        open_at=lambda file, create: open_house(file, author, create=create),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The front door: finds the store and the command, joins the floors, and runs.

``python main.py`` opens the window, ``python main.py --help`` lists the commands.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from osi_app.house import House

ROOT = Path(__file__).resolve().parent
FONTS = ROOT / "templates" / "fonts"
WITH_VALUE = ("--store", "--author")


def option(arguments: list[str], name: str) -> str:
    """The value of an option that stands before the command, "" when it is not given."""
    for place, word in enumerate(arguments):
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
        if word == name and place + 1 < len(arguments):
            return arguments[place + 1]
    return ""


def wants_window(arguments: list[str]) -> bool:
    """Whether nothing but options with their values is given."""
    words = iter(arguments)
    for word in words:
        if word in WITH_VALUE:
            next(words, "")
        elif not word.startswith(tuple(f"{name}=" for name in WITH_VALUE)):
            return False
    return True


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
    location, author = option(arguments, "--store"), option(arguments, "--author")
    if not wants_window(arguments):
        from osi_app.cli import run as run_command  # noqa: PLC0415

        return run_command(lambda: open_house(location, author), arguments)
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in displays):
        print("There is no display. Try: main.py --help, for what works without one.")
        return 2
    from ui.app import run as run_window  # noqa: PLC0415  # the only place that wants a window

    return run_window(
        lambda: open_house(location, author),
        font_folder=FONTS,
        open_at=lambda file, create: open_house(file, author, create=create),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

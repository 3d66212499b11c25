"""The command line: registers the rooms' commands and runs one."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import TextIOWrapper
from typing import Any, TextIO

from tqdm import tqdm

from osi_app import demo, house_commands
from osi_app.area import commands as area_commands
from osi_app.checklist import commands as checklist_commands
from osi_app.cli_texts import error_text
from osi_app.documents import commands as documents_commands
from osi_app.documents import equipment_commands as equipment_paper_commands
from osi_app.equipment import commands as equipment_commands
from osi_app.kernel.command import Answer, Command, Console, ExitCode
from osi_app.kernel.errors import ImportRefused, OsiError, StorageError
from osi_app.kernel.ports import never_cancelled
from osi_app.roster import commands as roster_commands
from osi_app.search import commands as search_commands

OpenHouse = Callable[[bool], Any]
"""Opens the store and joins the rooms; says whether to create a store that is not there."""

COMMANDS: tuple[Command, ...] = (
    *demo.COMMANDS,
    *house_commands.COMMANDS,
    *area_commands.COMMANDS,
    *roster_commands.COMMANDS,
    *equipment_commands.COMMANDS,
    *search_commands.COMMANDS,
    *checklist_commands.COMMANDS,
    *documents_commands.COMMANDS,
    *equipment_paper_commands.COMMANDS,
)
NO_STORE = frozenset({"area check", "area propose", "area lines"})
"""Commands that never open a store."""
CREATING = frozenset({"demo", "import", "equipment import"})
"""Commands that make a store where there is none; the others say that it is missing."""

DESCRIPTION = """\
Plans and supports an on-site inspection, or an exercise of one. Without a command the window opens.
"""
EPILOG = """\
exit codes: 0 fine, 1 findings that break a rule, 2 refused input or wrong usage

a first quarter of an hour:
  main.py --store try.osi demo              builds the demo exercise
  main.py --store try.osi check             lists what breaks a rule
  main.py --store try.osi plan --out plan.pdf
  main.py area check boundary.geojson       judges a polygon, without any store
"""


def parser() -> argparse.ArgumentParser:
    """The whole command line, with help for every command."""
    top = argparse.ArgumentParser(
        prog="main.py",
        allow_abbrev=False,  # main.py reads --store and --author by their whole names
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _for_all(top)
    commands = top.add_subparsers(metavar="COMMAND", dest="command")
    groups: dict[str, Any] = {}
    for command in COMMANDS:
        first, _, second = command.name.partition(" ")
        where = commands
        if second:
            if first not in groups:
                group = commands.add_parser(first, help=f"{first}: see {first} --help")
                groups[first] = group.add_subparsers(metavar="WHAT", required=True)
            where = groups[first]
        _register(where, second or first, command)
    return top


def _register(where: Any, name: str, command: Command) -> None:
    found = where.add_parser(
        name,
        help=command.help,
        description=command.description or command.help,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.arguments(found)
    _for_all(found)
    found.add_argument("--json", action="store_true", help="answer as JSON with stable keys")
    found.set_defaults(chosen=command)


def _for_all(where: argparse.ArgumentParser) -> None:
    """What may stand before the command or after it; ``main.py`` reads both itself."""
    quiet: dict[str, Any] = {"default": argparse.SUPPRESS}
    where.add_argument(
        "--store", metavar="FILE", help="the store (default: in your data folder)", **quiet
    )
    where.add_argument(
        "--author", metavar="NAME", help="who writes (default: your account)", **quiet
    )


def run(open_house: OpenHouse, arguments: Sequence[str]) -> int:
    """Runs one command and answers with its exit code. Errors are told in a line, not raised."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # names in five scripts on a terminal that knows one: shown escaped, never a fault
            stream.reconfigure(errors="backslashreplace")
    options = parser().parse_args(arguments)
    command: Command | None = getattr(options, "chosen", None)
    if command is None:
        parser().print_help()
        return int(ExitCode.REFUSED)
    house = None
    try:
        house = None if command.name in NO_STORE else open_house(command.name in CREATING)
        with _console(command.name) as console:
            answer = command.run(house, options, console)
    except OsiError as error:
        return _refused(error, as_json=options.json)
    except OSError as fault:
        # a folder that is not there, a file that may not be read or written
        told = StorageError("file", file=fault.filename or "the file", reason=fault.strerror)
        return _refused(told, as_json=options.json)
    except KeyboardInterrupt:
        print("Cancelled; nothing was changed.", file=sys.stderr)
        return int(ExitCode.REFUSED)
    finally:
        if house is not None:
            house.close()
    _tell(answer, as_json=options.json, out=sys.stdout)
    return int(answer.exit_code)


def _tell(answer: Answer, *, as_json: bool, out: TextIO) -> None:
    text = answer.text
    if as_json:
        text = json.dumps(answer.data, ensure_ascii=False, indent=2, default=_plain)
    try:
        print(text, file=out, flush=True)
    except BrokenPipeError:
        # `… | head` closed the pipe: nothing more is said, and the flush at exit goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())


def _plain(value: Any) -> str:
    """What JSON has no form for: moments and days as ISO 8601, anything else as text."""
    return str(value.isoformat() if isinstance(value, date) else value)


def _refused(error: OsiError, *, as_json: bool) -> int:
    if as_json:
        refusals = [
            {"where": one.where, "reason": one.reason, "remedy": one.remedy}
            for one in getattr(error, "refusals", ())
        ]
        told: dict[str, Any] = {"error": error.code, "text": error_text(error), "refused": refusals}
        if isinstance(error, ImportRefused):
            told |= {"create": 0, "update": 0, "unchanged": 0}
        print(json.dumps(told, ensure_ascii=False, indent=2, default=_plain))
    print(error_text(error), file=sys.stderr)
    return int(ExitCode.REFUSED)


@contextmanager
def _console(name: str) -> Iterator[Console]:
    """A progress bar on a terminal once work takes long; nothing where output is kept."""
    with tqdm(desc=name, leave=False, delay=0.5, disable=None, file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total or None
            bar.update(done - bar.n)

        yield Console(progress, never_cancelled)

"""What a headless command is: rooms declare them, ``osi_app/cli.py`` registers and runs them."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from osi_app.kernel.ports import Cancelled, Progress


class ExitCode(IntEnum):
    """What the shell is told."""

    FINE = 0
    FINDINGS = 1
    """Findings that break a rule (or a store that does not verify)."""
    REFUSED = 2
    """Refused input, or wrong usage."""


@dataclass(frozen=True, slots=True)
class Console:
    """How a command shows long work: a progress bar, and Ctrl+C."""

    progress: Progress
    cancelled: Cancelled


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command says: ``text`` for a person, ``data`` (stable keys) for ``--json``."""

    text: str
    data: dict[str, Any] = field(default_factory=dict)
    exit_code: ExitCode = ExitCode.FINE


@dataclass(frozen=True, slots=True)
class Command:
    """One command. ``name`` may have two words ("area check"). ``run`` takes the house, the
    parsed arguments and the console; a room types the house as a Protocol with the services it
    needs."""

    name: str
    help: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Any, Namespace, Console], Answer]
    description: str = ""

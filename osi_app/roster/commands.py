"""Headless commands of the roster room: none of its own. ``import``, ``check`` and ``checklist`` are
commands of the command line and of the documents room, over this room's service."""

from osi_app.kernel.command import Command

COMMANDS: tuple[Command, ...] = ()

"""Headless commands of the checklist room: none of its own.

``import`` and ``check`` are commands of the house, over this room's service.
"""

from osi_app.kernel.command import Command

COMMANDS: tuple[Command, ...] = ()

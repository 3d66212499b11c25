"""Headless commands of the roster room: ``team …`` and ``callout …``.

``import`` and ``check`` are commands of the house, over this room's service.
"""

from osi_app.kernel.command import Command
from osi_app.roster import builder_commands, callout_commands

COMMANDS: tuple[Command, ...] = (*builder_commands.COMMANDS, *callout_commands.COMMANDS)

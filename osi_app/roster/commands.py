"""Headless commands of the roster room: those of ``team …``.

``import`` and ``check`` are commands of the house, over this room's service.
"""

from osi_app.kernel.command import Command
from osi_app.roster import builder_commands

COMMANDS: tuple[Command, ...] = (*builder_commands.COMMANDS,)

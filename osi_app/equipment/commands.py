"""Headless commands of the equipment room: ``readiness`` and those of ``equipment …``.

``import`` and ``check`` are commands of the house, over this room's service.
"""

from osi_app.equipment import readiness_commands, stock_commands
from osi_app.kernel.command import Command

COMMANDS: tuple[Command, ...] = (*readiness_commands.COMMANDS, *stock_commands.COMMANDS)

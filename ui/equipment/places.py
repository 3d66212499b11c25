"""What belongs to a system, as a tree: places with what stands in them, parts with their own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from osi_app.equipment.records import MemberKind, SystemMember
from osi_app.equipment.systems import RollUp, Systems, empty, load_systems, roll_up
from osi_app.kernel.service import RoomService
from ui.context import Context
from ui.theme.colours import colours_of
from ui.theme.shapes import BREACH, GOOD, WARNING, shape_icon
from ui.widgets.basics import hint, quiet, row, section
from ui.widgets.delegates import ROW_HEIGHT
from ui.widgets.record_dialog import ask_record

KEY = Qt.ItemDataRole.UserRole
COLUMNS = ("Place", "What stands in it", "Asked for")


class PlacesTree(QWidget):
    """The places of the system shown. ``shown`` is its id."""

    def __init__(self, context: Context, service: RoomService) -> None:
        super().__init__()
        self._context, self._service = context, service
        self.shown: UUID | None = None
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("What belongs to the system")
        self.tree.setHeaderLabels(COLUMNS)
        self.tree.setUniformRowHeights(True)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.tree.setColumnWidth(0, 150)
        self.tree.setColumnWidth(2, 120)
        self.tree.itemDoubleClicked.connect(lambda _item, _column: self.correct())
        self.add = quiet("Add…", "add", self.ask)
        self.change = quiet("Correct…", "edit", self.correct)
        self.take = quiet("Remove", "remove", self.remove)
        for part in (self.add, self.change, self.take):
            part.setEnabled(context.writable)
        self.sums = hint("")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(4, 10, 12, 10)
        lines.setSpacing(8)
        lines.addLayout(row(section("Places"), None, self.add, self.change, self.take))
        lines.addWidget(self.tree, 1)
        lines.addWidget(self.sums)

    def show_system(self, key: UUID) -> None:
        """Shows the places of that system."""
        self.shown = key
        store = self._context.house.store

        def load() -> tuple[UUID, Systems]:
            with store.read() as reading:
                return key, load_systems(reading)

        self._context.read(load, self._show)

    def ask(self) -> None:
        """A new place."""
        if self.shown is not None:
            preset = {"system_id": self.shown}
            ask_record(self._context, self._service, SystemMember, preset, self)

    def correct(self) -> None:
        """The place chosen, in a dialog."""
        member = self._chosen()
        if member is not None and self._context.writable:
            ask_record(self._context, self._service, SystemMember, {"system_id": member.system_id},
                       self, record=member)  # fmt: skip

    def remove(self) -> None:
        """Takes the place chosen out of its system."""
        member, service = self._chosen(), self._service
        if member is not None and self._context.writable:
            label = f"Remove {member.role}"
            self._context.write(
                lambda: service.remove(label, SystemMember, [member.id]), label=label
            )

    def _chosen(self) -> SystemMember | None:
        item = self.tree.currentItem()
        found = item.data(0, KEY) if item is not None else None
        return found if isinstance(found, SystemMember) else None

    def _show(self, answer: tuple[UUID, Systems]) -> None:
        key, systems = answer
        if key != self.shown:
            return
        self.tree.clear()
        self._add(self.tree.invisibleRootItem(), systems, key, ())
        self.tree.expandAll()
        self.sums.setText(told(roll_up(systems, key)))

    def _add(
        self, under: QTreeWidgetItem, systems: Systems, key: UUID, path: tuple[UUID, ...]
    ) -> None:
        colours = colours_of(self.palette())
        members = sorted(systems.members.get(key, ()), key=lambda one: (one.kind, _natural(one)))
        for member in members:
            item = QTreeWidgetItem([member.role, stands(member, systems), asked(member)])
            tone = (BREACH if member.required else WARNING) if empty(member) else GOOD
            item.setIcon(0, shape_icon(tone, colours))
            item.setData(0, KEY, member)
            item.setSizeHint(0, QSize(0, ROW_HEIGHT))
            under.addChild(item)
            part = member.part_id
            if part is not None and part not in (*path, key):
                self._add(item, systems, part, (*path, key))


def stands(member: SystemMember, systems: Systems) -> str:
    """What stands in a place; "missing" where nothing does."""
    if member.kind is MemberKind.ITEM:
        item = systems.items.get(member.item_id) if member.item_id else None
        return f"{item.code}  {item.name}" if item else "missing"
    if member.kind is MemberKind.SYSTEM:
        part = systems.systems.get(member.part_id) if member.part_id else None
        return f"{part.code}  {part.name}" if part else "missing"
    if member.kind is MemberKind.SOFTWARE:
        return member.version or "missing"
    until = f", until {member.expires_on}" if member.expires_on else ""
    return f"{member.present:g} of {member.quantity:g}{until}"


def asked(member: SystemMember) -> str:
    """What a place asks for, and whether it must be filled."""
    names = ", ".join((member.item_type, *member.substitutes)).strip(", ")
    return names if member.required else f"{names} (optional)".strip()


def _natural(member: SystemMember) -> Any:
    """Handheld 2 before handheld 10."""
    word, _, number = member.role.rpartition(" ")
    return (word, int(number)) if number.isdecimal() else (member.role, 0)


def told(sums: RollUp) -> str:
    """What a system comes to, parts included, in one line."""
    needed = f"{sums.required - sums.missing} of {sums.required} required places are filled. "
    parts = [f"{sums.mass_kg:,.1f} kg", f"{sums.volume_m3:,.2f} m³"]
    if sums.power_w:
        parts.append(f"{sums.power_w:,.0f} W")
    if sums.battery_wh:
        parts.append(f"{sums.battery_wh:,.0f} Wh in batteries")
    if sums.value:
        parts.append(f"value {sums.value:,.0f}")
    return needed + "With all its parts: " + ", ".join(parts) + "."

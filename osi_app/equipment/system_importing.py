"""A list of systems into records: one row a place in a system, refused row by row.

A system is matched by its code, a place by its role in it. The first row of a system says its
name, technique and variant; an empty cell leaves what stands.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from osi_app.equipment.fields import USES
from osi_app.equipment.records import EquipmentSystem, Item, MemberKind, SystemMember
from osi_app.exchange.fields import Field
from osi_app.exchange.mapping import TypedRow
from osi_app.exchange.previewing import Previewed, preview_rows
from osi_app.exchange.typed_table import TableChoices, read_typed
from osi_app.kernel.changes import Change
from osi_app.kernel.importing import CellRefused, ImportPreview, ImportRow
from osi_app.kernel.ports import Cancelled, Progress, Reading, never_cancelled, no_progress
from osi_app.kernel.record import Record

FIELDS: tuple[Field, ...] = (
    Field("system", ("system code", "kit", "kit code"), "code", required=True),
    Field("name", ("system name", "kit name", "title")),
    Field("technique", ("use", "p69", "letter"), choices=USES),
    Field("variant", ("fit",)),
    Field("role", ("place", "position", "function"), required=True),
    Field("kind", ("member kind",), choices=tuple(kind.value for kind in MemberKind)),
    Field("item_type", ("type", "required type", "required")),
    Field("item", ("item code", "asset tag"), "code"),
    Field("part", ("part system", "subsystem"), "code"),
    Field("quantity", ("qty", "wanted"), "number", at_least=0),
    Field("present", ("qty present", "found"), "number", at_least=0),
    Field("expires_on", ("expiry", "expires", "best before"), "day"),
    Field("version", ("software version",), "code"),
    Field("licence", ("license",)),
    Field("sha256", ("hash",), "code"),
    Field("substitutes", ("permitted substitutes",), "words"),
)
SYSTEM = ("name", "technique", "variant")
MEMBER = ("kind", "item_type", "quantity", "present", "expires_on", "version", "licence", "sha256",
          "substitutes")  # fmt: skip


@dataclass(slots=True)
class Known:
    """What stands, and what the rows so far make of it."""

    items: Mapping[str, Item]
    systems: dict[str, EquipmentSystem]
    members: dict[tuple[UUID, str], SystemMember]
    places: dict[UUID, SystemMember] = field(default_factory=dict)
    parts: defaultdict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    told: set[str] = field(default_factory=set)

    def keep(self, system: EquipmentSystem, member: SystemMember) -> None:
        """The row is taken: those after it are held against it."""
        self.systems[system.code] = system
        self.members[member.system_id, member.role.casefold()] = member
        if member.item_id is not None:
            self.places[member.item_id] = member
        if member.part_id is not None:
            self.parts[member.system_id].add(member.part_id)


def preview(
    reading: Reading,
    path: Path,
    choices: TableChoices | None = None,
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> ImportPreview:
    """What importing this list of systems would do. Raises ``ImportRefused``, ``Cancelled``."""
    typed = read_typed(path, FIELDS, choices, progress=progress, cancelled=cancelled)
    known = Known(
        {item.code: item for item in reading.all(Item)},
        {system.code: system for system in reading.all(EquipmentSystem)},
        {(one.system_id, one.role.casefold()): one for one in reading.all(SystemMember)},
    )
    codes = {system.id: system for system in known.systems.values()}
    for member in tuple(known.members.values()):
        known.keep(codes[member.system_id], member)
    what = Previewed("systems", f"Import systems {path.name}")
    return preview_rows(what, typed, typed.refusals, lambda row: _member_row(row, known))


def _member_row(row: TypedRow, known: Known) -> ImportRow:
    try:
        system, changes = _system(row.values, known)
        before = known.members.get((system.id, row.values["role"].casefold()))
        after = _member(row.values, system, before, known)
        _refuse_circle(after, known)
        _refuse_second_place(after, known)
    except ValidationError as error:
        first = error.errors()[0]
        raise CellRefused(str(first["loc"][-1]), first["msg"], "correct the cell") from None
    known.keep(system, after)
    changes += [Change(before, after)] if before != after else []
    changed = {n: (old, getattr(after, n)) for n, old in before or () if getattr(after, n) != old}
    action = "create" if before is None else "update" if changes else "unchanged"
    shown = f"{system.code} {after.role}"
    return ImportRow(row.where, action, shown, dict(row.values), changed, tuple(changes))


def _system(values: Mapping[str, Any], known: Known) -> tuple[EquipmentSystem, list[Change]]:
    """The system of the row, and its change where this row is the first to name it."""
    code = values["system"]
    given = {key: values[key] for key in SYSTEM if values.get(key) is not None}
    before = known.systems.get(code)
    if before is None:
        if "technique" not in given:
            raise CellRefused("technique", f"{code[:40]} is new", "say its technique (a to h, aux)")
        made = EquipmentSystem.model_validate({"code": code, "name": code, **given})
        known.told.add(code)
        return made, [Change(None, made)]
    after = before.changed(**given)
    if after == before:
        return before, []
    if code in known.told:
        raise CellRefused("system", f"{code[:40]} is told two ways", "say the same in every row")
    known.told.add(code)
    return after, [Change(before, after)]


def _member(
    values: Mapping[str, Any], system: EquipmentSystem, before: Record | None, known: Known
) -> SystemMember:
    given = {key: values[key] for key in MEMBER if values.get(key) is not None}
    item, part = values.get("item"), values.get("part")
    if item is not None:
        if item not in known.items:
            raise CellRefused("item", f"there is no item {item[:40]}", "import the items first")
        given |= {"item_id": known.items[item].id, "present": 1}
        given.setdefault("item_type", known.items[item].item_type)
    if part is not None:
        if part not in known.systems:
            raise CellRefused("part", f"there is no system {part[:40]}", "name it further up")
        given |= {"part_id": known.systems[part].id, "kind": MemberKind.SYSTEM}
    if before is not None:
        return SystemMember.model_validate({**dict(before), **given})
    return SystemMember.model_validate({"system_id": system.id, "role": values["role"], **given})


def _refuse_circle(member: SystemMember, known: Known) -> None:
    """A system cannot contain itself, at any depth."""
    waiting = [] if member.part_id is None else [member.part_id]
    seen: set[UUID] = set()
    while waiting:
        one = waiting.pop()
        if one == member.system_id:
            raise CellRefused("part", "a system cannot contain itself", "name another part")
        if one not in seen:
            seen.add(one)
            waiting += known.parts[one]


def _refuse_second_place(member: SystemMember, known: Known) -> None:
    """An item is in one place only."""
    other = None if member.item_id is None else known.places.get(member.item_id)
    if other is not None and other.id != member.id:
        codes = {system.id: system.code for system in known.systems.values()}
        reason = f"it stands in {codes.get(other.system_id, 'another system')} as {other.role[:40]}"
        raise CellRefused("item", reason, "take it out of one of them")

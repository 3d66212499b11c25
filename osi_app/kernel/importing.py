"""The value between a foreign file and the store: what an import would do, and then did."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from osi_app.kernel.changes import Change
from osi_app.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of a preview. ``action`` is create, update or unchanged; ``changed`` names the
    fields that would change with (before, after) as shown; ``changes`` are applied together."""

    where: str
    action: str
    shown: str
    values: dict[str, Any]
    changed: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import of this file would do. Nothing has been changed yet.

    ``columns`` are the field keys to show, in order; ``mapping`` is header -> field as used (empty
    for files without columns); ``formats`` says how dates and numbers of a column were read.
    ``notes`` are things seen and ignored (macros, links).
    """

    kind: str
    file: str
    label: str
    rows: tuple[ImportRow, ...]
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    mapping: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    inspection_id: UUID | None = None

    def count(self, action: str) -> int:
        """How many rows would be created, updated or left unchanged."""
        return sum(1 for row in self.rows if row.action == action)


class CellRefused(ValueError):  # noqa: N818  # a refusal, told to a person
    """One cell of a row that an importer does not accept: column, reason, remedy."""

    def __init__(self, column: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.column, self.reason, self.remedy = column, reason, remedy

    def at(self, where: str) -> Refusal:
        """The refusal with its row."""
        return Refusal(f"{where}, column {self.column}", self.reason, self.remedy)

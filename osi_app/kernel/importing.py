"""The value between a foreign file and the store: what an import would do, and then did."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from osi_app.kernel.changes import Change
from osi_app.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of a preview. ``action`` is create, update, merge or unchanged; ``changed`` names the
    fields that would change with (before, after) as shown; ``changes`` are applied together.

    A row with ``names`` leaves a choice: they say which name of ``changed`` each change belongs
    to, "" for the one whose fields are the names themselves. What is in ``kept`` stays as stored.
    ``merges`` says whom of the store the row was taken for, and by what, when not by its code.
    """

    where: str
    action: str
    shown: str
    values: dict[str, Any]
    changed: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    names: tuple[str, ...] = ()
    merges: str = ""
    kept: frozenset[str] = frozenset()

    @property
    def settled(self) -> tuple[Change, ...]:
        """The changes that are left when what is ``kept`` stays as stored."""
        return tuple(self._settled()) if self.kept else self.changes

    def choosing(self, name: str, *, stored: bool) -> "ImportRow":
        """This row with the stored value of one of ``changed``, or with that of the file.

        Raises ``KeyError`` where there is nothing to choose.
        """
        if not self.names or name not in self.changed:
            raise KeyError(name)
        chosen = replace(self, kept=self.kept | {name} if stored else self.kept - {name})
        if self.action == "create":
            return chosen
        action = "merge" if self.merges else "update"
        return replace(chosen, action=action if chosen.settled else "unchanged")

    def _settled(self) -> Iterator[Change]:
        for change, name in zip(self.changes, self.names, strict=True):
            if name in self.kept:
                continue
            left = change if name else self._without_kept(change)
            if left.before != left.after:
                yield left

    def _without_kept(self, change: Change) -> Change:
        """A record's change without the fields kept; ``state`` is kept as ``state_id`` as well."""
        if change.before is None or change.after is None:
            return change
        stored = {
            key: old for key, old in change.before if {key, key.removesuffix("_id")} & self.kept
        }
        return Change(change.before, change.after.changed(**stored)) if stored else change


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
        """How many rows would be created, updated, merged or left unchanged."""
        return sum(1 for row in self.rows if row.action == action)

    def with_choice(self, where: str, name: str, *, stored: bool) -> "ImportPreview":
        """This preview with one choice of one row (``ImportRow.choosing``)."""
        rows = (
            row.choosing(name, stored=stored) if row.where == where else row for row in self.rows
        )
        return replace(self, rows=tuple(rows))

    def keeping(self, names: Iterable[str]) -> "ImportPreview":
        """This preview with these fields as stored in every row that merges."""
        kept = tuple(names)
        return replace(self, rows=tuple(_keeping(row, kept) for row in self.rows))


def _keeping(row: ImportRow, names: tuple[str, ...]) -> ImportRow:
    for name in names if row.merges else ():
        if name in row.changed:
            row = row.choosing(name, stored=True)
    return row


class CellRefused(ValueError):  # noqa: N818  # a refusal, told to a person
    """One cell of a row that an importer does not accept: column, reason, remedy."""

    def __init__(self, column: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.column, self.reason, self.remedy = column, reason, remedy

    def at(self, where: str) -> Refusal:
        """The refusal with its row."""
        return Refusal(f"{where}, column {self.column}", self.reason, self.remedy)

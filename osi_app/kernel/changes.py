"""What one use case changed: the value that drives refresh, undo, journal and merging."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from osi_app.kernel.record import Record, kind_of


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after. ``before`` is None for an addition, ``after`` for a removal."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The record as it is now, or as it last was."""
        record = self.after or self.before
        if record is None:
            raise ValueError("a change needs a record before or after it")
        return record

    @property
    def kind(self) -> str:
        """The word for the record's class, as in the journal."""
        return kind_of(self.record)

    def inverted(self) -> "Change":
        """The change that takes this one back."""
        return Change(before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """All that one use case changed, net per record, in one transaction.

    ``changes`` is ordered so that it can be applied as it stands: removals first, children
    before parents; then additions and changes, parents before children. ``seq`` and ``sha256``
    are those of its journal entry; an empty change set is not journalled and has ``seq`` 0.
    """

    id: UUID
    at: datetime
    author: str
    label: str
    changes: tuple[Change, ...] = ()
    seq: int = 0
    sha256: str = ""
    details: dict[str, object] = field(default_factory=dict, compare=False)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of record that changed: what a page looks at to decide on a refresh."""
        return frozenset(change.kind for change in self.changes)

    def __bool__(self) -> bool:
        return bool(self.changes)

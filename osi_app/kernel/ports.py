"""What the core asks of the other floors: a store, a unit of work, renderers."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import UUID

from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import Reference
from osi_app.kernel.record import Record

R = TypeVar("R", bound=Record)

Progress = Callable[[int, int], None]
"""``progress(done, total)``; total 0 while it is not known."""

Cancelled = Callable[[], bool]
"""Whether the person asked to stop."""


def no_progress(done: int, total: int) -> None:
    """For callers that show none."""


def never_cancelled() -> bool:
    """For callers that cannot be interrupted."""
    return False


class Reading(Protocol):
    """Records as they stand in one transaction."""

    def load(self, kind: type[R], key: UUID) -> R:
        """The record of that id. Raises ``NotFoundError``."""

    def find(self, kind: type[R], **equal: Any) -> R | None:
        """The one record whose fields equal these values, or None. More than one is a bug."""

    def all(self, kind: type[R], **equal: Any) -> tuple[R, ...]:
        """Every record whose fields equal these values, ordered by code where there is one,
        then by id."""

    def among(self, kind: type[R], field: str, values: Sequence[Any]) -> tuple[R, ...]:
        """Every record whose field is one of these values (any number of them)."""

    def references(self, record: Record) -> tuple[Reference, ...]:
        """Who refers to this record by a foreign key: what keeps it from being removed."""


class UnitOfWork(Reading, Protocol):
    """One transaction. Leaving the block without ``commit()`` rolls everything back."""

    def add(self, *records: Record) -> None:
        """New records. Any number at once is one fast insert per kind."""

    def change(self, *records: Record) -> None:
        """Records already stored, with new values. Raises ``NotFoundError``."""

    def remove(self, *records: Record) -> None:
        """Takes records out. Raises ``ReferencedError`` when others, not removed in the same
        call, refer to them."""

    def commit(self) -> ChangeSet:
        """Writes records and journal entry in one transaction and returns what changed, net."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One row of the journal. ``content`` is canonical JSON text; ``undoable`` is false for an
    entry of another schema step."""

    seq: int
    at: datetime
    author: str
    label: str
    kinds: tuple[str, ...]
    count: int
    previous: str
    sha256: str
    content: str
    undoable: bool

    @property
    def id(self) -> int:
        """The sequence number: what a list calls an id."""
        return self.seq


@dataclass(frozen=True, slots=True)
class JournalHead:
    """The newest entry: printed on every document and shown in the status bar."""

    seq: int
    sha256: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class JournalFault:
    """Where the chain breaks. ``reason`` codes: content_changed, link_broken, row_missing,
    out_of_order, cut_off."""

    seq: int
    reason: str
    label: str = ""


class Journal(Protocol):
    """The memory of the store, read as text."""

    def head(self) -> JournalHead:
        """The newest entry; seq 0 and sixty-four zeros for an empty journal."""

    def data_head(self, apart_from: Sequence[str] = ()) -> JournalHead:
        """The newest entry that touched a kind other than these."""

    def entries(self, before: int | None = None, limit: int = 200) -> tuple[JournalEntry, ...]:
        """Entries newest first, with seq below ``before`` where given."""

    def entry(self, seq: int) -> JournalEntry:
        """That entry. Raises ``NotFoundError``."""

    def history(self, record_id: UUID) -> tuple[JournalEntry, ...]:
        """Every entry that touched the record, newest first."""

    def verify(self, head: JournalHead | None = None) -> tuple[JournalFault, ...]:
        """Every fault of the chain, none when it is whole; ``head`` is a printed one to hold
        the end of the chain against."""


class StoreCare(Protocol):
    """Looking after the store."""

    def verify(self) -> tuple[str, ...]:
        """Faults of the file itself (pages, foreign keys), one line each; none when sound."""

    def backup(self, target: Path, progress: Progress = no_progress) -> Path:
        """A whole copy of the open store at ``target``, which must not exist yet."""


class Store(Protocol):
    """Everything that is kept, behind one URL."""

    @property
    def location(self) -> str:
        """The file, or the address of the database, as shown to a person."""

    @property
    def author(self) -> str:
        """Who writes: the name that the journal keeps."""

    @property
    def read_only(self) -> str:
        """Why nothing can be written ("" when it can): second_instance, read_only_file,
        read_only_medium, foreign_objects."""

    @property
    def schema_step(self) -> str:
        """The newest migration applied."""

    @property
    def journal(self) -> Journal: ...

    @property
    def care(self) -> StoreCare: ...

    def write(self, label: str) -> AbstractContextManager[UnitOfWork]:
        """One use case. ``label`` is what undo and the journal call it. Raises
        ``StorageError('read_only')`` when the store cannot be written."""

    def read(self) -> AbstractContextManager[Reading]:
        """One consistent look at the records."""

    def revert(self, seq: int, label: str) -> ChangeSet:
        """Takes journal entry ``seq`` back by appending its inverse under ``label``. Undo reverts
        the step's entry, redo reverts the entry that the undo appended. Raises ``StaleDataError``
        when a record is no longer what the entry left, ``RuleError('other_schema_step')``."""

    def close(self) -> None:
        """Releases the file. A closed store answers nothing."""


class Renderers(Protocol):
    """Paper and pages from values. The same value always gives the same bytes."""

    def document(
        self,
        document: Any,
        progress: Progress = no_progress,
        cancelled: Cancelled = never_cancelled,
    ) -> bytes:
        """A document value as PDF. Raises ``Cancelled``."""

    def map_page(self, map_value: Any) -> str:
        """A map value as one self-contained HTML page that opens without a network."""

    def checklist_templates(self) -> Mapping[str, Any]:
        """The checklist templates that ship, by name."""

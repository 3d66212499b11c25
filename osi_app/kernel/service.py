"""What every room's service can do: record, correct and remove its records, one use case each."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from osi_app.kernel.changes import Change, ChangeSet
from osi_app.kernel.clock import Clock
from osi_app.kernel.errors import ImportRefused, RuleError, StaleDataError
from osi_app.kernel.importing import ImportPreview
from osi_app.kernel.ports import Reading, Store, UnitOfWork
from osi_app.kernel.record import Record


def refused_value(error: ValidationError) -> RuleError:
    """The first fault of a record as an error beside its field."""
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    return RuleError("invalid_value", field=field, reason=first["msg"], value=first.get("input"))


def checked(kind: type[Record], values: dict[str, Any]) -> Any:
    """A record of that kind from loose values. Raises ``RuleError('invalid_value')``."""
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise refused_value(error) from None


class RoomService:
    """Use cases shared by all rooms. A room's service adds the verbs of its field."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def refuse(self, reading: Reading, record: Record) -> None:
        """Raises ``RuleError`` when this record may not stand as it is. Rooms override it; what
        is merely unlawful is a finding, not a refusal."""

    def record(self, label: str, *records: Record) -> ChangeSet:
        """Adds new records under one label."""
        with self._store.write(label) as work:
            for record in records:
                self.refuse(work, record)
            work.add(*records)
            return work.commit()

    def correct(
        self, label: str, kind: type[Record], keys: Sequence[UUID], values: dict[str, Any]
    ) -> ChangeSet:
        """Gives the same new values to one record or to many, as one step.

        Raises ``RuleError('invalid_value')`` beside the field, ``NotFoundError``.
        """
        with self._store.write(label) as work:
            changed = [self._corrected(work.load(kind, key), values) for key in keys]
            for record in changed:
                self.refuse(work, record)
            work.change(*changed)
            return work.commit()

    def remove(self, label: str, kind: type[Record], keys: Sequence[UUID]) -> ChangeSet:
        """Takes records out. Raises ``ReferencedError`` with the list of what refers to them."""
        with self._store.write(label) as work:
            work.remove(*(work.load(kind, key) for key in keys))
            return work.commit()

    def load(self, kind: type[Record], key: UUID) -> Any:
        """One record as it stands. Raises ``NotFoundError``."""
        with self._store.read() as reading:
            return reading.load(kind, key)

    def apply_import(
        self,
        preview: ImportPreview,
        deselected: frozenset[str] = frozenset(),
        *,
        accept_refusals: bool = False,
    ) -> ChangeSet:
        """Carries out a preview, without the rows whose ``where`` is deselected, as one step.

        Raises ``ImportRefused`` when something was refused and that is not accepted,
        ``StaleDataError`` when a record changed since the preview was made.
        """
        if preview.refusals and not accept_refusals:
            raise ImportRefused(preview.file, preview.refusals)
        wanted = [row for row in preview.rows if row.where not in deselected]
        changes = [change for row in wanted for change in row.changes]
        with self._store.write(preview.label) as work:
            _apply(work, changes)
            return work.commit()

    @staticmethod
    def _corrected(record: Record, values: dict[str, Any]) -> Record:
        try:
            return record.changed(**values)
        except ValidationError as error:
            raise refused_value(error) from None


def _apply(work: UnitOfWork, changes: Sequence[Change]) -> None:
    """Removals, additions, then new values; each kind in one statement."""
    gone = [c.before for c in changes if c.after is None and c.before is not None]
    new = [c.after for c in changes if c.before is None and c.after is not None]
    corrected = [c for c in changes if c.before is not None and c.after is not None]
    _refuse_stale(work, corrected)
    if gone:
        work.remove(*gone)
    if new:
        work.add(*new)
    if corrected:
        work.change(*(c.after for c in corrected if c.after is not None))


def _refuse_stale(work: UnitOfWork, changes: Sequence[Change]) -> None:
    for kind in {type(change.record) for change in changes}:
        some = [change for change in changes if type(change.record) is kind]
        stored = {r.id: r for r in work.among(kind, "id", [c.record.id for c in some])}
        for change in some:
            if stored.get(change.record.id) != change.before:
                raise StaleDataError("preview_stale", shown=getattr(change.record, "code", ""))

"""What every room's service can do: record, correct and remove its records, one use case each."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from osi_app.kernel.applying import apply_preview
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.clock import Clock
from osi_app.kernel.errors import RuleError
from osi_app.kernel.importing import ImportPreview
from osi_app.kernel.ports import Reading, Store
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

    def tidied(self, record: Record) -> Record:
        """A record that may stand as it is stored: rings wound and unwrapped, for example. Rooms
        override it."""
        return record

    def record(self, label: str, *records: Record) -> ChangeSet:
        """Adds new records under one label."""
        with self._store.write(label) as work:
            for record in records:
                self.refuse(work, record)
            work.add(*(self.tidied(record) for record in records))
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
            work.change(*(self.tidied(record) for record in changed))
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
        return apply_preview(self._store, preview, deselected, accept_refusals=accept_refusals)

    @staticmethod
    def _corrected(record: Record, values: dict[str, Any]) -> Record:
        try:
            return record.changed(**values)
        except ValidationError as error:
            raise refused_value(error) from None

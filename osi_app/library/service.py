"""Use cases of the library: States, rule values for one inspection, issued documents."""

from pathlib import Path
from uuid import UUID

from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import NotFoundError
from osi_app.kernel.importing import ImportPreview
from osi_app.kernel.service import RoomService
from osi_app.library.records import IssuedDocument, RuleOverride, State
from osi_app.treaty.values import Override, RuleValue, RuleValues, shipped_values

NOT_DATA = ("issued_document",)
"""Kinds whose change does not make a printed document out of date."""


class LibraryService(RoomService):
    """States, rule values, the register of documents."""

    def states(self) -> tuple[State, ...]:
        """All States, by code."""
        with self._store.read() as reading:
            return reading.all(State)

    def preview_import(
        self, path: Path | None = None, mapping: dict[str, str] | None = None
    ) -> ImportPreview:
        """What importing a table of States would do; without a file, the one that ships."""
        # the readers of foreign files load when a file is there, not with the window
        from osi_app.library import importing  # noqa: PLC0415

        with self._store.read() as reading:
            return importing.preview(reading, path or importing.SHIPPED, mapping)

    def rule_values(self, inspection_id: UUID | None, *, real: bool) -> tuple[RuleValue, ...]:
        """The table of rule values, as in force for an inspection."""
        return self._values(inspection_id, real=real).all()

    def _values(self, inspection_id: UUID | None, *, real: bool) -> RuleValues:
        if inspection_id is None:
            return shipped_values()
        with self._store.read() as reading:
            stored = reading.all(RuleOverride, inspection_id=inspection_id)
        overrides = {one.key: Override(one.value, one.author, one.reason) for one in stored}
        return shipped_values().overridden(overrides, real=real)

    def set_rule_value(
        self, inspection_id: UUID, key: str, override: Override, *, real: bool
    ) -> ChangeSet:
        """Replaces a rule value for one inspection; author and reason are printed with it.

        Raises ``RuleError('law_not_overridable')`` for law in a real inspection,
        ``RuleError('invalid_value')``.
        """
        shipped_values().overridden({key: override}, real=real)
        with self._store.write(f"Set {key}") as work:
            stored = work.find(RuleOverride, inspection_id=inspection_id, key=key)
            values = {
                "value": override.value,
                "reason": override.reason,
                "author": override.author,
                "set_at": self._clock(),
            }
            if stored is None:
                fresh = {"inspection_id": inspection_id, "key": key, **values}
                work.add(RuleOverride.model_validate(fresh))
            else:
                work.change(stored.changed(**values))
            return work.commit()

    def withdraw_rule_value(self, inspection_id: UUID, key: str) -> ChangeSet:
        """Goes back to the value that ships. Raises ``NotFoundError``."""
        with self._store.write(f"Withdraw {key}") as work:
            stored = work.find(RuleOverride, inspection_id=inspection_id, key=key)
            if stored is None:
                raise NotFoundError("no_override", key=key)
            work.remove(stored)
            return work.commit()

    def register(self, document: IssuedDocument) -> ChangeSet:
        """Notes that a document was printed."""
        return self.record(f"Issue {document.number}", document)

    def issued(self, inspection_id: UUID) -> tuple[IssuedDocument, ...]:
        """Printed documents, newest first."""
        with self._store.read() as reading:
            found = reading.all(IssuedDocument, inspection_id=inspection_id)
        return tuple(sorted(found, key=lambda one: one.issued_at, reverse=True))

    def superseded(self, document: IssuedDocument) -> bool:
        """Whether data changed since it was printed."""
        return self._store.journal.data_head(NOT_DATA).seq > document.data_seq

"""Use cases of a case: its event, its clock, what has happened, its mandate."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from osi_app.inspection.case import Case, load_case
from osi_app.inspection.findings import findings
from osi_app.inspection.mandate import refuse_fixed
from osi_app.inspection.records import CaseMilestone, Inspection, InspectionKind, Mandate, Origin
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import RuleError
from osi_app.kernel.findings import Finding
from osi_app.kernel.importing import ImportPreview
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Record
from osi_app.kernel.service import RoomService
from osi_app.library.records import RuleOverride
from osi_app.treaty.deadlines import Deadline
from osi_app.treaty.order import disorders
from osi_app.treaty.values import shipped_values
from osi_app.treaty.words import Milestone


def _known_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder
        return False


class InspectionService(RoomService):
    """See the verbs below; ``case`` is what every page and rule starts from."""

    def inspections(self) -> tuple[Inspection, ...]:
        """All cases, by code."""
        with self._store.read() as reading:
            return reading.all(Inspection)

    def case(self, inspection_id: UUID) -> Case:
        """The case as it stands now."""
        with self._store.read() as reading:
            return load_case(reading, inspection_id, self._clock)

    def deadlines(self, inspection_id: UUID) -> tuple[Deadline, ...]:
        """C01 to C42 of the case, now."""
        return self.case(inspection_id).deadlines

    def findings(self, inspection_id: UUID) -> tuple[Finding, ...]:
        """What this room's rules say."""
        with self._store.read() as reading:
            return tuple(findings(reading, load_case(reading, inspection_id, self._clock)))

    def refuse(self, reading: Reading, record: Record) -> None:
        """A real inspection keeps no exercise time and no law replaced; the States are two; the
        time zone is one of the IANA table."""
        if not isinstance(record, Inspection):
            return
        if record.kind is InspectionKind.INSPECTION and record.exercise_time is not None:
            raise RuleError("exercise_time_in_real_case", field="exercise_time")
        if not _known_zone(record.site_time_zone):
            raise RuleError(
                "unknown_time_zone", field="site_time_zone", value=record.site_time_zone
            )
        if record.requesting_state_id == record.inspected_state_id:
            raise RuleError("same_state", field="inspected_state_id")
        if record.kind is InspectionKind.INSPECTION:
            values = shipped_values()
            for override in reading.all(RuleOverride, inspection_id=record.id):
                if values.get(override.key).is_law:
                    raise RuleError("law_overridden", field="kind", key=override.key)

    def record_milestone(
        self, inspection_id: UUID, milestone: Milestone, at: datetime, note: str = ""
    ) -> ChangeSet:
        """Says that something has happened, or corrects when.

        Raises ``RuleError('before_request')`` for what cannot come before the request; any other
        disorder is a finding.
        """
        word = milestone.value.replace("_", " ")
        with self._store.write(f"Record {word}") as work:
            case = load_case(work, inspection_id, self._clock)
            for what, _, before, _, _ in disorders({milestone: at}, case.options):
                if what == milestone.value and before == "request_received":
                    raise RuleError("before_request", field="at", milestone=milestone.value)
            stored = work.find(CaseMilestone, inspection_id=inspection_id, milestone=milestone)
            if stored is None:
                values = {"inspection_id": inspection_id, "milestone": milestone}
                work.add(CaseMilestone.model_validate({**values, "at": at, "note": note}))
            else:
                work.change(stored.changed(at=at, note=note))
            return work.commit()

    def withdraw_milestone(self, inspection_id: UUID, milestone: Milestone) -> ChangeSet:
        """Takes back that something has happened. Nothing to take back is no error."""
        with self._store.write(f"Withdraw {milestone.value.replace('_', ' ')}") as work:
            stored = work.find(CaseMilestone, inspection_id=inspection_id, milestone=milestone)
            if stored is not None:
                work.remove(stored)
            return work.commit()

    def set_exercise_time(
        self, inspection_id: UUID, at: datetime | None, *, runs: bool = False
    ) -> ChangeSet:
        """Sets the case's own present; it stands still, or ``runs`` on from now. None goes back
        to the real time. Raises ``RuleError`` for a real inspection."""
        since = self._clock() if runs and at is not None else None
        label = "Set exercise time" if at is not None else "Return to real time"
        values: dict[str, Any] = {"exercise_time": at, "exercise_set_at": since}
        return self.correct(label, Inspection, [inspection_id], values)

    def choose_origin(self, inspection_id: UUID, origin_id: UUID) -> ChangeSet:
        """Says which of the event's origins the case rests on."""
        with self._store.write("Choose origin") as work:
            inspection = work.load(Inspection, inspection_id)
            origin = work.load(Origin, origin_id)
            if origin.event_id != inspection.event_id:
                raise RuleError("origin_of_other_event", field="origin_id")
            work.change(inspection.changed(origin_id=origin_id))
            return work.commit()

    def issue_mandate(self, draft: Mandate) -> ChangeSet:
        """Issues the next version of the mandate. The version number is given here.

        Raises ``RuleError('mandate_fixed_fields')`` when it changes what the first version
        fixed (P.42).
        """
        with self._store.write("Issue mandate") as work:
            earlier = work.all(Mandate, inspection_id=draft.inspection_id)
            ordered = sorted(earlier, key=lambda mandate: mandate.version)
            if ordered:
                refuse_fixed(ordered[0], draft)
            work.add(draft.changed(version=len(ordered) + 1))
            return work.commit()

    def mandates(self, inspection_id: UUID) -> tuple[Mandate, ...]:
        """All versions, oldest first."""
        with self._store.read() as reading:
            found = reading.all(Mandate, inspection_id=inspection_id)
        return tuple(sorted(found, key=lambda mandate: mandate.version))

    def preview_import(self, path: Path) -> ImportPreview:
        """What importing a bulletin or catalogue would do."""
        # the readers of foreign files load when a file is there, not with the window
        from osi_app.inspection import importing  # noqa: PLC0415

        with self._store.read() as reading:
            return importing.preview(reading, path)

"""Use cases of the roster: who is on the list, and who goes."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.exchange.typed_table import TableChoices
from osi_app.inspection.case import load_case
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import RuleError
from osi_app.kernel.findings import Finding, ordered
from osi_app.kernel.importing import ImportPreview
from osi_app.kernel.ports import Cancelled, Progress, Reading, never_cancelled, no_progress
from osi_app.kernel.record import Record
from osi_app.kernel.service import checked
from osi_app.roster import importing
from osi_app.roster.builder_service import TeamBuilding
from osi_app.roster.callout_service import CallingOut
from osi_app.roster.findings import (
    PlannedStay,
    candidate_findings,
    drilling_days,
    findings,
    planned_stay,
)
from osi_app.roster.fitness_records import DoseReading, SecurityBriefing, Vaccination, Visa
from osi_app.roster.outlook_service import RosterOutlook
from osi_app.roster.records import (
    Acceptance,
    Availability,
    Inspector,
    MedicalClearance,
    TeamMember,
    Training,
)
from osi_app.roster.team_records import IncompatiblePair
from osi_app.roster.territory import counts_by_day
from osi_app.roster.travel_records import RoomStay, TravelLeg

_ORDERS: dict[type[Record], tuple[str, str, str]] = {
    TeamMember: ("stay_order", "arrives_on", "departs_on"),
    Availability: ("availability_order", "first_day", "last_day"),
    Training: ("training_order", "completed_on", "valid_until"),
    MedicalClearance: ("medical_order", "examined_on", "valid_until"),
    Acceptance: ("objection_order", "notified_on", "objected_on"),
    Visa: ("visa_order", "valid_from", "valid_until"),
    Vaccination: ("vaccination_order", "given_on", "valid_until"),
    SecurityBriefing: ("briefing_order", "briefed_on", "valid_until"),
    DoseReading: ("dose_order", "first_day", "last_day"),
    TravelLeg: ("leg_order", "departs_at", "arrives_at"),
    RoomStay: ("room_order", "first_day", "last_day"),
}
"""Records whose second day may not be before their first, and the code that says so."""


class RosterService(TeamBuilding, CallingOut, RosterOutlook):
    """Inspectors with what they may do and until when; the team of an inspection."""

    def findings(self, inspection_id: UUID) -> tuple[Finding, ...]:
        """What the rules say about the team."""
        with self._store.read() as reading:
            return tuple(findings(reading, load_case(reading, inspection_id, self._clock)))

    def refuse(self, reading: Reading, record: Record) -> None:
        """Spans that end before they begin, pairs of one, and what the call-out refuses."""
        super().refuse(reading, record)
        if isinstance(record, IncompatiblePair) and record.inspector_id == record.other_id:
            raise RuleError("pair_of_one", field="other_id")
        order = _ORDERS.get(type(record))
        if order is None:
            return
        code, first, last = order
        begin, end = getattr(record, first), getattr(record, last)
        if begin is not None and end is not None and end < begin:
            raise RuleError(code, field=last, first=begin, last=end)

    def assign_members(
        self,
        inspection_id: UUID,
        inspector_ids: Sequence[UUID],
        seat: str,
        arrives_on: date | None = None,
        departs_on: date | None = None,
        *,
        leader: bool = False,
        drilling: bool = False,
    ) -> ChangeSet:
        """Takes people into the team, all in one seat for the same days; who is in it already gets
        the new seat and days. Without days they stay from entry to conclusion by the present plan.

        Raises ``RuleError``: ``stay_order``, ``one_leader`` (several people as the leader).
        """
        if leader and len(set(inspector_ids)) > 1:
            raise RuleError("one_leader", field="leader", count=len(set(inspector_ids)))
        people = "inspector" if len(inspector_ids) == 1 else "inspectors"
        with self._store.write(f"Assign {len(inspector_ids)} {people}") as work:
            stay = planned_stay(load_case(work, inspection_id, self._clock))
            values: dict[str, Any] = {
                "seat": seat,
                "leader": leader,
                "drilling": drilling,
                "arrives_on": arrives_on or stay.first,
                "departs_on": departs_on or stay.last,
            }
            team = work.all(TeamMember, inspection_id=inspection_id)
            present = {member.inspector_id: member for member in team}
            for key in dict.fromkeys(inspector_ids):
                old = present.get(key)
                base = dict(old) if old else {"inspection_id": inspection_id, "inspector_id": key}
                member = checked(TeamMember, {**base, **values})
                self.refuse(work, member)
                if old is None:
                    work.load(Inspector, key)
                    work.add(member)
                else:
                    work.change(member)
            return work.commit()

    def withdraw_members(self, member_ids: Sequence[UUID]) -> ChangeSet:
        """Takes people out of the team. Raises ``ReferencedError`` while missions name them."""
        return self.remove(f"Withdraw {len(member_ids)} from the team", TeamMember, member_ids)

    def candidate_findings(
        self,
        inspection_id: UUID,
        inspector_id: UUID,
        arrives_on: date | None = None,
        departs_on: date | None = None,
    ) -> tuple[Finding, ...]:
        """What would break if this person were on territory on these days, by default from entry to
        conclusion by the present plan. Nothing is changed."""
        with self._store.read() as reading:
            case = load_case(reading, inspection_id, self._clock)
            reading.load(Inspector, inspector_id)
            plan = planned_stay(case)
            stay = PlannedStay(arrives_on or plan.first, departs_on or plan.last)
            return ordered(candidate_findings(reading, case, inspector_id, stay))

    def territory_count(self, inspection_id: UUID) -> dict[date, int]:
        """Persons on territory on each day, from the first arrival to the last departure."""
        with self._store.read() as reading:
            case = load_case(reading, inspection_id, self._clock)
            members = reading.all(TeamMember, inspection_id=inspection_id)
            return counts_by_day(members, drilling_days(case))

    def preview_import(
        self,
        path: Path,
        mapping: Mapping[str, str] | None = None,
        *,
        choices: TableChoices | None = None,
        progress: Progress = no_progress,
        cancelled: Cancelled = never_cancelled,
        **settled: Any,
    ) -> ImportPreview:
        """What a roster file would do. ``mapping`` is header -> field ("" drops a column);
        ``settled`` are further fields of ``TableChoices`` (encoding, delimiter, sheet, formats,
        units). Raises ``ImportRefused``."""
        chosen = choices or TableChoices(columns=mapping or {}, **settled)
        with self._store.read() as reading:
            return importing.preview(reading, path, chosen, progress=progress, cancelled=cancelled)

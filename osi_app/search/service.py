"""Use cases of the search logic: from an area of interest to a result."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from osi_app.geo.polygons import line, ring
from osi_app.inspection.case import load_case
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import RuleError
from osi_app.kernel.findings import Finding
from osi_app.kernel.importing import ImportPreview
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Record
from osi_app.kernel.service import RoomService, checked
from osi_app.roster.records import TeamMember
from osi_app.search import importing
from osi_app.search.findings import findings
from osi_app.search.records import (
    AreaOfInterest,
    AreaOfInterestStatus,
    GeometryKind,
    InformationNeed,
    Mission,
    MissionMember,
    MissionStatus,
    Question,
    QuestionStatus,
    Result,
)

if TYPE_CHECKING:
    from osi_app.exchange.writing.outgoing import OutFeature


class SearchService(RoomService):
    """Areas of interest, questions, information needs, missions, results."""

    def findings(self, inspection_id: UUID) -> tuple[Finding, ...]:
        """What the rules of the room say about the inspection."""
        with self._store.read() as reading:
            return tuple(findings(reading, load_case(reading, inspection_id, self._clock)))

    def tidied(self, record: Record) -> Record:
        """Rings counter-clockwise, rings and lines unwrapped over the antimeridian."""
        if isinstance(record, Mission) and record.geometry is GeometryKind.LINE:
            return record.changed(vertices=line(record.vertices))
        if isinstance(record, AreaOfInterest) or _is_polygon(record):
            return record.changed(vertices=ring(record.vertices))  # type: ignore[attr-defined]
        return record

    def ground_features(self, inspection_id: UUID) -> "list[OutFeature]":
        """Areas of interest and missions for an export of the ground."""
        from osi_app.search.outgoing import search_features  # noqa: PLC0415  # brings the writers

        with self._store.read() as reading:
            return search_features(reading, inspection_id)

    def refuse(self, reading: Reading, record: Record) -> None:
        """A mission that ends before it starts, and rings that are none."""
        del reading
        if isinstance(record, Mission) and record.ends_at <= record.starts_at:
            raise RuleError("mission_order", field="ends_at", starts_at=record.starts_at)
        if _is_polygon(record) or isinstance(record, AreaOfInterest):
            ring(getattr(record, "vertices"))  # noqa: B009  # both kinds have it

    def remove(self, label: str, kind: type[Record], keys: Sequence[UUID]) -> ChangeSet:
        """Takes records out, but no area of interest: that is excluded, with its reason, and kept
        for the report."""
        if kind is AreaOfInterest:
            raise RuleError("excluded_not_removed", kind="area_of_interest", count=len(keys))
        return super().remove(label, kind, keys)

    def open_area_of_interest(self, area: AreaOfInterest) -> ChangeSet:
        """A place where the team has questions."""
        return self.record(f"Open area of interest {area.code}", area)

    def ask_question(self, question: Question) -> ChangeSet:
        """What the team wants to know there. Refused for an excluded area."""
        label = f"Ask question {question.code}"
        with self._store.write(label) as work:
            area = work.load(AreaOfInterest, question.area_of_interest_id)
            if area.status is AreaOfInterestStatus.EXCLUDED:
                raise RuleError("area_of_interest_excluded", field="area_of_interest_id")
            work.add(question)
            return work.commit()

    def state_information_need(self, need: InformationNeed) -> ChangeSet:
        """What would answer a question, and with which techniques."""
        return self.record(f"State information need {need.code}", need)

    def propose_mission(
        self, mission: Mission, member_ids: Sequence[UUID] = (), leader_id: UUID | None = None
    ) -> ChangeSet:
        """A piece of field work with its crew. ``member_ids`` are team members of the inspection;
        without ``leader_id`` the first of them leads."""
        leader = leader_id or next(iter(member_ids), None)
        with self._store.write(f"Propose mission {mission.code}") as work:
            self.refuse(work, mission)
            self._refuse_strangers(work, mission, member_ids)
            crew = [
                MissionMember(mission_id=mission.id, team_member_id=key, leader=key == leader)
                for key in dict.fromkeys(member_ids)
            ]
            work.add(mission, *crew)
            return work.commit()

    def order_mission(self, mission_id: UUID) -> ChangeSet:
        """The team leader's order. Raises ``RuleError('mission_not_proposed')``."""
        with self._store.write("Order mission") as work:
            mission = work.load(Mission, mission_id)
            if mission.status is not MissionStatus.PROPOSED:
                raise RuleError("mission_not_proposed", field="status", status=mission.status.value)
            work.change(mission.changed(status=MissionStatus.ORDERED))
            return work.commit()

    def record_result(self, result: Result) -> ChangeSet:
        """What a mission found. The mission is done with it; a result that answers closes the
        question it served. Raises ``RuleError('mission_cancelled')``."""
        with self._store.write(f"Record result {result.code}") as work:
            mission = work.load(Mission, result.mission_id)
            if mission.status is MissionStatus.CANCELLED:
                raise RuleError("mission_cancelled", field="mission_id", mission=mission.code)
            work.add(result)
            work.change(mission.changed(status=MissionStatus.DONE))
            if result.answers:
                need = work.load(InformationNeed, mission.information_need_id)
                question = work.load(Question, need.question_id)
                work.change(question.changed(status=QuestionStatus.ANSWERED))
            return work.commit()

    def exclude_area_of_interest(self, area_id: UUID, reason: str) -> ChangeSet:
        """Sets an area of interest aside, for a reason that is kept with it."""
        if not reason.strip():
            raise RuleError("reason_missing", field="reason")
        with self._store.write("Exclude area of interest") as work:
            area = work.load(AreaOfInterest, area_id)
            why = "\n".join(
                text for text in (area.rationale, f"Excluded: {reason.strip()}") if text
            )
            values = {"status": AreaOfInterestStatus.EXCLUDED, "rationale": why}
            work.change(checked(AreaOfInterest, {**dict(area), **values}))
            return work.commit()

    def preview_import(self, path: Path, inspection_id: UUID) -> ImportPreview:
        """What a search package would do. Raises ``ImportRefused`` with every fault."""
        with self._store.read() as reading:
            return importing.preview(reading, path, inspection_id)

    @staticmethod
    def _refuse_strangers(reading: Reading, mission: Mission, member_ids: Sequence[UUID]) -> None:
        members = reading.among(TeamMember, "id", list(member_ids))
        ours = {m.id for m in members if m.inspection_id == mission.inspection_id}
        if set(member_ids) - ours:
            raise RuleError("not_in_team", field="members", count=len(set(member_ids) - ours))


def _is_polygon(record: Record) -> bool:
    return isinstance(record, Mission) and record.geometry is GeometryKind.POLYGON

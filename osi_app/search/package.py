"""The four lists of a search package matched with what the store has, by code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from osi_app.geo.polygons import ring
from osi_app.kernel.changes import Change
from osi_app.kernel.errors import Refusal, RuleError
from osi_app.kernel.importing import ImportRow
from osi_app.kernel.ports import Reading
from osi_app.kernel.record import Record
from osi_app.roster.records import Inspector, TeamMember
from osi_app.search.records import (
    AreaOfInterest,
    InformationNeed,
    Mission,
    MissionMember,
    Question,
)

SECTIONS = ("areas_of_interest", "questions", "information_needs", "missions")


class _EntryRefused(ValueError):  # noqa: N818  # a refusal, told to a person
    """One entry of a list is not accepted: reason and remedy."""

    def __init__(self, reason: str, remedy: str = "correct the entry") -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


@dataclass(slots=True)
class Package:
    """What an inspection has by code, growing as entries are taken, and what came of each."""

    inspection_id: UUID
    areas: dict[str, AreaOfInterest]
    questions: dict[str, Question]
    needs: dict[str, InformationNeed]
    missions: dict[str, Mission]
    crew: dict[UUID, dict[UUID, MissionMember]]
    members: dict[str, UUID]
    rows: list[ImportRow] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @classmethod
    def known(cls, reading: Reading, inspection_id: UUID) -> "Package":
        """What stands in the store before the package."""
        areas = reading.all(AreaOfInterest, inspection_id=inspection_id)
        questions = reading.among(Question, "area_of_interest_id", [a.id for a in areas])
        needs = reading.among(InformationNeed, "question_id", [q.id for q in questions])
        missions = reading.all(Mission, inspection_id=inspection_id)
        crew: dict[UUID, dict[UUID, MissionMember]] = {}
        for member in reading.among(MissionMember, "mission_id", [m.id for m in missions]):
            crew.setdefault(member.mission_id, {})[member.team_member_id] = member
        team = reading.all(TeamMember, inspection_id=inspection_id)
        people = reading.among(Inspector, "id", [member.inspector_id for member in team])
        codes = {person.id: person.code for person in people}
        return cls(
            inspection_id,
            {area.code: area for area in areas},
            {question.code: question for question in questions},
            {need.code: need for need in needs},
            {mission.code: mission for mission in missions},
            crew,
            {codes[member.inspector_id]: member.id for member in team},
        )

    def take(self, document: Mapping[str, list[Any]]) -> None:
        """Every entry in turn: a row for each that is taken, a refusal for each that is not."""
        takers: dict[str, Callable[[dict[str, Any]], tuple[Record | None, list[Change]]]] = {
            "areas_of_interest": self._area,
            "questions": self._question,
            "information_needs": self._need,
            "missions": self._mission,
        }
        for section, taker in takers.items():
            seen: set[str] = set()
            for index, entry in enumerate(document.get(section, []), start=1):
                where = f"{section} {index}"
                try:
                    code = _code(entry, seen)
                    where = f"{section} {index} ({code})"
                    before, changes = taker(dict(entry))
                except _EntryRefused as fault:
                    self.refusals.append(Refusal(where, fault.reason, fault.remedy))
                    continue
                action = "create" if before is None else "update" if changes else "unchanged"
                shown = {"code": code, "title": str(entry.get("title") or entry.get("text") or "")}
                self.rows.append(ImportRow(where, action, code, shown, {}, tuple(changes)))

    def _area(self, entry: dict[str, Any]) -> tuple[Record | None, list[Change]]:
        if "vertices" in entry:
            entry["vertices"] = _ring(entry["vertices"])
        fixed = {"inspection_id": self.inspection_id}
        return self._record(AreaOfInterest, self.areas, entry, fixed)

    def _question(self, entry: dict[str, Any]) -> tuple[Record | None, list[Change]]:
        area = _named(entry, "area_of_interest", self.areas)
        fixed = {"area_of_interest_id": area.id}
        return self._record(Question, self.questions, entry, fixed)

    def _need(self, entry: dict[str, Any]) -> tuple[Record | None, list[Change]]:
        question = _named(entry, "question", self.questions)
        return self._record(InformationNeed, self.needs, entry, {"question_id": question.id})

    def _mission(self, entry: dict[str, Any]) -> tuple[Record | None, list[Change]]:
        need = _named(entry, "need", self.needs)
        codes = entry.pop("members", None)
        fixed = {"inspection_id": self.inspection_id, "information_need_id": need.id}
        if entry.get("geometry") == "polygon":
            entry["vertices"] = _ring(entry.get("vertices"))
        before, changes = self._record(Mission, self.missions, entry, fixed)
        mission = self.missions[entry["code"]]
        if mission.ends_at <= mission.starts_at:
            raise _EntryRefused("the mission ends before it starts", "correct the instants")
        if codes is not None:
            changes += self._crew_changes(mission, codes)
        return before, changes

    def _crew_changes(self, mission: Mission, codes: Any) -> list[Change]:
        if not isinstance(codes, list):
            raise _EntryRefused("members is not a list", "list the codes of inspectors")
        unknown = [str(code)[:40] for code in codes if code not in self.members]
        if unknown:
            raise _EntryRefused(
                f"not in the team: {', '.join(unknown)}", "take them into the team first"
            )
        present = self.crew.get(mission.id, {})
        wanted = {self.members[code]: turn == 0 for turn, code in enumerate(dict.fromkeys(codes))}
        changes = [Change(old, None) for key, old in present.items() if key not in wanted]
        for key, leader in wanted.items():
            old = present.get(key)
            if old is None:
                new = MissionMember(mission_id=mission.id, team_member_id=key, leader=leader)
                changes.append(Change(None, new))
            elif old.leader != leader:
                changes.append(Change(old, old.changed(leader=leader)))
        return changes

    @staticmethod
    def _record(
        kind: type[Record],
        known: dict[str, Any],
        entry: dict[str, Any],
        fixed: dict[str, Any],
    ) -> tuple[Record | None, list[Change]]:
        before: Record | None = known.get(entry["code"])
        try:
            given = {**entry, **fixed}
            after = kind.model_validate(given) if before is None else before.changed(**given)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise _EntryRefused(f"{place}: {first['msg']}") from None
        known[entry["code"]] = after
        return before, [Change(before, after)] if after != before else []


def _code(entry: Any, seen: set[str]) -> str:
    if not isinstance(entry, dict):
        raise _EntryRefused("it is not an object", "write an object with a code")
    code = entry.get("code")
    if not isinstance(code, str) or not code.strip():
        raise _EntryRefused("it has no code", "give it a code")
    if code in seen:
        raise _EntryRefused(f"code {code[:40]} stands twice", "give every entry its own code")
    seen.add(code)
    return code


def _named(entry: dict[str, Any], key: str, known: Mapping[str, Any]) -> Any:
    code = entry.pop(key, None)
    if code not in known:
        raise _EntryRefused(f"there is no {key.replace('_', ' ')} {code!s:.40}", "name one above")
    return known[code]


def _ring(points: Any) -> Any:
    try:
        return ring(points)
    except RuleError as error:
        raise _EntryRefused(f"vertices: {error}", "draw one simple ring") from None
    except (TypeError, ValueError, IndexError):
        raise _EntryRefused("vertices are not [lon, lat] pairs", "write pairs of degrees") from None

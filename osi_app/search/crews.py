"""Who is on a mission: on territory while it lasts, and on no other at the same time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from osi_app.kernel.findings import Finding
from osi_app.roster.records import TeamMember
from osi_app.search.about import about_mission, counts
from osi_app.search.records import Mission


@dataclass(frozen=True, slots=True)
class Crew:
    """A mission with the team members on it; ``codes`` are the inspectors' codes by member."""

    mission: Mission
    members: tuple[TeamMember, ...]
    codes: Mapping[UUID, str]


ON_BOARD = 4
"""P.84: inspectors on board an overflight. Shipped as ``overflight.max_inspectors``."""


def crew_findings(crews: Sequence[Crew], most_on_board: int = ON_BOARD) -> list[Finding]:
    """Every rule about crews, over all missions of an inspection."""
    live = [crew for crew in crews if counts(crew.mission)]
    return [
        *(f for crew in live for f in on_territory(crew)),
        *(f for crew in live for f in on_board(crew, most_on_board)),
        *members_twice(live),
    ]


def on_board(crew: Crew, most: int) -> list[Finding]:
    """P.84: at most ``most`` members of the team on board an overflight."""
    over = len(crew.members) - most
    if not crew.mission.airborne or over <= 0:
        return []
    values: dict[str, object] = {"limit": most, "found": len(crew.members), "exceeded_by": over}
    mend = "search.overflight_crew_mend"
    return [about_mission(crew.mission, "search.overflight_crew", "P.84", values, mend=mend)]


def mission_order(mission: Mission) -> list[Finding]:
    """A mission ends after it starts."""
    short_s = (mission.starts_at - mission.ends_at).total_seconds()
    if short_s < 0:
        return []
    values: dict[str, object] = {
        "starts_at": mission.starts_at,
        "ends_at": mission.ends_at,
        "exceeded_by": short_s,
        "short_s": short_s,
    }
    mend = "search.mission_order_mend"
    return [about_mission(mission, "search.mission_order", "P.57", values, mend=mend)]


def on_territory(crew: Crew) -> list[Finding]:
    """P.9, P.42(h): every member of the crew is on territory on every day of the mission."""
    first, last = crew.mission.starts_at.date(), crew.mission.ends_at.date()
    return [
        about_mission(
            crew.mission,
            "search.outside_stay",
            "P.42(h)",
            {
                "member": crew.codes.get(member.id, member.seat),
                "arrives_on": member.arrives_on,
                "departs_on": member.departs_on,
                "first_day": first,
                "last_day": last,
                "exceeded_by": max(
                    (member.arrives_on - first).days, (last - member.departs_on).days
                ),
            },
            mend="search.outside_stay_mend",
        )
        for member in crew.members
        if first < member.arrives_on or last > member.departs_on
    ]


def members_twice(crews: Sequence[Crew]) -> list[Finding]:
    """Nobody is on two missions at once. The finding is about the later mission of the two; one
    that begins when the other ends does not overlap."""
    served: defaultdict[UUID, list[Crew]] = defaultdict(list)
    for crew in sorted(crews, key=lambda c: (c.mission.starts_at, c.mission.code)):
        for member in crew.members:
            served[member.inspector_id].append(crew)
    found: list[Finding] = []
    for person, missions in served.items():
        for turn, later in enumerate(missions):
            for earlier in missions[:turn]:
                if later.mission.starts_at < earlier.mission.ends_at:
                    found.append(_twice(person, earlier, later))
    return found


def _twice(person: UUID, earlier: Crew, later: Crew) -> Finding:
    member = next(m for m in later.members if m.inspector_id == person)
    ends = min(earlier.mission.ends_at, later.mission.ends_at)
    overlap_s = (ends - later.mission.starts_at).total_seconds()
    values: dict[str, object] = {
        "member": later.codes.get(member.id, member.seat),
        "other": earlier.mission.code,
        "free_at": earlier.mission.ends_at,
        "exceeded_by": overlap_s,
        "overlap_s": overlap_s,
    }
    mend = "search.member_double_mend"
    return about_mission(later.mission, "search.member_double", "P.42(h)", values, mend=mend)

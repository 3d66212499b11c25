"""What the rules say about the team as a whole: the count on territory, the leader, the stays."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.roster.dossier import Dossier
from osi_app.roster.records import InspectorRole, TeamMember
from osi_app.roster.territory import excess


def on_territory(counts: Mapping[date, int], limit: int, subject: Subject) -> list[Finding]:
    """P.9: never more than ``limit`` persons on territory; one finding with the first day."""
    over = excess(counts, limit)
    if over is None:
        return []
    values = {
        "limit": limit,
        "found": over.found,
        "exceeded_by": over.found - limit,
        "first_day": over.first_day,
        "peak": over.peak,
        "days": over.days,
    }
    return [
        Finding(
            "roster.on_territory",
            "P.9",
            Severity.BREACH,
            subject,
            "roster.on_territory",
            values,
            "roster.on_territory_mend",
        )
    ]


def leadership(
    members: Sequence[TeamMember], people: Mapping[UUID, Dossier], subject: Subject
) -> list[Finding]:
    """P.42(g): exactly one leader, and the leader is an inspector (P.14)."""
    leaders = [member for member in members if member.leader]
    names = [people[leader.inspector_id].inspector.latin_name for leader in leaders]
    values: dict[str, object]
    if not members:
        values = {"limit": 1, "found": 0}
        return [
            Finding(
                "roster.leader",
                "P.42(g)",
                Severity.WARNING,
                subject,
                "roster.leader.no_team",
                values,
                "roster.leader_mend",
            )
        ]
    if not _one_at_a_time(leaders):
        code = "roster.leader.several" if leaders else "roster.leader.none"
        values = {"limit": 1, "found": len(leaders), "names": ", ".join(sorted(names))}
        return [
            Finding(
                "roster.leader",
                "P.42(g)",
                Severity.BREACH,
                subject,
                code,
                values,
                "roster.leader_mend",
            )
        ]
    return [
        Finding(
            "roster.leader",
            "P.14",
            Severity.BREACH,
            people[leader.inspector_id].subject,
            "roster.leader.assistant",
            {"name": people[leader.inspector_id].inspector.latin_name},
            "roster.leader_mend",
        )
        for leader in leaders
        if people[leader.inspector_id].inspector.role is not InspectorRole.INSPECTOR
    ]


def _one_at_a_time(leaders: Sequence[TeamMember]) -> bool:
    """Whether there is one leader. One person who comes twice is one leader."""
    return len({leader.inspector_id for leader in leaders}) == 1


def stay_order(members: Sequence[TeamMember], people: Mapping[UUID, Dossier]) -> list[Finding]:
    """Nobody leaves before arriving."""
    return [
        Finding(
            "roster.stay_order",
            "P.9",
            Severity.BREACH,
            Subject("team_member", member.id, people[member.inspector_id].inspector.code),
            "roster.stay_order",
            {
                "name": people[member.inspector_id].inspector.latin_name,
                "first": member.arrives_on,
                "last": member.departs_on,
                "exceeded_by": (member.arrives_on - member.departs_on).days,
            },
            "roster.stay_order_mend",
        )
        for member in members
        if member.departs_on < member.arrives_on
    ]

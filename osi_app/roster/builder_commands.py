"""``team seats``, ``team build``, ``team why-not``, ``team repair``."""

from argparse import ArgumentParser, Namespace
from typing import Any, Protocol

from osi_app.inspection.choosing import add_inspection, chosen
from osi_app.kernel.command import Answer, Command, Console, ExitCode
from osi_app.roster.builder.building import BuiltTeam, Chosen
from osi_app.roster.builder.structures import structures
from osi_app.roster.builder_service import TeamAnswer, TeamBuilding, candidate_of
from osi_app.roster.builder_texts import conflict_told, why_told
from osi_app.texts import finding_sentence


class _House(Protocol):
    @property
    def roster(self) -> TeamBuilding: ...

    @property
    def inspection(self) -> Any: ...


def _seats_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("structure", choices=sorted(structures()), help="which structure")
    add_inspection(parser)


def _seats(house: _House, arguments: Namespace, console: Console) -> Answer:
    del console
    changes = house.roster.draw_up_seats(chosen(house, arguments).id, arguments.structure)
    data = {"seats": len(changes.changes), "journal_seq": changes.seq}
    return Answer(f"{changes.label}: {data['seats']} seats", data)


def _build_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--assign", action="store_true", help="take the team over")
    add_inspection(parser)


def _build(house: _House, arguments: Namespace, console: Console) -> Answer:
    case = chosen(house, arguments)
    answer = house.roster.build(case.id, cancelled=console.cancelled)
    return _told(house, arguments, answer)


def _told(house: _House, arguments: Namespace, answer: TeamAnswer) -> Answer:
    if answer.team is None:
        lines = ["No team exists. These rules cannot hold together:"]
        lines += [f"  {conflict_told(one)}" for one in answer.conflicts]
        data: dict[str, Any] = {
            "members": [], "objective": None, "bound": None, "findings": [],
            "conflicts": [
                {"rule": one.rule, "what": one.what, "short": one.short, "said": conflict_told(one)}
                for one in answer.conflicts
            ],
        }  # fmt: skip
        return Answer("\n".join(lines), data, ExitCode.FINDINGS)
    data = team_data(answer.team) | {"journal_seq": 0}
    if arguments.assign:
        key = chosen(house, arguments).id
        data["journal_seq"] = house.roster.assign_built(key, answer).seq
    broken = ExitCode.FINDINGS if answer.team.findings else ExitCode.FINE
    return Answer(_team_text(answer.team), data, broken)


def team_data(team: BuiltTeam) -> dict[str, Any]:
    """A team for ``--json``."""
    return {
        "members": [member_data(one) for one in team.members],
        "objective": round(team.objective, 6),
        "bound": round(team.bound, 6),
        "proved": team.proved,
        "seconds": round(team.seconds, 3),
        "regions": dict(team.regions),
        "women": team.women,
        "findings": [
            {"rule": one.rule, "paragraph": one.paragraph, "said": finding_sentence(one)}
            for one in team.findings
        ],
    }


def member_data(one: Chosen) -> dict[str, Any]:
    """A member for ``--json``."""
    return {
        "code": one.candidate.code,
        "name": one.candidate.name,
        "state": one.candidate.state,
        "seat": one.seat.code,
        "title": one.seat.title,
        "points": {name: round(value, 3) for name, value in one.parts.items()},
    }


def _team_text(team: BuiltTeam) -> str:
    sure = "proved best" if team.proved else "best found, not proved"
    lines = [f"{len(team.members)} people, {team.objective:.2f} points ({sure})"]
    lines += [
        f"  {one.seat.code}  {one.seat.title:<36} {one.candidate.code}  {one.candidate.name} "
        f"({one.candidate.state})"
        for one in team.members
    ]
    spread = ", ".join(f"{name} {count}" for name, count in team.regions.items())
    return "\n".join([*lines, f"  women {team.women}; {spread}"])


def _why_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("person", metavar="PERSON", help="code of an inspector")
    add_inspection(parser)


def _why(house: _House, arguments: Namespace, console: Console) -> Answer:
    answer = house.roster.build(chosen(house, arguments).id, cancelled=console.cancelled)
    person = candidate_of(answer, arguments.person)
    found = house.roster.why_not(answer, person.id, console.cancelled)
    said = why_told(person.name, found)
    data = {
        "person": person.code,
        "because": found.because.value,
        "said": said,
        "cost": round(found.cost, 6),
        "leaves": list(found.leaves),
        "seat": found.seat,
        "lacking": list(found.lacking),
    }
    return Answer(said, data)


def _repair_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--lost", nargs="+", required=True, metavar="PERSON", help="who drops out")
    parser.add_argument("--assign", action="store_true", help="take the team over")
    add_inspection(parser)


def _repair(house: _House, arguments: Namespace, console: Console) -> Answer:
    case = chosen(house, arguments)
    asked = TeamAnswer(house.roster.team_question(case.id), None)
    lost = [candidate_of(asked, code).id for code in arguments.lost]
    answer = house.roster.repair(case.id, lost, cancelled=console.cancelled)
    told = _told(house, arguments, answer)
    if answer.team is None:
        return told
    now = {one.candidate.code for one in answer.team.members}
    data = told.data | {
        "kept": sorted(now & set(answer.stood)), "new": sorted(now - set(answer.stood))
    }  # fmt: skip
    head = f"{len(data['kept'])} stay, new: {', '.join(data['new']) or 'nobody'}"
    return Answer(f"{head}\n{told.text}", data, told.exit_code)


COMMANDS = (
    Command(
        "team seats", "draw up the seats of a structure", _seats_arguments, _seats,
        "Structures are planning defaults; every seat can be corrected afterwards.",
    ),
    Command(
        "team build", "choose the proved best team", _build_arguments, _build,
        "Whoever may not go is left out with the rule; of all lawful teams the best by the weights "
        "is proved. Exit code 1 when no team exists: then the rules that conflict are named.",
    ),
    Command(
        "team why-not", "say why a person was not chosen", _why_arguments, _why,
        "With the binding rule, or what taking the person would cost.",
    ),
    Command(
        "team repair", "find the smallest change when people drop out", _repair_arguments, _repair,
        "Seats are kept where possible; of all such teams the best.",
    ),
)  # fmt: skip

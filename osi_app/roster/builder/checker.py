"""Whether a team obeys the rules: written apart from the model, from the records of the question.

It knows nothing of variables and rows: it looks at who sits where, one rule after the other.
"""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.roster.builder.question import Candidate, Fluency, Question, SeatClass
from osi_app.roster.records import Level
from osi_app.treaty.words import Technique

Placed = Mapping[int, int]
"""Candidate number -> class number."""


def violations(question: Question, placed: Placed) -> list[Finding]:
    """Every hard rule the team breaks; none for a lawful and complete one."""
    return [
        *_people(question, placed),
        *_seats(question, placed),
        *_together(question, placed),
        *_covered(question, placed),
        *_settled(question, placed),
    ]


def _people(question: Question, placed: Placed) -> list[Finding]:
    found: list[Finding] = []
    if len(placed) > question.limit:
        found.append(_finding("team.size", "P.9", None, found=len(placed), limit=question.limit))
    for number, at in placed.items():
        person, seat = question.candidates[number], question.classes[at]
        found += person.barred
        if not _may_sit(person, seat):
            found.append(_finding("team.unfit", "P.14", person, seat=seat.title))
    return found


def _may_sit(person: Candidate, seat: SeatClass) -> bool:
    levels = list(Level)
    wanted = levels[seat.level]
    if person.assistant and not seat.assistant:
        return False
    ranks = [person.functions.get(seat.function)]
    if seat.technique is not None:
        ranks.append(person.techniques.get(seat.technique))
    able = any(one is not None and levels.index(wanted) <= one for one in ranks)
    spoken = {code for code, level in person.languages.items() if level > Fluency.BASIC}
    return able and spoken.issuperset(seat.languages)


def _seats(question: Question, placed: Placed) -> list[Finding]:
    counts = Counter(placed.values())
    return [
        _finding(
            "team.seats", "P.10", None, seat=seat.title, found=counts[at], limit=len(seat.seats)
        )
        for at, seat in enumerate(question.classes)
        if counts[at] != len(seat.seats)
    ]


def _together(question: Question, placed: Placed) -> list[Finding]:
    return [
        _finding("team.pair", "", question.candidates[one], other=question.candidates[other].name)
        for one, other in question.pairs
        if one in placed and other in placed
    ]


def _covered(question: Question, placed: Placed) -> list[Finding]:
    able: Counter[Technique] = Counter()
    for number in placed:
        for technique, rank in question.candidates[number].techniques.items():
            if list(Level)[rank] is not Level.TRAINEE:
                able[technique] += 1
    named = {seat.technique for seat in question.classes if seat.technique is not None}
    return [
        _finding(
            "team.depth",
            "",
            None,
            technique=technique.value,
            found=able[technique],
            limit=question.deep,
        )
        for technique in sorted(named)
        if able[technique] < question.deep
    ]


def _settled(question: Question, placed: Placed) -> list[Finding]:
    found = [
        _finding("team.excluded", "", question.candidates[number], reason=reason)
        for number, reason in question.excluded.items()
        if number in placed
    ]
    for number, at in question.pins.items():
        if number not in placed or at not in (None, placed[number]):
            found.append(_finding("team.pin", "", question.candidates[number]))
    return found


def _finding(rule: str, paragraph: str, person: Candidate | None, **values: object) -> Finding:
    subject = Subject("inspector", person.id, person.code) if person else NOBODY
    named = {"name": person.name, "code": person.code} if person else {}
    return Finding(rule, paragraph, Severity.BREACH, subject, rule, named | values)


NOBODY = Subject("team", UUID(int=0), "")
"""What a finding about the team as a whole is about."""

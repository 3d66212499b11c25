"""What-ifs: a branch of bookings begun from what is meant, compared with it, and adopted.

Bookings of two branches are taken for one and the same that want the same thing for the same
purpose and inspection: those with equal days first, the others in the order of their days.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from osi_app.equipment.records import Reservation
from osi_app.equipment.reserving import Book, clashes, refuse_clash
from osi_app.kernel.changes import Change
from osi_app.kernel.errors import RuleError

CODE_LENGTH = 40
"""Letters a booking's code may have."""

Pair = tuple[Reservation, Reservation]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A branch held against another: bookings only it has, those it lacks, and pairs (there, here)
    of what both have, with other days or another note (``changed``) or the same (``same``)."""

    added: tuple[Reservation, ...]
    gone: tuple[Reservation, ...]
    changed: tuple[Pair, ...]
    same: tuple[Pair, ...]


def branches(bookings: Iterable[Reservation]) -> tuple[str, ...]:
    """The names of the what-ifs, in order; "" is none."""
    return tuple(sorted({booking.branch for booking in bookings if booking.branch}))


def begin_branch(bookings: Sequence[Reservation], branch: str) -> tuple[Reservation, ...]:
    """Copies of all that is meant, to be changed freely in a branch of that name. Raises
    ``RuleError``: ``branch_name_missing``, ``branch_taken``."""
    if not branch.strip():
        raise RuleError("branch_name_missing", field="branch")
    if branch in branches(bookings):
        raise RuleError("branch_taken", field="branch", branch=branch)
    taken = {booking.code for booking in bookings}
    copies: list[Reservation] = []
    for booking in _of(bookings, ""):
        code = _free_code(booking.code, branch, taken)
        taken.add(code)
        values = booking.model_dump(exclude={"id"}) | {"code": code, "branch": branch}
        copies.append(Reservation.model_validate(values))
    return tuple(copies)


def compare(bookings: Iterable[Reservation], branch: str, against: str = "") -> Comparison:
    """What a branch adds to another, leaves out and changes."""
    bookings = tuple(bookings)
    there, here = _by_subject(_of(bookings, against)), _by_subject(_of(bookings, branch))
    parts = [
        _matched(there.get(subject, []), here.get(subject, []))
        for subject in dict.fromkeys((*there, *here))
    ]
    return Comparison(
        added=tuple(one for part in parts for one in part.added),
        gone=tuple(one for part in parts for one in part.gone),
        changed=tuple(pair for part in parts for pair in part.changed),
        same=tuple(pair for part in parts for pair in part.same),
    )


def adopt(book: Book, branch: str, inspection_id: UUID | None = None) -> tuple[Change, ...]:
    """The changes by which the branch takes the place of what is meant, removals first; with an
    inspection only its bookings are replaced. A booking that stays keeps its id and code. Raises
    ``RuleError``: ``branch_unknown``, ``already_reserved`` where what is left would clash."""
    asked = [one for one in book.bookings if inspection_id in (None, one.inspection_id)]
    if branch not in branches(asked):
        raise RuleError("branch_unknown", field="branch", branch=branch)
    found = compare(asked, branch)
    removed = (*found.gone, *(here for _, here in (*found.changed, *found.same)))
    stay = [Change(there, _renewed(there, here)) for there, here in found.changed]
    stay += [Change(here, here.changed(branch="")) for here in found.added]
    changes = (*(Change(one, None) for one in removed), *stay)
    _refuse_clashing(book, changes)
    return changes


def _refuse_clashing(book: Book, changes: Sequence[Change]) -> None:
    """What clashed before and is not touched is no reason against it."""
    standing = {one.id: one for one in book.bookings if not one.branch}
    changed = {change.record.id for change in changes}
    for change in changes:
        standing.pop(change.record.id, None)
        if isinstance(change.after, Reservation):
            standing[change.after.id] = change.after
    for clash in clashes(replace(book, bookings=tuple(standing.values()))):
        if not changed.isdisjoint((clash.one.id, clash.other.id)):
            refuse_clash(clash)


def _of(bookings: Iterable[Reservation], branch: str) -> list[Reservation]:
    found = [booking for booking in bookings if booking.branch == branch]
    return sorted(found, key=lambda one: (one.first_day, one.last_day, one.code))


_Subject = tuple[UUID | None, UUID | None, UUID | None, str]


def _by_subject(bookings: Iterable[Reservation]) -> dict[_Subject, list[Reservation]]:
    found: defaultdict[_Subject, list[Reservation]] = defaultdict(list)
    for one in bookings:
        found[one.system_id, one.item_id, one.inspection_id, one.purpose.value].append(one)
    return dict(found)


def _matched(there: Sequence[Reservation], here: Sequence[Reservation]) -> Comparison:
    """Bookings of one subject, each at most once in a pair."""
    waiting: defaultdict[tuple[date, date], list[Reservation]] = defaultdict(list)
    for one in reversed(there):
        waiting[_days(one)].append(one)
    alike = [(waiting[_days(one)].pop(), one) for one in here if waiting.get(_days(one))]
    paired = {one.id for pair in alike for one in pair}
    lacked = [one for one in there if one.id not in paired]
    fresh = [one for one in here if one.id not in paired]
    both = min(len(lacked), len(fresh))
    noted = tuple(pair for pair in alike if pair[0].note != pair[1].note)
    return Comparison(
        added=tuple(fresh[both:]),
        gone=tuple(lacked[both:]),
        changed=(*zip(lacked[:both], fresh[:both], strict=True), *noted),
        same=tuple(pair for pair in alike if pair[0].note == pair[1].note),
    )


def _days(booking: Reservation) -> tuple[date, date]:
    return booking.first_day, booking.last_day


def _renewed(there: Reservation, here: Reservation) -> Reservation:
    return there.changed(first_day=here.first_day, last_day=here.last_day, note=here.note)


def _free_code(code: str, branch: str, taken: set[str]) -> str:
    """A code that says whose copy it is, cut to length and numbered where it is taken."""
    wanted = f"{code}~{branch}"[:CODE_LENGTH]
    number = 1
    while wanted in taken:
        number += 1
        mark = f"~{number}"
        wanted = f"{code}~{branch}"[: CODE_LENGTH - len(mark)] + mark
    return wanted

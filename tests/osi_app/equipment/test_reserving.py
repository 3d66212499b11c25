"""Bookings: who excludes whom, what a what-if adds and replaces, and the calendar that goes out."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.equipment.branching import adopt, begin_branch, branches, compare
from osi_app.equipment.calendar_out import CalendarFacts, calendar_of, uid_of
from osi_app.equipment.records import (
    EquipmentSystem,
    EquipmentUse,
    Item,
    MemberKind,
    Reservation,
    ReservationPurpose,
    SystemMember,
)
from osi_app.equipment.reserving import (
    Book,
    Contents,
    booking_findings,
    clashes,
    overlapping,
    read_book,
    refuse_booking,
)
from osi_app.kernel.errors import RuleError

DAY = timedelta(days=1)
MAY = date(2026, 5, 1)
ITEM, LOOSE = uuid4(), uuid4()
OUTER, INNER, TWIN = uuid4(), uuid4(), uuid4()
CODES = {ITEM: "GS-1", LOOSE: "GS-9", OUTER: "SYS-1", INNER: "SYS-2", TWIN: "SYS-3"}


def part(system: UUID, *, item: UUID | None = None, inner: UUID | None = None) -> SystemMember:
    kind = MemberKind.SYSTEM if inner else MemberKind.ITEM
    return SystemMember(system_id=system, role=str(uuid4()), kind=kind, item_id=item, part_id=inner)


MADE_OF = Contents.of([part(OUTER, inner=INNER), part(INNER, item=ITEM), part(TWIN, item=ITEM)])


def booking(first: int = 0, last: int = 0, **values: Any) -> Reservation:
    given: dict[str, Any] = {
        "code": f"R-{uuid4().hex[:8]}",
        "purpose": ReservationPurpose.EXERCISE,
        "first_day": MAY + first * DAY,
        "last_day": MAY + last * DAY,
    }
    if not {"system_id", "item_id"} & values.keys():
        values["item_id"] = ITEM
    return Reservation.model_validate(given | values)


def book(*bookings: Reservation) -> Book:
    return Book(bookings, MADE_OF, CODES)


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [(8, 9, False), (9, 10, True), (12, 13, True), (15, 16, True), (16, 17, False), (0, 99, True)],
)
def test_windows_are_inclusive_at_both_ends(first: int, last: int, refused: bool) -> None:
    standing = booking(10, 15, code="R-STANDS")
    wanted = booking(first, last)
    if refused:
        with pytest.raises(RuleError) as caught:
            refuse_booking(book(standing), wanted)
        assert caught.value.code == "already_reserved"
        assert caught.value.values["other"] == "R-STANDS"
        assert caught.value.values["first_day"] == MAY + 10 * DAY
        assert caught.value.values["last_day"] == MAY + 15 * DAY
        assert caught.value.values["what"] == "GS-1"
    else:
        refuse_booking(book(standing), wanted)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ({"system_id": OUTER}, {"item_id": ITEM}, "GS-1"),
        ({"item_id": ITEM}, {"system_id": OUTER}, "GS-1"),
        ({"system_id": OUTER}, {"system_id": INNER}, "GS-1, SYS-2"),
        ({"system_id": INNER}, {"system_id": OUTER}, "GS-1, SYS-2"),
        ({"system_id": TWIN}, {"system_id": OUTER}, "GS-1"),
    ],
)
def test_a_system_books_all_that_is_in_it(
    one: dict[str, UUID], other: dict[str, UUID], shared: str
) -> None:
    with pytest.raises(RuleError, match="already_reserved") as caught:
        refuse_booking(book(booking(0, 5, **one)), booking(3, 9, **other))
    assert caught.value.values["what"] == shared


def test_other_things_and_other_branches_do_not_exclude_each_other() -> None:
    standing = book(booking(0, 5), booking(0, 5, branch="late"))
    refuse_booking(standing, booking(0, 5, item_id=LOOSE))
    refuse_booking(standing, booking(0, 5, branch="early"))
    with pytest.raises(RuleError, match="already_reserved"):
        refuse_booking(standing, booking(0, 5, branch="late"))


def test_a_booking_may_be_moved_over_its_own_older_days() -> None:
    standing = booking(0, 5)
    refuse_booking(book(standing), standing.changed(last_day=MAY + 7 * DAY))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (booking(5, 4), "reservation_order"),
        (booking(0, 0, item_id=None, system_id=None), "reservation_subject"),
        (booking(0, 0, item_id=ITEM, system_id=OUTER), "reservation_subject"),
    ],
)
def test_a_booking_is_of_one_thing_and_ends_after_it_begins(wrong: Reservation, code: str) -> None:
    with pytest.raises(RuleError, match=code):
        refuse_booking(book(), wrong)
    refuse_booking(book(), booking(5, 5))


def test_a_system_that_contains_itself_is_walked_once() -> None:
    made = Contents.of([part(OUTER, inner=INNER), part(INNER, inner=OUTER, item=ITEM)])
    assert made.booked_by(booking(system_id=OUTER)) == {OUTER, INNER, ITEM}


def test_all_double_bookings_are_found_and_none_invented() -> None:
    one, other = booking(0, 5, code="A"), booking(5, 9, code="B", system_id=OUTER)
    apart = booking(6, 9, code="C", item_id=LOOSE)
    tried = booking(0, 9, code="D", branch="what if", system_id=TWIN)
    standing = book(other, apart, one, tried)
    assert [(c.one.code, c.other.code, c.shared) for c in clashes(standing)] == [
        ("A", "B", ("GS-1",))
    ]
    found = booking_findings(standing)
    assert [(f.subject.shown, f.values["other"]) for f in found] == [("B", "A")]
    assert found[0].values["first_day"] == found[0].values["last_day"] == MAY + 5 * DAY


things = st.sampled_from(
    [{"item_id": ITEM}, {"item_id": LOOSE}, {"system_id": OUTER}, {"system_id": TWIN}]
)
wanted = st.builds(
    lambda first, length, thing, branch: booking(first, first + length, branch=branch, **thing),
    st.integers(0, 30),
    st.integers(0, 8),
    things,
    st.sampled_from(["", "what if"]),
)


@given(st.lists(wanted, max_size=14))
def test_what_is_accepted_never_overlaps(asked: list[Reservation]) -> None:
    accepted: list[Reservation] = []
    for one in asked:
        try:
            refuse_booking(book(*accepted), one)
        except RuleError:
            continue
        accepted.append(one)
    assert clashes(book(*accepted)) == ()
    taken = [
        (one.branch, key, one.first_day + number * DAY)
        for one in accepted
        for key in MADE_OF.booked_by(one)
        for number in range((one.last_day - one.first_day).days + 1)
    ]
    assert len(taken) == len(set(taken))


@given(st.lists(wanted, max_size=10))
def test_every_pair_is_found_whichever_way_it_is_asked(asked: list[Reservation]) -> None:
    standing = book(*asked)
    pairs = {frozenset((c.one.id, c.other.id)) for c in clashes(standing)}
    one_by_one = {
        frozenset((one.id, c.other.id)) for one in asked for c in overlapping(standing, one)
    }
    assert pairs == one_by_one


def test_a_branch_begins_as_a_copy_and_is_compared_with_what_is_meant() -> None:
    kept = booking(0, 5, code="A")
    moved, dropped = booking(10, 12, code="B"), booking(0, 2, code="C", item_id=LOOSE)
    copies = begin_branch([kept, moved, dropped], "late")
    assert {one.code for one in copies} == {"A~late", "B~late", "C~late"}
    assert branches([kept, *copies]) == ("late",)
    later = copies[2].changed(first_day=MAY + 20 * DAY, last_day=MAY + 22 * DAY)
    fresh = booking(3, 4, code="D", item_id=LOOSE, branch="late", purpose="training")
    found = compare([kept, moved, dropped, copies[1], later, fresh], "late")
    assert found.added == (fresh,)
    assert found.gone == (dropped,)
    assert found.changed == ((moved, later),)
    assert [pair[0] for pair in found.same] == [kept]


def test_a_branch_has_a_name_of_its_own() -> None:
    with pytest.raises(RuleError, match="branch_name_missing"):
        begin_branch([], " ")
    with pytest.raises(RuleError, match="branch_taken"):
        begin_branch([booking(branch="late")], "late")
    with pytest.raises(RuleError, match="branch_unknown"):
        adopt(book(booking()), "late")


def test_codes_of_copies_fit_and_are_not_taken() -> None:
    long = booking(code="X" * 40)
    copies = begin_branch([long, booking(9, 9, code="X" * 39 + "Y")], "late")
    assert len({one.code for one in (long, *copies)}) == 3


def test_an_adopted_branch_takes_the_place_of_what_is_meant() -> None:
    kept, moved = booking(0, 5, code="A"), booking(10, 12, code="B")
    dropped = booking(0, 2, code="C", item_id=LOOSE)
    copies = {one.code: one for one in begin_branch([kept, moved, dropped], "late")}
    later = copies["B~late"].changed(last_day=MAY + 15 * DAY)
    fresh = booking(3, 4, code="D", item_id=LOOSE, branch="late")
    standing = (kept, moved, dropped, copies["A~late"], later, fresh)
    changes = adopt(book(*standing), "late")
    left = {one.id: one for one in standing}
    for change in changes:
        assert change.before == left[change.record.id]
        del left[change.record.id]
        if isinstance(change.after, Reservation):
            left[change.after.id] = change.after
    assert branches(left.values()) == ()
    assert {one.code for one in left.values()} == {"A", "B", "C"}
    assert left[moved.id].last_day == MAY + 15 * DAY
    assert left[dropped.id].first_day == fresh.first_day


def test_a_branch_adopted_for_one_inspection_leaves_the_others_alone() -> None:
    mine, theirs = uuid4(), uuid4()
    other = booking(0, 3, inspection_id=theirs, code="T")
    tried = booking(4, 9, inspection_id=mine, branch="late", code="M")
    changes = adopt(book(other, tried), "late", mine)
    assert [(change.before, change.after) for change in changes] == [
        (tried, tried.changed(branch=""))
    ]
    with pytest.raises(RuleError, match="already_reserved"):
        adopt(book(other, tried.changed(first_day=MAY + 3 * DAY)), "late", mine)


@given(st.lists(wanted, max_size=8), st.lists(wanted, max_size=8))
def test_comparing_loses_and_doubles_nothing(
    meant: list[Reservation], tried: list[Reservation]
) -> None:
    meant = [one.changed(branch="") for one in meant]
    tried = [one.changed(branch="t") for one in tried]
    found = compare([*meant, *tried], "t")
    pairs = (*found.changed, *found.same)
    there = [*found.gone, *(pair[0] for pair in pairs)]
    here = [*found.added, *(pair[1] for pair in pairs)]
    assert sorted(one.code for one in there) == sorted(one.code for one in meant)
    assert sorted(one.code for one in here) == sorted(one.code for one in tried)


STAMP = datetime(2026, 4, 1, 8, tzinfo=UTC)


def test_a_calendar_counts_its_last_day_exclusively() -> None:
    one = booking(0, 2, code="R-1", note="line\none; two, three", system_id=OUTER)
    facts = CalendarFacts(STAMP, CODES, {one.id: 3})
    written = calendar_of([one], facts)
    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert b"DTSTART;VALUE=DATE:20260501\r\n" in written
    assert b"DTEND;VALUE=DATE:20260504\r\n" in written
    assert event["uid"] == uid_of(one) == f"{one.id}@osi-planner"
    assert event["sequence"] == 3
    assert event["summary"] == "SYS-1 (exercise, R-1)"
    assert event["description"] == "line\none; two, three"
    assert event["status"] == "CONFIRMED"


def test_the_same_bookings_give_the_same_calendar() -> None:
    one, other = booking(0, 2), booking(0, 2, item_id=LOOSE)
    facts = CalendarFacts(STAMP)
    assert calendar_of([one, other], facts) == calendar_of([other, one], facts)
    moved = one.changed(first_day=MAY + DAY)
    assert uid_of(moved) == uid_of(one)


def test_what_ifs_are_tentative_and_withdrawn_bookings_are_cancelled() -> None:
    tried, gone = booking(branch="late"), booking()
    written = calendar_of([tried], CalendarFacts(STAMP, withdrawn=(gone,)))
    events = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert {event["uid"]: event["status"] for event in events} == {
        uid_of(tried): "TENTATIVE",
        uid_of(gone): "CANCELLED",
    }


@given(st.text(max_size=80), st.dates())
def test_no_text_and_no_day_breaks_a_calendar(note: str, day: date) -> None:
    one = booking(first_day=day, last_day=day, note=note)
    written = calendar_of([one], CalendarFacts(STAMP, name=note or "x"))
    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert event.decoded("dtstart") == day
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))


def test_the_book_is_read_from_the_store(ground: Any) -> None:
    item = Item(
        code="GS-1",
        name="n",
        item_type="t",
        serial_number="1",
        technique=EquipmentUse.GAMMA,
        mass_kg=1,
    )
    system = EquipmentSystem(code="SYS-1", name="s", technique=EquipmentUse.GAMMA)
    standing = booking(0, 5, system_id=system.id)
    with ground.store.write("make") as work:
        work.add(item, system, part(system.id, item=item.id), standing)
        work.commit()
    with ground.store.read() as reading:
        found = read_book(reading)
    with pytest.raises(RuleError) as caught:
        refuse_booking(found, booking(5, 6, item_id=item.id))
    assert caught.value.values["what"] == "GS-1"

"""The due list says of any day what counting every certificate would say, after any change."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import open_store
from osi_app.equipment import due as due_module
from osi_app.equipment.calibration import that_counts
from osi_app.equipment.due import DueDay, DueList
from osi_app.equipment.records import Calibration, EquipmentUse, Item
from osi_app.kernel.changes import Change, ChangeSet
from osi_app.kernel.lists import ListQuery

TODAY = date(2026, 9, 3)
DAY = timedelta(days=1)


def item(number: int = 0, needs_calibration: bool = True, key: UUID | None = None) -> Item:
    return Item(
        id=key or uuid4(),
        code=f"IT-{number}",
        name="Spectrometer",
        item_type="NaI",
        serial_number=str(number),
        technique=EquipmentUse.GAMMA,
        mass_kg=1,
        needs_calibration=needs_calibration,
    )


def certificate(
    of: UUID, performed: date, days: int, procedure: str = "", key: UUID | None = None
) -> Calibration:
    return Calibration(
        id=key or uuid4(),
        item_id=of,
        procedure=procedure,
        certificate_number="C",
        performed_on=performed,
        valid_until=performed + days * DAY,
    )


def changed(*changes: Change) -> ChangeSet:
    return ChangeSet(uuid4(), datetime(2026, 9, 3, tzinfo=UTC), "Ada", "Try", changes)


def counted(
    items: Sequence[Item], calibrations: Sequence[Calibration], on: date, within: int
) -> tuple[DueDay, ...]:
    """The same answer by looking at every certificate of every item."""
    found = []
    for one in items:
        counts = that_counts([c for c in calibrations if c.item_id == one.id], on)
        if one.needs_calibration and counts and counts.valid_until <= on + within * DAY:
            found.append((one.id, counts.valid_until))
    return tuple(sorted(found, key=lambda one: (one[1], one[0].hex)))


@pytest.mark.parametrize(("days", "is_due"), [(89, True), (90, True), (91, False), (-1, True)])
def test_the_last_day_of_the_span_is_in_it_and_the_lapsed_are_due(days: int, is_due: bool) -> None:
    one = item()
    last = TODAY + days * DAY
    calibration = certificate(one.id, last - 365 * DAY, 365)
    told = DueList.of([one], [calibration]).due(TODAY, 90)
    assert told == (((one.id, last),) if is_due else ())


def test_on_its_last_valid_day_an_item_has_not_lapsed() -> None:
    one = item()
    listed = DueList.of([one], [certificate(one.id, TODAY - 5 * DAY, 5)])
    assert listed.lapsed(TODAY) == ()
    assert listed.lapsed(TODAY + DAY) == ((one.id, TODAY),)


def test_the_procedure_that_ends_first_decides() -> None:
    one = item()
    papers = [certificate(one.id, TODAY, 300), certificate(one.id, TODAY, 20, "energy")]
    assert DueList.of([one], papers).due(TODAY, 90) == ((one.id, TODAY + 20 * DAY),)


def test_an_older_certificate_that_lasts_longer_does_not_count() -> None:
    one = item()
    papers = [certificate(one.id, TODAY - 9 * DAY, 900), certificate(one.id, TODAY - DAY, 10)]
    assert DueList.of([one], papers).due(TODAY, 90) == ((one.id, TODAY + 9 * DAY),)


def test_a_certificate_performed_later_does_not_count_yet() -> None:
    one = item()
    papers = [certificate(one.id, TODAY - 300 * DAY, 310), certificate(one.id, TODAY + DAY, 365)]
    listed = DueList.of([one], papers)
    assert listed.due(TODAY, 30) == ((one.id, TODAY + 10 * DAY),)
    assert listed.due(TODAY + DAY, 30) == ()


def test_without_a_certificate_an_item_is_missing_one_and_has_no_due_day() -> None:
    bare, exempt, later = item(1), item(2, needs_calibration=False), item(3)
    listed = DueList.of([bare, exempt, later], [certificate(later.id, TODAY + DAY, 9)])
    assert listed.due(TODAY, 900) == ()
    assert listed.missing(TODAY) == tuple(sorted((bare.id, later.id), key=lambda key: key.hex))
    assert listed.missing(TODAY + DAY) == (bare.id,)


def test_an_undone_change_leaves_the_list_as_it_was() -> None:
    one = item()
    first = certificate(one.id, TODAY - 300 * DAY, 310)
    listed = DueList.of([one], [first])
    change = Change(first, first.changed(valid_until=TODAY + 99 * DAY))
    listed.apply(changed(change))
    assert listed.due(TODAY, 90) == ()
    listed.apply(changed(change.inverted()))
    assert listed.due(TODAY, 90) == ((one.id, first.valid_until),)


def test_a_certificate_put_down_for_another_item_leaves_the_first() -> None:
    one, other = item(1), item(2)
    paper = certificate(one.id, TODAY, 5)
    listed = DueList.of([one, other], [paper])
    listed.apply(changed(Change(paper, paper.changed(item_id=other.id))))
    assert listed.due(TODAY, 90) == ((other.id, TODAY + 5 * DAY),)
    assert listed.missing(TODAY) == (one.id,)


def test_it_says_what_the_store_says(tmp_path: Path) -> None:
    items = [item(number, number % 5 != 0) for number in range(30)]
    papers = [
        certificate(one.id, TODAY + (7 * n + 40 * turn) % 90 * DAY - 60 * DAY, 60 + n, procedure)
        for n, one in enumerate(items[:25])
        for turn, procedure in enumerate(("", "", "energy"))
    ]
    store = open_store(tmp_path / "items.osi")
    listed = DueList.of([], [])
    with store.write("Items") as work:
        work.add(*items)
        work.add(*papers)
        listed.apply(work.commit())
    for on in (TODAY - 50 * DAY, TODAY, TODAY + 30 * DAY):
        query, shown = ListQuery(on=on), store.reads.equipment.items
        lines = [one for one in shown.lines(shown.keys(query), query) if one is not None]
        until = {one.id: one.calibrated_until for one in lines if one.status != "not_needed"}
        within = {key: day for key, day in until.items() if day and day <= on + 45 * DAY}
        assert dict(listed.due(on, 45)) == within
        assert set(listed.missing(on)) == {key for key, day in until.items() if day is None}
    store.close()


KEYS = tuple(UUID(int=number + 1) for number in range(4))
PAPERS = tuple(UUID(int=number + 100) for number in range(8))
papers = st.builds(
    lambda of, start, days, procedure, key: certificate(
        of, TODAY + start * DAY, days, procedure, key
    ),
    st.sampled_from(KEYS),
    st.integers(-12, 6),
    st.integers(0, 12),
    st.sampled_from(["", "energy"]),
    st.sampled_from(PAPERS),
)
things = st.builds(
    lambda key, needs: item(key.int, needs, key), st.sampled_from(KEYS), st.booleans()
)
turns = st.lists(
    st.lists(st.one_of(papers, things, st.sampled_from(PAPERS + KEYS)), max_size=4), max_size=6
)


def _turn(
    kept: dict[UUID, Item | Calibration], turn: Sequence[Item | Calibration | UUID]
) -> ChangeSet:
    """What one use case would change: each record once, added, changed or removed."""
    wanted = {one if isinstance(one, UUID) else one.id: one for one in turn}
    changes = []
    for key, one in wanted.items():
        before, after = kept.pop(key, None), None if isinstance(one, UUID) else one
        if before or after:
            changes.append(Change(before, after))
        if after:
            kept[key] = after
    return changed(*changes)


@pytest.mark.parametrize("rebuilt_from", [0, 2_000])
def test_after_any_changes_it_says_what_counting_would(
    rebuilt_from: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due_module, "REBUILT_FROM", rebuilt_from)
    _any_changes()


@settings(max_examples=120, deadline=None)
@given(turns=turns, first=st.integers(-14, 14), within=st.integers(-3, 15))
def _any_changes(turns: list[list[Item | Calibration | UUID]], first: int, within: int) -> None:
    kept: dict[UUID, Item | Calibration] = {}
    listed = DueList.of([], [])
    for turn in turns:
        listed.apply(_turn(kept, turn))
        items = [one for one in kept.values() if isinstance(one, Item)]
        calibrations = [one for one in kept.values() if isinstance(one, Calibration)]
        on = TODAY + first * DAY
        assert listed.due(on, within) == counted(items, calibrations, on, within)
        assert listed.due(on, within) == DueList.of(items, calibrations).due(on, within)

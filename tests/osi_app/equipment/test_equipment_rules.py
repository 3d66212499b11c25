"""The rules about an item's papers, each at, below and above its boundary, on plain records."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.equipment.calibration import CalibrationStatus, first_lapse, status_on
from osi_app.equipment.paper_rules import PlannedUse, item_findings, serials_twice
from osi_app.equipment.records import Calibration, Certification, EquipmentUse, Item
from osi_app.equipment.stock import ItemPapers
from osi_app.kernel.findings import Severity

FIRST, LAST = date(2026, 8, 30), date(2026, 10, 27)
DAY = timedelta(days=1)
USE = PlannedUse(FIRST, LAST, LAST + 70 * DAY)


def item(**changes: object) -> Item:
    return Item.model_validate(
        {
            "code": "GS-01",
            "name": "Backpack spectrometer",
            "item_type": "Isotrace BP-3",
            "maker": "Isotrace",
            "serial_number": "IS100001",
            "technique": EquipmentUse.GAMMA,
            "mass_kg": 11,
            **changes,
        }
    )


def calibration(performed: date, until: date) -> Calibration:
    return Calibration(
        item_id=uuid4(), certificate_number="C-1", performed_on=performed, valid_until=until
    )


def certification(until: date, certified: date = FIRST - DAY, seal: str = "S1") -> Certification:
    return Certification(
        item_id=uuid4(),
        certificate_number="T-1",
        certified_on=certified,
        valid_until=until,
        seal_number=seal,
    )


def papers(
    thing: Item | None = None,
    calibrations: tuple[Calibration, ...] | None = None,
    certifications: tuple[Certification, ...] | None = None,
) -> ItemPapers:
    return ItemPapers(
        thing or item(),
        (calibration(date(2026, 8, 1), LAST),) if calibrations is None else calibrations,
        (certification(USE.reserve_until),) if certifications is None else certifications,
    )


def test_sound_papers_have_no_finding() -> None:
    assert item_findings(papers(), USE) == []


@pytest.mark.parametrize(
    ("until", "lapses"),
    [(LAST + DAY, None), (LAST, None), (LAST - DAY, LAST), (FIRST, FIRST + DAY)],
)
def test_calibration_covers_the_last_day_of_use(until: date, lapses: date | None) -> None:
    found = item_findings(papers(calibrations=(calibration(date(2026, 1, 1), until),)), USE)
    assert [f.values["lapses_on"] for f in found] == ([lapses] if lapses else [])
    for finding in found:
        assert finding.rule == "equipment.calibration_lapsed"
        assert finding.values["exceeded_by"] == (LAST - until).days


def test_calibration_that_ended_before_use_lapses_on_the_first_day() -> None:
    ended = calibration(date(2025, 1, 1), FIRST - DAY)
    (found,) = item_findings(papers(calibrations=(ended,)), USE)
    assert found.values["lapses_on"] == FIRST
    assert found.values["before_use"] is True


def test_calibration_missing_and_not_needed() -> None:
    (found,) = item_findings(papers(calibrations=()), USE)
    assert found.message_code == "equipment.calibration_missing"
    later = calibration(FIRST + DAY, LAST)
    (found,) = item_findings(papers(calibrations=(later,)), USE)
    assert found.message_code == "equipment.calibration_missing"
    assert item_findings(papers(item(needs_calibration=False), ()), USE) == []


def test_the_newest_performed_counts_though_it_ends_earlier() -> None:
    long = calibration(date(2026, 1, 1), date(2030, 1, 1))
    short = calibration(date(2026, 9, 1), date(2026, 9, 10))
    (found,) = item_findings(papers(calibrations=(long, short)), USE)
    assert found.values["lapses_on"] == date(2026, 9, 11)
    assert status_on(item(), (long, short), date(2026, 8, 31)) is CalibrationStatus.VALID
    renewed = calibration(date(2026, 9, 11), LAST)
    assert item_findings(papers(calibrations=(long, short, renewed)), USE) == []


def test_a_certificate_that_ends_before_it_begins_is_said() -> None:
    wrong = calibration(date(2026, 7, 2), date(2026, 7, 1))
    right = calibration(date(2026, 8, 1), LAST)
    (found,) = item_findings(papers(calibrations=(wrong, right)), USE)
    assert (found.rule, found.values["exceeded_by"]) == ("equipment.calibration_order", 1)


@pytest.mark.parametrize(
    ("until", "code", "severity"),
    [
        (USE.reserve_until, None, None),
        (USE.reserve_until - DAY, "equipment.certification_lapsed.reserve", Severity.WARNING),
        (LAST, "equipment.certification_lapsed.reserve", Severity.WARNING),
        (LAST - DAY, "equipment.certification_lapsed", Severity.BREACH),
    ],
)
def test_certification_covers_use_and_warns_for_the_reserve(
    until: date, code: str | None, severity: Severity | None
) -> None:
    found = item_findings(papers(certifications=(certification(until),)), USE)
    assert [(f.message_code, f.severity) for f in found] == ([(code, severity)] if code else [])


def test_certification_at_entry_and_its_seal() -> None:
    (found,) = item_findings(papers(certifications=()), USE)
    assert found.rule == "equipment.certification_missing"
    late = certification(USE.reserve_until, certified=FIRST + DAY)
    (found,) = item_findings(papers(certifications=(late,)), USE)
    assert found.rule == "equipment.certification_missing"
    on_the_day = certification(USE.reserve_until, certified=FIRST)
    assert item_findings(papers(certifications=(on_the_day,)), USE) == []
    (found,) = item_findings(
        papers(certifications=(certification(USE.reserve_until, seal=" "),)), USE
    )
    assert found.rule == "equipment.seal_missing"


def test_approved_list_and_serials() -> None:
    (found,) = item_findings(papers(item(on_approved_list=False)), USE)
    assert (found.rule, found.paragraph) == ("equipment.not_approved", "P.36")
    twin = item(code="GS-02", item_type="BP-3 mark II")
    other_maker = item(code="GS-03", maker="Tremor")
    listed = [papers(item())]
    (found,) = serials_twice(listed, [item(), twin, other_maker])
    assert found.values["others"] == "GS-02"
    assert serials_twice(listed, [item(), other_maker]) == []


DAYS = st.dates(date(2026, 8, 1), date(2026, 11, 30))


@given(st.lists(st.tuples(DAYS, st.integers(-3, 60)), max_size=5))
def test_first_lapse_is_the_first_bad_day(spans: list[tuple[date, int]]) -> None:
    thing = item()
    records = [calibration(first, first + length * DAY) for first, length in spans]
    bad = [
        day
        for day in (FIRST + n * DAY for n in range((LAST - FIRST).days + 1))
        if status_on(thing, records, day) is not CalibrationStatus.VALID
    ]
    lapse = first_lapse(thing, records, FIRST, LAST)
    assert (lapse.first_day if lapse else None) == (bad[0] if bad else None)

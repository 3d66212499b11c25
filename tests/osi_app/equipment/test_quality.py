"""QC series: decay halves in a half-life, limits follow it, run rules see what they should."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.equipment.care_records import CheckSource, QcReading, QcSeries
from osi_app.equipment.decay import activity_bq, half_life, half_lives, remaining
from osi_app.equipment.quality import QcChart, chart, findings, mann_kendall_p
from osi_app.kernel.errors import RuleError
from osi_app.kernel.findings import Severity
from osi_app.texts import finding_sentence, mend_sentence

START = datetime(2025, 1, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)
EVEN = (99.0, 101.0) * 10
"""A baseline around 100 with a standard deviation of 1.026."""
SD = math.sqrt(20 / 19)
CALM = (0.5, -0.5)


def source(nuclide: str = "Cs-137", at: datetime = START) -> CheckSource:
    return CheckSource(code="CS-1", nuclide=nuclide, activity_bq=3.7e5, reference_at=at)


def charted(
    values: Sequence[float], of: CheckSource | None = None, step: timedelta = DAY
) -> QcChart:
    series = QcSeries(
        code="QC-1", item_id=uuid4(), quantity="rate", unit="1/s", follows_decay=of is not None
    )
    readings = [
        QcReading(series_id=series.id, at=START + number * step, value=value)
        for number, value in enumerate(values)
    ]
    return chart(series, reversed(readings), of)


def after(*sigmas: float) -> QcChart:
    """The even baseline and then readings at these distances from its mean."""
    return charted([*EVEN, *(100 + one * SD for one in sigmas)])


def rules(found: QcChart) -> list[tuple[int, int, int]]:
    return [(one.rule, one.side, one.count) for one in found.signals]


def test_the_half_lives_that_ship_are_those_of_the_package_they_come_from() -> None:
    import radioactivedecay  # noqa: PLC0415  # three seconds

    for name, one in half_lives().items():
        seconds = radioactivedecay.Nuclide(name).half_life("s")
        assert one.half_life.total_seconds() == pytest.approx(seconds, rel=1e-8), name


@pytest.mark.parametrize("nuclide", sorted(half_lives()))
def test_a_half_life_halves_a_source(nuclide: str) -> None:
    one = source(nuclide)
    later = START + half_life(nuclide).half_life
    assert activity_bq(one, later) == pytest.approx(3.7e5 / 2, rel=1e-12)
    assert half_life(nuclide).source.startswith("ICRP")


@given(st.floats(-5, 5), st.floats(0, 5))
def test_decay_goes_on_as_it_went(first: float, more: float) -> None:
    one, period = source(), half_life("Cs-137").half_life
    at = START + first * period
    again = source(at=at)
    end = at + more * period
    assert remaining(one, end) == pytest.approx(remaining(one, at) * remaining(again, end))
    assert remaining(one, at) == pytest.approx(2**-first, rel=1e-9)


@pytest.mark.parametrize("name", ["Cs-137", "cs137", "137Cs", "137-Cs", " Cs 137 "])
def test_a_nuclide_is_known_however_it_is_written(name: str) -> None:
    assert half_life(name).name == "Cs-137"


@pytest.mark.parametrize("name", ["Cs-136", "", "caesium", "137"])
def test_an_unknown_nuclide_is_refused_with_those_known(name: str) -> None:
    with pytest.raises(RuleError, match="unknown_nuclide"):
        half_life(name)


def test_the_expected_value_and_its_limits_fall_with_the_source() -> None:
    one = source("Co-57")
    period = half_life("Co-57").half_life
    values = [value * remaining(one, START + n * period / 20) for n, value in enumerate(EVEN)]
    found = charted([*values, 50.0], one, period / 20)
    last = found.points[-1]
    assert found.mean == pytest.approx(100)
    assert last.expected == pytest.approx(50)
    assert last.limits(3) == pytest.approx((50 - 1.5 * SD, 50 + 1.5 * SD))
    assert (found.signals, findings(found)) == ((), [])


def test_a_source_followed_perfectly_has_no_signal_and_no_trend() -> None:
    one = source("Cf-252")
    values = [1234.5678 * remaining(one, START + number * 30 * DAY) for number in range(60)]
    found = charted(values, one, 30 * DAY)
    assert (found.sd, found.signals, findings(found)) == (0, (), [])


def test_decay_that_is_not_taken_out_is_a_trend() -> None:
    one = source("Co-60")
    values = [100 * remaining(one, START + number * 7 * DAY) for number in range(30)]
    trend = charted(values, None, 7 * DAY).trend
    assert trend is not None
    assert trend.is_real
    assert trend.percent_per_year == pytest.approx(-13.1, abs=0.5)


def test_without_a_whole_baseline_there_are_no_limits() -> None:
    found = charted(EVEN[:19])
    assert (found.mean, found.points[-1].limits(2), found.wanting) == (None, None, 1)
    (told,) = findings(found)
    assert (told.message_code, told.severity) == ("equipment.qc_baseline", Severity.NOTE)
    assert charted(EVEN).wanting == 0


def test_the_baseline_does_not_accuse_itself() -> None:
    assert charted([*EVEN[:19], 130.0, *EVEN[:5]]).signals == ()


@pytest.mark.parametrize(("sigmas", "told"), [(2.99, []), (3.01, [(1, 1, 1)])])
def test_rule_1_one_beyond_three(sigmas: float, told: list[tuple[int, int, int]]) -> None:
    assert rules(after(sigmas, *CALM)) == told
    assert rules(after(-sigmas, *CALM)) == [(rule, -side, n) for rule, side, n in told]


@pytest.mark.parametrize(
    ("sigmas", "met"),
    [
        ((2.1, 2.1), True),
        ((2.1, -0.5, 2.1), True),
        ((2.1, -0.5, 0.5, 2.1), False),
        ((2.1, -2.1), False),
        ((1.9, 2.1), False),
        ((2.1, 2.1, 0.5), True),
    ],
)
def test_rule_2_two_of_three_beyond_two(sigmas: tuple[float, ...], met: bool) -> None:
    assert (2 in {one.rule for one in after(*sigmas).signals}) is met


@pytest.mark.parametrize(
    ("sigmas", "met"),
    [
        ((1.1,) * 4, True),
        ((1.1, -0.5, 1.1, 1.1, 1.1), True),
        ((1.1, -0.5, 0.5, 1.1, 1.1, 1.1), False),
        ((1.1, 1.1, 1.1, 0.9), False),
        ((1.1, 1.1, -1.1, -1.1), False),
    ],
)
def test_rule_3_four_of_five_beyond_one(sigmas: tuple[float, ...], met: bool) -> None:
    assert (3 in {one.rule for one in after(*sigmas).signals}) is met


@pytest.mark.parametrize(
    ("sigmas", "met"),
    [((0.1,) * 8, True), ((0.1,) * 7, False), ((*(0.1,) * 7, -0.1, *(0.1,) * 7), False)],
)
def test_rule_4_eight_on_one_side(sigmas: tuple[float, ...], met: bool) -> None:
    assert rules(after(*sigmas)) == ([(4, 1, 8)] if met else [])


def test_a_lasting_shift_is_told_once() -> None:
    (shift,) = after(*(-0.4,) * 30).signals
    assert (shift.rule, shift.side, shift.count) == (4, -1, 30)
    assert (shift.first, shift.last) == (START + 20 * DAY, START + 49 * DAY)
    assert shift.farthest == pytest.approx(-0.4)


def test_two_shifts_are_told_apart() -> None:
    assert rules(after(*(0.4,) * 8, *(-0.4,) * 9)) == [(4, 1, 8), (4, -1, 9)]


def test_a_baseline_that_never_moved_makes_any_departure_a_signal() -> None:
    assert rules(charted([100.0] * 20 + [100.0])) == []
    assert (1, 1, 1) in rules(charted([100.0] * 20 + [100.001]))


def test_what_is_found_is_said_in_a_sentence_with_its_mend() -> None:
    found = [*findings(after(3.5)), *findings(charted([float(one) for one in range(40)]))]
    assert {one.severity for one in found} == {Severity.BREACH, Severity.WARNING}
    for one in found:
        assert "[" not in finding_sentence(one) + mend_sentence(one)
        assert one.message_code not in finding_sentence(one)


def test_mann_kendall_agrees_with_a_published_value() -> None:
    """All in order: S = 45, variance 125 for ten, so z = 44 / sqrt(125)."""
    p = mann_kendall_p(range(10))
    assert p == pytest.approx(math.erfc(44 / math.sqrt(125) / math.sqrt(2)))
    assert mann_kendall_p([1, 1, 1, 1]) == 1


@given(st.lists(st.integers(-5, 5), min_size=3, max_size=30))
def test_a_trend_is_as_likely_backwards_and_needs_no_scale(values: list[int]) -> None:
    p = mann_kendall_p(values)
    assert 0 <= p <= 1
    assert mann_kendall_p(values[::-1]) == pytest.approx(p)
    assert mann_kendall_p([3 * one - 7 for one in values]) == pytest.approx(p)


@given(st.lists(st.floats(-4, 4), max_size=30))
def test_signals_lie_after_the_baseline_on_their_side(sigmas: list[float]) -> None:
    for one in after(*sigmas).signals:
        assert one.first >= START + 20 * DAY
        assert one.side * one.farthest > 0

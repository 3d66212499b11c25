"""Whether a sensor still reads as it did: a QC series as a Shewhart chart with run rules and trend.

The first ``baseline_points`` readings set mean and standard deviation. In a series that follows
a source's decay every reading is first brought back to the source's reference instant, so that
the expected value and its limits fall as the source does, in proportion. The rules judge readings
after the baseline only: a baseline does not accuse itself.

Sources: W. A. Shewhart 1931; run rules of Western Electric, Statistical Quality Control Handbook,
1956; trend by H. B. Mann 1945 and M. G. Kendall 1975, slope by P. K. Sen 1968.
"""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from uuid import UUID

from osi_app.equipment.care_records import CheckSource, QcReading, QcSeries
from osi_app.equipment.decay import DAYS_A_YEAR, remaining
from osi_app.kernel.findings import Finding, Severity, Subject

WARNING_SIGMAS, ACTION_SIGMAS = 2.0, 3.0
RULES = ((1, 1, 1, 3.0), (2, 2, 3, 2.0), (3, 4, 5, 1.0), (4, 8, 8, 0.0))
"""Western Electric: number, how many, of how many readings in a row, lie beyond how many standard
deviations on one side of the mean. The reading that completes the pattern is one of them."""
TREND_POINTS, TREND_READ = 10, 400
"""Fewer readings have no trend worth naming; of more only the newest are looked at."""
TREND_P = 0.01
"""The chance of the same order without any trend, below which a trend is reported."""
SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class QcPoint:
    """One reading beside what was expected of it. ``sigmas`` is its distance from the mean in
    standard deviations, ``corrected`` the reading without decay, ``expected`` and ``sd`` as of
    its instant (None without a whole baseline)."""

    id: UUID
    at: datetime
    value: float
    corrected: float
    expected: float | None
    sd: float | None
    sigmas: float | None
    in_baseline: bool

    def limits(self, sigmas: float) -> tuple[float, float] | None:
        """Lower and upper limit at that distance, in the unit of the reading."""
        if self.expected is None or self.sd is None:
            return None
        return self.expected - sigmas * self.sd, self.expected + sigmas * self.sd


@dataclass(frozen=True, slots=True)
class Signal:
    """A run rule was met, perhaps again and again, over the ``count`` readings from ``first`` to
    ``last``; ``side`` is 1 above and -1 below the mean, ``farthest`` the greatest distance on that
    side in standard deviations."""

    rule: int
    side: int
    first: datetime
    last: datetime
    count: int
    farthest: float


@dataclass(frozen=True, slots=True)
class Trend:
    """``slope_per_year`` in the unit of the series (decay taken out), and relative to the median
    in percent; ``p_value`` two-sided."""

    points: int
    slope_per_year: float
    percent_per_year: float | None
    p_value: float

    @property
    def is_real(self) -> bool:
        """Whether chance alone would hardly do it."""
        return self.p_value < TREND_P and self.slope_per_year != 0


@dataclass(frozen=True, slots=True)
class QcChart:
    """A series as it is drawn: points by instant, mean and standard deviation of the baseline
    at the source's reference instant (None until the baseline is whole), signals and trend."""

    series: QcSeries
    points: tuple[QcPoint, ...]
    mean: float | None
    sd: float | None
    signals: tuple[Signal, ...]
    trend: Trend | None

    @property
    def wanting(self) -> int:
        """How many readings the baseline still wants."""
        return max(0, self.series.baseline_points - len(self.points))


def chart(
    series: QcSeries, readings: Iterable[QcReading], source: CheckSource | None = None
) -> QcChart:
    """The chart of a series. ``source`` counts only where the series follows its decay. Raises
    ``RuleError('unknown_nuclide')``."""
    source = source if series.follows_decay else None
    told = sorted(readings, key=lambda one: (one.at, one.id.hex))
    left = [remaining(source, one.at) if source else 1.0 for one in told]
    corrected = [_settled(one.value / part) for one, part in zip(told, left, strict=True)]
    mean, sd = _baseline(corrected[: series.baseline_points], series.baseline_points)
    points = tuple(
        _point(
            told[place], left[place], corrected[place], (mean, sd), place < series.baseline_points
        )
        for place in range(len(told))
    )
    return QcChart(series, points, mean, sd, _signals(points), trend_of(points))


def findings(chart: QcChart) -> list[Finding]:
    """What the chart says: a reading beyond three standard deviations is a breach, the other
    patterns and a trend are warnings, a baseline that is not whole is a note."""
    found = [_signal_finding(chart, signal) for signal in chart.signals]
    trend = chart.trend
    if trend is not None and trend.is_real:
        values = {
            "points": trend.points,
            "slope": f"{trend.slope_per_year:+.3g}",
            "percent": "–" if trend.percent_per_year is None else f"{trend.percent_per_year:+.1f}",
            "p": f"{trend.p_value:.2g}",
        }
        found.append(_finding(chart, "equipment.qc_trend", Severity.WARNING, values))
    if chart.wanting:
        values = {"found": len(chart.points), "limit": chart.series.baseline_points}
        found.append(_finding(chart, "equipment.qc_baseline", Severity.NOTE, values))
    return found


def trend_of(points: Sequence[QcPoint]) -> Trend | None:
    """The trend of the newest readings with decay taken out, or None when they are too few: by
    Mann-Kendall (normal approximation, corrected for ties) with the slope of Sen."""
    used = points[-TREND_READ:]
    if len(used) < TREND_POINTS:
        return None
    values = [one.corrected for one in used]
    days = [(one.at - used[0].at).total_seconds() / SECONDS_A_DAY for one in used]
    slopes = [
        (after - before) / (later - earlier)
        for (earlier, before), (later, after) in combinations(zip(days, values, strict=True), 2)
        if later > earlier
    ]
    slope = statistics.median(slopes) * DAYS_A_YEAR if slopes else 0.0
    middle = statistics.median(values)
    percent = 100 * slope / abs(middle) if middle else None
    return Trend(len(used), slope, percent, mann_kendall_p(values))


def mann_kendall_p(values: Sequence[float]) -> float:
    """The two-sided chance of an order at least as clear if there were no trend."""
    count = len(values)
    score = sum((after > before) - (after < before) for before, after in combinations(values, 2))
    ties = [values.count(one) for one in set(values)]
    spread = count * (count - 1) * (2 * count + 5) - sum(
        tied * (tied - 1) * (2 * tied + 5) for tied in ties
    )
    if spread <= 0 or score == 0:
        return 1.0
    away = (abs(score) - 1) / math.sqrt(spread / 18)
    return math.erfc(away / math.sqrt(2))


def _baseline(first: Sequence[float], wanted: int) -> tuple[float | None, float | None]:
    """Mean and standard deviation once there are as many readings as are wanted."""
    if len(first) < wanted:
        return None, None
    return statistics.fmean(first), statistics.stdev(first)


def _point(
    reading: QcReading,
    left: float,
    corrected: float,
    baseline: tuple[float | None, float | None],
    in_baseline: bool,
) -> QcPoint:
    mean, sd = baseline
    expected = mean * left if mean is not None else None
    spread = sd * left if sd is not None else None
    sigmas = _sigmas(corrected, mean, sd)
    return QcPoint(
        reading.id, reading.at, reading.value, corrected, expected, spread, sigmas, in_baseline
    )


def _settled(value: float) -> float:
    """Without the last digits, in which only the arithmetic of the correction differs: they would
    make a trend of a source that is followed perfectly."""
    return float(f"{value:.10g}")


def _sigmas(value: float, mean: float | None, sd: float | None) -> float | None:
    """A baseline that never moved makes any departure endlessly far."""
    if mean is None or sd is None:
        return None
    if sd == 0:
        return 0.0 if value == mean else math.copysign(math.inf, value - mean)
    return (value - mean) / sd


def _signals(points: Sequence[QcPoint]) -> tuple[Signal, ...]:
    judged = [one for one in points if not one.in_baseline]
    distances = [one.sigmas for one in judged if one.sigmas is not None]
    found = [
        Signal(
            number,
            side,
            judged[first].at,
            judged[last].at,
            last - first + 1,
            side * max(side * one for one in distances[first : last + 1]),
        )
        for number, many, of, beyond in RULES
        for side in (1, -1)
        for first, last in _episodes([side * one > beyond for one in distances], many, of)
    ]
    return tuple(sorted(found, key=lambda one: (one.first, one.rule)))


def _episodes(beyond: Sequence[bool], many: int, of: int) -> list[tuple[int, int]]:
    """First and last place of each unbroken stretch in which ``many`` ``of`` in a row were
    beyond. Readings that complete the pattern one after another belong to one stretch."""
    found: list[tuple[int, int]] = []
    for last in range(len(beyond)):
        first = max(0, last - of + 1)
        if not beyond[last] or sum(beyond[first : last + 1]) < many:
            continue
        start = next(place for place in range(first, last + 1) if beyond[place])
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], last)
        else:
            found.append((start, last))
    return found


def _signal_finding(chart: QcChart, signal: Signal) -> Finding:
    values: dict[str, object] = {
        "side": "above" if signal.side > 0 else "below",
        "first": signal.first,
        "last": signal.last,
        "count": signal.count,
        "farthest": f"{signal.farthest:+.1f}",
    }
    severity = Severity.BREACH if signal.rule == 1 else Severity.WARNING
    return _finding(chart, f"equipment.qc_rule_{signal.rule}", severity, values)


def _trend_finding(chart: QcChart, trend: Trend) -> Finding:
    percent = trend.percent_per_year
    values: dict[str, object] = {
        "points": trend.points,
        "slope": f"{trend.slope_per_year:+.3g}",
        "percent": "–" if percent is None else f"{percent:+.2g}",
        "p": f"{trend.p_value:.1g}",
    }
    return _finding(chart, "equipment.qc_trend", Severity.WARNING, values)


def _finding(chart: QcChart, code: str, severity: Severity, values: dict[str, object]) -> Finding:
    series = chart.series
    subject = Subject("qc_series", series.id, series.code)
    told: dict[str, object] = {"quantity": series.quantity, "unit": series.unit} | values
    mend = "" if severity is Severity.NOTE else "equipment.qc_mend"
    return Finding(code, "P.39", severity, subject, code, told, mend)

"""Which moment cannot come before which other."""

from datetime import datetime

from osi_app.treaty.timeline import Facts, Options
from osi_app.treaty.words import Milestone

_M = Milestone
REQUEST = "request_received"

_AFTER: tuple[tuple[Milestone, Milestone, str], ...] = (
    (_M.CLARIFICATION_ANSWERED, _M.CLARIFICATION_REQUESTED, "IV.43"),
    (_M.OBSERVER_ANSWERED, _M.EC_APPROVED, "IV.61(b)"),
    (_M.MANDATE_ISSUED, _M.EC_APPROVED, "IV.54"),
    (_M.NOTIFIED, _M.EC_APPROVED, "IV.55"),
    (_M.NOTIFICATION_ACKNOWLEDGED, _M.NOTIFIED, "P.44"),
    (_M.FLIGHT_PLAN_APPROVED, _M.FLIGHT_PLAN_FILED, "P.47"),
    (_M.POE_ARRIVAL, _M.EC_APPROVED, "IV.53"),
    (_M.POE_ARRIVAL, _M.NOTIFIED, "IV.55"),
    (_M.MANDATE_HANDED_OVER, _M.POE_ARRIVAL, "P.52"),
    (_M.EQUIPMENT_CHECKED, _M.POE_ARRIVAL, "P.51"),
    (_M.AREA_ARRIVAL, _M.POE_ARRIVAL, "P.54"),
    (_M.ACTIVITIES_STARTED, _M.POE_ARRIVAL, "P.57"),
    (_M.PIR_TRANSMITTED, _M.ACTIVITIES_STARTED, "IV.47"),
    (_M.PIR_RECEIVED, _M.PIR_TRANSMITTED, "IV.47"),
    (_M.CONTINUATION_APPROVED, _M.PIR_RECEIVED, "IV.47"),
    (_M.INSPECTION_STOPPED, _M.PIR_RECEIVED, "IV.47"),
    (_M.DRILLING_APPROVED, _M.DRILLING_PROPOSED, "IV.48"),
    (_M.DRILLING_REFUSED, _M.DRILLING_PROPOSED, "IV.48"),
    (_M.EXTENSION_APPROVED, _M.EXTENSION_REQUESTED, "IV.49"),
    (_M.EXTENSION_REFUSED, _M.EXTENSION_REQUESTED, "IV.49"),
    (_M.TERMINATION_RECOMMENDED, _M.CONTINUATION_APPROVED, "IV.50"),
    (_M.CONCLUDED, _M.POE_ARRIVAL, "P.109"),
    (_M.FINDINGS_SIGNED, _M.CONCLUDED, "P.109"),
    (_M.LEFT_TERRITORY, _M.CONCLUDED, "P.110"),
    (_M.COMMENTS_RECEIVED, _M.DRAFT_REPORT_AVAILABLE, "IV.63"),
)

_BEFORE_REQUEST = frozenset(
    {
        _M.BILATERAL_CLARIFICATION_REQUESTED,
        _M.BILATERAL_CLARIFICATION_ANSWERED,
        _M.EC_CLARIFICATION_REQUESTED,
        _M.EC_CLARIFICATION_FORWARDED,
        _M.EC_CLARIFICATION_ANSWERED,
        _M.EC_CLARIFICATION_PASSED_ON,
    }
)

Disorder = tuple[str, datetime, str, datetime | None, str]
"""What, when, cannot come before what, when (None: that has not happened), paragraph."""


def disorders(facts: Facts, options: Options) -> tuple[Disorder, ...]:
    """Moments that come before one they depend on, or without it. Equal moments are in order."""
    found: list[Disorder] = []
    for milestone, at in facts.items():
        if milestone not in _BEFORE_REQUEST and at < options.requested_at:
            found.append((milestone.value, at, REQUEST, options.requested_at, "IV.38-39"))
    for later, earlier, paragraph in _AFTER:
        if later not in facts:
            continue
        first = facts.get(earlier)
        if first is None or facts[later] < first:
            found.append((later.value, facts[later], earlier.value, first, paragraph))
    return tuple(sorted(found, key=lambda one: (one[1], one[0], one[2])))

"""A rich plan of plain constructed values: names in five scripts, full lists, long words."""

from datetime import date, timedelta

from osi_app.documents.search_values import (
    DayRow,
    OverflightBlock,
)
from osi_app.documents.values import (
    DeploymentChecklist,
    EventBlock,
    InspectionPlan,
    MandateBlock,
    OverrideRow,
    PeriodRow,
    PhaseRow,
    PlaceRow,
    SiteRow,
    SourceRow,
    TaskGroup,
    TaskRow,
    TeamBlock,
)
from tests.templates.sample_ground import ground_map
from tests.templates.sample_rows import (
    EVENT,
    T0,
    TA,
    TP,
    _area,
    _deadlines,
    _interest,
    _items,
    _members,
    _missions,
    _origins,
    _sections,
    _state,
    away,
    findings,
    key,
    stamp,
)


def plan(**changed: object) -> InspectionPlan:
    """The whole plan."""
    missions, days = _missions(), []
    for i in range(27):
        on = TA.date() + timedelta(days=i)
        codes = tuple(m.code for m in missions if m.starts_at.date() == on)
        days.append(
            DayRow(
                on,
                i,
                "initial_period" if i > 4 else "pre_inspection",
                codes,
                24.0 * len(codes),
                40 if i > 1 else 0,
                ("C21",) if i == 25 else (),
            )
        )
    air = tuple(m for m in missions if m.airborne)
    values: dict[str, object] = {
        "stamp": stamp(),
        "requesting": _state(2, "XF", "Fiducia"),
        "inspected": _state(3, "XA", "Arcania"),
        "requested_at": T0,
        "approved_at": TA,
        "arrival_at": TP,
        "observer": "Ms Observer",
        "site_name": "Degelen",
        "mandate": MandateBlock(
            key(9),
            1,
            TA,
            "Approved by 34 votes",
            "Arcania",
            "Semey",
            "–",
            "I-000",
            "Ms Observer",
            tuple("abcde"),
            40,
            60,
        ),
        "event": EventBlock(
            key(10),
            "EV-1",
            "1989-02-17 replayed",
            "suspected explosion",
            "underground",
            "ISC bulletin",
            _origins(),
        ),
        "areas": (_area(),),
        "sites": tuple(
            SiteRow(
                key(60 + i),
                f"RAS-{i + 1}",
                "Ammunition depot",
                2.4e6,
                4,
                *EVENT,
                "44U MA 33815 24310",
                TA,
            )
            for i in range(3)
        ),
        "places": (
            PlaceRow(
                key(40),
                "point_of_entry",
                "POE-1",
                "Семей / Semey",
                *away(8, 90),
                "44U MB 45000 12000",
                90_000.0,
                True,
            ),
            PlaceRow(
                key(41),
                "base_of_operations",
                "BOO-1",
                "Base camp",
                *away(200, 13),
                "44U MA 29000 12000",
                13_000.0,
                False,
            ),
        ),
        "map": ground_map(),
        "phases": (
            PhaseRow("initial_period", TP, TA + timedelta(days=28), date(2026, 9, 24)),
            PhaseRow(
                "continuation", TA + timedelta(days=28), TA + timedelta(days=60), date(2026, 10, 26)
            ),
        ),
        "areas_of_interest": _interest(),
        "missions": missions,
        "periods": tuple(
            PeriodRow(
                letter,
                f"Technique of P.69 called {letter}",
                None if letter == "h" else TP,
                None if letter == "h" else TA + timedelta(days=60),
                None if letter == "h" else 55.5,
                "P.70",
            )
            for letter in "abcdefgh"
        ),
        "days": tuple(days),
        "field_days": 20.25,
        "overflight": OverflightBlock(12.0, 11.2, 0.0, False, air),
        "team": TeamBlock(_members(), 40, 40, date(2026, 9, 1), 6, ("en", "ar", "zh")),
        "items": _items(),
        "mass_kg": 4_321.5,
        "deadlines": _deadlines(),
        "sections": _sections(),
        "findings": findings(),
        "overrides": (
            OverrideRow(
                key(80),
                "roster.max_on_territory",
                "45",
                "40",
                "P.9",
                "T",
                "Exercise control asked for a larger team",
                "planner@osc",
                T0,
            ),
        ),
        "sources": (
            SourceRow("states", "CTBT ratification table", "2019-12-31", key(2)),
            SourceRow("base_map", "Natural Earth", "2017"),
        ),
        **changed,
    }
    return InspectionPlan(**values)  # type: ignore[arg-type]


def checklist(tasks: int = 12, **changed: object) -> DeploymentChecklist:
    """Three phases of tasks."""
    rows = tuple(
        TaskRow(
            key(900 + i),
            f"T-{i:03d}",
            "Send the call-out to all listed inspectors and log every answer with its time",
            ("operations_officer", "Logistics", "Team leader")[i % 3],
            "T0",
            1.0 + 3 * i,
            T0 + timedelta(hours=1 + 3 * i),
            "P.54" if i % 2 else "",
            T0 if i < 4 else None,
            "Екатерина Щ." if i < 4 else "",
            "",
            "done" if i < 4 else "overdue" if i < 6 else "due",
        )
        for i in range(tasks)
    )
    values: dict[str, object] = {
        "stamp": stamp(document_kind="deployment_checklist", number="EX08-CHK-000412"),
        "requesting": _state(2, "XF", "Fiducia"),
        "inspected": _state(3, "XA", "Arcania"),
        "anchors": (
            ("T0", T0, "fact"),
            ("TA", TA, "fact"),
            ("TP", TP, "fact"),
            ("TE", TA + timedelta(days=60), "plan"),
        ),
        "groups": tuple(
            TaskGroup(phase, rows) for phase in ("launch", "pre_inspection", "post_inspection")
        ),
        "findings": findings(4),
        **changed,
    }
    return DeploymentChecklist(**values)  # type: ignore[arg-type]

"""The rows of the sample plan: names in five scripts, full lists, long words."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from osi_app.documents.map_value import FeatureKind, MapFeature, MapValue, Shape
from osi_app.documents.search_values import (
    AreaOfInterestRow,
    MissionRow,
    NeedRow,
    QuestionRow,
)
from osi_app.documents.values import (
    AreaBlock,
    DeadlineRow,
    ItemRow,
    MemberRow,
    OriginRow,
    SectionBlock,
    Stamp,
    Statement,
    StateRow,
    VertexRow,
)
from osi_app.geo.geodesy import WGS84
from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.kernel.record import Vertices

T0 = datetime(2026, 8, 24, 6, 0, tzinfo=UTC)
TA = T0 + timedelta(hours=80)
TP = datetime(2026, 8, 29, 16, 0, tzinfo=UTC)
EVENT = (78.079, 49.868)
NAMES = (
    ("Amélie Dupont-Łukaszewska", "Amelie Dupont-Lukaszewska"),
    ("عبد الرحمن الخطيب", "Abd al-Rahman al-Khatib"),
    ("欧阳建国", "Ouyang Jianguo"),
    ("Екатерина Щербакова", "Yekaterina Shcherbakova"),
    ("Παναγιώτης Οικονόμου", "Panagiotis Oikonomou"),
    ("<para>Bold & <img src=x></para>", "Markup Person"),
)


def key(number: int) -> UUID:
    """A fixed id."""
    return UUID(int=number)


def away(bearing: float, distance_km: float) -> tuple[float, float]:
    lon, lat, _ = WGS84.fwd(*EVENT, bearing, distance_km * 1000)
    return round(lon, 5), round(lat, 5)


def ring(
    radius_km: float,
    corners: int = 12,
    start: float = 0.0,
    at: tuple[float, float] = EVENT,
) -> Vertices:
    turns = (start - index * 360 / corners for index in range(corners))
    rim = (WGS84.fwd(*at, turn, radius_km * 1e3) for turn in turns)
    return tuple((round(lon, 5), round(lat, 5)) for lon, lat, _ in rim)


def stamp(**changed: object) -> Stamp:
    """What stands on every page."""
    values: dict[str, object] = {
        "document_kind": "inspection_plan",
        "number": "EX08-IIP-000412",
        "inspection_id": key(1),
        "inspection_code": "EX08",
        "inspection_title": "Integrated field exercise, Arcania: Degelen massif and surroundings",
        "inspection_kind": "exercise",
        "classification": "OSI-RESTRICTED",
        "marked_exercise": True,
        "law_overridden": ("roster.max_on_territory",),
        "data_seq": 412,
        "data_sha256": "8f0c" * 16,
        "as_of": datetime(2026, 9, 3, 6, 0, tzinfo=UTC),
        "site_time_zone": "Asia/Almaty",
        **changed,
    }
    return Stamp(**values)  # type: ignore[arg-type]


def _state(number: int, code: str, name: str) -> StateRow:
    return StateRow(key(number), code, name, "none", date(2019, 12, 31), True)


def _origins() -> tuple[OriginRow, ...]:
    return tuple(
        OriginRow(
            key(20 + i),
            agency,
            datetime(2026, 8, 22, 4, 1, 9, tzinfo=UTC),
            0.31 if i == 0 else None,
            EVENT[0] + i * 0.02,
            EVENT[1] - i * 0.01,
            "44U MA 33815 24310",
            0.0,
            i == 0,
            1500.0,
            5.1,
            "mb",
            9200.0,
            6400.0,
            64.0,
            90.0,
            185e6,
            i == 0,
        )
        for i, agency in enumerate(("IDC", "ISC", "NEIC"))
    )


def _area() -> AreaBlock:
    vertices = ring(17.6)
    rows = tuple(
        VertexRow(
            n,
            lon,
            lat,
            "49°52'04.80\"N 78°04'44.40\"E",
            "44U 433815 5524310",
            "44U MA 33815 24310",
            9100.0,
        )
        for n, (lon, lat) in enumerate(vertices, start=1)
    )
    return AreaBlock(
        key(30),
        "mandated",
        "area.geojson, imported 2026-08-28",
        929e6,
        1e9,
        35_200.4,
        50e3,
        (1, 7),
        109_300.0,
        rows,
    )


def _map() -> MapValue:
    def feature(
        number: int,
        kind: FeatureKind,
        code: str,
        title: str,
        shape: Shape,
        vertices: Iterable[tuple[float, float]],
        airborne: bool = False,
    ) -> MapFeature:
        facts = (("status", "active"),)
        return MapFeature(key(number), kind, code, title, shape, tuple(vertices), facts, airborne)

    features = [
        feature(30, FeatureKind.AREA, "area", "Inspection area", Shape.POLYGON, ring(17.6)),
        feature(
            31, FeatureKind.REQUESTED_AREA, "req", "Requested", Shape.POLYGON, ring(16.5, 8, 20)
        ),
        feature(20, FeatureKind.ELLIPSE, "ell", "90 %", Shape.POLYGON, ring(8.1, 60)),
        feature(21, FeatureKind.EVENT, "EV-1", "Event mb 5.1", Shape.POINTS, [EVENT]),
        feature(
            40, FeatureKind.POINT_OF_ENTRY, "POE-1", "Семей / Semey", Shape.POINTS, [away(8, 90)]
        ),
        feature(41, FeatureKind.BASE, "BOO-1", "Base camp `${1}`", Shape.POINTS, [away(200, 13)]),
    ]
    for i in range(5):
        at = away(40 + 70 * i, 9)
        features.append(
            feature(
                50 + i,
                FeatureKind.AREA_OF_INTEREST,
                f"AOI-0{i + 1}",
                f"Portal {i}",
                Shape.POLYGON,
                ring(1.6 + i * 0.4, 7, 15, at),
            )
        )
    for i in range(3):
        at = away(100 + 90 * i, 13)
        features.append(
            feature(
                60 + i,
                FeatureKind.SITE,
                f"RAS-{i + 1}",
                f"Site {i}",
                Shape.POLYGON,
                ring(0.9, 4, 45, at),
            )
        )
    for i in range(25):
        at = away(14.4 * i, 5 + i % 9)
        shape = (Shape.LINE, Shape.POINTS, Shape.POLYGON)[i % 3]
        vertices = [at, *ring(1.2, 4, 30, at)[:3]]
        features.append(
            feature(
                200 + i,
                FeatureKind.MISSION,
                f"M-{i + 1:04d}",
                f"Mission {i}",
                shape,
                vertices,
                i % 8 == 0,
            )
        )
    return MapValue(
        "EX08-IIP-000412",
        "EX08",
        "Integrated field exercise",
        "OSI-RESTRICTED",
        True,
        412,
        "8f0c" * 16,
        datetime(2026, 9, 3, 6, 0, tzinfo=UTC),
        tuple(features),
    )


def _interest() -> tuple[AreaOfInterestRow, ...]:
    return tuple(
        AreaOfInterestRow(
            key(50 + i),
            f"AOI-0{i + 1}",
            (
                "Portals on the north slope",
                "旧竖井区",
                "Штольня 190 и отвалы",
                "Subsidence east of the creek",
                "وادي الحصى",
            )[i],
            5 - i,
            "active",
            8.2e6 + i * 1e6,
            *EVENT,
            "44U MA 33815 24310",
            "Fresh spoil and a closed track are visible on imagery of eleven days after.",
            tuple(
                QuestionRow(
                    key(300 + i * 10 + q),
                    f"Q-{i + 1}{q + 1}",
                    "Is noble gas seeping along the tectonic line above the cavity?",
                    4,
                    "open",
                    (
                        NeedRow(
                            key(400 + i * 10 + q),
                            f"N-{i + 1}{q + 1}",
                            "Xenon and argon-37 in soil gas at seven points along the line",
                            ("d", "c"),
                        ),
                    ),
                )
                for q in range(3)
            ),
        )
        for i in range(5)
    )


def _missions() -> tuple[MissionRow, ...]:
    start = TP + timedelta(hours=64)
    return tuple(
        MissionRow(
            key(200 + i),
            f"M-{i + 1:04d}",
            ("Soil gas along the line", "Visual search of the north slope", "SAMS array")[i % 3],
            "dbeac"[i % 5],
            i % 8 == 0,
            i % 8 == 0,
            300.0 if i % 8 == 0 else None,
            start + timedelta(hours=20 * i),
            start + timedelta(hours=20 * i + 6),
            6.0,
            "proposed",
            f"AOI-0{i % 5 + 1}",
            f"Q-{i % 5 + 1}1",
            f"I-{i:03d}",
            tuple(f"I-{i + k:03d}" for k in range(4)),
        )
        for i in range(25)
    )


def _members() -> tuple[MemberRow, ...]:
    seats = (
        "Team leader",
        "Visual observation",
        "Radionuclide sampling",
        "Passive seismic",
        "Health and safety",
    )
    return tuple(
        MemberRow(
            key(500 + i),
            key(600 + i),
            f"I-{i:03d}",
            seats[0] if i == 0 else seats[1 + i % 4],
            *NAMES[i % len(NAMES)],
            ("FRA", "JOR", "CHN", "RUS", "GRC", "KEN")[i % 6],
            "inspector",
            ("b", "c", "d")[: 1 + i % 3],
            ("en", "ar", "zh")[: 1 + i % 3],
            TP.date(),
            date(2026, 10, 26),
            i == 0,
            False,
        )
        for i in range(40)
    )


def _items() -> tuple[ItemRow, ...]:
    words = ("valid", "lapsed", "missing", "not_needed")
    rows = [
        ItemRow(
            key(700 + i),
            f"GS-{i + 1:03d}",
            ("HPGe spectrometer, electrically cooled", "Overhauser magnetometer", "三分量地震仪")[
                i % 3
            ],
            "detector",
            f"SN-2019-{i:05d}-ORTEC",
            "abcdefg"[i % 7] if i % 9 else "aux",
            18.5 + i,
            f"CTBTO-{i:06d}",
            date(2027, 3, 1),
            f"CAL-{i}",
            date(2026, 9, 20) if i % 4 == 1 else date(2027, 1, 1),
            (words[0 if i % 4 == 1 else i % 4], words[i % 4]),
        )
        for i in range(60)
    ]
    return tuple(sorted(rows, key=lambda row: row.technique if row.technique != "aux" else "z"))


def _deadlines() -> tuple[DeadlineRow, ...]:
    statuses = (
        "done",
        "done_late",
        "open",
        "due_soon",
        "overdue",
        "passed",
        "waiting",
        "not_applicable",
        "window",
    )
    return tuple(
        DeadlineRow(
            f"C{i:02d}",
            "The Director-General acknowledges the request to the requesting State Party",
            T0 + timedelta(hours=7 * i),
            "fact" if i < 12 else "plan",
            "IV.40" if i % 2 else "P.54, P.57",
            "T",
            (i - 15) * 7_200.0,
            statuses[i % 8],
            T0 if i < 8 else None,
            "30 of 51" if i == 9 else "",
            "Silence is continuation" if i == 22 else "",
        )
        for i in range(1, 43)
    )


def findings(count: int = 18) -> tuple[Finding, ...]:
    """Findings with and without a sentence."""
    severities = (Severity.BREACH, Severity.WARNING, Severity.NOTE)
    return tuple(
        Finding(
            "equipment.calibration_lapsed",
            "P.38",
            severities[i * 3 // count],
            Subject("item", key(700 + i), f"GS-{i + 1:03d}"),
            "calibration_lapses_in_phase",
            {"valid_until": date(2026, 9, 20), "phase": "initial_period", "short_days": 4 + i},
            "",
        )
        for i in range(count)
    )


def _sections() -> tuple[SectionBlock, ...]:
    codes = {
        "background": ("background.jurisdiction", "background.gather"),
        "samples": ("samples.none", "samples.on_site", "samples.portions", "samples.custody"),
        "data": ("data.gate", "data.restriction", "data.photographs"),
        "safety": ("safety.radiation", "safety.weather"),
        "communications": ("communications.right", "communications.checks"),
        "logistics": ("logistics.amenities", "logistics.aircraft"),
        "coordination": ("coordination.briefing", "coordination.access", "coordination.daily"),
        "risks": ("risks.clean", "risks.weather"),
    }
    values: dict[str, object] = {"state": "Arcania"}
    return tuple(
        SectionBlock(code, tuple(Statement(each, values, "P.89(b)") for each in each_codes))
        for code, each_codes in codes.items()
    )

"""The ground of the sample plan: every kind of zone and place, restrictions, surveys computed."""

from dataclasses import replace
from datetime import timedelta

from osi_app.area.methods import survey_method
from osi_app.area.records import (
    FlightRestriction,
    GroundFeature,
    GroundKind,
    RestrictionKind,
    SurveyPlan,
)
from osi_app.area.surveys import Terrain, surveys_of
from osi_app.documents.ground_rows import ground_row, restriction_row
from osi_app.documents.ground_values import GroundBlock
from osi_app.documents.map_ground import ground_feature, restriction_feature, survey_features
from osi_app.documents.map_value import MapFeature, MapValue
from osi_app.documents.survey_rows import survey_rows
from osi_app.kernel.record import Vertices
from tests.templates.sample_rows import TP, _map, away, key, ring

ATTRIBUTIONS = (
    "Contains modified Copernicus Sentinel data 2026",
    "© OpenStreetMap contributors, ODbL 1.0",
)


def ground() -> tuple[GroundFeature, ...]:
    """One or two of every kind."""
    made = (
        ("BP-1", GroundKind.BASING_POINT, "Курчатов airfield", (away(330, 55),)),
        ("LS-1", GroundKind.LANDING_SITE, "North slope strip", (away(20, 14),)),
        ("LS-2", GroundKind.LANDING_SITE, "", (away(250, 11),)),
        ("NG-1", GroundKind.NO_GO_ZONE, "Old mine field", ring(1.8, 6, 10, away(60, 11))),
        ("HZ-1", GroundKind.HAZARD_ZONE, "Subsidence, غير آمن", ring(2.4, 9, 0, away(300, 11))),
        ("RT-1", GroundKind.ROUTE, "Track to the portals",
         (away(200, 13), away(215, 8), away(260, 4), away(330, 7))),
        ("FOR-1", GroundKind.FIELD_OF_REGARD, "ATM, 24 h", ring(15.2, 24)),
        ("NT-1", GroundKind.NOTE, "Check with liaison <b>", (away(170, 12),)),
    )  # fmt: skip
    return tuple(
        GroundFeature(
            id=key(1000 + index),
            inspection_id=key(1),
            code=code,
            kind=kind,
            name=name,
            vertices=vertices,
            source="Drawn from imagery" if index % 2 else "",
        )
        for index, (code, kind, name, vertices) in enumerate(made)
    )


def restrictions() -> tuple[FlightRestriction, ...]:
    """Over places and over the whole area, complete and not."""
    opens = TP + timedelta(days=1)
    made: tuple[dict[str, object], ...] = (
        {"kind": RestrictionKind.ALTITUDE_FLOOR, "floor_m": 300.0,
         "vertices": ring(2.5, 8, 0, away(135, 9)), "reason": "Power plant"},
        {"kind": RestrictionKind.PROHIBITION, "vertices": ring(1.2, 5, 0, away(225, 6)),
         "reason": "Sensitive building unrelated to the inspection",
         "alternative": "Photographs taken jointly from the ridge on the ground"},
        {"kind": RestrictionKind.TIME_WINDOW, "opens_at": opens,
         "closes_at": opens + timedelta(hours=6)},
        {"kind": RestrictionKind.INSPECTORS, "most": 3, "declared_at": TP},
        {"kind": RestrictionKind.PASSES},
    )  # fmt: skip
    return tuple(
        FlightRestriction.model_validate(
            {"id": key(1100 + index), "inspection_id": key(1), "code": f"FR-0{index + 1}", **one}
        )
        for index, one in enumerate(made)
    )


def survey_plans() -> tuple[SurveyPlan, ...]:
    """Two initial overflights that share the hours, one more flight, work on the ground."""
    cells = ring(3.2, 6, 0, away(40, 5))
    made: tuple[tuple[str, dict[str, object]], ...] = (
        ("overflight_overview", {"spacing_m": 2500, "azimuth_deg": 60.0, "swath_m": 2500,
                                 "flown_from": "BP-1", "starts_at": TP + timedelta(days=2)}),
        ("overflight_wide", {"vertices": ring(6, 8), "flown_from": "LS-1"}),
        ("gamma_airborne", {"vertices": cells, "spacing_m": 500, "tie_spacing_m": 2500}),
        ("soil_gas", {"vertices": ring(1.5, 6, 0, away(110, 6)), "spacing_m": 400}),
        ("magnetic_ground", {"vertices": ring(0.6, 4, 45, away(280, 7)), "spacing_m": 100}),
        ("aftershock_network", {}),
    )  # fmt: skip
    return tuple(
        SurveyPlan.model_validate(
            {
                "id": key(1200 + index),
                "inspection_id": key(1),
                "code": f"SP-0{index + 1}",
                "title": survey_method(method).title,
                **survey_method(method).figures(),
                **figures,
            }
        )
        for index, (method, figures) in enumerate(made)
    )


def terrain() -> Terrain:
    """What the surveys are laid over."""
    by_code = {one.code: one for one in ground()}
    sites: tuple[Vertices, ...] = tuple(ring(0.9, 4, 45, away(100 + 90 * i, 13)) for i in range(3))
    return Terrain(
        area=ring(17.6),
        sites=sites,
        prohibited=(restrictions()[1].vertices,),
        no_go=(by_code["NG-1"].vertices,),
        flown_from={code: by_code[code].vertices[0] for code in ("BP-1", "LS-1", "LS-2")},
    )


def ground_map() -> MapValue:
    """The sample map with all of it."""
    surveys = surveys_of(survey_plans(), terrain(), 12.0)
    rows = survey_rows(surveys, 12.0)
    base = _map()
    features: list[MapFeature] = [
        *base.features,
        *(ground_feature(one) for one in ground()),
        *(restriction_feature(one) for one in restrictions() if one.vertices),
        *survey_features(surveys, rows),
    ]
    block = GroundBlock(
        rows=tuple(ground_row(one) for one in ground()),
        restrictions=tuple(restriction_row(one) for one in restrictions()),
        surveys=rows,
        budget_h=12.0,
        max_height_m=1500.0,
    )
    return replace(base, features=tuple(features), attributions=ATTRIBUTIONS, ground=block)

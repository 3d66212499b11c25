"""The case on the map: every feature, its label, and arrows to places beyond the edge."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import shapely

from osi_app.documents.map_value import FeatureKind, MapFeature, MapValue
from osi_app.documents.map_value import Shape as Joined
from osi_app.texts.formats import distance
from templates.layout.page import Page, Rule, Shape
from templates.mapsheet.frame import WGS84, Frame, Points, dense
from templates.mapsheet.hatch import Ring, ring_of
from templates.mapsheet.labels import Labels
from templates.mapsheet.marks import MARKS, POINTS, crosses, dots, flown, surveyed_from_air
from templates.style import BLACK, SOFT, Style, Weight

LABEL = Style(Weight.BOLD, 6.4, 8.6, BLACK)
SMALL_LABEL = Style(Weight.REGULAR, 5.8, 7.6, BLACK)
TINY_LABEL = Style(Weight.REGULAR, 5.0, 5.8, SOFT)
LABELLED = (
    *POINTS,
    FeatureKind.SITE,
    FeatureKind.NO_GO_ZONE,
    FeatureKind.HAZARD_ZONE,
    FeatureKind.RESTRICTION,
    FeatureKind.AREA_OF_INTEREST,
)
"""What must carry its name; places by their title, the rest by their code."""
NAMED = (FeatureKind.MISSION, FeatureKind.ROUTE, FeatureKind.NOTE, FeatureKind.FIELD_OF_REGARD)
"""What carries it where there is room."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where features are drawn."""

    page: Page
    frame: Frame
    labels: Labels


def draw_features(ground: Ground, value: MapValue) -> None:
    """All features, then their labels, then the arrows."""
    for kind in MARKS:
        for feature in value.of(kind):
            if kind not in POINTS or _on_sheet(ground, feature):
                _draw(ground, feature)
    _reserve(ground, value)
    for feature in value.of(*LABELLED):
        if _on_sheet(ground, feature):
            ground.labels.beside(ground.page, _name(feature), LABEL, *_middle(ground, feature))
    for feature in value.of(*NAMED):
        spot = _middle(ground, feature)
        ground.labels.beside(ground.page, _name(feature), SMALL_LABEL, *spot, must=False)
    label_surveys(ground, value.of(FeatureKind.SURVEY))
    for feature in value.of(*POINTS):
        if not _on_sheet(ground, feature):
            _pointer(ground, feature)


def _reserve(ground: Ground, value: MapValue) -> None:
    """Keeps names off the marks of places."""
    for feature in value.of(*POINTS, FeatureKind.NOTE):
        x, y = _middle(ground, feature)
        flag = (x - 0.5, y - 8.8, x + 6.3, y - 4.2)
        mark = (x - 4.9, y - 3.9, x + 4.9, y + 3.9)
        ground.labels.taken.append(flag if feature.kind is FeatureKind.NOTE else mark)


def _name(feature: MapFeature) -> str:
    """What stands beside it on the sheet."""
    if feature.kind in (*POINTS, FeatureKind.NOTE):
        return feature.title or feature.code
    return feature.code


def _draw(ground: Ground, feature: MapFeature) -> None:
    mark = MARKS[feature.kind]
    if feature.kind is FeatureKind.MISSION:
        mark = dots if feature.shape is Joined.POINTS else flown if feature.airborne else mark
    elif feature.kind is FeatureKind.SURVEY:
        in_air = surveyed_from_air if feature.airborne else mark
        mark = crosses if feature.shape is Joined.POINTS else in_air
    mark(ground.page, _outline(ground, feature))


def label_surveys(ground: Ground, lines: Sequence[MapFeature]) -> None:
    """Each survey's code at its first line, and the number of each line beyond its ends, where
    there is room."""
    coded: set[UUID] = set()
    for feature in lines:
        points = ground.frame.on_paper(np.asarray(feature.vertices, dtype=np.float64))
        if feature.record_id not in coded:
            coded.add(feature.record_id)
            code = (
                feature.code if feature.shape is Joined.POINTS else feature.code.rpartition(" ")[0]
            )
            ground.labels.beside(ground.page, code, SMALL_LABEL, *_both(points[0]), must=False)
        if feature.shape is Joined.LINE and len(points) == 2:
            number = feature.code.rpartition(" ")[2].removeprefix("L")
            for end, other in ((points[0], points[1]), (points[1], points[0])):
                ground.labels.beyond(ground.page, number, TINY_LABEL, _both(end), _both(other))


def _both(point: Points) -> tuple[float, float]:
    return float(point[0]), float(point[1])


def _outline(ground: Ground, feature: MapFeature) -> Ring:
    return ring_of(ground.frame.on_paper(dense(feature.vertices, feature.shape)))


def _middle(ground: Ground, feature: MapFeature) -> tuple[float, float]:
    """Where a label points: inside a polygon, else at the middle vertex."""
    points = ground.frame.on_paper(np.asarray(feature.vertices, dtype=np.float64))
    if len(points) > 2 and feature.shape is Joined.POLYGON:
        inner = shapely.make_valid(shapely.Polygon(points)).representative_point()
        return float(inner.x), float(inner.y)
    return _both(points[len(points) // 2])


def _on_sheet(ground: Ground, feature: MapFeature) -> bool:
    return ground.labels.inside(*_middle(ground, feature))


def _pointer(ground: Ground, feature: MapFeature) -> None:
    """An arrow at the edge towards a place that is off the sheet, with its distance."""
    frame, page = ground.frame, ground.page
    left, top, right, bottom = frame.box
    centre_x, centre_y = (left + right) / 2, (top + bottom) / 2
    x, y = _middle(ground, feature)
    across, down = x - centre_x, y - centre_y
    length = math.hypot(across, down) or 1.0
    across, down = across / length, down / length
    reach = min(
        (frame.width / 2 - 14) / abs(across) if across else math.inf,
        (frame.height / 2 - 14) / abs(down) if down else math.inf,
    )
    tip = (centre_x + across * (reach + 8), centre_y + down * (reach + 8))
    tail = (centre_x + across * (reach - 12), centre_y + down * (reach - 12))
    page.marks.append(Rule(*tail, *tip, 1.1, BLACK))
    side = (-down * 3, across * 3)
    neck = (tip[0] - across * 7, tip[1] - down * 7)
    head = (tip, (neck[0] + side[0], neck[1] + side[1]), (neck[0] - side[0], neck[1] - side[1]))
    page.marks.append(Shape(((head, True),), fill=BLACK))
    lon, lat = frame.projection(*frame.centre, inverse=True)
    away = WGS84.inv(lon, lat, *feature.vertices[0])[2]
    ground.labels.beside(page, f"{_name(feature)} · {distance(away, 0)}", LABEL, *tail)

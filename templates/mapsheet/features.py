"""The case on the map: every feature, its label, and arrows to places beyond the edge."""

import math
from dataclasses import dataclass

import numpy as np
import shapely

from osi_app.documents.map_value import FeatureKind, MapFeature, MapValue
from osi_app.documents.map_value import Shape as Joined
from osi_app.texts.formats import distance
from templates.layout.page import Page, Rule, Shape
from templates.mapsheet.frame import WGS84, Frame, dense
from templates.mapsheet.labels import Labels
from templates.mapsheet.marks import MARKS, POINTS, Ring, dots, flown, ring_of
from templates.style import BLACK, Style, Weight

LABEL = Style(Weight.BOLD, 6.4, 8.6, BLACK)
SMALL_LABEL = Style(Weight.REGULAR, 5.8, 7.6, BLACK)
LABELLED = (*POINTS, FeatureKind.SITE, FeatureKind.AREA_OF_INTEREST)


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
    for feature in value.of(*LABELLED):
        if _on_sheet(ground, feature):
            text = feature.title if feature.kind in POINTS else feature.code
            ground.labels.beside(ground.page, text, LABEL, *_middle(ground, feature))
    for feature in value.of(FeatureKind.MISSION):
        spot = _middle(ground, feature)
        ground.labels.beside(ground.page, feature.code, SMALL_LABEL, *spot, must=False)
    for feature in value.of(*POINTS):
        if not _on_sheet(ground, feature):
            _pointer(ground, feature)


def _draw(ground: Ground, feature: MapFeature) -> None:
    ring = _outline(ground, feature)
    if feature.kind is not FeatureKind.MISSION:
        MARKS[feature.kind](ground.page, ring)
    elif feature.shape is Joined.POINTS:
        dots(ground.page, ring)
    elif feature.airborne:
        flown(ground.page, ring)
    else:
        MARKS[FeatureKind.MISSION](ground.page, ring)


def _outline(ground: Ground, feature: MapFeature) -> Ring:
    return ring_of(ground.frame.on_paper(dense(feature.vertices, feature.shape)))


def _middle(ground: Ground, feature: MapFeature) -> tuple[float, float]:
    """Where a label points: inside a polygon, else at the middle vertex."""
    points = ground.frame.on_paper(np.asarray(feature.vertices, dtype=np.float64))
    if len(points) > 2 and feature.shape is Joined.POLYGON:
        inner = shapely.make_valid(shapely.Polygon(points)).representative_point()
        return float(inner.x), float(inner.y)
    middle = points[len(points) // 2]
    return float(middle[0]), float(middle[1])


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
    ground.labels.beside(page, f"{feature.title} · {distance(away, 0)}", LABEL, *tail)

"""What a map shows: features in lon/lat, each with the style of its kind."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen, QPolygonF

from osi_app.geo.mercator import project, unproject
from osi_app.kernel.record import Vertices
from ui.theme.colours import Colours


class Shape(StrEnum):
    """How a feature's vertices are joined."""

    POLYGON = "polygon"
    LINE = "line"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class MapFeature:
    """One thing on the map. ``key`` is its record's id as text (or any other stable word),
    ``kind`` the word of its record, which chooses the style; ``editable`` rings can be edited."""

    key: str
    kind: str
    shown: str
    shape: Shape
    vertices: Vertices
    editable: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """Pen, fill and order of a kind. ``dash`` is Qt's pen style; ``fill_alpha`` 0 to 255;
    ``mark`` is the shape of a point."""

    colour: str
    width: float = 1.6
    dash: Qt.PenStyle = Qt.PenStyle.SolidLine
    fill_alpha: int = 0
    hatch: Qt.BrushStyle = Qt.BrushStyle.SolidPattern
    order: float = 0.0
    mark: str = "dot"


_SOLID, _DASH, _DOT = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine
_DASH_DOT, _DASH_DOT_DOT = Qt.PenStyle.DashDotLine, Qt.PenStyle.DashDotDotLine
_RISING, _FALLING = Qt.BrushStyle.BDiagPattern, Qt.BrushStyle.FDiagPattern
_CROSSED, _LEVEL = Qt.BrushStyle.DiagCrossPattern, Qt.BrushStyle.HorPattern

LABELLED = frozenset(
    {
        "origin", "point_of_entry", "base_of_operations", "basing_point", "landing_site", "note",
        "restricted_site", "area_of_interest", "no_go_zone", "hazard_zone", "flight_restriction",
        "route", "field_of_regard",
    }
)  # fmt: skip
"""Kinds whose names are written on the map."""
WHOLE = frozenset({"restricted_site", "area_of_interest", "no_go_zone", "hazard_zone"})
"""Kinds that a click inside them chooses, where they are smaller than the view."""


def style_of(kind: str, colours: Colours) -> Style:
    """The style of a kind of record in one appearance: line, dash, hatch and mark differ, not only
    colour."""
    accent, good, warning = colours.accent, colours.good, colours.warning
    breach, muted = colours.breach, colours.muted
    return {
        "mandated": Style(accent, 2.6, _SOLID, 26, order=3),
        "requested": Style(accent, 1.4, _DASH, order=2),
        "proposed": Style(good, 2.0, _DASH, 30, order=3),
        "ellipse": Style(warning, 1.6, _DOT, 24, order=1),
        "survey_plan": Style(accent, 1.0, _SOLID, order=2.5),
        "field_of_regard": Style(muted, 2.0, _DOT, 20, order=3.5),
        "area_of_interest": Style(good, 1.6, _DASH_DOT, 26, order=4),
        "flight_restriction": Style(warning, 1.8, _DASH_DOT_DOT, 110, _CROSSED, order=4.5),
        "mission": Style(colours.text, 1.3, _SOLID, 14, order=5),
        "hazard_zone": Style(warning, 1.8, _DASH, 170, _FALLING, order=5.5),
        "restricted_site": Style(breach, 1.8, _SOLID, 150, _RISING, order=6),
        "no_go_zone": Style(breach, 2.6, _DASH, 170, _LEVEL, order=6.5),
        "route": Style(colours.text, 2.2, _SOLID, order=7),
        "origin": Style(warning, 2.0, order=8.5, mark="star"),
        "point_of_entry": Style(accent, 2.0, order=8, mark="triangle"),
        "base_of_operations": Style(good, 2.0, order=8, mark="square"),
        "basing_point": Style(good, 2.0, order=8, mark="diamond"),
        "landing_site": Style(accent, 2.0, order=8, mark="landing"),
        "note": Style(muted, 2.0, order=8, mark="small"),
    }.get(kind, Style(muted))


def pen_of(style: Style, *, selected: bool = False) -> QPen:
    """A pen of constant width on screen, thicker when the feature is selected."""
    pen = QPen(QColor(style.colour), style.width + (1.4 if selected else 0.0), style.dash)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def scene_points(vertices: Vertices) -> list[QPointF]:
    """Vertices as scene points: the Mercator plane with y downwards."""
    return [QPointF(x, -y) for x, y in project(vertices).tolist()] if vertices else []


def lon_lat(point: QPointF) -> tuple[float, float]:
    """A scene point as (lon, lat), rounded to 1e-7 degrees (a centimetre)."""
    lon, lat = unproject(point.x(), -point.y())
    return round(lon, 7), round(lat, 7)


def path_of(shape: Shape, points: list[QPointF]) -> QPainterPath:
    """The outline of a polygon or line; points have none."""
    path = QPainterPath()
    if shape is not Shape.POINTS and points:
        path.addPolygon(QPolygonF(points))
        if shape is Shape.POLYGON:
            path.closeSubpath()
    return path

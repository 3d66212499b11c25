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
    """Pen, fill and order of a kind. ``dash`` is Qt's pen style; ``fill_alpha`` 0 to 255."""

    colour: str
    width: float = 1.6
    dash: Qt.PenStyle = Qt.PenStyle.SolidLine
    fill_alpha: int = 0
    hatch: Qt.BrushStyle = Qt.BrushStyle.SolidPattern
    order: float = 0.0


def style_of(kind: str, colours: Colours) -> Style:
    """The style of a kind of record in one appearance: line, dash and hatch differ, not only
    colour."""
    dash, solid = Qt.PenStyle.DashLine, Qt.PenStyle.SolidLine
    return {
        "mandated": Style(colours.accent, 2.6, solid, 26, order=3),
        "requested": Style(colours.accent, 1.4, dash, 0, order=2),
        "proposed": Style(colours.good, 2.0, dash, 30, order=3),
        "ellipse": Style(colours.warning, 1.6, Qt.PenStyle.DotLine, 24, order=1),
        "origin": Style(colours.warning, 2.0, order=8),
        "restricted_site": Style(
            colours.breach, 1.8, solid, 150, Qt.BrushStyle.BDiagPattern, order=6
        ),
        "area_of_interest": Style(colours.good, 1.6, Qt.PenStyle.DashDotLine, 26, order=4),
        "mission": Style(colours.text, 1.3, solid, 14, order=5),
        "point_of_entry": Style(colours.accent, 2.0, order=8),
        "base_of_operations": Style(colours.good, 2.0, order=8),
    }.get(kind, Style(colours.muted))


def pen_of(style: Style, *, selected: bool = False) -> QPen:
    """A pen of constant width on screen, thicker when the feature is selected."""
    pen = QPen(QColor(style.colour), style.width + (1.4 if selected else 0.0), style.dash)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def scene_points(vertices: Vertices) -> list[QPointF]:
    """Vertices as scene points: the Mercator plane with y downwards."""
    return [QPointF(x, -y) for x, y in project(vertices)] if vertices else []


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

"""The map page: folium's map with layers and popups, made whole so that it opens offline."""

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

import folium
import numpy as np
from branca.element import Element, Figure

from osi_app.documents.map_value import FeatureKind, MapFeature, MapValue, Shape
from osi_app.geo.basemap import NEUTRAL_NOTE
from osi_app.geo.clip import clipped
from osi_app.texts import statement, word
from osi_app.texts.formats import instant
from templates.map.assets import SCRIPTS, SHEETS, script, sheet
from templates.map.escaping import safe

LOOKS: dict[FeatureKind, dict[str, Any]] = {
    FeatureKind.AREA_OF_INTEREST: {"color": "#5f6b76", "fill": True, "fill_opacity": 0.25},
    FeatureKind.SITE: {"color": "#a12622", "fill": True, "fill_opacity": 0.35, "weight": 2},
    FeatureKind.REQUESTED_AREA: {"color": "#123d61", "dash_array": "8 6", "weight": 2},
    FeatureKind.AREA: {"color": "#123d61", "weight": 4},
    FeatureKind.ELLIPSE: {"color": "#111111", "dash_array": "4 4", "weight": 2},
    FeatureKind.MISSION: {"color": "#8a5a00", "weight": 3},
    FeatureKind.EVENT: {"color": "#111111", "fill": True, "fill_opacity": 1.0, "radius": 6},
    FeatureKind.BASE: {"color": "#1b6b3a", "fill": True, "fill_opacity": 0.9, "radius": 8},
    FeatureKind.POINT_OF_ENTRY: {"color": "#5b2a86", "fill": True, "fill_opacity": 0.9,
                                 "radius": 8},
}  # fmt: skip
"""How each kind looks, in drawing order."""
GROUND = (
    ("land_10m", {"color": "#93a4b0", "weight": 1, "fillColor": "#f6f4ee", "fillOpacity": 1}),
    ("lakes", {"color": "#7fa3bd", "weight": 1, "fillColor": "#dbe7ef", "fillOpacity": 1}),
    ("rivers", {"color": "#7fa3bd", "weight": 1.5}),
    ("boundaries", {"color": "#555555", "weight": 1, "dashArray": "6 3 1 3"}),
    ("disputed", {"color": "#555555", "weight": 1, "dashArray": "2 4"}),
)
LINES = ("rivers", "boundaries", "disputed")
AROUND_DEG = 3.0
STYLE = """
html, body { margin: 0; height: 100%; font: 14px/1.4 system-ui, "Noto Sans", sans-serif; }
/* folium styles its map by id, which would win */
.folium-map { position: absolute !important; top: 44px !important; bottom: 0; left: 0; right: 0;
  width: auto !important; height: auto !important; background: #dfe7ee; }
.leaflet-control-attribution { max-width: 62vw; }
.osi-bar { position: absolute; top: 0; left: 0; right: 0; height: 44px; padding: 0 16px;
  display: flex; gap: 16px; align-items: center; background: #fff; border-bottom: 1px solid #c5ccd2;
  white-space: nowrap; overflow: hidden; box-sizing: border-box; }
.osi-bar b { font-size: 16px; } .osi-bar span { color: #4b5763; }
.osi-mark { background: #14171c; color: #fff !important; padding: 2px 10px; letter-spacing: .2em;
  font-weight: 700; }
.osi-readout { background: rgba(255,255,255,.92); padding: 6px 10px; white-space: pre;
  font: 12px/1.5 ui-monospace, "Noto Sans Mono", monospace; min-height: 3em; }
.leaflet-popup-content td { padding: 1px 8px 1px 0; vertical-align: top; }
.leaflet-popup-content td:first-child { color: #4b5763; }
"""


def lat_lon(vertices: Iterable[Sequence[float]]) -> list[tuple[float, float]]:
    """(lon, lat) to folium's (lat, lon): the only place where the two are swapped."""
    return [(float(lat), float(lon)) for lon, lat in vertices]


def map_page(value: MapValue) -> str:
    """The page. The same value gives the same text; it holds no address of any kind."""
    points = [vertex for feature in value.features for vertex in feature.vertices] or [(0.0, 0.0)]
    corners = np.asarray(points, dtype=np.float64)
    low, high = corners.min(axis=0), corners.max(axis=0)
    figure = Figure(title=f"{safe(value.number)} {safe(value.inspection_code)}")
    canvas = folium.Map(
        location=lat_lon([(low + high) / 2])[0], tiles=None, control_scale=True, zoom_start=9
    )
    canvas.default_js, canvas.default_css = [], []
    figure.add_child(canvas)
    _ground(canvas, low, high)
    _features(canvas, value)
    folium.LayerControl(collapsed=False).add_to(canvas)
    near = np.asarray([v for f in _near(value) for v in f.vertices] or points)
    canvas.fit_bounds(lat_lon([near.min(axis=0), near.max(axis=0)]))
    _name(figure)
    _furnish(figure, canvas, value)
    return _checked(figure.render())


def _near(value: MapValue) -> tuple[MapFeature, ...]:
    return value.of(FeatureKind.AREA, FeatureKind.REQUESTED_AREA) or value.of(FeatureKind.EVENT)


def _ground(canvas: folium.Map, low: Any, high: Any) -> None:
    west, south = low - AROUND_DEG
    east, north = high + AROUND_DEG
    window = (float(west), max(float(south), -89.9), float(east), min(float(north), 89.9))
    group = folium.FeatureGroup(name=word("base_map"), control=True)
    for layer, look in GROUND:
        lines = [np.round(np.asarray(line, dtype=np.float64), 4) for line in clipped(layer, window)]
        if not lines:
            continue
        kind = "MultiLineString" if layer in LINES else "Polygon"
        geometry = {"type": kind, "coordinates": [line.tolist() for line in lines]}
        folium.GeoJson(
            {"type": "Feature", "properties": {}, "geometry": geometry},
            style_function=lambda _feature, look=look: look,
            interactive=False,
            control=False,
        ).add_to(group)
    group.add_to(canvas)


def _features(canvas: folium.Map, value: MapValue) -> None:
    for kind, look in LOOKS.items():
        found = value.of(kind)
        if not found:
            continue
        group = folium.FeatureGroup(name=safe(word(f"map_{kind.value}")))
        for feature in found:
            for drawn in _drawn(feature, look):
                drawn.add_child(folium.Popup(_popup(feature), max_width=360))
                drawn.add_child(folium.Tooltip(safe(feature.code)))
                drawn.add_to(group)
        group.add_to(canvas)


def _drawn(feature: MapFeature, look: dict[str, Any]) -> list[Any]:
    places = lat_lon(feature.vertices)
    if feature.shape is Shape.POLYGON:
        return [folium.Polygon(places, **{"fill": False, **look})]
    if feature.shape is Shape.LINE:
        extra = {"dash_array": "6 4"} if feature.airborne else {}
        line: Any = folium.PolyLine  # its constructor has no annotations
        return [line(places, **{**look, **extra})]
    return [folium.CircleMarker(place, **{"radius": 4, "fill": True, **look}) for place in places]


def _popup(feature: MapFeature) -> str:
    rows = "".join(
        f"<tr><td>{safe(word(key))}</td><td>{safe(text)}</td></tr>"
        for key, text in feature.facts
        if text
    )
    title = feature.title if feature.title != feature.code else word(feature.code)
    head = feature.code if feature.kind in (FeatureKind.SITE, FeatureKind.MISSION) else ""
    shown = f"{safe(head)} {safe(word(title))}".strip()
    return f"<b>{shown}</b><table>{rows}</table>"


def _furnish(figure: Figure, canvas: folium.Map, value: MapValue) -> None:
    """Libraries, style, the bar on top, the readout."""
    header, html, code = figure.header, figure.html, figure.script
    for name in [key for key in header._children if key not in ("meta_http", "title")]:
        del header._children[name]
    for path in SCRIPTS:
        header.add_child(_raw(f"<script>{script(path)}</script>"), name=path)
    for path in SHEETS:
        header.add_child(_raw(f"<style>{sheet(path)}</style>"), name=path)
    header.add_child(_raw(f"<style>{STYLE}</style>"), name="style")
    html.add_child(_raw(_bar(value)), name="bar")
    readout = (files("templates") / "map" / "readout.js").read_text(encoding="utf-8")
    note = safe(f"Natural Earth. {statement(NEUTRAL_NOTE, {})}")
    name = canvas.get_name()
    code.add_child(
        _raw(
            # folium writes the map's own script after this one
            f"{readout}\nwindow.addEventListener('load', function () {{\n"
            f"{name}.attributionControl.setPrefix(false);\n"
            f"{name}.attributionControl.addAttribution(`{note}`);\nosiReadout({name});\n}});"
        ),
        name="readout",
    )


def _raw(text: str) -> Element:
    """Text that stands as it is: no template language looks at it."""
    return _Raw(text)


class _Raw(Element):
    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "raw"
        self._text = text

    def render(self, **_options: Any) -> str:
        return self._text


def _bar(value: MapValue) -> str:
    mark = f"<span class='osi-mark'>{safe(word('exercise_mark'))}</span>"
    return (
        "<div class='osi-bar'>"
        + (mark if value.marked_exercise else "")
        + f"<b>{safe(value.inspection_code)} {safe(value.inspection_title)}</b>"
        + f"<span>{safe(value.number)}</span><span>{safe(value.classification)}</span>"
        + f"<span>{safe(word('as_of'))} {safe(instant(value.as_of))}</span>"
        + f"<span>{safe(word('data_revision'))} {value.data_seq} · {value.data_sha256[:16]}</span>"
        + "</div>"
    )


def _name(figure: Figure) -> None:
    """Gives every element a counted id instead of a random one: same value, same text."""
    waiting: list[Any] = [figure]
    named: set[int] = set()
    popups = []
    while waiting:
        element = waiting.pop(0)
        if id(element) in named:
            continue
        if isinstance(element, folium.Popup):
            popups.append(element)
        element._id = f"{len(named):06d}"
        named.add(id(element))
        waiting.extend(element._children.values())
        # a popup keeps its text apart from its children
        parts = (getattr(element, name, None) for name in ("html", "header", "script"))
        waiting.extend(part for part in parts if isinstance(part, Element))
    for popup in popups:
        texts = list(popup.html._children.values())
        popup.html._children = OrderedDict((text.get_name(), text) for text in texts)


def _checked(page: str) -> str:
    found = re.search(r"https?://", page)
    if found:
        around = page[max(0, found.start() - 40) : found.end() + 60]
        raise AssertionError(f"the map page would reach out: {around!r}")
    return page

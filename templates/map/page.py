"""The map page: folium's map with layers and popups, made whole so that it opens offline."""

import json
import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace
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
from templates.map.looks import FLOWN_DASH, LOOKS, key_of
from templates.map.survey_layers import survey_code, survey_groups

GROUND = (
    ("land_10m", {"color": "#93a4b0", "weight": 1, "fillColor": "#f6f4ee", "fillOpacity": 1}),
    ("lakes", {"color": "#7fa3bd", "weight": 1, "fillColor": "#dbe7ef", "fillOpacity": 1}),
    ("rivers", {"color": "#7fa3bd", "weight": 1.5}),
    ("boundaries", {"color": "#555555", "weight": 1, "dashArray": "6 3 1 3"}),
    ("disputed", {"color": "#555555", "weight": 1, "dashArray": "2 4"}),
)
LINES = ("rivers", "boundaries", "disputed")
AROUND_DEG = 3.0
TOLD = {
    "measure": "measure",
    "title": "measure_title",
    "hint": "measure_hint",
    "sum": "measure_sum",
    "area": "measure_closed",
    "perimeter": "measure_perimeter",
    "copies": "copies",
    "copied": "copied",
    "failed": "copy_failed",
    "beyond": "beyond_grid",
}
"""What the page's own scripts say, by the name they use."""
SPOKEN = (FeatureKind.AREA, FeatureKind.REQUESTED_AREA, FeatureKind.ELLIPSE, FeatureKind.EVENT)
"""Kinds whose title is a word of ours; others go by their code and what people named them."""
SCRIPTED = ("geodesy.js", "readout.js", "measure.js", "printing.js")
NOWHERE = (0.0, 0.0)
MANY_SHAPES = 3_000
"""From here on the browser draws on a canvas."""


def lat_lon(vertices: Iterable[Sequence[float]]) -> list[tuple[float, float]]:
    """(lon, lat) to folium's (lat, lon): the only place where the two are swapped."""
    return [(float(lat), float(lon)) for lon, lat in vertices]


def map_page(value: MapValue) -> str:
    """The page. The same value gives the same text; it holds no address of any kind."""
    points = [vertex for feature in value.features for vertex in feature.vertices] or [NOWHERE]
    corners = np.asarray(points, dtype=np.float64)
    low, high = corners.min(axis=0), corners.max(axis=0)
    figure = Figure(title=f"{safe(value.number)} {safe(value.inspection_code)}")
    canvas = folium.Map(
        location=lat_lon([(low + high) / 2])[0],
        tiles=None,
        zoom_start=9,
        zoom_snap=0.25,  # no tiles: any scale is sharp
        prefer_canvas=_shapes(value) > MANY_SHAPES,
    )
    canvas.default_js, canvas.default_css = [], []
    figure.add_child(canvas)
    _ground(canvas, low, high)
    _features(canvas, value)
    folium.LayerControl(collapsed=False).add_to(canvas)
    _name(figure)
    _furnish(figure, canvas, value)
    return _checked(figure.render())


def _shapes(value: MapValue) -> int:
    """How many things the browser draws."""
    return sum(len(one.vertices) if one.shape is Shape.POINTS else 1 for one in value.features)


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
        if kind is FeatureKind.SURVEY:
            _surveys(canvas, value)
        elif found := value.of(kind):
            group = folium.FeatureGroup(name=key_of(kind) + safe(word(f"map_{kind.value}")))
            for feature in found:
                for drawn in _drawn(feature, look):
                    _explain(drawn, feature)
                    drawn.add_child(folium.Tooltip(safe(feature.code)))
                    drawn.add_to(group)
            group.add_to(canvas)


def _surveys(canvas: folium.Map, value: MapValue) -> None:
    for group, feature, drawn in survey_groups(value.of(FeatureKind.SURVEY)):
        _explain(drawn, replace(feature, code=survey_code(feature)))
        group.add_to(canvas)


def _explain(drawn: Any, feature: MapFeature) -> None:
    drawn.add_child(folium.Popup(_popup(feature), max_width=360))


def _drawn(feature: MapFeature, look: dict[str, Any]) -> list[Any]:
    places = lat_lon(feature.vertices)
    if feature.shape is Shape.POLYGON:
        return [folium.Polygon(places, **{"fill": False, **look})]
    if feature.shape is Shape.LINE:
        extra = {"dash_array": FLOWN_DASH} if feature.airborne else {}
        line: Any = folium.PolyLine  # its constructor has no annotations
        return [line(places, **{**look, **extra})]
    return [folium.CircleMarker(place, **{"radius": 4, "fill": True, **look}) for place in places]


def _popup(feature: MapFeature) -> str:
    rows = "".join(
        f"<tr><td>{safe(word(key))}</td><td>{safe(text)}</td></tr>"
        for key, text in feature.facts
        if text
    )
    return f"<b>{safe(_heading(feature))}</b><table>{rows}</table>"


def _heading(feature: MapFeature) -> str:
    """What a popup is headed with."""
    if feature.kind in SPOKEN:
        return word(feature.title)
    return f"{feature.code} {feature.title}".strip()


def _furnish(figure: Figure, canvas: folium.Map, value: MapValue) -> None:
    """Libraries, style, the bar on top, the readout."""
    header, html, code = figure.header, figure.html, figure.script
    for name in [key for key in header._children if key not in ("meta_http", "title")]:
        del header._children[name]
    for path in SCRIPTS:
        header.add_child(_raw(f"<script>{script(path)}</script>"), name=path)
    for path in SHEETS:
        header.add_child(_raw(f"<style>{sheet(path)}</style>"), name=path)
    header.add_child(_raw(f"<style>{_own('page.css')}</style>"), name="style")
    html.add_child(_raw(_bar(value)), name="bar")
    code.add_child(
        _raw("\n".join(map(_own, SCRIPTED)) + _begin(canvas.get_name(), value)), name="own"
    )


def _own(name: str) -> str:
    """A file that stands beside this one."""
    return (files("templates") / "map" / name).read_text(encoding="utf-8")


def _begin(name: str, value: MapValue) -> str:
    """What runs when the page is there: folium writes the map's own script after this one."""
    near = np.asarray(
        [v for one in _near(value) or value.features for v in one.vertices] or [NOWHERE]
    )
    bounds = json.dumps(lat_lon([near.min(axis=0), near.max(axis=0)]))
    layers = "".join(f"{one}. " for one in value.attributions)
    note = safe(f"Natural Earth. {layers}{statement(NEUTRAL_NOTE, {})}")
    told = json.dumps({key: word(code) for key, code in TOLD.items()}).replace("<", "\\u003c")
    return f"""
window.addEventListener('load', function () {{
  var words = {told}, geodesy = osiGeodesy();
  {name}.attributionControl.setPrefix(false);
  {name}.attributionControl.addAttribution(`{note}`);
  L.control.scale({{ imperial: false }}).addTo({name});
  var legend = document.querySelector('.leaflet-control-layers').offsetWidth;
  {name}.fitBounds({bounds}, {{ animate: false,
    paddingBottomRight: [legend * 3 < {name}.getSize().x ? legend : 0, 40] }});
  var measure = osiMeasure({name}, geodesy, words);
  var readout = osiReadout({name}, words, measure.active);
  osiPrinting({name});
  window.osi = {{ map: {name}, geodesy: geodesy, measure: measure, readout: readout }};
}});"""


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

"""How each kind of feature looks on the map page."""

from typing import Any

from osi_app.documents.map_value import FeatureKind

LOOKS: dict[FeatureKind, dict[str, Any]] = {
    FeatureKind.FIELD_OF_REGARD: {"color": "#5d6d12", "dash_array": "12 4 2 4", "weight": 2},
    FeatureKind.AREA_OF_INTEREST: {"color": "#5f6b76", "fill": True, "fill_opacity": 0.25},
    FeatureKind.HAZARD_ZONE: {"color": "#b8500b", "fill": True, "fill_opacity": 0.25,
                              "dash_array": "6 4", "weight": 2},
    FeatureKind.NO_GO_ZONE: {"color": "#4a0d0d", "fill": True, "fill_opacity": 0.45, "weight": 3},
    FeatureKind.RESTRICTION: {"color": "#0f6f7a", "fill": True, "fill_opacity": 0.15,
                              "dash_array": "2 5", "weight": 3},
    FeatureKind.SURVEY: {"color": "#2f3e9e", "weight": 1.4},
    FeatureKind.SITE: {"color": "#a12622", "fill": True, "fill_opacity": 0.35, "weight": 2},
    FeatureKind.ROUTE: {"color": "#7a5230", "weight": 4},
    FeatureKind.REQUESTED_AREA: {"color": "#123d61", "dash_array": "8 6", "weight": 2},
    FeatureKind.AREA: {"color": "#123d61", "weight": 4},
    FeatureKind.ELLIPSE: {"color": "#111111", "dash_array": "4 4", "weight": 2},
    FeatureKind.MISSION: {"color": "#8a5a00", "weight": 3},
    FeatureKind.NOTE: {"color": "#6b4e00", "fill": True, "fill_color": "#ffd54a",
                       "fill_opacity": 1.0, "radius": 6},
    FeatureKind.EVENT: {"color": "#111111", "fill": True, "fill_opacity": 1.0, "radius": 6},
    FeatureKind.LANDING_SITE: {"color": "#0b6b74", "fill": True, "fill_opacity": 0.9, "radius": 6},
    FeatureKind.BASING_POINT: {"color": "#364fc7", "fill": True, "fill_opacity": 0.9, "radius": 8},
    FeatureKind.BASE: {"color": "#1b6b3a", "fill": True, "fill_opacity": 0.9, "radius": 8},
    FeatureKind.POINT_OF_ENTRY: {"color": "#5b2a86", "fill": True, "fill_opacity": 0.9,
                                 "radius": 8},
}  # fmt: skip
"""In drawing order: what lies below comes first."""
POINT_LOOK = {"radius": 2.5, "fill": True, "fill_opacity": 0.9}
"""Points of missions and surveys."""
FLOWN_DASH = "6 4"


def key_of(kind: FeatureKind) -> str:
    """The look as a small patch of HTML, for the list of layers."""
    look = LOOKS[kind]
    round_one = "border-radius:50%;width:12px;height:12px;" if "radius" in look else ""
    dashed = "dashed" if "dash_array" in look else "solid"
    line = f"border:2px {dashed} {look['color']};"
    if not look.get("fill") and "radius" not in look and kind in _LINES:
        line = f"border:0;border-top:3px {dashed} {look['color']};height:3px;"
    inside = look.get("fill_color", look["color"]) if look.get("fill") else "transparent"
    shade = round(100 * look.get("fill_opacity", 1.0))
    fill = f"background:color-mix(in srgb,{inside} {shade}%,transparent);"
    return f'<span class="osi-key" style="{round_one}{line}{fill}"></span>'


_LINES = (FeatureKind.ROUTE, FeatureKind.MISSION, FeatureKind.SURVEY)

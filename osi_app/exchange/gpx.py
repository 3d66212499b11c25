"""GPX: waypoints as points, routes and track segments as lines.

What a file says of each (comment, description, type, symbol) are its properties.
"""

from pathlib import Path
from xml.etree.ElementTree import Element

from osi_app.exchange.files import refuse
from osi_app.exchange.shapes import Shapes
from osi_app.exchange.xml_guard import guarded_events, local_name


def read_gpx(path: Path, shapes: Shapes) -> None:
    """Puts waypoints, routes and segments into ``shapes``; empty ones are noted and left out.

    Raises ``ImportRefused`` for XML that is not GPX.
    """
    counts = {"wpt": 0, "rte": 0, "trk": 0}
    parents: list[Element] = []
    with path.open("rb") as stream:
        for phase, element in guarded_events(path, stream):
            name = local_name(element.tag)
            if phase == "start":
                if not parents and name != "gpx":
                    refuse(path, "XML", f"its root is <{name[:40]}>, not <gpx>", "choose another")
                parents.append(element)
                continue
            parents.pop()
            if name in counts and parents and local_name(parents[-1].tag) == "gpx":
                counts[name] += 1
                _take(shapes, name, counts[name], element)
                parents[-1].remove(element)


_TOLD = {"cmt": "comment", "desc": "description", "type": "type", "sym": "symbol"}


def _take(shapes: Shapes, name: str, number: int, element: Element) -> None:
    title = next((c.text or "" for c in element if local_name(c.tag) == "name"), "")
    told = _properties(element)
    if name == "wpt":
        shapes.add(f"waypoint {number}", title, "point", [[_position(element)]], told)
    elif name == "rte":
        _take_line(shapes, f"route {number}", title, element, told)
    else:
        segments = [child for child in element if local_name(child.tag) == "trkseg"]
        for index, segment in enumerate(segments, start=1):
            _take_line(shapes, f"track {number}, segment {index}", title, segment, dict(told))


def _properties(element: Element) -> dict[str, str]:
    found = {_TOLD.get(local_name(child.tag), ""): child.text or "" for child in element}
    return {key: text for key, text in found.items() if key and text}


def _take_line(
    shapes: Shapes, where: str, title: str, element: Element, told: dict[str, str]
) -> None:
    positions = [_position(c) for c in element if local_name(c.tag) in ("rtept", "trkpt")]
    if len(positions) < 2:
        count = "one point" if positions else "no points"
        shapes.notes.append(f"{where} has {count} and is left out")
        return
    shapes.add(where, title, "line", [positions], told)


def _position(element: Element) -> list[float]:
    """(lon, lat); what is no number becomes NaN and is refused with its vertex."""
    try:
        return [float(element.get("lon", "nan")), float(element.get("lat", "nan"))]
    except ValueError:
        return [float("nan"), float("nan")]

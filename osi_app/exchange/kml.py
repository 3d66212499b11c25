"""KML and KMZ: the placemarks' shapes. Links, overlays and icons are noted, never fetched."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812  # it is an exception class

import numpy as np

from osi_app.exchange.archives import open_archive
from osi_app.exchange.files import refuse
from osi_app.exchange.shapes import Pairs, ShapeError, ShapeKind, Shapes
from osi_app.exchange.xml_guard import guarded_events, local_name

_CHUNK = 50_000
_LINKED = {
    "NetworkLink": "network links are not followed",
    "GroundOverlay": "pictures laid over the ground are not loaded",
    "PhotoOverlay": "pictures are not loaded",
    "ScreenOverlay": "pictures are not loaded",
    "Model": "3D models are not loaded",
}


def read_kml(path: Path, shapes: Shapes) -> None:
    """Puts every placemark's geometry into ``shapes``. Raises ``ImportRefused``."""
    with path.open("rb") as stream:
        _read(path, stream, shapes)


def read_kmz(path: Path, shapes: Shapes) -> None:
    """As ``read_kml``, for the ``doc.kml`` (or the only .kml) in a KMZ."""
    with open_archive(path) as archive:
        names = [name for name in archive.namelist() if name.casefold().endswith(".kml")]
        if not names:
            refuse(path, "archive", "there is no .kml in it", "choose a KML or KMZ file")
        chosen = next((name for name in names if name.casefold() == "doc.kml"), names[0])
        if len(names) > 1:
            shapes.notes.append(f"only {chosen} of {len(names)} KML files in it is read")
        try:
            with archive.open(chosen) as stream:
                _read(path, stream, shapes)
        except (BadZipFile, ZlibError, EOFError, NotImplementedError) as error:
            refuse(path, f"member {chosen!r}", f"it is damaged: {error}", "save it again")


def _read(path: Path, stream: IO[bytes], shapes: Shapes) -> None:
    number = 0
    parents: list[Element] = []
    for phase, element in guarded_events(path, stream):
        name = local_name(element.tag)
        if phase == "start":
            if not parents and name != "kml":
                refuse(path, "XML", f"its root is <{name[:40]}>, not <kml>", "choose another file")
            parents.append(element)
            continue
        parents.pop()
        if name in _LINKED:
            shapes.notes.append(_LINKED[name])
        elif name == "href" and "://" in (element.text or ""):
            shapes.notes.append("icons and pictures of other addresses are not fetched")
        elif name == "Placemark":
            number += 1
            _take_placemark(shapes, f"placemark {number}", element)
        if name in ("Placemark", "Style", "StyleMap") and parents:
            parents[-1].remove(element)


def _take_placemark(shapes: Shapes, where: str, placemark: Element) -> None:
    name = _text(placemark, "name")
    properties = _properties(placemark)
    found = list(_geometries(placemark))
    if not found:
        shapes.notes.append(f"{where} has no geometry")
    for index, (kind, elements) in enumerate(found, start=1):
        place = where if len(found) == 1 else f"{where}, part {index}"
        try:
            rings = [_coordinates(element) for element in elements]
        except ShapeError as error:
            shapes.refuse(place, str(error), error.remedy)
            continue
        for element in elements:
            element.clear()  # the text of a million vertices
        shapes.add(place, name, kind, rings, properties)


def _geometries(element: Element) -> Iterator[tuple[ShapeKind, list[Element]]]:
    """(kind, elements that hold its coordinates), through nested collections."""
    for child in element:
        name = local_name(child.tag)
        if name == "Polygon":
            yield "polygon", _rings(child)
        elif name == "LinearRing":
            yield "polygon", [child]
        elif name == "LineString" or name == "Track":
            yield "line", [child]
        elif name == "Point":
            yield "point", [child]
        elif name in ("MultiGeometry", "MultiTrack"):
            yield from _geometries(child)


def _rings(polygon: Element) -> list[Element]:
    def rings(boundary: str) -> list[Element]:
        return [
            ring
            for side in polygon
            if local_name(side.tag) == boundary
            for ring in side
            if local_name(ring.tag) == "LinearRing"
        ]

    return [*rings("outerBoundaryIs")[:1], *rings("innerBoundaryIs")]


def _coordinates(element: Element) -> Pairs:
    """The (lon, lat) of ``lon,lat[,height]`` tuples, or of a track's ``lon lat height``."""
    track = [
        (coordinate.text or "").strip().replace(" ", ",")
        for coordinate in element
        if local_name(coordinate.tag) == "coord"
    ]
    if track:
        return _pairs(track, 0)
    rest = _text(element, "coordinates", squeeze=False)
    parts: list[Pairs] = []
    while words := rest.split(None, _CHUNK):  # in chunks: a million words at once are 200 MiB
        rest = words.pop() if len(words) > _CHUNK else ""
        parts.append(_pairs(words, _CHUNK * len(parts)))
    if not parts:
        raise ShapeError("it has no coordinates", "leave it out")
    return np.concatenate(parts)


def _pairs(words: list[str], before: int) -> Pairs:
    width = words[0].count(",") + 1
    text = ",".join(words)
    try:
        if "_" in text or width < 2:
            raise ValueError(text[:40])
        flat = np.array(list(map(float, text.split(","))))
        return np.ascontiguousarray(flat.reshape(len(words), width)[:, :2])
    except ValueError:
        return _uneven(words, before)


def _uneven(words: list[str], before: int) -> Pairs:
    """Tuples of two and three numbers side by side; names the first that is neither."""
    pairs = np.empty((len(words), 2))
    for index, word in enumerate(words):
        try:
            lon, lat = word.split(",")[:2]
            pairs[index] = float(lon), float(lat)
        except ValueError:
            reason = (
                f"coordinate {before + index + 1}, {word[:40]!r}, is not lon,lat or lon,lat,height"
            )
            raise ShapeError(reason, "write no spaces inside a coordinate") from None
    return pairs


def _properties(placemark: Element) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    description = _text(placemark, "description")
    if description:
        properties["description"] = description
    for element in placemark.iter():
        name = local_name(element.tag)
        if name == "Data":
            properties[element.get("name", "")] = _text(element, "value")
        elif name == "SimpleData":
            properties[element.get("name", "")] = (element.text or "").strip()
    return properties


def _text(element: Element, name: str, squeeze: bool = True) -> str:
    for child in element:
        if local_name(child.tag) == name:
            text = child.text or ""
            return " ".join(text.split()) if squeeze else text
    return ""

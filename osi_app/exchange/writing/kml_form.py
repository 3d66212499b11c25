"""KML 2.2 and KMZ: a folder for each layer, a style for each colour, nothing fetched."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import shapely

from osi_app.exchange.writing.features import OutFeature, Value, attributes, shown_value
from osi_app.exchange.writing.split import Geometry, within_globe

_FILL_OPACITY = "40"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same shapes give the same bytes


def write_kml(path: Path, features: Sequence[OutFeature]) -> None:
    """A KML document in UTF-8. Properties are extended data; XML escapes every text."""
    _document(features).write(path, encoding="utf-8", xml_declaration=True)


def write_kmz(path: Path, features: Sequence[OutFeature]) -> None:
    """A zip archive whose one member, ``doc.kml``, is the KML document."""
    member = ZipInfo("doc.kml", _EPOCH)
    member.compress_type = ZIP_DEFLATED
    with ZipFile(path, "w") as archive, archive.open(member, "w") as stream:
        _document(features).write(stream, encoding="utf-8", xml_declaration=True)


def _document(features: Sequence[OutFeature]) -> "ElementTree[Element]":
    root = Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    document = SubElement(root, "Document")
    for colour in dict.fromkeys(f.colour.lower() for f in features if f.colour):
        _add_style(document, colour)
    folders: dict[str, Element] = {}
    for feature in features:
        shown = attributes(feature)
        layer = str(shown["layer"])
        if layer not in folders:
            folders[layer] = SubElement(document, "Folder")
            _add(folders[layer], "name", layer)
        _add_placemark(folders[layer], feature, shown)
    indent(root)
    return ElementTree(root)


def _add_style(document: Element, colour: str) -> None:
    """KML colours are aabbggrr."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    reversed_colour = f"{blue}{green}{red}"
    style = SubElement(document, "Style", id=_style_id(colour))
    _add(SubElement(style, "IconStyle"), "color", f"ff{reversed_colour}")
    line = SubElement(style, "LineStyle")
    _add(line, "color", f"ff{reversed_colour}")
    _add(line, "width", "2")
    _add(SubElement(style, "PolyStyle"), "color", f"{_FILL_OPACITY}{reversed_colour}")


def _style_id(colour: str) -> str:
    return f"colour-{colour[1:].lower()}"


def _add_placemark(folder: Element, feature: OutFeature, shown: dict[str, Value]) -> None:
    placemark = SubElement(folder, "Placemark")
    _add(placemark, "name", str(shown.pop("name")))
    if feature.colour:
        _add(placemark, "styleUrl", f"#{_style_id(feature.colour)}")
    data = SubElement(placemark, "ExtendedData")
    for key, value in shown.items():
        if value is not None:
            _add(SubElement(data, "Data", name=key), "value", shown_value(value))
    _add_geometry(placemark, within_globe(feature))


def _add_geometry(parent: Element, geometry: Geometry) -> None:
    if isinstance(geometry, (shapely.MultiLineString, shapely.MultiPolygon)):
        several = SubElement(parent, "MultiGeometry")
        for part in geometry.geoms:
            _add_geometry(several, part)
    elif isinstance(geometry, shapely.Polygon):
        polygon = SubElement(parent, "Polygon")
        _add(polygon, "tessellate", "1")
        _add_ring(polygon, "outerBoundaryIs", geometry.exterior)
        for hole in geometry.interiors:
            _add_ring(polygon, "innerBoundaryIs", hole)
    elif isinstance(geometry, shapely.LineString):
        line = SubElement(parent, "LineString")
        _add(line, "tessellate", "1")
        _add(line, "coordinates", _coordinates(geometry.coords))
    else:
        _add(SubElement(parent, "Point"), "coordinates", _coordinates(geometry.coords))


def _add_ring(polygon: Element, boundary: str, ring: shapely.LinearRing) -> None:
    shell = SubElement(SubElement(polygon, boundary), "LinearRing")
    _add(shell, "coordinates", _coordinates(ring.coords))


def _coordinates(places: Iterable[tuple[float, ...]]) -> str:
    return " ".join(f"{lon!r},{lat!r}" for lon, lat in places)


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text

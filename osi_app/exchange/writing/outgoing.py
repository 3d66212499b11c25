"""Shapes to a file another program reads: GeoJSON, GeoPackage, KML, KMZ, GPX, Shapefile, CSV."""

from collections.abc import Callable, Sequence
from pathlib import Path

from osi_app.exchange.writing.features import GeometryForm, OutFeature, Value, check
from osi_app.exchange.writing.geojson_form import write_geojson
from osi_app.exchange.writing.gpx_form import write_gpx
from osi_app.exchange.writing.kml_form import write_kml, write_kmz
from osi_app.exchange.writing.ogr_forms import write_geopackage, write_shapefiles
from osi_app.exchange.writing.vertex_table import write_csv
from osi_app.exchange.writing.whole import written_whole

__all__ = ["GeometryForm", "OutFeature", "Value", "write_features"]

Writer = Callable[[Path, Sequence[OutFeature]], None]

_WRITERS: dict[GeometryForm, Writer] = {
    GeometryForm.GEOJSON: write_geojson,
    GeometryForm.GEOPACKAGE: write_geopackage,
    GeometryForm.KML: write_kml,
    GeometryForm.KMZ: write_kmz,
    GeometryForm.GPX: write_gpx,
    GeometryForm.SHAPEFILE: write_shapefiles,
    GeometryForm.CSV: write_csv,
}


def write_features(path: Path, form: GeometryForm, features: Sequence[OutFeature]) -> None:
    """The shapes as one file at ``path``, whichever ending it has, replacing an older one.

    A shape over the antimeridian is split there or its longitudes are brought within +-180,
    as the form asks. GPX has no polygons: they become closed tracks. Raises ``RuleError`` for a
    shape no form can hold (see ``features.check``; self_crossing where areas are written) and
    ``StorageError`` (full, not_writable); then nothing is left behind and an older file stays
    as it was.
    """
    check(features)
    with written_whole(Path(path)) as temporary:
        _WRITERS[GeometryForm(form)](temporary, features)

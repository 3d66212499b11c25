"""CSV: one row for each vertex, in decimal degrees, UTM and MGRS."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from osi_app.exchange.tables import csv_text
from osi_app.exchange.writing.features import OutFeature, clean
from osi_app.exchange.writing.split import wrapped
from osi_app.geo.coordinates import CoordinateForm, format_as

HEADERS = (
    "layer",
    "name",
    "kind",
    "part",
    "vertex",
    "lon",
    "lat",
    "decimal degrees",
    "utm",
    "mgrs",
)
_FORMS = (CoordinateForm.DD, CoordinateForm.UTM, CoordinateForm.MGRS)


def write_csv(path: Path, features: Sequence[OutFeature]) -> None:
    """A table under ``HEADERS``, in UTF-8 with a mark, by which spreadsheets know it.

    ``part`` 1 is the outer ring, 2 and more are holes; ``vertex`` counts from 1 in each, and a
    ring is not closed. ``lon`` and ``lat`` are degrees within +-180 with every digit; the other
    three are rounded as ``format_as`` says. Text that a spreadsheet would run gets ``'`` in front.
    """
    rows = [row for feature in features for row in _rows(feature)]
    path.write_text(csv_text(HEADERS, rows), encoding="utf-8-sig", newline="")


def _rows(feature: OutFeature) -> Iterator[tuple[object, ...]]:
    told = clean(feature.layer), clean(feature.name), feature.kind
    for part, ring in enumerate((feature.vertices, *feature.holes), start=1):
        for vertex, (raw, lat) in enumerate(ring, start=1):
            lon = wrapped(raw)
            shown = (format_as(lon, lat, form) for form in _FORMS)
            yield *told, part, vertex, lon, lat, *shown

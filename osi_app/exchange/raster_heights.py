"""Heights from a raster: in metres, whatever its unit, and NaN where there is none."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from osi_app.exchange.files import refuse
from osi_app.exchange.raster_guard import Raster, opened, told
from osi_app.exchange.raster_place import box_around, pixels_of
from osi_app.exchange.raster_warp import Part
from osi_app.geo.terrain.grid import bilinear

Numbers = NDArray[np.float64]
Heights = NDArray[np.float32]

FOOT_M = 0.3048
SURVEY_FOOT_M = 1200.0 / 3937.0
_UNITS_M = {
    "": 1.0,
    "m": 1.0,
    "metre": 1.0,
    "meter": 1.0,
    "metres": 1.0,
    "meters": 1.0,
    "ft": FOOT_M,
    "foot": FOOT_M,
    "feet": FOOT_M,
    "us survey foot": SURVEY_FOOT_M,
    "us-ft": SURVEY_FOOT_M,
    "ftus": SURVEY_FOOT_M,
    "dm": 0.1,
    "cm": 0.01,
}
_HEIGHT_TYPES = ("int16", "int32", "float32", "float64")
_WINDOW_LIMIT_PX = 4_000_000


def is_elevation(raster: Raster) -> bool:
    """Whether it holds heights: by its format, or one band of signed or broken numbers."""
    dataset = raster.dataset
    if dataset.driver in ("SRTMHGT", "USGSDEM"):
        return True
    plain = dataset.colorinterp[0].name in ("gray", "undefined")
    return bool(dataset.count == 1 and plain and dataset.dtypes[0] in _HEIGHT_TYPES)


def vertical_datum(raster: Raster) -> str:
    """The name of what heights are counted from, when the file says it; otherwise ''."""
    if raster.crs is None:
        return ""
    from pyproj import CRS  # noqa: PLC0415  # not before a raster is opened
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    try:
        system = CRS.from_wkt(raster.crs.to_wkt())
    except CRSError:
        return ""
    parts = system.sub_crs_list if system.is_compound else [system]
    return next((part.name for part in parts if part.is_vertical), "")


def height_reader(raster: Raster, part: Part) -> Heights:
    """(1, rows, columns) metres of a part. Raises ``ImportRefused`` for a unit of heights that is
    not known."""
    from rasterio.enums import Resampling  # noqa: PLC0415  # see raster_guard

    found = raster.dataset.read(
        [1],
        window=part.window,
        out_shape=(1, part.rows, part.columns),
        resampling=Resampling.average,
        masked=True,
    )
    return in_metres(raster, found)


def rows_in_metres(raster: Raster, first: int, last: int) -> Heights:
    """(last - first, width) metres of whole rows, NaN where there is none. Quicker than a part:
    no mask is made where a number alone says that there is no height."""
    from rasterio.enums import MaskFlags  # noqa: PLC0415  # see raster_guard

    dataset, window = raster.dataset, ((first, last), (0, raster.dataset.width))
    if dataset.mask_flag_enums[0] not in ([MaskFlags.all_valid], [MaskFlags.nodata]):
        return in_metres(raster, dataset.read(1, window=window, masked=True))
    found = dataset.read(1, window=window)
    heights = found.astype(np.float32, copy=False)
    if dataset.nodata is not None:
        nothing = found == dataset.nodata
        if nothing.any():
            heights[nothing] = np.nan
    return in_metres(raster, heights)


def in_metres(raster: Raster, found: Any) -> Heights:
    """Numbers as they are stored as metres, NaN where they are masked."""
    unit = (raster.dataset.units[0] or "").strip().casefold()
    if unit not in _UNITS_M:
        reason = f"its heights are in {unit[:50]!r}"
        refuse(raster.path, "heights", reason, "save it with heights in metres")
    heights: Heights = np.ma.filled(found.astype(np.float32, copy=False), np.nan)
    scale, offset = raster.dataset.scales[0] * _UNITS_M[unit], raster.dataset.offsets[0]
    if scale != 1.0:
        heights *= np.float32(scale)
    if offset:
        heights += np.float32(offset * _UNITS_M[unit])
    return heights


def heights_at(path: Path, lons: Numbers, lats: Numbers, crs: str = "") -> Numbers:
    """Heights in metres at places in degrees, bilinear between the file's own cells at full
    resolution; NaN outside of it. With the path given it is a ``terrain.profile.Sample``.

    Raises ``ImportRefused`` as ``rasters.look_at`` does.
    """
    with opened(path, crs) as raster, told(path, "heights"):
        columns, rows = pixels_of(raster, lons, lats)
        heights = np.full(len(columns), np.nan)
        known = np.flatnonzero(np.isfinite(columns) & np.isfinite(rows))
        _sample(raster, (columns, rows), known, heights)
        return heights


def _sample(
    raster: Raster, places: tuple[Numbers, Numbers], which: NDArray[np.intp], heights: Numbers
) -> None:
    """Fills the heights of some places; too wide a window is halved along the line of places."""
    if not len(which):
        return
    columns, rows = places[0][which], places[1][which]
    box = box_around(raster, columns, rows)
    if box is None:
        return
    if box.rows * box.columns > _WINDOW_LIMIT_PX and len(which) > 1:
        for half in np.array_split(which, 2):
            _sample(raster, places, half, heights)
        return
    cells = height_reader(raster, Part(box, box.rows, box.columns))[0]
    heights[which] = bilinear(cells, rows - box.row - 0.5, columns - box.column - 0.5)

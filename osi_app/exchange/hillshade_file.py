"""A hillshade of a whole elevation file, written strip by strip as a GeoTIFF beside it.

Horn's formula (``terrain.hillshade``); the result is that of ``gdaldem hillshade -compute_edges``
within one grey. Memory does not grow with the number of rows.
"""

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from osi_app.exchange.files import refuse
from osi_app.exchange.raster_guard import Raster, opened, rasterio_here, told
from osi_app.exchange.raster_heights import rows_in_metres
from osi_app.geo.terrain.gradient import pad_row, pad_sides
from osi_app.geo.terrain.grid import metres_per_degree
from osi_app.geo.terrain.hillshade import NORTH_WEST, UNKNOWN, Light, shade_into
from osi_app.kernel.errors import Cancelled as CancelledError
from osi_app.kernel.ports import Cancelled, Progress, never_cancelled, no_progress

STRIP_ROWS = 256
"""As many rows as a tile of a tiled file has, so that each is unpacked once."""


@dataclass(frozen=True, slots=True)
class Watch:
    """How long work is followed: told of the rows done, asked whether to stop."""

    progress: Progress = no_progress
    cancelled: Cancelled = never_cancelled


UNWATCHED = Watch()


def hillshade_file(
    source: Path, target: Path, watch: Watch = UNWATCHED, light: Light = NORTH_WEST
) -> Path:
    """Writes the shades (1 to 255, 0 where no height is known) and gives the target back.

    The target appears when it is complete; a file of that name is replaced. Raises
    ``ImportRefused`` for a source that cannot be read or whose grid is turned, ``Cancelled``, and
    ``OSError`` where the target cannot be written.
    """
    unfinished = target.with_name(f"{target.name}.part")
    try:
        with opened(source) as raster:
            _write(raster, unfinished, watch, light)
            cells = raster.dataset.width * raster.dataset.height
        if unfinished.stat().st_size < cells:  # the library does not always say that it is so
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def _write(raster: Raster, target: Path, watch: Watch, light: Light) -> None:
    _check_grid(raster)
    with _created(raster, target) as written:
        for first, wide in _strips(raster):
            if watch.cancelled():
                raise CancelledError
            rows, columns = wide.shape[0] - 2, wide.shape[1] - 2
            shade = np.empty((rows, columns), dtype=np.uint8)
            shade_into(wide, _cell_m(raster, first + rows / 2), light, shade)
            written.write(shade, 1, window=((first, first + rows), (0, columns)))
            watch.progress(first + rows, raster.dataset.height)


def _created(raster: Raster, target: Path) -> Any:
    return rasterio_here().open(
        target,
        "w",
        driver="GTiff",
        width=raster.dataset.width,
        height=raster.dataset.height,
        count=1,
        dtype="uint8",
        crs=raster.crs,
        transform=raster.transform,
        nodata=UNKNOWN,
        BIGTIFF="IF_SAFER",
    )


def _check_grid(raster: Raster) -> None:
    if raster.transform.b or raster.transform.d or raster.transform.e >= 0:
        refuse(raster.path, "place", "its grid is turned", "warp it to a north-up grid (gdalwarp)")
    if raster.crs is None:
        reason = "it does not say in which coordinate system it is"
        refuse(raster.path, "coordinate system", reason, "assign one (gdal_translate -a_srs)")
    with told(raster.path, "coordinate system"):
        _cell_m(raster, 0)


def _cell_m(raster: Raster, row: float) -> tuple[float, float]:
    """Metres on the ground from cell to cell, to the east and to the south, at that row."""
    transform, crs = raster.transform, raster.crs
    if crs is not None and crs.is_geographic:
        along, across = metres_per_degree(transform.f + transform.e * row)
        return transform.a * along, -transform.e * across
    factor = crs.linear_units_factor[1] if crs is not None else 1.0
    return transform.a * factor, -transform.e * factor


def _strips(raster: Raster) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """The first row of each strip, and its heights with a rim of one cell.

    Every row is read once: the last two rows of a strip are the first two of the next. The array
    is used again.
    """
    height, width = raster.dataset.height, raster.dataset.width
    array = np.empty((min(STRIP_ROWS, height) + 3, width + 2), dtype=np.float32)
    kept, shaded = 1, 0  # at first, row 0 of the array is the rim
    for first in range(0, height, STRIP_ROWS):
        last = min(first + STRIP_ROWS, height)
        filled = kept + last - first
        with told(raster.path, f"row {first + 1}"):
            array[kept:filled, 1:-1] = rows_in_metres(raster, first, last)
        if first == 0:
            pad_row(array, 0, 1, min(2, last))
        if last == height:
            pad_row(array, filled, filled - 1, max(filled - 2, 1))
            filled += 1
        wide = array[:filled]
        pad_sides(wide)
        yield shaded, wide
        shaded += filled - 2
        array[:2] = wide[-2:].copy()
        kept = 2

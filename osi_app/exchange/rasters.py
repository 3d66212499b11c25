"""Imagery, scanned maps and elevation from GeoTIFF, SRTM .hgt and USGS ASCII DEM files.

A raster stays a file beside the store; it is looked at once, and read in windows of the map at the
resolution of the screen. Nothing is fetched, and no file but the raster itself (and its world
file) is read.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from osi_app.exchange.raster_colours import colour_reader
from osi_app.exchange.raster_guard import Raster, opened, told
from osi_app.exchange.raster_heights import height_reader, is_elevation, vertical_datum
from osi_app.exchange.raster_place import Bounds, bounds_lonlat, pixel_m
from osi_app.exchange.raster_warp import Layer, Target, warped
from osi_app.exchange.tile_facts import shown
from osi_app.geo.terrain.grid import ElevationGrid, mercator_grid


@dataclass(frozen=True, slots=True)
class RasterFacts:
    """A raster as it is.

    ``crs`` is "EPSG:32652" or WKT, and '' when the file does not say: then it must be asked, and
    ``bounds_lonlat`` (west, south, east, north in degrees) and ``pixel_m`` (the side of a pixel on
    the ground) are None. ``vertical_datum`` is a name, and '' when it is not known: then it must
    be asked before heights are compared with others. ``attribution`` is the file's own words.
    """

    path: Path
    driver: str
    width: int
    height: int
    bands: int
    dtype: str
    crs: str
    vertical_datum: str
    bounds_lonlat: Bounds | None
    pixel_m: float | None
    nodata: float | None
    is_elevation: bool
    has_overviews: bool
    attribution: str


def look_at(path: Path, crs: str = "") -> RasterFacts:
    """What a raster is, without reading its pixels (a USGS DEM, always small, is read once).

    ``crs`` is the answer of a person for a file that does not say its own. Raises
    ``ImportRefused`` for what is no GeoTIFF, .hgt or .dem, refers to other files, is cut off,
    claims more than four thousand million pixels, or lies nowhere.
    """
    with opened(path, crs) as raster, told(path):
        dataset = raster.dataset
        return RasterFacts(
            path=path,
            driver=dataset.driver,
            width=dataset.width,
            height=dataset.height,
            bands=dataset.count,
            dtype=dataset.dtypes[0],
            crs=raster.crs.to_string() if raster.crs else "",
            vertical_datum=vertical_datum(raster),
            bounds_lonlat=bounds_lonlat(raster) if raster.crs else None,
            pixel_m=pixel_m(raster) if raster.crs else None,
            nodata=dataset.nodata,
            is_elevation=is_elevation(raster),
            has_overviews=bool(dataset.overviews(1)),
            attribution=_attribution(raster),
        )


def read_window(
    path: Path, bounds_mercator: Bounds, width_px: int, height_px: int, crs: str = ""
) -> NDArray[np.uint8]:
    """(height, width, 4) red, green, blue, alpha of that part of the map; alpha 0 where there is
    no picture. Bounds are west, south, east, north in metres of ``mercator.project``, and may lie
    beyond the antimeridian.

    Raises ``ImportRefused`` as ``look_at`` does, for pixels that cannot be read, and when more
    than 400 million of them would have to be read for want of overviews.
    """
    with opened(path, crs) as raster, told(path, "pixels"):
        options = {"src_alpha": 4, "dst_alpha": 4}
        layer = Layer(colour_reader(raster), 4, 0.0, np.uint8, options)
        picture = warped(raster, Target(bounds_mercator, width_px, height_px), layer)
        return np.ascontiguousarray(np.moveaxis(picture, 0, -1))


def read_elevation(
    path: Path, bounds_mercator: Bounds, width_px: int, height_px: int, crs: str = ""
) -> ElevationGrid:
    """The heights of that part of the map in metres, NaN where there are none. As
    ``read_window``."""
    with opened(path, crs) as raster, told(path, "pixels"):
        options = {"src_nodata": np.nan, "dst_nodata": np.nan}
        layer = Layer(partial(height_reader, raster), 1, np.nan, np.float32, options)
        heights = warped(raster, Target(bounds_mercator, width_px, height_px), layer)
        return mercator_grid(heights[0], bounds_mercator)


def _attribution(raster: Raster) -> str:
    tags = raster.dataset.tags()
    said = (tags.get(name, "") for name in ("TIFFTAG_COPYRIGHT", "TIFFTAG_ARTIST"))
    return next((text for text in map(shown, said) if text), "")

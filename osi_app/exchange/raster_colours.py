"""The bands of a picture as red, green, blue and alpha, eight bits each."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from osi_app.exchange.raster_guard import Raster
from osi_app.exchange.raster_warp import Part

Picture = NDArray[np.uint8]
LOW_PERCENT, HIGH_PERCENT = 2.0, 98.0
_SAMPLE_PX = 512
_SPOTS = 8
_SPOT_PX = 64


def colour_reader(raster: Raster) -> Callable[[Part], Picture]:
    """What reads a part as (4, rows, columns).

    A palette is looked up; of more than three bands those named red, green and blue are taken, or
    the first three; anything but eight bits is stretched from the 2nd to the 98th percentile of
    the whole picture. Alpha is 0 where the raster has no data.
    """
    palette = _palette(raster)
    if palette is not None:
        return lambda part: _looked_up(raster, part, palette)
    bands = shown_bands(raster)
    if all(raster.dataset.dtypes[band - 1] == "uint8" for band in bands):
        return lambda part: _with_alpha(raster, part, _read(raster, bands, part))
    ends = _ends(raster, bands)
    return lambda part: _with_alpha(raster, part, _stretched(_read(raster, bands, part), ends))


def shown_bands(raster: Raster) -> list[int]:
    """The three bands (from 1) shown as red, green, blue; one band thrice is grey."""
    names = [found.name for found in raster.dataset.colorinterp]
    if {"red", "green", "blue"} <= set(names):
        return [names.index(name) + 1 for name in ("red", "green", "blue")]
    colours = [band for band, name in enumerate(names, start=1) if name != "alpha"]
    return colours[:3] if len(colours) >= 3 else [colours[0] if colours else 1] * 3


def _palette(raster: Raster) -> Picture | None:
    """(4, n) colours by number, or None."""
    if raster.dataset.colorinterp[0].name != "palette":
        return None
    try:
        found = raster.dataset.colormap(1)
    except ValueError:  # says so, and has none
        return None
    table = np.zeros((4, 1 << (8 if raster.dataset.dtypes[0] == "uint8" else 16)), dtype=np.uint8)
    for number, colour in found.items():
        if number < table.shape[1]:
            table[:, number] = colour
    return table


def _looked_up(raster: Raster, part: Part, table: Picture) -> Picture:
    """Numbers of colours cannot be averaged: the nearest one is taken."""
    numbers = raster.dataset.read(1, window=part.window, out_shape=(part.rows, part.columns))
    picture: Picture = table[:, np.clip(numbers, 0, table.shape[1] - 1)]
    picture[3][_mask(raster, part) == 0] = 0
    return picture


def _read(raster: Raster, bands: list[int], part: Part) -> NDArray[Any]:
    from rasterio.enums import Resampling  # noqa: PLC0415  # see raster_guard

    wanted = sorted(set(bands))
    found = raster.dataset.read(
        wanted,
        window=part.window,
        out_shape=(len(wanted), part.rows, part.columns),
        resampling=Resampling.average,
    )
    picture: NDArray[Any] = found[[wanted.index(band) for band in bands]]
    return picture


def _mask(raster: Raster, part: Part) -> Picture:
    mask: Picture = raster.dataset.dataset_mask(
        out_shape=(part.rows, part.columns), window=part.window
    )
    return mask


def _with_alpha(raster: Raster, part: Part, colours: NDArray[Any]) -> Picture:
    picture = np.empty((4, part.rows, part.columns), dtype=np.uint8)
    picture[:3] = colours
    picture[3] = _mask(raster, part)
    return picture


def _stretched(colours: NDArray[Any], ends: NDArray[np.float64]) -> Picture:
    low, high = ends[:, 0, None, None], ends[:, 1, None, None]
    share = (colours - low) / np.maximum(high - low, np.finfo(np.float64).tiny)
    share = np.clip(np.nan_to_num(share, nan=0.0), 0.0, 1.0)
    return (share * 255.0 + 0.5).astype(np.uint8)


def _ends(raster: Raster, bands: list[int]) -> NDArray[np.float64]:
    """(3, 2): for each shown band the values at both percentiles."""
    return np.array([_percentiles(_sample(raster, band)) for band in bands])


def _percentiles(values: NDArray[Any]) -> tuple[float, float]:
    values = values[np.isfinite(values)]
    if not values.size:
        return 0.0, 1.0
    low, high = np.percentile(values, (LOW_PERCENT, HIGH_PERCENT))
    return float(low), float(high)


def _sample(raster: Raster, band: int) -> NDArray[np.float64]:
    """Values from all over the picture: of its overview, or, where it has none, of some spots, so
    that a large file is not read from end to end for its brightness."""
    dataset = raster.dataset
    if dataset.overviews(band) or dataset.width * dataset.height <= _SAMPLE_PX**2:
        shape = (min(_SAMPLE_PX, dataset.height), min(_SAMPLE_PX, dataset.width))
        read = [dataset.read(band, out_shape=shape, masked=True)]
    else:
        read = [
            dataset.read(band, window=_spot(dataset, row, column), masked=True)
            for row in range(_SPOTS)
            for column in range(_SPOTS)
        ]
    return np.concatenate([found.compressed().astype(np.float64) for found in read])


def _spot(dataset: Any, row: int, column: int) -> tuple[tuple[int, int], tuple[int, int]]:
    top = (dataset.height - min(_SPOT_PX, dataset.height)) * row // (_SPOTS - 1)
    left = (dataset.width - min(_SPOT_PX, dataset.width)) * column // (_SPOTS - 1)
    bottom, right = min(top + _SPOT_PX, dataset.height), min(left + _SPOT_PX, dataset.width)
    return (top, bottom), (left, right)

"""The door of rasters: three formats, opened so that a file can reach for nothing beside itself.

GDAL would follow what a file names: a VRT its sources, a GeoTIFF an overview at any address. Here
the driver is chosen by the first bytes, no network address is allowed, files beside the raster are
not looked at, and sizes are checked before the first pixel is read.
"""

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osi_app.exchange.files import MEBIBYTE, check_file, opening, refusal, refuse

if TYPE_CHECKING:
    from affine import Affine
    from rasterio.crs import CRS
    from rasterio.io import DatasetReader

FILE_LIMIT_BYTES = 2**40
"""A raster is read in parts, so the size of its file says little."""
PIXEL_LIMIT = 4_000_000_000
BAND_LIMIT = 500
BLOCK_LIMIT_BYTES = 64 * MEBIBYTE
"""What must be unpacked to see a single pixel."""
DRIVERS = ("GTiff", "SRTMHGT", "USGSDEM")
_TIFF_STARTS = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_NO_REACH = {
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_PAM_ENABLED": "NO",  # reads and writes no .aux.xml
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".nothing",
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_CACHEMAX": 64,
}
_BLOCKS_LOOKED_AT = 2_000
_FORMATS = "choose a GeoTIFF, an SRTM .hgt file or a USGS .dem file"
_AGAIN = "copy it again from its source"


@dataclass(frozen=True, slots=True)
class Raster:
    """An opened raster. ``transform`` leads from pixels to its coordinates; ``crs`` is None where
    the file does not say which coordinates they are."""

    path: Path
    dataset: "DatasetReader"
    transform: "Affine"
    crs: "CRS | None"


def rasterio_here() -> Any:
    """The library, imported when the first raster is opened (0.3 s), its grids never fetched."""
    os.environ["PROJ_NETWORK"] = "OFF"
    import rasterio  # noqa: PLC0415  # GDAL stays out of the start

    # What it finds odd about a file it also writes to the log; what matters is raised.
    logging.getLogger("rasterio").setLevel(logging.CRITICAL)
    return rasterio


@contextmanager
def opened(path: Path, crs: str = "") -> Iterator[Raster]:
    """A raster that passed every check, closed afterwards.

    ``crs`` ("EPSG:32652") is what a person answered for a file that does not say its own, and is
    not heeded for others. Raises ``ImportRefused``; what is read from it later wants ``told``.
    """
    driver = driver_of(path)
    rasterio = rasterio_here()
    with rasterio.Env(**_NO_REACH):
        with told(path):
            dataset = _quietly(rasterio, path, driver)
        with dataset:
            yield _checked(path, dataset, crs)


def _checked(path: Path, dataset: "DatasetReader", crs: str) -> Raster:
    with told(path):
        _check_alone(path, dataset)
        _check_size(path, dataset)
        _check_whole(path, dataset)
        transform = _transform(path, dataset)
        return Raster(path, dataset, transform, dataset.crs or _answered(path, crs))


def driver_of(path: Path) -> str:
    """Which of the formats it is. Raises ``ImportRefused`` for any other, and for paths that GDAL
    would take for something else than a file."""
    if path.as_posix().startswith("/vsi"):
        refuse(path, "file", "it is an address, not a file on this machine", _FORMATS)
    check_file(path, FILE_LIMIT_BYTES)
    start = opening(path)
    if start[:4] in _TIFF_STARTS:
        return "GTiff"
    if start[:2] in (b"PK", b"\x1f\x8b"):
        refuse(path, "file", "it is packed", "unpack it first")
    if b"<VRTDataset" in start:
        refuse(path, "file", "it is a VRT: it only refers to other files", "open those files")
    if path.suffix.casefold() == ".hgt":
        return "SRTMHGT"
    if path.suffix.casefold() == ".dem":
        return "USGSDEM"
    raise refusal(path, "file", "it is not a raster of a format that is read", _FORMATS)


@contextmanager
def told(path: Path, where: str = "file") -> Iterator[None]:
    """Whatever the library finds wrong within is raised as ``ImportRefused``."""
    from pyproj.exceptions import ProjError  # noqa: PLC0415  # not before a raster is opened
    from rasterio._err import CPLE_BaseError  # noqa: PLC0415  # see rasterio_here; named nowhere else
    from rasterio.errors import RasterioError  # noqa: PLC0415

    try:
        yield
    except (RasterioError, CPLE_BaseError, ProjError, OSError) as error:
        cause = str(error.__cause__ or error)[:300]
        raise refusal(path, where, f"it cannot be read: {cause}", _AGAIN) from error


def _quietly(rasterio: Any, path: Path, driver: str) -> Any:
    with warnings.catch_warnings():  # what has no place is refused below, not warned about
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
        return rasterio.open(path.absolute(), driver=driver, sharing=False)


def _check_alone(path: Path, dataset: "DatasetReader") -> None:
    """Before overviews are asked for: GDAL would open the file that is named here."""
    if dataset.get_tag_item("OVERVIEW_FILE", "OVERVIEWS"):
        reason = "it names another file or address for its overviews"
        refuse(path, "file", reason, "save it again without that reference")


def _check_size(path: Path, dataset: "DatasetReader") -> None:
    pixels = dataset.width * dataset.height
    if pixels > PIXEL_LIMIT:
        reason = f"it claims {dataset.width:,} x {dataset.height:,} pixels"
        remedy = f"cut out the part that is needed (at most {PIXEL_LIMIT:,} pixels)"
        refuse(path, "size", reason, remedy)
    if dataset.driver == "USGSDEM" and pixels > path.stat().st_size:  # a height has six characters
        reason = f"it claims {dataset.width:,} x {dataset.height:,} cells and is too small for them"
        refuse(path, "size", reason, _AGAIN)
    if not 0 < dataset.count <= BAND_LIMIT:
        refuse(path, "bands", f"it has {dataset.count} bands, at most {BAND_LIMIT} are read")
    if "complex" in dataset.dtypes[0]:
        refuse(path, "bands", "its numbers are complex", "save it as amplitudes")
    bands = dataset.count if _is_interleaved(dataset) else 1
    rows, columns = dataset.block_shapes[0]
    block = rows * columns * bands * _bytes_of(dataset.dtypes[0])
    if dataset.driver == "GTiff" and dataset.compression and block > BLOCK_LIMIT_BYTES:
        reason = f"it is packed in blocks of {block // MEBIBYTE} MiB"
        refuse(path, "size", reason, "save it again in tiles (gdal_translate -co TILED=YES)")


def _is_interleaved(dataset: "DatasetReader") -> bool:
    return dataset.interleaving is not None and dataset.interleaving.name == "pixel"


def _bytes_of(dtype: str) -> int:
    return next((size // 8 for size in (64, 32, 16) if dtype.endswith(str(size))), 1)


def _check_whole(path: Path, dataset: "DatasetReader") -> None:
    """Whether the blocks lie within the file: all of a small one, some all over a large one."""
    if dataset.driver != "GTiff":
        if dataset.driver == "USGSDEM":  # profiles of differing length: only reading tells
            dataset.read(1)
        return
    size = path.stat().st_size
    across, down = (
        -(-pixels // block)
        for pixels, block in zip(
            (dataset.width, dataset.height), dataset.block_shapes[0][::-1], strict=True
        )
    )
    step = max(1, across * down // _BLOCKS_LOOKED_AT)
    for number in {*range(0, across * down, step), across * down - 1}:
        name = f"{number % across}_{number // across}"
        offset = dataset.get_tag_item(f"BLOCK_OFFSET_{name}", "TIFF", bidx=dataset.count)
        length = dataset.get_tag_item(f"BLOCK_SIZE_{name}", "TIFF", bidx=dataset.count)
        if offset and length and int(offset) + int(length) > size:
            refuse(path, "file", "it is cut off: pixels are missing at its end", _AGAIN)


_NO_PLACE = "georeference it first (QGIS: Georeferencer), or put its world file beside it"


def _transform(path: Path, dataset: "DatasetReader") -> "Affine":
    transform: Affine | None = dataset.transform
    if transform is not None and (transform.is_identity or transform.is_degenerate):
        transform = _world_file(path)
    if transform is None and dataset.gcps[0]:
        reason = "it is placed by control points only"
        refuse(path, "place", reason, "save it rectified (gdalwarp), so that it has a grid")
    if transform is None or transform.is_degenerate:
        refuse(path, "place", "it does not say where it lies", _NO_PLACE)
    return transform


def _world_file(path: Path) -> "Affine | None":
    """Six numbers beside the picture: what a scanned map has. None when there is no such file.

    The numbers are those of ESRI: the last two place the centre of the first pixel.
    """
    from affine import Affine  # noqa: PLC0415  # see rasterio_here

    suffix = path.suffix
    names = (f".{suffix[1:2]}{suffix[-1:]}w", f"{suffix}w", ".wld")
    beside = {found.name.casefold(): found for found in path.parent.iterdir()} if suffix else {}
    for name in names:
        found = beside.get(f"{path.stem}{name}".casefold())
        if found is not None and found.is_file() and found.stat().st_size < 1000:
            return _six_numbers(path, found.read_text("ascii", "replace"), Affine)
    return None


def _six_numbers(path: Path, text: str, affine: type["Affine"]) -> "Affine":
    try:
        a, d, b, e, c, f = (float(part.replace(",", ".")) for part in text.split())
    except ValueError:
        refuse(path, "place", "the world file beside it is not six numbers", _NO_PLACE)
    placed: Affine = affine(a, b, c, d, e, f) @ affine.translation(-0.5, -0.5)
    return placed


def _answered(path: Path, crs: str) -> "CRS | None":
    if not crs:
        return None
    from rasterio.crs import CRS  # noqa: PLC0415  # see rasterio_here
    from rasterio.errors import CRSError  # noqa: PLC0415

    try:
        return CRS.from_user_input(crs)
    except (CRSError, ValueError):
        reason = f"{crs[:100]!r} is not a coordinate system"
        raise refusal(path, "coordinate system", reason, "give it as EPSG:32652") from None

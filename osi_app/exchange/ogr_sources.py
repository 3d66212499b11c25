"""Layers of foreign files as GDAL may see them: checked, and copied to a folder of their own.

GDAL and SQLite put files beside what they read and follow names to others; here they find
nothing but the copies, under names that were not chosen by the file.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812  # it is an exception class

from osi_app.exchange.archives import open_archive
from osi_app.exchange.files import MEBIBYTE, check_file, opening, refuse

SOURCE_LIMIT_BYTES = 64 * MEBIBYTE
"""Of each file that belongs to a layer."""
SHAPEFILE_START = b"\x00\x00\x27\x0a"
_NEEDED, _OTHERS = (".shp", ".shx"), (".dbf", ".prj", ".cpg")
_NOT_STATED = (0x00, 0x57)
"""Language bytes of dBase that tell no encoding (0x57: the system's of whoever wrote it)."""


@dataclass(frozen=True, slots=True)
class Source:
    """One layer to be read: its copy, its name in it and for people ("" for an only one), the
    number by which its first feature is known, and the encoding where the file states none."""

    path: Path
    layer: str | None = None
    shown: str = ""
    first: int = 0
    encoding: str | None = None


def shapefile_beside(path: Path, folder: Path) -> list[Source]:
    """A bare ``.shp`` with the files of the same stem beside it. Raises ``ImportRefused``."""
    for ending in (*_NEEDED[1:], *_OTHERS):
        found = _sibling(path, ending)
        if found is not None:
            check_file(found, SOURCE_LIMIT_BYTES)
            shutil.copyfile(found, folder / f"0{ending}")
    shutil.copyfile(path, folder / "0.shp")
    return [_checked(path, folder / "0.shp", "")]


def _sibling(path: Path, ending: str) -> Path | None:
    for shown in (ending, ending.upper()):
        found = path.with_suffix(shown)
        if found.exists():
            return found
    return None


def has_shapefile(path: Path) -> bool:
    """Whether a zip archive holds a ``.shp``. Raises ``ImportRefused`` for an unsafe archive."""
    with open_archive(path) as archive:
        return any(_stems(archive))


def shapefiles_zipped(path: Path, folder: Path) -> list[Source]:
    """Every shapefile of a zip archive. Raises ``ImportRefused``."""
    with open_archive(path) as archive:
        members = {name.casefold(): name for name in archive.namelist()}
        stems = list(_stems(archive))
        for number, stem in enumerate(stems):
            for ending in (*_NEEDED, *_OTHERS):
                name = members.get(stem.casefold() + ending)
                if name is not None:
                    _unpack(path, archive, name, folder / f"{number}{ending}")
    one = len(stems) == 1
    return [
        _checked(path, folder / f"{number}.shp", "" if one else PurePosixPath(stem).name)
        for number, stem in enumerate(stems)
    ]


def _stems(archive: ZipFile) -> Iterator[str]:
    for name in archive.namelist():
        path = PurePosixPath(name)
        copied_by_mac = "__MACOSX" in path.parts or path.name.startswith("._")
        if path.suffix.casefold() == ".shp" and not copied_by_mac:
            yield name[: -len(".shp")]


def _unpack(path: Path, archive: ZipFile, name: str, target: Path) -> None:
    where = f"member {name!r}"
    size = archive.getinfo(name).file_size
    if size > SOURCE_LIMIT_BYTES:
        limit = SOURCE_LIMIT_BYTES // MEBIBYTE
        reason = f"it has {size / MEBIBYTE:.0f} MiB, at most {limit} MiB are read"
        refuse(path, where, reason, "split it, or leave out what is not needed")
    try:
        with archive.open(name) as stream, target.open("wb") as copy:
            shutil.copyfileobj(stream, copy)
    except (BadZipFile, ZlibError, EOFError, NotImplementedError) as error:
        refuse(path, where, f"it is damaged: {error}", "save it again")


def _checked(path: Path, shp: Path, shown: str) -> Source:
    """Raises ``ImportRefused`` for what GDAL would read in part or guess."""
    where = f"shapefile {shown!r}" if shown else "file"
    if not shp.with_suffix(".shx").exists():
        reason = "its .shx file is missing"
        refuse(path, where, reason, "a shapefile is three files at least: .shp, .shx, .dbf")
    for ending in _NEEDED:
        start = opening(shp.with_suffix(ending), 100)
        stated = 2 * int.from_bytes(start[24:28], "big")
        if not start.startswith(SHAPEFILE_START) or len(start) < 100:
            refuse(path, where, f"its {ending} is no part of a shapefile", "copy it again")
        if stated > shp.with_suffix(ending).stat().st_size:
            refuse(path, where, f"its {ending} is cut off", "copy it again")
    return Source(shp, None, shown, 1, _encoding(path, where, shp))


def _encoding(path: Path, where: str, shp: Path) -> str | None:
    """None where the shapefile states its encoding, or UTF-8 where its texts are that."""
    table = shp.with_suffix(".dbf")
    if shp.with_suffix(".cpg").exists() or not table.exists():
        return None
    data = table.read_bytes()
    if len(data) > 30 and data[29] not in _NOT_STATED:
        return None
    try:
        data[int.from_bytes(data[8:10], "little") :].decode("utf-8")
    except UnicodeDecodeError:
        reason = "asked: the encoding of its texts is not stated, and it is not UTF-8"
        remedy = "put a .cpg file beside it that names the encoding (for example 1252)"
        refuse(path, where, reason, remedy)
    return "UTF-8"

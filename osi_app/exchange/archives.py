"""Zip files (XLSX, KMZ) looked at before anything in them is unpacked."""

import stat
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from osi_app.exchange.files import MEBIBYTE, refuse

UNPACKED_LIMIT_BYTES = 200 * MEBIBYTE
"""More than this, all members together, is not unpacked."""
RATIO_LIMIT = 250
"""A member that grows more than this when unpacked is taken for a bomb (text: 5 to 40)."""
RATIO_FLOOR_BYTES = 4 * MEBIBYTE
"""Below this size the ratio says nothing: an empty sheet compresses very well."""
MEMBER_LIMIT = 2_000
_BOMB_REMEDY = "it is not unpacked; save it again from the program that made it"


def open_archive(path: Path) -> ZipFile:
    """The archive, its table of contents checked; the caller closes it.

    Raises ``ImportRefused`` for a damaged or encrypted archive, for one that unpacks to more than
    the limits above, and for members that leave the folder or are symbolic links.
    """
    try:
        archive = ZipFile(path)
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        refuse(path, "file", f"it is no readable zip archive: {error}", "save it again")
    try:
        _check_members(path, archive.infolist())
    except BaseException:
        archive.close()
        raise
    return archive


def _check_members(path: Path, members: list[ZipInfo]) -> None:
    if len(members) > MEMBER_LIMIT:
        refuse(path, "archive", f"{len(members)} members, at most {MEMBER_LIMIT}", _BOMB_REMEDY)
    total = sum(member.file_size for member in members)
    if total > UNPACKED_LIMIT_BYTES:
        refuse(
            path,
            "archive",
            f"it unpacks to {total / MEBIBYTE:.0f} MiB, "
            f"at most {UNPACKED_LIMIT_BYTES // MEBIBYTE} MiB",
            _BOMB_REMEDY,
        )
    for member in members:
        _check_member(path, member)


def _check_member(path: Path, member: ZipInfo) -> None:
    where = f"member {member.filename!r}"
    name = PurePosixPath(member.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or (name.parts and ":" in name.parts[0]):
        refuse(path, where, "its path leaves the archive's folder", "do not use this archive")
    if stat.S_ISLNK(member.external_attr >> 16):
        refuse(path, where, "it is a symbolic link", "do not use this archive")
    if member.flag_bits & 0x1:
        refuse(path, where, "it is encrypted", "save the file without a password")
    ratio = member.file_size / max(1, member.compress_size)
    if member.file_size > RATIO_FLOOR_BYTES and ratio > RATIO_LIMIT:
        refuse(path, where, f"it unpacks to {ratio:.0f} times its size", _BOMB_REMEDY)

"""The door every foreign file passes: it exists, is a file, is not empty and not too large."""

import os
from pathlib import Path
from typing import NoReturn

from osi_app.kernel.errors import ImportRefused, Refusal

MEBIBYTE = 1024 * 1024


def refusal(path: Path, where: str, reason: str, remedy: str = "") -> ImportRefused:
    """The error that refuses the whole file for one cause, to be raised."""
    return ImportRefused(path.name, (Refusal(where, reason, remedy),))


def refuse(path: Path, where: str, reason: str, remedy: str = "") -> NoReturn:
    """Refuses the whole file for one cause. Raises ``ImportRefused``, always."""
    raise refusal(path, where, reason, remedy)


def check_file(path: Path, limit_bytes: int) -> int:
    """The size of a regular, readable file in bytes, 1 to ``limit_bytes`` inclusive.

    Raises ``ImportRefused`` for anything else (a folder, a pipe, an empty or too large file).
    """
    try:
        if not path.exists():
            refuse(path, "file", "there is no such file", "check the path")
        if not path.is_file():  # a pipe or a device would block or never end
            refuse(path, "file", "it is not a regular file", "choose a file, not a folder")
        size = path.stat().st_size
        if not os.access(path, os.R_OK):
            refuse(path, "file", "it may not be read", "ask for the right to read it")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        refuse(path, "file", f"it cannot be opened: {error}", "check the path and the medium")
    if size == 0:
        refuse(path, "file", "it is empty (0 bytes)", "save it again at its source")
    if size > limit_bytes:
        refuse(
            path,
            "file",
            f"it has {size / MEBIBYTE:.1f} MiB, at most {limit_bytes / MEBIBYTE:.0f} MiB are read",
            "split it, or leave out what is not needed",
        )
    return size


def opening(path: Path, count: int = 4096) -> bytes:
    """The first bytes of a checked file."""
    try:
        with path.open("rb") as stream:
            return stream.read(count)
    except OSError as error:
        refuse(path, "file", f"it cannot be read: {error.strerror}", "check the medium")

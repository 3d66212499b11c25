"""A file beside its target that takes its place when it is whole, and else leaves no trace."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp

from osi_app.kernel.errors import StorageError


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """An empty file beside ``target`` to write to, which replaces it when the block ends well.

    Raises ``StorageError`` (full, not_writable) for what the operating system refuses. Whatever
    is raised, the file is removed and an older target stays as it was.
    """
    temporary = None
    try:
        handle, name = mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
        os.close(handle)
        temporary = Path(name)
        yield temporary
        _flush(temporary)
        temporary.chmod(0o644)
        temporary.replace(target)
    except OSError as error:
        code = "full" if error.errno == errno.ENOSPC else "not_writable"
        raise StorageError(code, file=str(target), reason=error.strerror or "") from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_whole(target: Path, content: bytes) -> Path:
    """Puts the bytes at ``target``, whose folder is made when it is not there; half a file is
    never left. Raises ``StorageError`` (full, not_writable)."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError("not_writable", file=str(target), reason=error.strerror or "") from error
    with written_whole(target) as temporary:
        temporary.write_bytes(content)
    return target


def _flush(path: Path) -> None:
    """So that a power cut after the replacement does not leave an empty file."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())

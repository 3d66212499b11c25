"""Writing a document to a file: whole or not at all."""

import errno
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from osi_app.kernel.errors import StorageError


def write_whole(target: Path, content: bytes) -> Path:
    """Puts the bytes at ``target`` by way of a temporary file beside it, so that half a file is
    never left. An older file is replaced. Raises ``StorageError`` (full, not_writable)."""
    temporary = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as stream:
            temporary = Path(stream.name)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        code = "full" if error.errno == errno.ENOSPC else "not_writable"
        raise StorageError(code, file=str(target), reason=error.strerror or "") from error
    return target

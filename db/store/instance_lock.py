"""The lock beside a store: whoever holds it writes, everyone else reads.

The operating system lets go of it when the process ends, however it ends, so a stale file means
nothing. (The library for this brings an event loop along, at a thirtieth of the start.)
"""

import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _take(stream: IO[bytes]) -> None:
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


class InstanceLock:
    """One holder at a time, among all processes and within one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: IO[bytes] | None = None

    def acquire(self) -> bool:
        """Whether it is ours now. Raises ``OSError`` where no file can stand beside the store."""
        stream = self._path.open("ab")
        try:
            _take(stream)
        except (BlockingIOError, PermissionError):
            stream.close()
            return False
        self._stream = stream
        return True

    def release(self) -> None:
        """Lets the next one write."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

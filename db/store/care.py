"""Looking after a store: is every page sound, and a whole copy of it while it is open."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Connection, text

from db.store.sqlite_file import orphans, whole_copy
from osi_app.kernel.errors import StorageError
from osi_app.kernel.ports import Progress, no_progress


class StoredCare:
    """Care of an SQLite file. Another engine has its own tools, and says so."""

    def __init__(
        self, reader: Callable[[], AbstractContextManager[Connection]], path: Path | None
    ) -> None:
        self._reader = reader
        self._path = path

    def verify(self) -> tuple[str, ...]:
        """Faults of pages and foreign keys, one line each, none when the file is sound."""
        if self._path is None:
            return ()
        try:
            with self._reader() as cx:
                pages = [row[0] for row in cx.execute(text("PRAGMA integrity_check"))]
                return tuple(line for line in pages if line != "ok") + orphans(cx)
        except StorageError as fault:  # so badly damaged that the check itself stops
            if fault.code != "damaged":
                raise
            return (str(fault.values.get("said", fault)),)

    def backup(self, target: Path, progress: Progress = no_progress) -> Path:
        """A whole copy at ``target``. Half a copy is never left.

        Raises ``StorageError``: exists, missing (no such folder), read_only, full, damaged.
        """
        if self._path is None:
            raise StorageError("no_file", file="")
        if target.exists():
            raise StorageError("exists", file=str(target))
        return whole_copy(self._path, target, progress)

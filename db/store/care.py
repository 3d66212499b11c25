"""Looking after a store: is every page sound, and a whole copy of it while it is open."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Connection, text

from osi_app.kernel.errors import StorageError
from osi_app.kernel.ports import Progress, no_progress

PAGES_AT_ONCE = 256


class StoredCare:
    """Care of an SQLite file. Another engine has its own tools, and says so."""

    def __init__(
        self, reader: Callable[[], AbstractContextManager[Connection]], path: Path | None
    ) -> None:
        self._reader = reader
        self._path = path

    def verify(self) -> tuple[str, ...]:
        """Faults of pages and foreign keys, one line each."""
        if self._path is None:
            return ()
        with self._reader() as cx:
            pages = [row[0] for row in cx.execute(text("PRAGMA integrity_check"))]
            broken = [
                f"{row[0]} row {row[1]} refers to a missing {row[2]}"
                for row in cx.execute(text("PRAGMA foreign_key_check"))
            ]
        return tuple(line for line in pages if line != "ok") + tuple(broken)

    def backup(self, target: Path, progress: Progress = no_progress) -> Path:
        """A whole copy at ``target``. Half a copy is never left."""
        if self._path is None:
            raise StorageError("no_file", file="")
        if target.exists():
            raise StorageError("exists", file=str(target))
        partial = target.with_name(f".{target.name}.partial")
        partial.unlink(missing_ok=True)
        source = sqlite3.connect(f"file:{self._path}?mode=ro", uri=True)
        try:
            self._copy(source, partial, progress)
            partial.rename(target)
        except (OSError, sqlite3.Error) as fault:
            raise StorageError("full", file=str(target), said=str(fault)) from fault
        finally:
            source.close()
            partial.unlink(missing_ok=True)
        return target

    @staticmethod
    def _copy(source: sqlite3.Connection, partial: Path, progress: Progress) -> None:
        copy = sqlite3.connect(partial)
        try:
            source.backup(
                copy,
                pages=PAGES_AT_ONCE,
                progress=lambda _status, left, total: progress(total - left, total),
            )
            # a copy travels alone: no log beside it
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()

"""Opening and keeping a store. All that is particular to SQLite stands here and nowhere else.

A store is one SQLite file in WAL mode with ``synchronous=FULL`` (what was acknowledged survives a
power loss), marked with our application id, guarded by a lock beside it. Writers begin with
BEGIN IMMEDIATE, so that two processes cannot both read, decide and write. Another engine is
reached by its URL and needs none of this.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool, SingletonThreadPool

from db.faults import as_error, told
from db.journal import StoredJournal, canonical
from db.queries import StoredReads
from db.reading import StoredRecords
from db.rows import METADATA
from db.schema import NEWEST_STEP, migrate, stamp, step_of
from db.store import sqlite_file as files
from db.store.care import StoredCare
from db.store.instance_lock import InstanceLock
from db.undo import inverse_of
from db.unit_of_work import StoredWork
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.clock import Clock, system_clock
from osi_app.kernel.errors import StorageError
from osi_app.kernel.ports import UnitOfWork

THREADS = 12
"""Connections kept, one a thread: writer, reader, the free pool, tests."""


class SqlStore:
    """A store behind one URL; see ``osi_app.kernel.ports.Store``."""

    def __init__(
        self, url: str, author: str, clock: Clock, file: files.StoreFile | None = None
    ) -> None:
        self._file = file
        self.author = author
        self._clock = clock
        self.read_only = file.read_only if file else ""
        self.location = str(file.path) if file else make_url(url).render_as_string()
        self._writer = _engine(url, file, writing=True)
        self._reader = _engine(url, file, writing=False)
        self.schema_step = NEWEST_STEP
        self.journal = StoredJournal(self._look, NEWEST_STEP)
        self.care = StoredCare(self._look, file.path if file else None)
        self.reads = StoredReads(self._look)

    def prepare(self) -> None:
        """Creates or migrates the tables. Raises ``StorageError('newer')`` and changes nothing
        when the schema is from a newer program."""
        with told(self.location), self._writer.connect() as cx:
            step = step_of(cx)
            if step == NEWEST_STEP:
                return
            if self.read_only:
                if step is None:
                    raise StorageError("not_a_store", file=self.location)
                raise StorageError("old_and_read_only", file=self.location, step=step)
            if step is None:
                METADATA.create_all(cx)
                stamp(cx)
                cx.commit()
                return
        if self._file:
            files.backup_before(self._file.path, step)
        with told(self.location), self._writer.connect() as cx:
            migrate(cx, self.location)
            cx.commit()

    @contextmanager
    def write(self, label: str) -> Iterator[UnitOfWork]:
        """One use case; rolled back when the block is left without a commit."""
        self._refuse_if_read_only()
        if self._file:
            self._file.still_there()
        with told(self.location), self._writer.connect() as cx:
            work = StoredWork(cx, label, self.author, self._clock(), self.schema_step)
            try:
                yield work
            finally:
                if work.done is None:
                    cx.rollback()

    @contextmanager
    def read(self) -> Iterator[StoredRecords]:
        """One consistent look at the records."""
        with self._look() as cx:
            yield StoredRecords(cx)

    def revert(self, seq: int, label: str) -> ChangeSet:
        """Takes an entry back by appending its inverse."""
        entry = self.journal.entry(seq)
        with self.write(label) as work:
            assert isinstance(work, StoredWork)  # what ``write`` makes; narrows for the checker
            work.apply(inverse_of(entry, work))
            return work.commit()

    def close(self) -> None:
        """Releases connections, the lock and what belongs to them."""
        self._writer.dispose()
        self._reader.dispose()
        if self._file:
            self._file.release()

    @contextmanager
    def _look(self) -> Iterator[Connection]:
        with told(self.location), self._reader.connect() as cx:
            try:
                yield cx
            finally:
                cx.rollback()

    def _refuse_if_read_only(self) -> None:
        if self.read_only:
            raise StorageError("read_only", file=self.location, reason=self.read_only)


def open_store(
    url: str | Path,
    *,
    author: str = "",
    clock: Clock = system_clock,
    create: bool = True,
) -> SqlStore:
    """Opens a store by file path or by URL, creating an empty one where there is none.

    A second instance, a read-only file or medium, and a store with triggers or views added by
    hand are opened read-only (see ``read_only``). Raises ``StorageError``: missing (with
    ``create=False``), not_a_store, damaged, newer, network_drive, full, locked.
    """
    author = author or files.account()
    if "://" in str(url) and not str(url).startswith("sqlite"):
        store = SqlStore(str(url), author, clock)
        store.prepare()
        return store
    path = Path(str(url).removeprefix("sqlite:///")).expanduser().absolute()
    file = files.examine(path, create=create)
    lock = InstanceLock(Path(f"{path}.lock"))
    if not file.read_only:
        try:
            held = lock.acquire()
        except OSError:
            file.read_only = "read_only_medium"
        else:
            file.lock = lock if held else None
            file.read_only = "" if held else "second_instance"
    store = SqlStore(f"sqlite:///{path}", author, clock, file)
    try:
        store.prepare()
        store.read_only = store.read_only or _strangers(store)
    except DatabaseError as fault:
        store.close()
        raise as_error(fault, str(path)) or fault from fault
    except BaseException:
        store.close()
        raise
    file.note()
    return store


def _strangers(store: SqlStore) -> str:
    """Triggers and views are never ours: they change rows that no journal sees."""
    with store._look() as cx:  # the store's own module
        found = cx.execute(
            text("SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')")
        ).scalar()
    return "foreign_objects" if found else ""


def _engine(url: str, file: files.StoreFile | None, *, writing: bool) -> Engine:
    options: dict[str, Any] = {"json_serializer": canonical}
    if file is None:
        return create_engine(url, **options)
    if file.immutable:
        url = f"sqlite:///file:{file.path}?mode=ro&immutable=1&uri=true"
    engine = create_engine(
        url,
        poolclass=NullPool if writing and file.read_only else SingletonThreadPool,
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": 10},
        **({} if writing and file.read_only else {"pool_size": THREADS}),
        **options,
    )
    read_only = bool(file.read_only)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in files.pragmas(writing=writing and not read_only, fixed=file.immutable):
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _begin(cx: Connection) -> None:
        cx.exec_driver_sql("BEGIN IMMEDIATE" if writing and not read_only else "BEGIN")

    return engine

"""Opening and keeping a store. All that is particular to SQLite stands here and nowhere else.

A store is one SQLite file in WAL mode with ``synchronous=FULL`` (what was acknowledged survives a
power loss), marked with our application id, guarded by a lock beside it. Writers begin with
BEGIN IMMEDIATE, so that two processes cannot both read, decide and write. Another engine is
reached by its URL and needs none of this.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, make_url

from db.faults import told
from db.journal import StoredJournal
from db.queries import StoredReads
from db.reading import StoredRecords
from db.row_writer import RowWriter
from db.rows import METADATA
from db.schema import SCHEMA, Schema
from db.store import sqlite_file as files
from db.store.care import StoredCare
from db.store.connections import Connections, engine_for
from db.store.instance_lock import InstanceLock
from db.undo import inverse_of
from db.unit_of_work import Heading, StoredWork
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.clock import Clock, system_clock
from osi_app.kernel.errors import StorageError
from osi_app.kernel.ports import UnitOfWork


class SqlStore:
    """A store behind one URL; see ``osi_app.kernel.ports.Store``."""

    def __init__(
        self,
        url: URL,
        author: str,
        clock: Clock,
        file: files.StoreFile | None = None,
        schema: Schema = SCHEMA,
    ) -> None:
        self._url = url
        self._file = file
        self.author = author
        self._clock = clock
        self._schema = schema
        self.read_only = file.read_only if file else ""
        self.location = str(file.path) if file else url.render_as_string()
        writer = engine_for(url, file, writing=True)
        self._rows = RowWriter(writer.dialect)
        self._writing = Connections(writer, self.location)
        self._reading = Connections(engine_for(url, file, writing=False), self.location)
        self.schema_step = schema.newest
        self.journal = StoredJournal(self._reading.transaction, schema.newest)
        self.care = StoredCare(self._reading.transaction, file.path if file else None)
        self.reads = StoredReads(self._reading.transaction)

    def prepare(self) -> None:
        """Creates or migrates the tables. Raises ``StorageError('newer')`` and changes nothing
        when the schema is from a newer program."""
        with self._reading.transaction() as cx:
            step = self._schema.step_of(cx, self.location)
            if self._file and not self.read_only:
                self.read_only = files.strangers(cx)
        if step == self._schema.newest:
            return
        if self.read_only:
            code = "not_a_store" if step is None else "old_and_read_only"
            raise StorageError(code, file=self.location, step=step)
        if step is None:
            self._create()
        else:
            self._migrate(step)

    def _create(self) -> None:
        with self._writing.transaction() as cx:
            METADATA.create_all(cx)
            self._schema.stamp(cx)
            cx.commit()

    def _migrate(self, step: str) -> None:
        if self._file:
            files.backup_before(self._file.path, step)
        # a table that others refer to is made anew in some steps: references are held again after
        engine = engine_for(self._url, self._file, writing=True, references=False)
        try:
            with told(self.location), engine.begin() as cx:
                self._schema.migrate(cx)
                if self._file:
                    files.refuse_orphans(cx, self.location)
        finally:
            engine.dispose()

    @contextmanager
    def write(self, label: str) -> Iterator[UnitOfWork]:
        """One use case; rolled back when the block is left without a commit."""
        if self.read_only:
            raise StorageError("read_only", file=self.location, reason=self.read_only)
        if self._file:
            self._file.still_there()
        if self._writing.busy:
            raise RuntimeError("a use case inside a use case: one method, one transaction")
        with self._writing.transaction() as cx:
            heading = Heading(label, self.author, self._clock(), self.schema_step)
            yield StoredWork(cx, self._rows, heading)

    @contextmanager
    def read(self) -> Iterator[StoredRecords]:
        """One consistent look at the records."""
        with self._reading.transaction() as cx:
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
        self._writing.close()
        self._reading.close()
        if self._file:
            self._file.release()


def open_store(
    url: str | Path,
    *,
    author: str = "",
    clock: Clock = system_clock,
    create: bool = True,
    schema: Schema = SCHEMA,
) -> SqlStore:
    """Opens a store by file path or by URL, creating an empty one where there is none.

    A second instance, a read-only file or medium, and a store with triggers or views added by
    hand are opened read-only (see ``read_only``). Raises ``StorageError``: missing (with
    ``create=False``), not_a_store, damaged, newer, network_drive, full, locked.
    """
    author = author or files.account()
    if "://" in str(url) and not str(url).startswith("sqlite"):
        store = SqlStore(make_url(str(url)), author, clock, schema=schema)
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
    store = SqlStore(URL.create("sqlite", database=str(path)), author, clock, file, schema)
    try:
        store.prepare()
    except BaseException:
        store.close()
        raise
    file.note()
    return store

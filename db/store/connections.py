"""One connection a thread, for as long as the thread lives: connections never change threads.

SQLAlchemy's pool for this (``SingletonThreadPool``) closes some other thread's connection when
there are more threads than it expects, also one that is in use, which ends the process. Here a
connection goes when its thread has gone, or when the store is closed and nobody is using it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from db.faults import told
from db.journal import canonical
from db.store import sqlite_file as files
from osi_app.kernel.errors import StorageError

BUSY_S = 10
"""How long a writer waits for another one before it says that the store is locked."""
CLOSING_S = 10.0
"""How long closing waits for a thread that is still reading or writing."""


class _Held:
    """A thread's own connection, with the lock that says it is in use."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.in_use = threading.RLock()


class Connections:
    """The connections of one engine, made with ``NullPool``: what is closed is really closed."""

    def __init__(self, engine: Engine, location: str) -> None:
        self._engine = engine
        self._location = location
        self._mine = threading.local()
        self._all: WeakSet[_Held] = WeakSet()
        self._guard = threading.Lock()
        self._closed = False

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction, rolled back unless it was committed. Inside another of the same thread
        it is that one: what is read together is of one moment.

        Raises ``StorageError``; ``StorageError('closed')`` after ``close``.
        """
        with told(self._location):
            held = self._held()
            with held.in_use:
                outermost = not held.connection.in_transaction()
                try:
                    yield held.connection
                finally:
                    if outermost and not held.connection.closed:
                        held.connection.rollback()

    @property
    def busy(self) -> bool:
        """Whether this thread is in a transaction already."""
        held: _Held | None = getattr(self._mine, "held", None)
        return held is not None and held.connection.in_transaction()

    def close(self) -> None:
        """Closes every connection. Whoever comes later is told that the store is closed."""
        with self._guard:
            self._closed = True
            held = list(self._all)
        for one in held:
            if one.in_use.acquire(timeout=CLOSING_S):
                one.connection.close()
                one.in_use.release()
        self._engine.dispose()

    def _held(self) -> _Held:
        held: _Held | None = getattr(self._mine, "held", None)
        with self._guard:
            if self._closed:
                raise StorageError("closed", file=self._location)
        if held is None:
            held = _Held(self._engine.connect())
            self._mine.held = held
            with self._guard:
                self._all.add(held)
        return held


def engine_for(
    url: URL, file: files.StoreFile | None, *, writing: bool, references: bool = True
) -> Engine:
    """An engine for writers or for readers. Writers on SQLite begin with BEGIN IMMEDIATE;
    ``references`` false is for migrations, which make tables anew that others refer to."""
    if file is None:
        return create_engine(url, poolclass=NullPool, json_serializer=canonical)
    writing = writing and not file.read_only
    engine = create_engine(
        files.url_of(file) if file.read_only else url,
        poolclass=NullPool,
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": BUSY_S},
        json_serializer=canonical,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in files.pragmas(writing=writing, references=references):
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _begin(cx: Connection) -> None:
        cx.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine

"""Opening and keeping a store: all that is particular to SQLite stands in this package."""

from db.store.opening import SqlStore, open_store

__all__ = ["SqlStore", "open_store"]

"""How records are kept: the only floor that knows SQL."""

from db.store import open_store

__all__ = ["open_store"]

"""The journal's own two tables: the chain, and the index of which record it touched."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, Uuid
from sqlmodel import SQLModel

from db.rows import columns

JOURNAL = Table(
    "journal",
    SQLModel.metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("sha256", String(64), nullable=False, unique=True),
)

TOUCH = Table(
    "journal_touch",
    SQLModel.metadata,
    Column("record_id", Uuid, primary_key=True),
    Column("seq", Integer, ForeignKey("journal.seq", ondelete="RESTRICT"), primary_key=True),
    Column("kind", String(40), nullable=False),
    Index(None, "seq"),
    Index(None, "kind", "seq"),
)

__all__ = ["JOURNAL", "TOUCH", "columns"]

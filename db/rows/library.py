"""Tables of the library."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from db.rows.columns import at, key, ref, word
from osi_app.kernel.record import Instant
from osi_app.library.records import IssuedDocument, Region, RuleOverride, State


class StateRow(State, table=True):
    __tablename__ = "state"
    id: UUID = key()
    code: str = Field(unique=True)
    region: Region = Field(sa_type=word(Region))


class RuleOverrideRow(RuleOverride, table=True):
    __tablename__ = "rule_override"
    __table_args__ = (UniqueConstraint("inspection_id", "key"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    set_at: Instant = at()


class IssuedDocumentRow(IssuedDocument, table=True):
    __tablename__ = "issued_document"
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    issued_at: Instant = at()

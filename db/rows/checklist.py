"""The table of tasks."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from db.rows.columns import key, maybe_at, ref, word
from osi_app.checklist.records import Anchor, Task
from osi_app.kernel.record import Instant


class TaskRow(Task, table=True):
    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("inspection_id", "code"),)
    id: UUID = key()
    inspection_id: UUID = ref("inspection")
    anchor: Anchor = Field(sa_type=word(Anchor))
    done_at: Instant | None = maybe_at()

"""The chain of change sets: written in the same transaction as the records, read as text."""

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import Connection, Row, insert, select

from db.row_writer import RowWriter
from db.rows import JOURNAL, TOUCH
from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.errors import NotFoundError
from osi_app.kernel.ports import JournalEntry, JournalFault, JournalHead
from osi_app.kernel.record import Record

NO_HASH = "0" * 64
UNREADABLE_AT = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment of an entry whose text can no longer be read."""


def canonical(value: Any) -> str:
    """Canonical JSON: keys sorted, no spaces, UTF-8, no NaN. Ids, days and instants are written
    as ``model_dump(mode="json")`` writes them, so that a record's own dictionary will do."""
    return json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        default=_as_text,
    )


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else to_jsonable_python(value)


def digest(seq: int, previous: str, content: str) -> str:
    """The hash of one entry."""
    return hashlib.sha256(f"{seq}\n{previous}\n{content}".encode()).hexdigest()


def content_of(change_set: ChangeSet, schema_step: str) -> str:
    """The text that is kept of a change set."""
    return canonical(
        {
            "id": str(change_set.id),
            "at": change_set.at.isoformat(),
            "author": change_set.author,
            "label": change_set.label,
            "schema_step": schema_step,
            "changes": [
                {"kind": c.kind, "before": _dumped(c.before), "after": _dumped(c.after)}
                for c in change_set.changes
            ],
        }
    )


def _dumped(record: Record | None) -> dict[str, Any] | None:
    """A record's values. A default is not validated, so a whole number can stand in a field of
    floats: it is written as the float that it is when it comes back."""
    if record is None:
        return None
    values = record.__dict__
    whole = {name: float(values[name]) for name in _floats(type(record)) if _is_int(values[name])}
    return values | whole if whole else values


@cache
def _floats(kind: type[Record]) -> tuple[str, ...]:
    fields = kind.model_fields.items()
    return tuple(name for name, field in fields if field.annotation in (float, float | None))


def _is_int(value: Any) -> bool:
    return type(value) is int


def newest(cx: Connection) -> tuple[int, str]:
    """Sequence number and hash of the newest entry."""
    found = cx.execute(
        select(JOURNAL.c.seq, JOURNAL.c.sha256).order_by(JOURNAL.c.seq.desc()).limit(1)
    ).one_or_none()
    return (0, NO_HASH) if found is None else (found.seq, found.sha256)


def append(
    cx: Connection, rows: RowWriter, change_set: ChangeSet, schema_step: str
) -> tuple[int, str]:
    """Adds a change set to the chain and answers its number and hash."""
    last, previous = newest(cx)
    seq, content = last + 1, content_of(change_set, schema_step)
    sha256 = digest(seq, previous, content)
    cx.execute(
        insert(JOURNAL), {"seq": seq, "content": content, "previous": previous, "sha256": sha256}
    )
    touched = [{"record_id": c.record.id, "seq": seq, "kind": c.kind} for c in change_set.changes]
    rows.insert(cx, TOUCH, touched)
    return seq, sha256


class StoredJournal:
    """The journal as pages and rules read it. ``reader`` opens a read transaction."""

    def __init__(
        self, reader: Callable[[], AbstractContextManager[Connection]], schema_step: str
    ) -> None:
        self._reader = reader
        self._schema_step = schema_step

    def head(self) -> JournalHead:
        """The newest entry."""
        with self._reader() as cx:
            return self._head(cx, newest(cx)[0])

    def data_head(self, apart_from: Sequence[str] = ()) -> JournalHead:
        """The newest entry that touched a kind other than these."""
        newest_touch = select(TOUCH.c.seq).order_by(TOUCH.c.seq.desc()).limit(1)
        if apart_from:
            newest_touch = newest_touch.where(TOUCH.c.kind.not_in(apart_from))
        with self._reader() as cx:
            return self._head(cx, cx.execute(newest_touch).scalar() or 0)

    @staticmethod
    def _head(cx: Connection, seq: int) -> JournalHead:
        row = cx.execute(select(JOURNAL).where(JOURNAL.c.seq == seq)).one_or_none()
        if row is None:
            return JournalHead(0, NO_HASH)
        told = _told(row.content)
        return JournalHead(row.seq, row.sha256, _at(told) if told else None)

    def entries(self, before: int | None = None, limit: int = 200) -> tuple[JournalEntry, ...]:
        """Entries newest first."""
        wanted = select(JOURNAL).order_by(JOURNAL.c.seq.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(JOURNAL.c.seq < before)
        with self._reader() as cx:
            return tuple(self._entry(row) for row in cx.execute(wanted))

    def entry(self, seq: int) -> JournalEntry:
        """One entry. Raises ``NotFoundError``."""
        with self._reader() as cx:
            row = cx.execute(select(JOURNAL).where(JOURNAL.c.seq == seq)).one_or_none()
        if row is None:
            raise NotFoundError("no_such_entry", seq=seq)
        return self._entry(row)

    def history(self, record_id: UUID) -> tuple[JournalEntry, ...]:
        """Every entry that touched the record, newest first."""
        wanted = (
            select(JOURNAL)
            .join(TOUCH, TOUCH.c.seq == JOURNAL.c.seq)
            .where(TOUCH.c.record_id == record_id)
            .order_by(JOURNAL.c.seq.desc())
        )
        with self._reader() as cx:
            return tuple(self._entry(row) for row in cx.execute(wanted))

    def _entry(self, row: Row[Any]) -> JournalEntry:
        told = _told(row.content)
        return JournalEntry(
            seq=row.seq,
            at=_at(told),
            author=str(told.get("author", "")),
            label=str(told.get("label", "")),
            kinds=tuple(sorted({change["kind"] for change in told.get("changes", ())})),
            count=len(told.get("changes", ())),
            previous=row.previous,
            sha256=row.sha256,
            content=row.content,
            undoable=told.get("schema_step") == self._schema_step,
        )

    def verify(self, head: JournalHead | None = None) -> tuple[JournalFault, ...]:
        """Every fault of the chain. Reads text only, never today's classes."""
        faults: list[JournalFault] = []
        previous, expected, hashes = NO_HASH, 1, {0: NO_HASH}
        with self._reader() as cx:
            for row in cx.execute(select(JOURNAL).order_by(JOURNAL.c.seq)):
                faults.extend(_faults(row, previous, expected))
                hashes[row.seq] = row.sha256
                previous, expected = row.sha256, row.seq + 1
        if head is not None and hashes.get(head.seq) != head.sha256:
            reason = "cut_off" if head.seq >= expected else "not_as_printed"
            faults.append(JournalFault(head.seq, reason))
        return tuple(faults)


def _faults(row: Row[Any], previous: str, expected: int) -> list[JournalFault]:
    faults = []
    if row.seq != expected:
        faults.append(JournalFault(expected, "row_missing"))
    label = str(_told(row.content).get("label", ""))
    if digest(row.seq, row.previous, row.content) != row.sha256:
        reason = "out_of_order" if _moved(row) else "content_changed"
        faults.append(JournalFault(row.seq, reason, label))
    elif row.previous != previous and row.seq == expected:
        faults.append(JournalFault(row.seq, "link_broken", label))
    return faults


def _moved(row: Row[Any]) -> bool:
    """Whether the entry is whole and only its number was changed (by a hundred at most)."""
    near = range(max(1, row.seq - 100), row.seq + 101)
    return any(digest(seq, row.previous, row.content) == row.sha256 for seq in near)


def _told(content: str) -> dict[str, Any]:
    """What an entry tells, nothing where someone made its text unreadable: the others are still
    shown, and ``verify`` names the row."""
    try:
        told = json.loads(content)
        datetime.fromisoformat(told["at"])
        {change["kind"] for change in told["changes"]}
    except (ValueError, KeyError, TypeError):
        return {}
    return dict(told)


def _at(told: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(told["at"]) if told else UNREADABLE_AT

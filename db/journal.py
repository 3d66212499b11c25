"""The chain of change sets: written in the same transaction as the records, read as text."""

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select

from db.rows import JOURNAL, TOUCH
from osi_app.kernel.changes import Change, ChangeSet
from osi_app.kernel.errors import NotFoundError
from osi_app.kernel.ports import JournalEntry, JournalFault, JournalHead
from osi_app.kernel.record import Record

NO_HASH = "0" * 64


def canonical(value: Any) -> str:
    """Canonical JSON: keys sorted, no spaces, UTF-8, no NaN."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


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
    return None if record is None else record.model_dump(mode="json")


def newest(cx: Connection) -> tuple[int, str]:
    """Sequence number and hash of the newest entry."""
    found = cx.execute(
        select(JOURNAL.c.seq, JOURNAL.c.sha256).order_by(JOURNAL.c.seq.desc()).limit(1)
    ).one_or_none()
    return (0, NO_HASH) if found is None else (found.seq, found.sha256)


def append(cx: Connection, change_set: ChangeSet, schema_step: str) -> tuple[int, str]:
    """Adds a change set to the chain and answers its number and hash."""
    last, previous = newest(cx)
    seq, content = last + 1, content_of(change_set, schema_step)
    sha256 = digest(seq, previous, content)
    cx.execute(
        insert(JOURNAL), {"seq": seq, "content": content, "previous": previous, "sha256": sha256}
    )
    touched: dict[UUID, Change] = {change.record.id: change for change in change_set.changes}
    cx.execute(
        insert(TOUCH),
        [{"record_id": key, "seq": seq, "kind": c.kind} for key, c in touched.items()],
    )
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
        at = datetime.fromisoformat(json.loads(row.content)["at"])
        return JournalHead(row.seq, row.sha256, at)

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
        told = json.loads(row.content)
        return JournalEntry(
            seq=row.seq,
            at=datetime.fromisoformat(told["at"]),
            author=told["author"],
            label=told["label"],
            kinds=tuple(sorted({change["kind"] for change in told["changes"]})),
            count=len(told["changes"]),
            previous=row.previous,
            sha256=row.sha256,
            content=row.content,
            undoable=told["schema_step"] == self._schema_step,
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
    if digest(row.seq, row.previous, row.content) != row.sha256:
        faults.append(JournalFault(row.seq, "content_changed", _label(row.content)))
    elif row.previous != previous and row.seq == expected:
        faults.append(JournalFault(row.seq, "link_broken", _label(row.content)))
    return faults


def _label(content: str) -> str:
    try:
        return str(json.loads(content)["label"])
    except (ValueError, KeyError, TypeError):
        return ""

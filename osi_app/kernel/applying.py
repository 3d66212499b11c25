"""From preview to change set: an import applied as one undoable step."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from osi_app.kernel.changes import Change, ChangeSet
from osi_app.kernel.errors import ImportRefused, StaleDataError
from osi_app.kernel.importing import ImportPreview
from osi_app.kernel.ports import Reading, Store
from osi_app.kernel.record import Record


def apply_preview(
    store: Store,
    preview: ImportPreview,
    deselected: frozenset[str] = frozenset(),
    *,
    accept_refusals: bool = False,
) -> ChangeSet:
    """Applies the rows of a preview, apart from those whose ``where`` is deselected.

    Raises ``ImportRefused`` when rows were refused and that is not accepted, ``StaleDataError``
    when a record is no longer what the preview saw. Nothing is changed then.
    """
    if preview.refusals and not accept_refusals:
        raise ImportRefused(preview.file, preview.refusals)
    changes = [c for row in preview.rows if row.where not in deselected for c in row.settled]
    with store.write(preview.label) as work:
        _refuse_stale(work, changes)
        work.remove(*(c.before for c in changes if c.before is not None and c.after is None))
        work.add(*(c.after for c in changes if c.before is None and c.after is not None))
        work.change(*(c.after for c in changes if c.before is not None and c.after is not None))
        return work.commit()


def _refuse_stale(reading: Reading, changes: Iterable[Change]) -> None:
    seen: defaultdict[type[Record], dict[UUID, Record]] = defaultdict(dict)
    for change in changes:
        if change.before is not None:
            seen[type(change.before)][change.before.id] = change.before
    for kind, records in seen.items():
        now = {record.id: record for record in reading.among(kind, "id", tuple(records))}
        for key, before in records.items():
            if now.get(key) != before:
                raise StaleDataError("import_stale", kind=kind.__name__, id=str(key))

"""Texts for errors: what happened, what was kept, what to do. They never blame."""

from osi_app.kernel.errors import (
    ImportRefused,
    NotFoundError,
    OsiError,
    ReferencedError,
    RuleError,
    StaleDataError,
    StorageError,
)
from osi_app.texts import refused
from ui.texts import counted, kind_word, label

STORAGE = {
    "full": "The disk is full. Nothing of this step was stored; everything before it is safe. "
    "Free some space and try again.",
    "locked": "Another program is writing to this store. Nothing was changed; try again.",
    "read_only": "This store is open for reading only, so nothing was changed. Close the other "
    "window that has it open, or work on a copy (Store, Copy).",
    "damaged": "This file is damaged. It was left as it is. Open the newest backup, or run "
    "“verify” to see what is wrong.",
    "newer": "This store was made by a newer version of OSI Planner. It was left untouched; "
    "open it with that version.",
    "not_a_store": "This file is not a store of OSI Planner. It was left untouched.",
    "missing": "There is no such file. Choose another, or make a new store.",
    "old_and_read_only": "This store was made by an older version and cannot be brought up to "
    "date while it is read-only. Copy it to a place that can be written and open the copy.",
    "foreign_objects": "This file holds tables or triggers that OSI Planner did not make, so it "
    "is only read.",
    "network_drive": "This file lies on a network drive, where it could be damaged. Copy it to a "
    "local disk and open it there.",
}

READ_ONLY = {
    "second_instance": "Read-only: another window has this store open for writing",
    "read_only_file": "Read-only: the file is write-protected",
    "read_only_medium": "Read-only: the medium is write-protected",
    "foreign_objects": "Read-only: the file holds objects OSI Planner did not make",
}

STALE = (
    "This was changed since you last saw it, so your step was not taken. What you see now is "
    "the present state."
)
GONE = "This record is no longer there. The list has been refreshed."


def error_text(error: Exception) -> str:
    """The sentence for an error a person can do something about."""
    if isinstance(error, ReferencedError):
        shown = ", ".join(f"{kind_word(r.kind)} {r.shown}" for r in error.references[:8])
        more = len(error.references) - 8
        tail = f" and {more} more" if more > 0 else ""
        return (
            f"Not removed: {counted(len(error.references), 'record')} "
            f"still refer to it ({shown}{tail}). Remove or change those first."
        )
    if isinstance(error, ImportRefused):
        first = error.refusals[0] if error.refusals else None
        cause = f" {first.where}: {first.reason}." if first else ""
        remedy = f" {first.remedy}" if first and first.remedy else ""
        return f"{error.file} was refused; nothing was changed.{cause}{remedy}"
    if isinstance(error, StorageError):
        return STORAGE.get(error.code, f"The store answered “{error}”. Nothing was changed.")
    if isinstance(error, StaleDataError):
        return STALE
    if isinstance(error, NotFoundError):
        return GONE
    if isinstance(error, RuleError):
        return rule_text(error)
    return str(error)


def rule_text(error: OsiError) -> str:
    """The sentence for a refused value or step, for a field or the message bar."""
    field = str(error.values.get("field", ""))
    reason = str(error.values.get("reason", "")).removeprefix("Value error, ")
    known = refused(error.code, {**error.values, "field": label(field)})
    if known:
        return known
    if error.code == "invalid_value":
        return f"{label(field)}: {_softened(reason)}" if field else _softened(reason)
    code = error.code.replace("_", " ").replace(".", ", ")
    facts = [
        f"{label(name).lower()} {value}"
        for name, value in error.values.items()
        if name not in {"field", "reason"} and value not in (None, "")
    ]
    told = f"{code[:1].upper()}{code[1:]}"
    if reason:
        told += f": {reason}"
    return f"{told} ({'; '.join(facts)}). Nothing was changed." if facts else f"{told}."


def read_only_text(reason: str) -> str:
    """What the status bar says of a store that cannot be written."""
    return READ_ONLY.get(reason, "Read-only")


def _softened(reason: str) -> str:
    plain = {
        "String should have at least 1 character": "this is needed",
        "Input should be a valid number, unable to parse string as a number": "a number is needed",
        "Field required": "this is needed",
        "instant without zone": "a time needs its zone, as in 2026-03-04 14:05Z",
    }
    return plain.get(reason, reason[:1].lower() + reason[1:])

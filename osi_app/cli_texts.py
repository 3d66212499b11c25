"""What the shell says of an error: what happened, what was kept, what to do."""

from osi_app.kernel.errors import ImportRefused, OsiError, ReferencedError
from osi_app.texts import refused

MOST = 20

TEXTS = {
    "full": "The disk is full; nothing was changed. Free some space and try again.",
    "locked": "Another program is writing to {file}; nothing was changed. Try again.",
    "file": "{file} could not be read or written ({reason}); nothing was changed.",
    "no_file": "A store of this kind has no file of its own to copy.",
    "old_and_read_only": "{file} was made by an older program and cannot be brought up to date "
    "while it is read-only. Copy it to a place that can be written.",
    "read_only": "{file} cannot be written ({reason}); nothing was changed.",
    "not_writable": "{file} cannot be written ({reason}); nothing was left there.",
    "damaged": "{file} is damaged and was not opened. Use your newest backup.",
    "newer": "The store was made by a newer program (schema {step}); it was not touched. "
    "Use that program, or update this one.",
    "not_a_store": "{file} is not a store of this program; it was not touched.",
    "missing": "{file} is not there. Build the demo in it with: demo; or bring in files: import.",
    "network_drive": "{file} is on a network drive, where a store cannot be kept safely. "
    "Copy it to a local disk.",
    "exists": "{file} is there already; nothing was overwritten.",
    "no_such_inspection": "There is no inspection {named}. Known: {known}.",
    "no_inspection": "The store has no inspection yet. Build the demo, or open one in the window.",
    "which_inspection": "The store has several inspections: say --inspection with one of {known}.",
    "not_empty": "The store has records already; the demo wants a new one. Say another --store.",
    "unknown_kind": "There is nothing called {kind} to import.",
    "unknown_time_zone": "{value} is no time zone: write it as Asia/Almaty.",
    "scenario": "{file} cannot be built: {reason}. The store holds the steps before it.",
    "no_event": "The inspection has no event: import one and choose it.",
    "invalid_value": "{field}: {value} is not taken ({reason}).",
    "import_stale": "A record changed since the file was read; nothing was changed. Try again.",
    "cancelled": "Cancelled; nothing was changed.",
    "unknown_form": "{value} has an ending that is not known. Known are {known}.",
    "no_such_origin": "The bulletin has no origin {value}. It has {known}.",
    "no_origin_in_file": "The bulletin has no origin with a place.",
    "no_such_method": "There is no survey method {key}; see area lines --help.",
    "nothing_left_to_cover": "Nothing is left to cover in {file}: all of it may not be entered.",
    "not_unique": "{field}: another record has this already; nothing was changed.",
}


def error_text(error: OsiError) -> str:
    """The error in words; an unknown code shows itself with its values."""
    if isinstance(error, ImportRefused):
        return _refused(error)
    if isinstance(error, ReferencedError):
        named = ", ".join(f"{one.kind} {one.shown}" for one in error.references[:MOST])
        return f"It cannot be removed: {named} refer to it. Nothing was changed."
    pattern = TEXTS.get(error.code)
    if pattern is None:
        return refused(error.code, error.values) or str(error)
    values = {"file": "the store", "reason": "", **error.values}
    return pattern.format(**values)


def _refused(error: ImportRefused) -> str:
    lines = [f"{error.file} was refused; nothing was changed."]
    for one in error.refusals[:MOST]:
        remedy = f" Remedy: {one.remedy}." if one.remedy else ""
        lines.append(f"  {one.where}: {one.reason}.{remedy}")
    if len(error.refusals) > MOST:
        lines.append(f"  … and {len(error.refusals) - MOST} more")
    return "\n".join(lines)

"""What an engine says when it fails, in the core's words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, IntegrityError

from osi_app.kernel.errors import OsiError, RuleError, StorageError

_SIGNS = (
    ("disk is full", "full"),
    ("No space left", "full"),
    ("readonly", "read_only"),
    ("read-only", "read_only"),
    ("locked", "locked"),
    ("malformed", "damaged"),
    ("not a database", "not_a_store"),
    ("disk I/O error", "damaged"),
    ("unable to open", "missing"),
    ("no such table", "damaged"),
)
_UNIQUE = re.compile(r"UNIQUE constraint failed: (?P<columns>[\w., ]+)")
_UNIQUE_NAME = re.compile(r'unique constraint "(?:uq|ix|pk)_(?P<columns>\w+)"')


def as_error(fault: DatabaseError, location: str) -> OsiError | None:
    """The error to tell, or None when the fault is a bug of ours."""
    said = str(fault.orig)
    if isinstance(fault, IntegrityError):
        return _broken_rule(said)
    code = sign_of(said)
    return StorageError(code, file=location, said=said) if code else None


def sign_of(said: str) -> str:
    """The code of ``StorageError`` for an engine's sentence, "" when it is none of these."""
    return next((code for sign, code in _SIGNS if sign in said), "")


def _broken_rule(said: str) -> OsiError | None:
    found = _UNIQUE.search(said) or _UNIQUE_NAME.search(said)
    if found:
        columns = [part.split(".")[-1].strip() for part in found["columns"].split(",")]
        named = [name for name in columns if not name.endswith("inspection_id")]
        return RuleError("not_unique", field=(named or columns)[-1], columns=", ".join(columns))
    if "FOREIGN KEY" in said or "foreign key" in said:
        return RuleError("unknown_reference", said=said)
    return None


@contextmanager
def told(location: str) -> Iterator[None]:
    """Turns an engine's faults into the core's errors; bugs pass as they are."""
    try:
        yield
    except DatabaseError as fault:
        error = as_error(fault, location)
        if error is None:
            raise
        raise error from fault

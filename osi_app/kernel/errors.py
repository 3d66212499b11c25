"""Everything that can go wrong for a reason outside the code. Anything else is a bug.

OsiError
 +- RuleError         a use case was asked for something a rule or a field forbids
 +- NotFoundError     the record is not there (any more)
 +- StaleDataError    the record changed since it was read, or since the step to undo
 +- ReferencedError   the record cannot be removed: others refer to it
 +- StorageError      the store cannot be opened, read or written
 +- ImportRefused     a file was refused; nothing was changed
 +- Cancelled         the person cancelled; nothing was changed

An error carries a code and values, never a sentence: texts are made in ``ui/messages.py`` and
in ``osi_app/cli_texts.py`` for the command line.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID


class OsiError(Exception):
    """Base of all errors that are told to a person. ``code`` names the text, ``values`` fill it."""

    def __init__(self, code: str, **values: Any) -> None:
        self.code = code
        self.values = values
        super().__init__(code, values)

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code} ({shown})" if shown else self.code


class RuleError(OsiError):
    """A field or a rule forbids this. ``values['field']`` names the field where there is one."""


class NotFoundError(OsiError):
    """No such record."""


class StaleDataError(OsiError):
    """The stored record is not the one that was read."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One record that refers to another and so keeps it from being removed."""

    kind: str
    id: UUID
    shown: str


class ReferencedError(OsiError):
    """The record cannot be removed. ``references`` lists who refers to it (all of them)."""

    def __init__(self, references: tuple[Reference, ...], **values: Any) -> None:
        super().__init__("referenced", **values)
        self.references = references


class StorageError(OsiError):
    """Codes: full, locked, read_only, damaged, newer, not_a_store, missing, foreign_objects,
    network_drive."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing in a foreign file that is not accepted, and why.

    ``where`` is the place a person can find ("row 17, column mass_kg", "line 6", "feature 3"),
    ``reason`` the cause in a short phrase, ``remedy`` what to do (may be empty).
    """

    where: str
    reason: str
    remedy: str = ""


class ImportRefused(OsiError):  # noqa: N818  # the field's word
    """A whole file is refused. Nothing was changed."""

    def __init__(self, file: str, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("import_refused", file=file, count=len(refusals))
        self.file = file
        self.refusals = refusals

    def __str__(self) -> str:
        shown = "; ".join(
            f"{r.where}: {r.reason}" + (f" ({r.remedy})" if r.remedy else "")
            for r in self.refusals[:10]
        )
        return f"{self.file}: {shown}"


@dataclass(frozen=True, slots=True)
class WantedField:
    """A field a file must give and gives no column for; ``choices`` are the words it takes, () for
    free text."""

    key: str
    choices: tuple[str, ...] = ()


class ColumnsWanted(ImportRefused):
    """A table without a column for some required fields: the person may say which of ``headers``
    it is, or one value for all rows."""

    def __init__(
        self,
        file: str,
        refusals: tuple[Refusal, ...],
        headers: tuple[str, ...],
        wanted: tuple[WantedField, ...],
    ) -> None:
        super().__init__(file, refusals)
        self.headers, self.wanted = headers, wanted


class Cancelled(OsiError):  # noqa: N818  # not an error of anything
    """The person cancelled."""

    def __init__(self) -> None:
        super().__init__("cancelled")

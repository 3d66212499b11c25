"""What the commands of the call-out share: which one, and what is typed."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, date, datetime
from typing import Any, Protocol

from osi_app.inspection.choosing import add_inspection, chosen
from osi_app.kernel.command import ExitCode
from osi_app.kernel.errors import NotFoundError, RuleError
from osi_app.kernel.ports import Store
from osi_app.roster.callout_records import CallOut
from osi_app.roster.callout_service import CallingOut

PASSWORD = "OSI_GATEWAY_PASSWORD"
"""Where a password is taken from: never from a file or the command line, which others can read."""


class CallingHouse(Protocol):
    """What the commands need of a house."""

    store: Store

    @property
    def roster(self) -> CallingOut: ...

    @property
    def inspection(self) -> Any: ...


def add_call_out(parser: ArgumentParser) -> None:
    """Adds ``--code`` and ``--inspection``."""
    parser.add_argument("--code", required=True, metavar="CODE", help="the call-out")
    add_inspection(parser)


def chosen_call_out(house: CallingHouse, arguments: Namespace) -> CallOut:
    """The call-out named. Raises ``NotFoundError``."""
    inspection = chosen(house, arguments)
    with house.store.read() as reading:
        every = reading.all(CallOut, inspection_id=inspection.id)
    for one in every:
        if one.code == arguments.code:
            return one
    known = ", ".join(one.code for one in every) or "none"
    raise NotFoundError("no_such_call_out", named=arguments.code, known=known)


def day_typed(typed: str) -> date:
    """Raises ``RuleError('invalid_day')``."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise RuleError("invalid_day", field="day", value=typed) from None


def instant_typed(typed: str) -> datetime:
    """In UTC where no zone is typed. Raises ``RuleError('invalid_instant')``."""
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        raise RuleError("invalid_instant", field="reply_by", value=typed) from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def findings_if(troubled: bool) -> ExitCode:
    """1 when there is something to look at."""
    return ExitCode.FINDINGS if troubled else ExitCode.FINE

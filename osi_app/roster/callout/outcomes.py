"""What became of one hand-over, and who carries it out."""

from dataclasses import dataclass
from typing import Protocol

from osi_app.kernel.errors import OsiError
from osi_app.roster.callout.composing import Parcel
from osi_app.roster.callout_records import MessageState

LONGEST_ERROR = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """The state that a hand-over leaves: sent, failed, unknown, or queued to be tried again.
    ``error`` is what the server said; ``lost`` says that the connection is gone."""

    state: MessageState
    error: str = ""
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Packed:
    """A message in the bytes that leave, and where to: an address, or an HTTP target."""

    address: str
    content: bytes


class NoConnection(OsiError):  # noqa: N818  # the field's word
    """The server was not reached, or would not have us; nothing was handed over. Codes:
    connection_failed, login_refused, no_starttls, host_missing."""


class Carrier(Protocol):
    """One way out. A carrier is opened before any message is marked as leaving."""

    def open(self) -> None:
        """Connects; a carrier that is open stays so. Raises ``NoConnection``."""

    def packed(self, parcel: Parcel) -> Packed:
        """The message as it leaves. Raises ``ValueError`` for what cannot be written."""

    def hand_over(self, packed: Packed) -> Outcome:
        """Hands one message over, at most once."""

    def close(self) -> None:
        """Ends the connection; never raises."""


def told(error: object) -> str:
    """What a server or the system said, in one short printable line."""
    text = error.decode("utf-8", "replace") if isinstance(error, bytes) else str(error)
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split())[:LONGEST_ERROR]

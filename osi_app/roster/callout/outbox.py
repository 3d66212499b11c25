"""Messages as files, where there is no network: e-mails to open and send, lists to upload or call.

A second run writes only what is new. It looks at the folder and not only at the store, so that a
run that was killed between writing and committing does not put the same message there twice.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from osi_app.exchange.tables import csv_text
from osi_app.exchange.writing.whole import write_whole
from osi_app.kernel.errors import Cancelled as CancelledError
from osi_app.kernel.errors import RuleError
from osi_app.kernel.ports import Cancelled, Progress, never_cancelled, no_progress
from osi_app.roster.callout.addresses import email_address
from osi_app.roster.callout.composing import Parcel, as_email
from osi_app.roster.callout_records import Channel

HEADERS = ("message_id", "code", "name", "number", "language", "time_zone", "token", "text")
_LISTS = {Channel.SMS: "sms", Channel.VOICE: "voice"}
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Outbox:
    """What a run wrote. ``files`` are new, ``messages`` count all that are in the folder now."""

    folder: Path
    files: tuple[Path, ...]
    messages: int


def write_outbox(
    folder: Path,
    parcels: Sequence[Parcel],
    sender: str,
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> Outbox:
    """Writes every e-mail as ``.eml`` and the rest as ``sms.csv`` and ``voice.csv`` (later runs:
    ``sms-002.csv``). Each file is whole or not there. Raises ``StorageError``, ``Cancelled``,
    ``RuleError('gateway_sender')``."""
    if not email_address(sender):
        raise RuleError("gateway_sender", field="sender", value=sender)
    files: list[Path] = []
    mails = [one for one in parcels if one.message.channel is Channel.EMAIL]
    for number, parcel in enumerate(mails, start=1):
        if cancelled():
            raise CancelledError
        path = folder / _file_name(parcel)
        if not path.exists():
            files.append(write_whole(path, as_email(parcel, sender)))
        progress(number, len(parcels))
    for channel, name in _LISTS.items():
        some = [one for one in parcels if one.message.channel is channel]
        files.extend(_write_list(folder, name, some))
    progress(len(parcels), len(parcels))
    return Outbox(folder, tuple(files), len(parcels))


def _file_name(parcel: Parcel) -> str:
    code = _UNSAFE.sub("_", parcel.to.person.code).strip("._")[:40] or "person"
    return f"{code}-{parcel.to.callee.token}-{parcel.message.step}.eml"


def _write_list(folder: Path, name: str, parcels: Iterable[Parcel]) -> list[Path]:
    earlier = sorted(folder.glob(f"{name}*.csv"))
    listed = {key for path in earlier for key in _keys(path)}
    new = [one for one in parcels if one.message.message_id not in listed]
    if not new:
        return []
    number = len(earlier) + 1
    while (path := folder / (f"{name}.csv" if number == 1 else f"{name}-{number:03}.csv")).exists():
        number += 1
    content = csv_text(HEADERS, [_row(parcel) for parcel in new])
    return [write_whole(path, content.encode("utf-8-sig"))]


def _row(parcel: Parcel) -> tuple[object, ...]:
    person = parcel.to.person
    return (
        parcel.message.message_id,
        person.code,
        person.name,
        parcel.message.address,
        parcel.wording.language,
        person.time_zone,
        parcel.to.callee.token,
        parcel.wording.body,
    )


def _keys(path: Path) -> set[str]:
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
        return {row[0] for row in csv.reader(stream) if row}

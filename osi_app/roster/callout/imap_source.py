"""Mails from an IMAP mailbox (RFC 3501), read and left as they are: opened read-only, fetched
without setting a flag."""

import hashlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from osi_app.roster.callout.gateway import Security
from osi_app.roster.callout.mail_reading import LARGEST_MAIL, RawMail
from osi_app.roster.callout.outcomes import NoConnection, told

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_SAFE = re.compile(r'[^\x00-\x1f\x7f"\\]+')


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox as a person names it for one reading; nothing of it is kept. ``seen`` holds marks
    of mails read before (see ``mark_of``), which are not fetched again."""

    host: str
    user: str
    password: str = field(repr=False)
    port: int = 993
    security: Security = Security.SSL
    folder: str = "INBOX"
    since: date | None = None
    timeout_s: float = 30.0
    ca_file: Path | None = None
    seen: frozenset[str] = frozenset()


def mark_of(mailbox: Mailbox, validity: str, uid: str) -> str:
    """By what one mail of a mailbox is remembered: a hash, for what it says is nobody's
    business."""
    told_of = "\0".join((mailbox.host, mailbox.user, mailbox.folder, validity, uid))
    return hashlib.sha256(told_of.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail of a mailbox with its mark."""

    mark: str
    raw: RawMail


def fetched_mails(mailbox: Mailbox) -> Iterator[Fetched]:
    """The mails since a day that were not read before, oldest first. Raises ``NoConnection``:
    connection_failed, login_refused, no_such_folder."""
    line = _opened(mailbox)
    try:
        yield from _fetched(line, mailbox)
    except (imaplib.IMAP4.error, OSError) as error:
        raise NoConnection("connection_failed", host=mailbox.host, reason=told(error)) from None
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            line.logout()


def _opened(mailbox: Mailbox) -> imaplib.IMAP4:
    try:
        line = _connected(mailbox)
    except (imaplib.IMAP4.error, OSError, ValueError) as error:
        reason = told(error) or type(error).__name__
        raise NoConnection("connection_failed", host=mailbox.host, reason=reason) from None
    try:
        line.login(mailbox.user, mailbox.password)
    except (imaplib.IMAP4.error, OSError, UnicodeError) as error:
        with suppress(imaplib.IMAP4.error, OSError):
            line.shutdown()
        raise NoConnection("login_refused", host=mailbox.host, reason=told(error)) from None
    return line


def _connected(mailbox: Mailbox) -> imaplib.IMAP4:
    trust = ssl.create_default_context(cafile=mailbox.ca_file)
    if mailbox.security is Security.SSL:
        return imaplib.IMAP4_SSL(
            mailbox.host, mailbox.port, ssl_context=trust, timeout=mailbox.timeout_s
        )
    line = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=mailbox.timeout_s)
    if mailbox.security is Security.STARTTLS:
        try:
            line.starttls(trust)
        except BaseException:
            line.shutdown()
            raise
    return line


def _fetched(line: imaplib.IMAP4, mailbox: Mailbox) -> Iterator[Fetched]:
    if not _SAFE.fullmatch(mailbox.folder):
        raise NoConnection("no_such_folder", folder=mailbox.folder)
    status, _ = line.select(f'"{mailbox.folder}"', readonly=True)
    if status != "OK":
        raise NoConnection("no_such_folder", folder=mailbox.folder)
    validity = _text(line.response("UIDVALIDITY")[1])
    wanted = ["ALL"] if mailbox.since is None else ["SINCE", _day(mailbox.since)]
    _, found = line.uid("SEARCH", *wanted)
    for uid in _text(found).split():
        mark = mark_of(mailbox, validity, uid)
        if mark not in mailbox.seen:
            raw = _mail(line, uid)
            if raw is not None:
                yield Fetched(mark, raw)


def _mail(line: imaplib.IMAP4, uid: str) -> RawMail | None:
    """One mail, or its beginning; None for one that is gone."""
    _, sizes = line.uid("FETCH", uid, "(RFC822.SIZE)")
    size = _SIZE.search(b" ".join(_pieces(sizes)))
    _, parts = line.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LARGEST_MAIL}>)")
    bodies = [one[1] for one in parts if isinstance(one, tuple)]
    if not bodies:
        return None
    cut = size is not None and int(size[1]) > LARGEST_MAIL
    return RawMail(f"mail {uid}", bodies[0][:LARGEST_MAIL], cut=cut)


def _pieces(answer: list[Any]) -> Iterator[bytes]:
    for one in answer:
        if isinstance(one, bytes):
            yield one
        elif isinstance(one, tuple):
            yield from (part for part in one if isinstance(part, bytes))


def _text(answer: list[Any]) -> str:
    return b" ".join(_pieces(answer)).decode("ascii", "replace")


def _day(day: date) -> str:
    """1-Feb-2026, in English whatever the machine speaks."""
    return f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}"

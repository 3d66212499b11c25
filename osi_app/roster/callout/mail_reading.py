"""A mail as it came, read without trusting it: broken MIME, wrong charsets, HTML alone, NUL, or
ten megabytes. Reading never fails; what was wrong is said."""

import email
import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime

from osi_app.roster.callout.html_text import text_of_html
from osi_app.roster.callout.invitation import DOMAIN
from osi_app.roster.callout_records import Answer

LARGEST_MAIL = 10 * 1024 * 1024
"""Bytes of one mail; of a larger one the beginning is read, and it is said so."""
LARGEST_HEADER = 256 * 1024
LONGEST_VALUE = 4_000
LONGEST_TEXT = 20_000
MOST_PARTS = 100
_LARGEST_PART = 400_000
_KEPT = "\n\t\xa0\u3000\u200c\u200d\u200e\u200f"
"""Signs that print nothing and that text in some script needs."""
_OURS = re.compile(rb"<[0-9a-f-]{36}@" + DOMAIN.encode() + rb">")
_UID = re.compile(r"^UID(?:;[^:\r\n]*)?:(.*)$", re.MULTILINE | re.IGNORECASE)
_PARTSTAT = re.compile(r"PARTSTAT=\"?([A-Z-]+)", re.IGNORECASE)
_METHOD = re.compile(r"^METHOD:\s*REPLY\s*$", re.MULTILINE | re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<[^<>\s]{3,250}>")
_ANSWERS = {
    "ACCEPTED": Answer.AVAILABLE,
    "DECLINED": Answer.UNAVAILABLE,
    "TENTATIVE": Answer.UNCLEAR,
}


@dataclass(frozen=True, slots=True)
class InvitationReply:
    """What a calendar answered to an invitation (iTIP REPLY)."""

    uid: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class ReadMail:
    """A mail in the parts that matter. ``sha256`` is of what the sender wrote and not of how it
    was kept, so that one mail from a folder and from a mailbox is one. ``problem`` is "" or:
    too_large, broken, bounced, automatic."""

    sender: str
    subject: str
    text: str
    at: datetime | None
    recipients: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    invitation: InvitationReply | None = None
    sha256: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RawMail:
    """A mail's bytes and where they stand ("mail 17"). ``cut``: more followed than is kept."""

    where: str
    content: bytes
    cut: bool = False


def read_mail(raw: RawMail) -> ReadMail:
    """The mail, whatever it is."""
    content = raw.content[:LARGEST_MAIL]
    cut = raw.cut or len(raw.content) > LARGEST_MAIL
    head, body = _parted(content)
    nested = body.lower().count(b"boundary=") + head.lower().count(b"boundary=") > MOST_PARTS
    try:
        # a mail of endless parts would take endless time: its text alone is read
        mail = email.message_from_bytes(head if nested else head + body, policy=compat32)
        parts = _Parts.of(mail)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        mail, nested = Message(), True
        parts = _Parts()
    text = parts.text
    if nested:
        text = clean(body[:_LARGEST_PART].decode("utf-8", "replace"))
    found = _composed(mail, parts, text, _problem(mail, content, cut=cut, broken=nested))
    ours = tuple(one.decode() for one in _OURS.findall(content[:_LARGEST_PART])[:MOST_PARTS])
    return replace(found, references=tuple(dict.fromkeys((*found.references, *ours))))


def _composed(mail: Message, parts: "_Parts", text: str, problem: str) -> ReadMail:
    sender = next(iter(_addresses(mail, "From")), "")
    subject = _value(mail, "Subject")
    told = (_value(mail, "Message-ID"), sender, _value(mail, "Date"), subject, text)
    return ReadMail(
        sender=sender,
        subject=subject,
        text=text[:LONGEST_TEXT],
        at=_date(mail),
        recipients=_addresses(mail, "To", "Cc", "Delivered-To", "X-Original-To"),
        references=tuple(_MESSAGE_ID.findall(
            _value(mail, "In-Reply-To") + " " + _value(mail, "References"))),
        invitation=parts.invitation,
        sha256=hashlib.sha256("\0".join(told).encode("utf-8", "replace")).hexdigest(),
        problem=problem,
    )  # fmt: skip


def _parted(content: bytes) -> tuple[bytes, bytes]:
    """Header and body; a header without end is cut, for what reads it takes the square of it."""
    ends = [at for mark in (b"\n\n", b"\r\n\r\n") if (at := content.find(mark)) >= 0]
    end = min(ends, default=len(content))
    return content[: min(end, LARGEST_HEADER)], content[end:]


def _problem(mail: Message, content: bytes, *, cut: bool, broken: bool) -> str:
    if broken:
        return "broken"
    if cut:
        return "too_large"
    if mail.get_content_type() == "multipart/report":
        # a notice of delay is no end (RFC 3464, 2.3.3)
        failed = b"action: failed" in content[:_LARGEST_PART].lower()
        return "bounced" if failed else "automatic"
    automatic = _value(mail, "Auto-Submitted").casefold()
    answered = _value(mail, "X-Autoreply") or _value(mail, "X-Auto-Response-Suppress") == "All"
    return "automatic" if automatic.startswith("auto-") or answered else ""


@dataclass(slots=True)
class _Parts:
    """The first plain text, the first HTML and the calendar of a mail; attachments are left."""

    plain: str = ""
    html: str = ""
    calendar: str = ""

    @classmethod
    def of(cls, mail: Message) -> "_Parts":
        """What the mail holds."""
        found = cls()
        for number, part in enumerate(mail.walk()):
            if number >= MOST_PARTS:
                break
            if not part.is_multipart():
                found._take(part)
        return found

    def _take(self, part: Message) -> None:
        kind = part.get_content_type()
        if kind in ("text/calendar", "application/ics"):
            self.calendar = self.calendar or _decoded(part)
        elif part.get_filename() or part.get_content_disposition() == "attachment":
            return
        elif kind == "text/html":
            self.html = self.html or _decoded(part)
        elif kind == "text/plain":
            self.plain = self.plain or _decoded(part)

    @property
    def text(self) -> str:
        """Plain text where there is any, else that of the HTML."""
        return clean(self.plain) if self.plain.strip() else clean(text_of_html(self.html))

    @property
    def invitation(self) -> InvitationReply | None:
        """The calendar's answer. Read line by line, unfolded (RFC 5545, 3.1): a parser of whole
        calendars would refuse what a phone makes of them."""
        told = re.sub(r"\r?\n[ \t]", "", self.calendar)
        uid, status = _UID.search(told), _PARTSTAT.search(told)
        if not _METHOD.search(told) or uid is None or status is None:
            return None
        answer = _ANSWERS.get(status[1].upper())
        return None if answer is None else InvitationReply(uid[1].strip()[:250], answer)


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    payload = payload[:_LARGEST_PART]
    charset = part.get_content_charset() or "utf-8"
    try:
        return payload.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        # a charset that is unknown, or not what it says: what cannot be read stays marked
        return payload.decode("utf-8", "replace")


def clean(text: str) -> str:
    """Text without NUL, other control signs and lone surrogates; line breaks and tabs stay."""
    sound = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(sign for sign in sound if sign.isprintable() or sign in _KEPT).strip()


def _value(mail: Message, name: str) -> str:
    """A header as text: encoded words decoded, on one line."""
    raw = str(mail.get(name, ""))[:LONGEST_VALUE]
    try:
        parts = decode_header(raw)
        told = "".join(
            part.decode(charset or "ascii", "replace") if isinstance(part, bytes) else part
            for part, charset in parts
        )
    except (ValueError, LookupError, UnicodeError):
        told = raw
    return clean(" ".join(told.split()))


def _addresses(mail: Message, *names: str) -> tuple[str, ...]:
    raw = [str(one)[:LONGEST_VALUE] for name in names for one in mail.get_all(name, [])[:5]]
    try:
        pairs = getaddresses(raw)
    except (ValueError, IndexError):  # what the parser itself trips over
        return ()
    return tuple(dict.fromkeys(clean(address)[:320] for _, address in pairs if "@" in address))


def _date(mail: Message) -> datetime | None:
    try:
        at = parsedate_to_datetime(_value(mail, "Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    try:
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None

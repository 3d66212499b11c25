"""A message as it leaves: an e-mail with its invitation, a short message, a script to read out.

Composing the same message again gives the same bytes: identifiers and boundaries are derived from
the message, never drawn.
"""

from dataclasses import dataclass
from datetime import UTC
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from osi_app.roster.callout.invitation import DOMAIN, Method, Occasion, invitation
from osi_app.roster.callout.steps import CALLED_OFF, FIRST_CHANGE
from osi_app.roster.callout.wording import (
    CHANGED,
    STOOD_DOWN,
    Addressed,
    Templates,
    Wording,
    worded,
)
from osi_app.roster.callout_records import CallMessage, Channel

POLICY = SMTP.clone(cte_type="7bit")
"""Every server takes seven bits, whatever script the text is in."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message with all that its hand-over needs."""

    message: CallMessage
    to: Addressed
    wording: Wording


def template_code(template: str, step: int) -> str:
    """The code of the text that a step says."""
    if step >= CALLED_OFF:
        return STOOD_DOWN
    return CHANGED if step >= FIRST_CHANGE else template


def parcel_of(message: CallMessage, to: Addressed, templates: Templates) -> Parcel:
    """The message in words. Raises ``RuleError('no_call_template')``."""
    code = template_code(to.call_out.template, message.step)
    return Parcel(message, to, worded(templates, code, message.channel, to))


def message_id_of(message_key: str) -> str:
    """The Message-ID of a message for life, made of its record's id."""
    return f"<{message_key}@{DOMAIN}>"


def as_email(parcel: Parcel, sender: str, *, plus_address: bool = False) -> bytes:
    """The e-mail as bytes (RFC 5322, CRLF) with a text part and the invitation."""
    mail = _headed(parcel, sender, parcel.message.address)
    mail["Subject"] = parcel.wording.subject
    if plus_address:
        mail["Reply-To"] = plussed(sender, parcel.to.callee.token)
    method = Method.CANCEL if parcel.message.step >= CALLED_OFF else Method.REQUEST
    occasion = Occasion(sender, parcel.message.queued_at, method)
    mail.set_content(parcel.wording.body, cte="base64")
    calendar = invitation(parcel.to, occasion, parcel.wording.body)
    mail.add_alternative(
        calendar, "text", "calendar", cte="base64",
        params={"method": method.value, "charset": "utf-8", "name": "invitation.ics"},
    )  # fmt: skip
    mail.set_boundary(f"=_{parcel.message.id.hex}")
    return mail.as_bytes()


def as_sms_mail(parcel: Parcel, sender: str, mailbox: str) -> bytes:
    """The e-mail that an SMS gateway turns into a short message: its text and nothing else."""
    mail = _headed(parcel, sender, mailbox)
    mail["Subject"] = parcel.to.callee.token
    mail.set_content(parcel.wording.body, cte="base64")
    return mail.as_bytes()


def plussed(address: str, token: str) -> str:
    """``ops@example.org`` and a token: ``ops+TOKEN@example.org``."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{token}@{domain}"


def _headed(parcel: Parcel, sender: str, address: str) -> EmailMessage:
    mail = EmailMessage(policy=POLICY)
    mail["Message-ID"] = parcel.message.message_id
    mail["Date"] = format_datetime(parcel.message.queued_at.astimezone(UTC))
    mail["From"] = sender
    named = parcel.to.person.name if parcel.message.channel is Channel.EMAIL else ""
    shown = " ".join(sign for sign in named.split() if sign.isprintable())
    local, _, domain = address.rpartition("@")
    mail["To"] = Address(display_name=shown, username=local, domain=domain)
    mail["Content-Language"] = parcel.wording.language
    return mail

"""Where a person can be reached: addresses that are checked before anything is sent to them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from osi_app.roster.callout_records import Channel
from osi_app.roster.records import Inspector

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


@dataclass(frozen=True, slots=True)
class Reach:
    """One rung of a person's ladder: a channel and its checked address (E.164 for telephones)."""

    channel: Channel
    address: str


@dataclass(frozen=True, slots=True)
class Unusable:
    """A rung that leads nowhere. ``reason``: email_missing, email_wrong, phone_missing,
    phone_wrong, channel_unknown."""

    channel: str
    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs that can be used, in the person's order, and those that cannot."""

    rungs: tuple[Reach, ...]
    unusable: tuple[Unusable, ...] = ()


def ladder_of(person: Inspector) -> Ladder:
    """How this person is called. A channel named twice counts once."""
    rungs: list[Reach] = []
    unusable: list[Unusable] = []
    for name in dict.fromkeys(person.channels):
        found = _rung(person, name)
        if isinstance(found, Reach):
            rungs.append(found)
        else:
            unusable.append(found)
    return Ladder(tuple(rungs), tuple(unusable))


def _rung(person: Inspector, name: str) -> Reach | Unusable:
    if name not in {channel.value for channel in Channel}:
        return Unusable(name, "", "channel_unknown")
    channel = Channel(name)
    by_mail = channel is Channel.EMAIL
    typed, kind = (person.email, "email") if by_mail else (person.phone, "phone")
    if not typed.strip():
        return Unusable(name, "", f"{kind}_missing")
    address = email_address(typed) if by_mail else e164(typed)
    return Reach(channel, address) if address else Unusable(name, typed, f"{kind}_wrong")


def e164(typed: str) -> str:
    """The number as +436641234567; "" for one that no network would take, or that does not say
    its country."""
    import phonenumbers  # noqa: PLC0415  # the numbering plans of all countries

    try:
        number = phonenumbers.parse(typed.strip()[:40], None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email_address(typed: str) -> str:
    """The address as a mail server takes it (the domain in ASCII); "" for what is none. Local
    parts outside ASCII are refused: few servers take them."""
    local, at, domain = typed.strip().rpartition("@")
    if (
        not at
        or not _LOCAL.fullmatch(local)
        or ".." in local
        or local[0] == "."
        or local[-1] == "."
    ):
        return ""
    try:
        plain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    labels = plain.split(".")
    if len(labels) < 2 or len(plain) > 253 or not all(_LABEL.fullmatch(one) for one in labels):
        return ""
    return f"{local}@{plain}"


def is_of(person: Inspector, sender: str) -> bool:
    """Whether a sender's address is the person's: the e-mail, or the telephone number, which an
    SMS gateway puts before its own domain."""
    sender = sender.strip().casefold()
    if not sender:
        return False
    if person.email and sender == email_address(person.email).casefold():
        return True
    number = e164(person.phone).lstrip("+") if person.phone else ""
    return bool(number) and _digits(sender.partition("@")[0]) == number


def _digits(text: str) -> str:
    """The digits of a number however it is written; "" for what has letters."""
    found = text.strip().lstrip("+").translate({ord(sign): None for sign in " -()./"})
    return found.removeprefix("00") if found.isascii() and found.isdigit() else ""


def languages_of(codes: Iterable[str]) -> tuple[str, ...]:
    """The person's languages in order, without their levels: ``fr:basic`` is ``fr``."""
    return tuple(dict.fromkeys(code.partition(":")[0].strip().casefold() for code in codes))

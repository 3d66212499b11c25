"""How messages leave: settings that a person gives for one run. Nothing of them is kept in the
store or the journal, and the password is not even shown."""

import string
import tomllib
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from osi_app.exchange.files import MEBIBYTE, check_file
from osi_app.kernel.errors import RuleError
from osi_app.roster.callout.addresses import email_address

LONGEST_WAIT_S = 600.0


class Security(StrEnum):
    """How the connection to a mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    SSL = "ssl"


@dataclass(frozen=True, slots=True)
class SmsHttp:
    """An SMS provider asked by HTTP. ``url`` and ``body`` hold ``{number}`` (digits without +),
    ``{e164}``, ``{text}`` and ``{token}``: filled in as the content type wants them."""

    url: str
    method: str = "POST"
    body: str = ""
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Gateway:
    """The mail server and, for SMS, ``sms_address`` ("{number}@sms.example.org") or ``sms_http``.

    ``timeout_s`` bounds every wait for the server; ``retry_minutes`` lie between two tries of a
    message that the server put off. ``plus_address`` puts the token into the address that a reply
    goes to (``ops+TOKEN@…``), where the server delivers such. ``ca_file`` names further
    certificates to trust, for a server inside the house.
    """

    sender: str
    host: str = ""
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    sms_address: str = ""
    sms_http: SmsHttp | None = None
    timeout_s: float = 30.0
    retry_minutes: float = 15.0
    plus_address: bool = False
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        """Raises ``RuleError``: gateway_sender, gateway_wait, gateway_sms, gateway_url."""
        if not email_address(self.sender):
            raise RuleError("gateway_sender", field="sender", value=self.sender)
        if not 0 < self.timeout_s <= LONGEST_WAIT_S:
            raise RuleError("gateway_wait", field="timeout_s", value=self.timeout_s)
        if self.sms_address and not email_address(self.sms_mailbox("+4366412345678")):
            raise RuleError("gateway_sms", field="sms_address", value=self.sms_address)
        if self.sms_http is not None:
            _refuse_url(self.sms_http.url)

    def sms_mailbox(self, number: str) -> str:
        """The address by which the gateway takes an SMS to this E.164 number."""
        filled = self.sms_address.replace("{number}", number.lstrip("+"))
        return filled.replace("{e164}", number)

    @property
    def carries_sms(self) -> bool:
        """Whether an SMS can be sent at all."""
        return bool(self.sms_address) or self.sms_http is not None


def _refuse_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        sound = False
    if not sound or any(sign in string.whitespace for sign in url):
        raise RuleError("gateway_url", field="url", value=url)


def read_gateway(path: Path, password: str = "") -> Gateway:
    """A gateway from a TOML file with the names of ``Gateway``; ``[sms_http]`` is a table. The
    password is never in the file. Raises ``ImportRefused`` for a file that is none,
    ``RuleError('gateway_file')`` for what it does not know, and what ``Gateway`` raises."""
    check_file(path, MEBIBYTE)
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return _gateway(told, path.parent, password)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, ValueError) as error:
        raise RuleError("gateway_file", file=path.name, reason=str(error)) from None


def _gateway(told: dict[str, Any], folder: Path, password: str) -> Gateway:
    known = {one.name for one in fields(Gateway)} - {"password"}
    unknown = sorted(set(told) - known)
    if unknown:
        raise ValueError(f"{', '.join(unknown)} is not known here")
    values = {**told, "password": password}
    if "security" in told:
        values["security"] = Security(told["security"])
    if "ca_file" in told:
        values["ca_file"] = folder / str(told["ca_file"])
    if "sms_http" in told:
        table = dict(told["sms_http"])
        headers = tuple((str(k), str(v)) for k, v in table.pop("headers", {}).items())
        values["sms_http"] = SmsHttp(**table, headers=headers)
    return Gateway(**values)

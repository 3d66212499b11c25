"""Short messages through a provider's HTTP interface."""

import http.client
import json
import ssl
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import quote, urlsplit

from osi_app.roster.callout.composing import Parcel
from osi_app.roster.callout.gateway import Gateway, SmsHttp
from osi_app.roster.callout.outcomes import NoConnection, Outcome, Packed, told
from osi_app.roster.callout_records import MessageState

Escape = Callable[[str], str]
_PUT_OFF = frozenset({408, 425, 429, 503})
"""Refusals that ask for another try."""


class HttpCarrier:
    """One request a message. Redirects are not followed: the provider's address is the one given.

    A request that found no connection did not leave; one that broke off may have, and is
    ``unknown``; so is one that the provider answered with a fault of its own (5xx).
    """

    def __init__(self, gateway: Gateway) -> None:
        if gateway.sms_http is None:
            raise NoConnection("host_missing", field="sms_http")
        self._ask: SmsHttp = gateway.sms_http
        self._gateway = gateway
        self._line: http.client.HTTPConnection | None = None

    def open(self) -> None:
        """Connects. Raises ``NoConnection``."""
        if self._line is not None:
            return
        parts = urlsplit(self._ask.url)
        host, port, wait = parts.hostname or "", parts.port, self._gateway.timeout_s
        try:
            if parts.scheme == "https":
                trust = ssl.create_default_context(cafile=self._gateway.ca_file)
                line: http.client.HTTPConnection = http.client.HTTPSConnection(
                    host, port, timeout=wait, context=trust
                )
            else:
                line = http.client.HTTPConnection(host, port, timeout=wait)
            line.connect()
        except (OSError, ValueError) as error:
            raise NoConnection("connection_failed", host=host, reason=told(error)) from None
        self._line = line

    def packed(self, parcel: Parcel) -> Packed:
        """The request's target and body."""
        return Packed(_target(self._ask, parcel), _body(self._ask, parcel))

    def hand_over(self, packed: Packed) -> Outcome:
        """One message. The connection is not kept: what is left unread of an answer would be
        taken for the next one."""
        line, self._line = self._line, None
        if line is None:
            return Outcome(MessageState.QUEUED, lost=True)
        headers = {"Content-Type": self._ask.content_type, **dict(self._ask.headers)}
        try:
            line.request(self._ask.method, packed.address, packed.content or None, headers)
            answer = line.getresponse()
            said = answer.read(2_000)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Outcome(MessageState.UNKNOWN, told(error) or type(error).__name__, lost=True)
        finally:
            line.close()
        return Outcome(_state(answer.status), _error(answer.status, said))

    def close(self) -> None:
        """Ends the connection."""
        if self._line is not None:
            with suppress(OSError):
                self._line.close()
        self._line = None


def _state(status: int) -> MessageState:
    if 200 <= status < 300:
        return MessageState.SENT
    if status in _PUT_OFF:
        return MessageState.QUEUED
    return MessageState.UNKNOWN if status >= 500 else MessageState.FAILED


def _error(status: int, said: bytes) -> str:
    return "" if 200 <= status < 300 else told(f"{status} {said.decode('utf-8', 'replace')}")


def _target(ask: SmsHttp, parcel: Parcel) -> str:
    parts = urlsplit(ask.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _filled(path, parcel, lambda text: quote(text, safe=""))


def _body(ask: SmsHttp, parcel: Parcel) -> bytes:
    escape: Escape = str
    if "json" in ask.content_type:
        escape = _in_json
    elif "urlencoded" in ask.content_type:
        escape = lambda text: quote(text, safe="")  # noqa: E731  # the shortest word for it
    return _filled(ask.body, parcel, escape).encode()


def _in_json(text: str) -> str:
    """As it stands between the quotation marks of a JSON text."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _filled(pattern: str, parcel: Parcel, escape: Escape) -> str:
    number = parcel.message.address
    values = {
        "{number}": number.lstrip("+"),
        "{e164}": number,
        "{token}": parcel.to.callee.token,
        "{text}": parcel.wording.body,  # last: what it holds is not filled in again
    }
    for place, value in values.items():
        pattern = pattern.replace(place, escape(value))
    return pattern

"""E-mail over SMTP (RFC 5321), one connection for many messages.

Until DATA begins a broken connection means that the message did not leave. From then on nobody can
know, so it is ``unknown`` and left to a person. smtplib's ``sendmail`` hides which it was: the
dialogue is led here.
"""

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress

from osi_app.roster.callout.composing import Parcel, as_email, as_sms_mail
from osi_app.roster.callout.gateway import Gateway, Security
from osi_app.roster.callout.outcomes import NoConnection, Outcome, Packed, told
from osi_app.roster.callout_records import Channel, MessageState

Said = tuple[int, bytes]
_BROKEN = (smtplib.SMTPServerDisconnected, OSError, smtplib.SMTPResponseException)


class SmtpCarrier:
    """E-mails, and short messages where the gateway takes them as e-mail."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._line: smtplib.SMTP | None = None

    def open(self) -> None:
        """Connects, protects the connection and logs in. Raises ``NoConnection``."""
        if self._line is not None:
            return
        gateway = self._gateway
        if not gateway.host:
            raise NoConnection("host_missing", field="host")
        try:
            self._line = self._connected()
        except smtplib.SMTPAuthenticationError as error:
            raise NoConnection("login_refused", host=gateway.host, reason=_of(error)) from None
        except smtplib.SMTPNotSupportedError as error:
            code = "no_starttls" if gateway.security is Security.STARTTLS else "login_refused"
            raise NoConnection(code, host=gateway.host, reason=told(error)) from None
        except (smtplib.SMTPException, OSError, ValueError) as error:
            reason = told(error) or type(error).__name__
            raise NoConnection("connection_failed", host=gateway.host, reason=reason) from None

    def _connected(self) -> smtplib.SMTP:
        gateway = self._gateway
        line: smtplib.SMTP
        # smtplib would else ask the network for this machine's name, and wait for it
        named = gateway.sender.rpartition("@")[2]
        if gateway.security is Security.SSL:
            line = smtplib.SMTP_SSL(
                gateway.host, gateway.port, named, timeout=gateway.timeout_s, context=self._trust()
            )
        else:
            line = smtplib.SMTP(gateway.host, gateway.port, named, timeout=gateway.timeout_s)
        try:
            line.ehlo_or_helo_if_needed()
            if gateway.security is Security.STARTTLS:
                line.starttls(context=self._trust())
                line.ehlo_or_helo_if_needed()
            if gateway.user:
                line.login(gateway.user, gateway.password)
        except BaseException:
            line.close()
            raise
        return line

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._gateway.ca_file)

    def packed(self, parcel: Parcel) -> Packed:
        """The message as the server takes it. Raises ``ValueError`` for what no mail can hold."""
        gateway = self._gateway
        if parcel.message.channel is Channel.SMS:
            mailbox = gateway.sms_mailbox(parcel.message.address)
            return Packed(mailbox, as_sms_mail(parcel, gateway.sender, mailbox))
        mail = as_email(parcel, gateway.sender, plus_address=gateway.plus_address)
        return Packed(parcel.message.address, mail)

    def hand_over(self, packed: Packed) -> Outcome:
        """One message; the connection stays for the next."""
        line = self._line
        if line is None:
            return Outcome(MessageState.QUEUED, lost=True)
        try:
            refused = _announced(line, self._gateway.sender, packed.address)
        except _BROKEN as error:
            self._drop()
            return Outcome(MessageState.QUEUED, told(error), lost=True)
        if refused is not None:
            return self._refused(refused)
        return self._delivered(line, packed.content)

    def _delivered(self, line: smtplib.SMTP, content: bytes) -> Outcome:
        try:
            line.send(_stuffed(content))
            said = line.getreply()
        except _BROKEN as error:
            self._drop()
            return Outcome(MessageState.UNKNOWN, told(error), lost=True)
        if 200 <= said[0] < 300:
            return Outcome(MessageState.SENT)
        if not 400 <= said[0] < 600:  # no answer to a message: it may have been taken
            self._drop()
            return Outcome(MessageState.UNKNOWN, told(said[1]), lost=True)
        return self._refused(said)

    def _refused(self, said: Said) -> Outcome:
        """5xx is final for this message; 4xx is worth another try (RFC 5321, 4.2.1); 421 means
        that the server hangs up."""
        code, text = said
        error = told(f"{code} {text.decode('utf-8', 'replace')}")
        lost = code == 421
        if lost or not self._ready_again():
            self._drop()
            lost = True
        final = 500 <= code < 600
        return Outcome(MessageState.FAILED if final else MessageState.QUEUED, error, lost)

    def _ready_again(self) -> bool:
        """Takes an unfinished message back, so that the next can begin."""
        try:
            return self._line is not None and self._line.rset()[0] == 250
        except _BROKEN:
            return False

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None

    def close(self) -> None:
        """Says goodbye; a server that does not answer is left."""
        if self._line is not None:
            with suppress(*_BROKEN):
                self._line.quit()
        self._drop()


def _announced(line: smtplib.SMTP, sender: str, address: str) -> Said | None:
    """MAIL, RCPT and DATA: what refused them, None when the server waits for the message."""
    steps: tuple[tuple[Callable[[], Said], tuple[int, ...]], ...] = (
        (lambda: line.mail(sender), (250,)),
        (lambda: line.rcpt(address), (250, 251)),
        (lambda: line.docmd("DATA"), (354,)),
    )
    for say, wanted in steps:
        said = say()
        if said[0] == -1:  # smtplib's word for a line that is no reply
            raise smtplib.SMTPServerDisconnected(told(said[1]))
        if said[0] not in wanted:
            return said
    return None


def _stuffed(content: bytes) -> bytes:
    """Lines that begin with a dot get another (RFC 5321, 4.5.2), and the end its own line."""
    doubled = re.sub(rb"(?m)^\.", b"..", content)
    return doubled + (b"" if doubled.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _of(error: smtplib.SMTPResponseException) -> str:
    text = error.smtp_error
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return told(f"{error.smtp_code} {said}")

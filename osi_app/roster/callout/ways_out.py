"""The ways out that a gateway offers."""

from osi_app.roster.callout.gateway import Gateway
from osi_app.roster.callout.http_carrier import HttpCarrier
from osi_app.roster.callout.outcomes import Carrier
from osi_app.roster.callout.smtp_carrier import SmtpCarrier
from osi_app.roster.callout_records import Channel


def carriers(gateway: Gateway) -> dict[Channel, Carrier]:
    """One carrier a channel; SMS shares the mail server's where the gateway takes it as e-mail.
    Calls are made by people."""
    mail = SmtpCarrier(gateway)
    ways: dict[Channel, Carrier] = {Channel.EMAIL: mail} if gateway.host else {}
    if gateway.sms_http is not None:
        ways[Channel.SMS] = HttpCarrier(gateway)
    elif gateway.sms_address and gateway.host:
        ways[Channel.SMS] = mail
    return ways

"""A store with people to call, a clock that can be moved on, and a mail server of many moods."""

import asyncio
import socket
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from uuid import UUID

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from osi_app.inspection.records import Inspection, InspectionKind
from osi_app.kernel.ports import Store
from osi_app.library.records import Region, State
from osi_app.roster.callout.campaigns import Called, read_called
from osi_app.roster.callout.gateway import Gateway, Security
from osi_app.roster.callout.opening import CallOutPlan
from osi_app.roster.callout_records import CallOut
from osi_app.roster.callout_service import CallingOut
from osi_app.roster.records import Inspector

T0 = datetime(2026, 8, 24, 6, tzinfo=UTC)
FIRST, LAST = date(2026, 8, 30), date(2026, 10, 27)


class MovingClock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime = T0) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def on(self, **span: float) -> None:
        """Moves on by ``hours=…`` or ``minutes=…``."""
        self.at += timedelta(**span)


@dataclass
class Field:
    """The ground of these tests."""

    store: Store
    clock: MovingClock
    inspection: Inspection
    states: tuple[State, ...]
    opened: int = 0

    @property
    def calling(self) -> CallingOut:
        return CallingOut(self.store, self.clock)

    def put(self, *records: Any) -> None:
        with self.store.write("Put") as work:
            work.add(*records)
            work.commit()

    def person(self, number: int, **values: Any) -> Inspector:
        """Inspector I-007 with an e-mail and a mobile number of their own."""
        told: dict[str, Any] = {
            "code": f"I-{number:03}",
            "name": f"Person {number}",
            "latin_name": f"Person {number}",
            "nationality_id": self.states[number % len(self.states)].id,
            "email": f"person{number}@example.org",
            "phone": f"+43664{1000000 + number}",
            "languages": ("en:fluent",),
            "time_zone": "Europe/Vienna",
            **values,
        }
        found = Inspector(**told)
        self.put(found)
        return found

    def open(self, *waves: list[Inspector], **values: Any) -> CallOut:
        """A call-out of these waves, named CO-1, CO-2, …"""
        self.opened += 1
        plan = CallOutPlan(
            **{
                "inspection_id": self.inspection.id,
                "code": f"CO-{self.opened}",
                "title": "OSI-1",
                "needed_from": FIRST,
                "needed_until": LAST,
                "reply_by": self.clock() + timedelta(hours=12),
                "waves": tuple(tuple(one.id for one in wave) for wave in waves),
                "assembly": "Vienna, 28 August",
                **values,
            }
        )
        return self.calling.open_call_out(plan).call_out

    def called(self, call_out_id: UUID) -> Called:
        with self.store.read() as reading:
            return read_called(reading, call_out_id)

    def tokens(self, call_out_id: UUID) -> dict[str, str]:
        """Each person's token by their code."""
        called = self.called(call_out_id)
        return {called.person_of(key).code: one.token for key, one in called.callees.items()}

    def states_of(self, call_out_id: UUID) -> list[str]:
        """The states of all messages, by code and step."""
        called = self.called(call_out_id)
        messages = sorted(
            called.campaign.messages, key=lambda m: (called.person_of(m.callee_id).code, m.step)
        )
        return [one.state.value for one in messages]


def field_of(store: Store, clock: MovingClock, kind: InspectionKind) -> Field:
    """A store with two States of two regions and an inspection of this kind."""
    inspected = State(code="XA", name="Arcania", fictional=True)
    requesting = State(code="XF", name="Fiducia", fictional=True)
    africa = State(code="KEN", name="Kenya", region=Region.AFRICA)
    europe = State(code="HUN", name="Hungary", region=Region.EASTERN_EUROPE)
    inspection = Inspection(
        code="EX-1",
        title="Exercise",
        kind=kind,
        requesting_state_id=requesting.id,
        inspected_state_id=inspected.id,
        requested_at=T0,
    )
    found = Field(store, clock, inspection, (africa, europe))
    found.put(inspected, requesting, africa, europe, inspection)
    return found


@dataclass
class Moods:
    """What a server does with the next messages: ok, 450, 550, hang, die_before, die_during,
    die_after; ok when none is told. ``accepted`` is all that it took responsibility for."""

    plan: list[str] = field(default_factory=list)
    accepted: list[bytes] = field(default_factory=list)
    connections: int = 0

    def next(self) -> str:
        return self.plan.pop(0) if self.plan else "ok"

    @property
    def message_ids(self) -> list[str]:
        return [str(message_from_bytes(one)["Message-ID"]) for one in self.accepted]

    def mail(self, number: int) -> EmailMessage:
        """An accepted mail, parsed."""
        found = message_from_bytes(self.accepted[number], policy=default)
        assert isinstance(found, EmailMessage)
        return found


def hang_up(server: SMTP) -> None:
    """Drops the connection without a word."""
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


class _Handler:
    def __init__(self, moods: Moods) -> None:
        self.moods = moods

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del options
        mood = self.moods.next()
        session.mood = mood  # type: ignore[attr-defined]  # one connection's, not the server's
        if mood == "450":
            return "450 4.2.1 mailbox busy"
        if mood == "550":
            return "550 5.1.1 no such user"
        if mood == "hang":
            await asyncio.sleep(3)
        if mood == "die_before":
            hang_up(server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content
        assert content is not None
        self.moods.accepted.append(content)
        if getattr(session, "mood", "") == "die_after":
            hang_up(server)
        return "250 taken"


class _Server(SMTP):
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  # aiosmtpd's name
        if getattr(self.session, "mood", "") == "die_during":
            await self.push("354 go on")
            hang_up(self)
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        self.handler.moods.connections += 1
        return _Server(self.handler, hostname="localhost")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def controller(moods: Moods) -> Controller:
    """A real SMTP server with these moods, not yet started."""
    return _Controller(_Handler(moods), hostname="127.0.0.1", port=free_port())


def gateway_to(port: int, **values: Any) -> Gateway:
    """The settings that lead to a server on this machine."""
    told: dict[str, Any] = {
        "sender": "ops@example.org",
        "host": "127.0.0.1",
        "port": port,
        "security": Security.NONE,
        "timeout_s": 0.5,
        "sms_address": "{number}@sms.example.org",
        **values,
    }
    return Gateway(**told)

"""How members get there and where they sleep. Instants are aware UTC; places are IATA codes or
names; days are inclusive."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from osi_app.kernel.record import Instant, Record


class TravelMode(StrEnum):
    """How a leg is travelled."""

    AIR = "air"
    CHARTER = "charter"
    ROAD = "road"
    RAIL = "rail"
    SEA = "sea"


class LegStatus(StrEnum):
    """Where a leg stands."""

    PLANNED = "planned"
    BOOKED = "booked"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"


class SignOffKind(StrEnum):
    """What a member signs before departure."""

    ASSEMBLY = "assembly"
    OPERATIONS_BRIEFING = "operations_briefing"
    SAFETY_BRIEFING = "safety_briefing"
    CONFIDENTIALITY = "confidentiality"
    DOSEMETER = "dosemeter"
    PERSONAL_KIT = "personal_kit"


class TravelLeg(Record):
    """One leg of one person's way. ``delay_min`` moves its arrival in the forecast."""

    inspection_id: UUID
    inspector_id: UUID
    number: int = Field(ge=1)
    mode: TravelMode = TravelMode.AIR
    from_place: str = Field(min_length=1)
    to_place: str = Field(min_length=1)
    departs_at: Instant
    arrives_at: Instant
    carrier: str = ""
    reference: str = ""
    status: LegStatus = LegStatus.PLANNED
    delay_min: int = 0


class SignOff(Record):
    """A member's signature under one step. One of each kind a person and inspection."""

    inspection_id: UUID
    inspector_id: UUID
    sign_off: SignOffKind
    at: Instant
    signed_by: str = Field(min_length=1)


class RoomStay(Record):
    """A bed for some nights: from the evening of ``first_day`` to the morning of ``last_day``."""

    inspection_id: UUID
    inspector_id: UUID
    place: str = Field(min_length=1)
    room: str = Field(min_length=1)
    first_day: date
    last_day: date

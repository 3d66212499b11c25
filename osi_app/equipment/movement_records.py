"""What exists of the ways of things: the steps of certification, scans, stock-takes, movements."""

from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from osi_app.kernel.record import Instant, Record


class Step(StrEnum):
    """From the shelf to the field and back (P.36-40, P.51). The last check at the point of entry
    is one of accepted, excluded and query."""

    STORED = "stored"
    CONFIGURED = "configured"
    CALIBRATED = "calibrated"
    CERTIFIED = "certified"
    SEALED = "sealed"
    PACKED = "packed"
    SHIPPED = "shipped"
    ACCEPTED = "accepted"
    EXCLUDED = "excluded"
    QUERY = "query"
    IN_USE = "in_use"
    RETURNED = "returned"
    LEFT = "left"


class StatusStep(Record):
    """An item has taken a step. ``signed_by`` is the inspection team's or the store's hand,
    ``countersigned_by`` that of the second person: the inspected State's at the point of entry
    (P.51), whose ``reason`` is kept. The newest step is where the item stands."""

    item_id: UUID
    step: Step
    at: Instant
    inspection_id: UUID | None = None
    seal_number: str = ""
    reason: str = ""
    signed_by: str = Field(min_length=1)
    countersigned_by: str = ""


class StockTake(Record):
    """Counting what is in a place: the code of a location or a container. Closed when signed."""

    code: str = Field(min_length=1, max_length=40)
    place: str = Field(min_length=1)
    opened_at: Instant
    closed_at: Instant | None = None
    signed_by: str = ""
    note: str = ""


class Scan(Record):
    """A tag was read at an instant. ``gate`` says where, ``container_id`` in which box it was
    scanned, ``stock_take_id`` for which count."""

    tag: str = Field(min_length=1)
    at: Instant
    gate: str = ""
    container_id: UUID | None = None
    stock_take_id: UUID | None = None


class Difference(StrEnum):
    """What a count finds other than expected."""

    MISSING = "missing"
    EXTRA = "extra"
    WRONG_BOX = "wrong_box"
    UNKNOWN = "unknown"


class StockDifference(Record):
    """A difference of a count that someone has signed off, with what became of it."""

    stock_take_id: UUID
    tag: str = Field(min_length=1)
    difference: Difference
    signed_by: str = Field(min_length=1)
    note: str = Field(min_length=1)


class ContainerMovement(Record):
    """A container was brought to a place or seen at a gate."""

    container_id: UUID
    at: Instant
    location_id: UUID | None = None
    gate: str = ""
    moved_by: str = ""

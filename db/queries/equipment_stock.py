"""Lists of what holds, books, follows and counts items: systems, containers, lots, places."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, func, literal, or_, select

from db.queries.sql_list import Source
from db.rows import TABLES
from osi_app.equipment.care_records import SensorKind
from osi_app.equipment.records import EquipmentUse, LoadState, LocationKind, ReservationPurpose
from osi_app.kernel.lists import Column, ColumnKind, ListQuery

_ITEM = TABLES["item"][1]
_SYSTEM = TABLES["equipment_system"][1]
_MEMBER = TABLES["system_member"][1]
_CONTAINER = TABLES["container"][1]
_LOCATION = TABLES["location"][1]
_LOT = TABLES["consumable_lot"][1]
_RESERVATION = TABLES["reservation"][1]
_INSPECTION = TABLES["inspection"][1]
_SERIES = TABLES["qc_series"][1]
_READING = TABLES["qc_reading"][1]
_SOURCE = TABLES["check_source"][1]
_COUNT = TABLES["stock_take"][1]
_SCAN = TABLES["scan"][1]
_APPROVED = TABLES["catalogue_line"][1]

Expression = ColumnElement[Any]

SYSTEMS = (
    Column("code", ColumnKind.CODE, editable=True, width=84),
    Column("name", editable=True, width=230),
    Column("technique", ColumnKind.WORD, editable=True, width=84, words=tuple(EquipmentUse)),
    Column("variant", editable=True, width=100),
    Column("status", ColumnKind.STATUS, width=110, words=("complete", "incomplete")),
    Column("places", ColumnKind.NUMBER, width=70),
    Column("missing", ColumnKind.NUMBER, width=76),
    Column("mass_kg", ColumnKind.NUMBER, width=90),
)
CONTAINERS = (
    Column("code", ColumnKind.CODE, editable=True, width=84),
    Column("name", editable=True, width=170),
    Column("state", ColumnKind.WORD, width=90, words=tuple(LoadState)),
    Column("status", ColumnKind.STATUS, width=104, words=("fits", "overweight")),
    Column("place", ColumnKind.CODE, width=110),
    Column("items", ColumnKind.NUMBER, width=64),
    Column("load_kg", ColumnKind.NUMBER, width=84),
    Column("gross_kg", ColumnKind.NUMBER, width=84),
    Column("max_gross_kg", ColumnKind.NUMBER, editable=True, width=100),
    Column("rfid", ColumnKind.CODE, editable=True, width=120),
    Column("barcode", ColumnKind.CODE, editable=True, width=120),
    Column("note", editable=True, width=160),
)
RESERVATIONS = (
    Column("code", ColumnKind.CODE, editable=True, width=84),
    Column("what", ColumnKind.CODE, width=100),
    Column("purpose", ColumnKind.WORD, editable=True, width=110, words=tuple(ReservationPurpose)),
    Column("inspection", ColumnKind.CODE, width=90),
    Column("first_day", ColumnKind.DAY, width=106),
    Column("last_day", ColumnKind.DAY, width=106),
    Column("branch", editable=True, width=110),
    Column("note", editable=True, width=200),
)
SERIES = (
    Column("code", ColumnKind.CODE, editable=True, width=84),
    Column("item", ColumnKind.CODE, width=90),
    Column("quantity", editable=True, width=200),
    Column("unit", editable=True, width=70),
    Column("sensor", ColumnKind.WORD, editable=True, width=130, words=tuple(SensorKind)),
    Column("source", ColumnKind.CODE, width=84),
    Column("readings", ColumnKind.NUMBER, width=80),
    Column("last_at", ColumnKind.INSTANT, width=150),
)
LOTS = (
    Column("code", ColumnKind.CODE, editable=True, width=84),
    Column("item_type", editable=True, width=200),
    Column("lot_number", ColumnKind.CODE, editable=True, width=110),
    Column("quantity", ColumnKind.NUMBER, editable=True, width=84),
    Column("unit", editable=True, width=80),
    Column("expires_on", ColumnKind.DAY, editable=True, width=110),
    Column("status", ColumnKind.STATUS, width=110, words=("valid", "lapsed", "not_needed")),
    Column("box", ColumnKind.CODE, width=90),
    Column("location", editable=True, width=150),
)
STOCK_TAKES = (
    Column("code", ColumnKind.CODE, editable=True, width=84),
    Column("place", ColumnKind.CODE, width=120),
    Column("status", ColumnKind.STATUS, width=90, words=("open", "closed")),
    Column("opened_at", ColumnKind.INSTANT, width=150),
    Column("closed_at", ColumnKind.INSTANT, width=150),
    Column("scans", ColumnKind.NUMBER, width=70),
    Column("signed_by", width=150),
)
LOCATIONS = (
    Column("code", ColumnKind.CODE, editable=True, width=110),
    Column("name", editable=True, width=220),
    Column("kind", ColumnKind.WORD, editable=True, width=100, words=tuple(LocationKind)),
    Column("within", ColumnKind.CODE, editable=True, width=110),
    Column("containers", ColumnKind.NUMBER, width=90),
)
APPROVED = (
    Column("code", ColumnKind.CODE, editable=True, width=100),
    Column("title", editable=True, width=320),
    Column("technique", ColumnKind.WORD, editable=True, width=84, words=tuple(EquipmentUse)),
    Column("core", ColumnKind.WORD, width=66, words=("yes", "no")),
    Column("specification", editable=True, width=120),
    Column("items", ColumnKind.NUMBER, width=70),
)


def _plain(table: Table, *names: str) -> dict[str, Expression]:
    return {name: table.c[name] for name in names}


def _counted(table: Table, column: str, owner: Table) -> Expression:
    """How many rows of a table refer to a row of the owner."""
    return (
        select(func.count())
        .select_from(table)
        .where(table.c[column] == owner.c.id)
        .correlate(owner)
        .scalar_subquery()
    )


def _code_of(table: Table, column: Expression, owner: Table) -> Expression:
    """The code of what a column refers to, "" when it refers to nothing."""
    code = select(table.c.code).where(table.c.id == column).correlate(owner).scalar_subquery()
    return func.coalesce(code, "")


def systems(query: ListQuery) -> Source:
    """Systems with what is missing in them."""
    del query
    empty = or_(
        and_(_MEMBER.c.kind == "item", _MEMBER.c.item_id.is_(None)),
        and_(_MEMBER.c.kind == "system", _MEMBER.c.part_id.is_(None)),
        and_(
            _MEMBER.c.kind.in_(("consumable", "software")), _MEMBER.c.present < _MEMBER.c.quantity
        ),
    )
    missing = (
        select(func.count())
        .select_from(_MEMBER)
        .where(_MEMBER.c.system_id == _SYSTEM.c.id, _MEMBER.c.required, empty)
        .correlate(_SYSTEM)
        .scalar_subquery()
    )
    mass = (
        select(func.coalesce(func.sum(_ITEM.c.mass_kg), 0.0))
        .select_from(_MEMBER.join(_ITEM, _MEMBER.c.item_id == _ITEM.c.id))
        .where(_MEMBER.c.system_id == _SYSTEM.c.id)
        .correlate(_SYSTEM)
        .scalar_subquery()
    )
    return Source(
        _SYSTEM,
        _SYSTEM.c.id,
        _SYSTEM.c.code,
        _plain(_SYSTEM, "code", "name", "technique", "variant")
        | {
            "places": _counted(_MEMBER, "system_id", _SYSTEM),
            "missing": missing,
            "status": case((missing == 0, literal("complete")), else_=literal("incomplete")),
            "mass_kg": mass,
        },
    )


def containers(query: ListQuery) -> Source:
    """Containers with what is in them and what it weighs."""
    del query

    def weight(table: Table) -> Expression:
        return (
            select(func.coalesce(func.sum(table.c.mass_kg), 0.0))
            .where(table.c.container_id == _CONTAINER.c.id)
            .correlate(_CONTAINER)
            .scalar_subquery()
        )

    load = weight(_ITEM) + weight(_LOT)
    gross = load + _CONTAINER.c.tare_kg
    over = and_(_CONTAINER.c.max_gross_kg.is_not(None), gross > _CONTAINER.c.max_gross_kg)
    return Source(
        _CONTAINER,
        _CONTAINER.c.id,
        _CONTAINER.c.code,
        _plain(_CONTAINER, "code", "name", "state", "max_gross_kg", "rfid", "barcode", "note")
        | {
            "status": case((over, literal("overweight")), else_=literal("fits")),
            "place": _code_of(_LOCATION, _CONTAINER.c.location_id, _CONTAINER),
            "items": _counted(_ITEM, "container_id", _CONTAINER),
            "load_kg": load,
            "gross_kg": gross,
        },
        not_searched=frozenset({"place"}),
    )


def reservations(query: ListQuery) -> Source:
    """Bookings with what they book."""
    del query
    system = _code_of(_SYSTEM, _RESERVATION.c.system_id, _RESERVATION)
    item = _code_of(_ITEM, _RESERVATION.c.item_id, _RESERVATION)
    plain = _plain(_RESERVATION, "code", "purpose", "first_day", "last_day", "branch", "note")
    return Source(
        _RESERVATION,
        _RESERVATION.c.id,
        _RESERVATION.c.code,
        plain
        | {
            "what": case((system != "", system), else_=item),
            "inspection": _code_of(_INSPECTION, _RESERVATION.c.inspection_id, _RESERVATION),
        },
    )


def series(query: ListQuery) -> Source:
    """QC series with their newest reading."""
    del query
    last = (
        select(func.max(_READING.c.at))
        .where(_READING.c.series_id == _SERIES.c.id)
        .correlate(_SERIES)
        .scalar_subquery()
    )
    return Source(
        _SERIES,
        _SERIES.c.id,
        _SERIES.c.code,
        _plain(_SERIES, "code", "quantity", "unit", "sensor")
        | {
            "item": _code_of(_ITEM, _SERIES.c.item_id, _SERIES),
            "source": _code_of(_SOURCE, _SERIES.c.check_source_id, _SERIES),
            "readings": _counted(_READING, "series_id", _SERIES),
            "last_at": last,
        },
    )


def lots(query: ListQuery) -> Source:
    """Lots, on the day."""
    on = query.on or date.max
    expires = _LOT.c.expires_on
    status = case(
        (expires.is_(None), literal("not_needed")),
        (expires < on, literal("lapsed")),
        else_=literal("valid"),
    )
    names = ("code", "item_type", "lot_number", "quantity", "unit", "expires_on", "location")
    return Source(
        _LOT,
        _LOT.c.id,
        _LOT.c.code,
        _plain(_LOT, *names)
        | {"status": status, "box": _code_of(_CONTAINER, _LOT.c.container_id, _LOT)},
    )


def stock_takes(query: ListQuery) -> Source:
    """Counts of places."""
    del query
    closed = case((_COUNT.c.closed_at.is_(None), literal("open")), else_=literal("closed"))
    return Source(
        _COUNT,
        _COUNT.c.id,
        _COUNT.c.code,
        _plain(_COUNT, "code", "place", "opened_at", "closed_at", "signed_by")
        | {"status": closed, "scans": _counted(_SCAN, "stock_take_id", _COUNT)},
    )


def locations(query: ListQuery) -> Source:
    """Places with the containers that stand in them."""
    del query
    return Source(
        _LOCATION,
        _LOCATION.c.id,
        _LOCATION.c.code,
        _plain(_LOCATION, "code", "name", "kind", "within")
        | {"containers": _counted(_CONTAINER, "location_id", _LOCATION)},
    )


def approved(query: ListQuery) -> Source:
    """The approved list (P.36) with how many items are of each line."""
    del query
    return Source(
        _APPROVED,
        _APPROVED.c.id,
        _APPROVED.c.code,
        _plain(_APPROVED, "code", "title", "technique", "core", "specification")
        | {"items": _counted(_ITEM, "catalogue_line_id", _APPROVED)},
    )

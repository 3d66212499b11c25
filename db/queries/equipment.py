"""The lists of the equipment room; that of items is here, the others in ``equipment_stock``."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, String, Table, case, cast, func, literal, select

from db.queries import equipment_stock as stock
from db.queries.sql_list import Look, Source, SqlList
from db.rows import TABLES
from osi_app.equipment import lines
from osi_app.equipment.lines import ItemLine
from osi_app.equipment.records import EquipmentUse
from osi_app.kernel.lists import Column, ColumnKind, ListQuery

_ITEM = TABLES["item"][1]
_CALIBRATION = TABLES["calibration"][1]
_CERTIFICATION = TABLES["certification"][1]
_ASSIGNMENT = TABLES["equipment_assignment"][1]

DAY_LETTERS = len("2026-03-04")
_STATUSES = ("valid", "lapsed", "missing", "not_needed")

_COLUMNS = (
    Column("code", ColumnKind.CODE, editable=True, width=78),
    Column("name", editable=True, width=210),
    Column("status", ColumnKind.STATUS, width=96, words=_STATUSES),
    Column("calibrated_until", ColumnKind.DAY, width=112),
    Column("technique", ColumnKind.WORD, editable=True, width=84, words=tuple(EquipmentUse)),
    Column("listed", ColumnKind.WORD, width=66, words=("yes", "no")),
    Column("serial_number", ColumnKind.CODE, editable=True, width=110),
    Column("item_type", editable=True, width=150),
    Column("certified_until", ColumnKind.DAY, width=106),
    Column("seal_number", ColumnKind.CODE, width=90),
    Column("mass_kg", ColumnKind.NUMBER, editable=True, width=80),
    Column("location", editable=True, width=150),
    Column("maker", editable=True, width=110),
    Column("model", editable=True, width=110),
)


def _newest(table: Table, wanted: str, performed: str, on: date) -> ColumnElement[Any]:
    """A field of the newest certificate performed on or before the day."""
    return (
        select(table.c[wanted])
        .where(table.c.item_id == _ITEM.c.id, table.c[performed] <= on)
        .order_by(table.c[performed].desc(), table.c.valid_until.desc())
        .limit(1)
        .correlate(_ITEM)
        .scalar_subquery()
    )


def _calibrated_until(on: date) -> ColumnElement[Any]:
    """Until when the calibration that decides the day is valid: of the newest of each procedure
    the one that ends first; of two performed on one day the one that lasts longer is the newer."""
    both = cast(_CALIBRATION.c.performed_on, String) + cast(_CALIBRATION.c.valid_until, String)
    newest = (
        select(func.substr(func.max(both), DAY_LETTERS + 1).label("until"))
        .where(_CALIBRATION.c.item_id == _ITEM.c.id, _CALIBRATION.c.performed_on <= on)
        .group_by(_CALIBRATION.c.procedure)
        .correlate(_ITEM)
        .subquery()
    )
    return select(func.date(func.min(newest.c.until), type_=Date)).scalar_subquery()


def _items(query: ListQuery) -> Source:
    on = query.on or date.max
    until = _calibrated_until(on)
    listed = (
        select(_ASSIGNMENT.c.id)
        .where(
            _ASSIGNMENT.c.item_id == _ITEM.c.id,
            _ASSIGNMENT.c.inspection_id == query.inspection_id,
        )
        .correlate(_ITEM)
        .exists()
    )
    status = case(
        (_ITEM.c.needs_calibration == False, literal("not_needed")),  # noqa: E712  # SQL
        (until.is_(None), literal("missing")),
        (until < on, literal("lapsed")),
        else_=literal("valid"),
    )
    plain = (
        "code",
        "name",
        "item_type",
        "serial_number",
        "technique",
        "maker",
        "model",
        "mass_kg",
        "location",
    )
    return Source(
        _ITEM,
        _ITEM.c.id,
        _ITEM.c.code,
        {
            **{name: _ITEM.c[name] for name in plain},
            "calibrated_until": until,
            "status": status,
            "certified_until": _newest(_CERTIFICATION, "valid_until", "certified_on", on),
            "seal_number": func.coalesce(
                _newest(_CERTIFICATION, "seal_number", "certified_on", on), ""
            ),
            "listed": listed,
        },
        not_searched=frozenset({"seal_number"}),
    )  # fmt: skip


class StoredEquipmentReads:
    """See ``EquipmentReads``."""

    def __init__(self, look: Look) -> None:
        self.items = SqlList(look, ItemLine, _COLUMNS, _items)
        self.systems = SqlList(look, lines.SystemLine, stock.SYSTEMS, stock.systems)
        self.containers = SqlList(look, lines.ContainerLine, stock.CONTAINERS, stock.containers)
        self.reservations = SqlList(
            look, lines.ReservationLine, stock.RESERVATIONS, stock.reservations
        )
        self.series = SqlList(look, lines.SeriesLine, stock.SERIES, stock.series)
        self.lots = SqlList(look, lines.LotLine, stock.LOTS, stock.lots)
        self.stock_takes = SqlList(look, lines.StockTakeLine, stock.STOCK_TAKES, stock.stock_takes)
        self.locations = SqlList(look, lines.LocationLine, stock.LOCATIONS, stock.locations)
        self.approved = SqlList(look, lines.ApprovedLine, stock.APPROVED, stock.approved)

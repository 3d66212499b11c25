"""The kinds of file that can be brought in, each told once for menus, pages and drops."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from osi_app.kernel.errors import RuleError
from osi_app.kernel.importing import ImportPreview
from ui.context import Context
from ui.widgets.import_columns import FIXED
from ui.widgets.import_preview import WGS84, ImportKind, start_import

if TYPE_CHECKING:
    from osi_app.exchange.fields import Field

TABLES = "Tables (*.csv *.tsv *.xlsx)"
EVENTS = "Event bulletins (*.isf *.ims *.gse *.gse2 *.txt *.xml *.quakeml *.csv *.tsv)"
SHAPES = "Areas (*.geojson *.json *.kml *.kmz *.gpkg *.zip *.shp)"


def import_kinds(context: Context) -> tuple[ImportKind, ...]:
    """Every kind, in the order in which a case is built."""
    # the readers of foreign files load when a menu or a page first asks, not with the window
    from osi_app.equipment.box_importing import FIELDS as BOX_FIELDS  # noqa: PLC0415
    from osi_app.equipment.fields import FIELDS as EQUIPMENT_FIELDS  # noqa: PLC0415
    from osi_app.equipment.system_importing import FIELDS as SYSTEM_FIELDS  # noqa: PLC0415
    from osi_app.roster.fields import FIELDS as ROSTER_FIELDS  # noqa: PLC0415

    house = context.house
    return (
        _table("states", "States", lambda: house.library, TABLES),
        _table("events", "Events", lambda: house.inspection, EVENTS),
        _area(context),
        _table("roster", "Roster", lambda: house.roster, TABLES, ROSTER_FIELDS),
        _table("equipment", "Equipment", lambda: house.equipment, TABLES, EQUIPMENT_FIELDS),
        _stock_table(context, "containers", "Containers", BOX_FIELDS),
        _stock_table(context, "systems", "Systems", SYSTEM_FIELDS),
    )


def import_kind(context: Context, name: str) -> ImportKind:
    """The kind of that name."""
    return next(kind for kind in import_kinds(context) if kind.name == name)


def ask_import(context: Context, name: str, parent: QWidget) -> None:
    """Asks for a file of that kind and opens its preview."""
    kind = import_kind(context, name)
    chosen, _ = QFileDialog.getOpenFileName(parent, f"Import {kind.title}", "", kind.files)
    if chosen:
        start_import(context, kind, Path(chosen), parent)


Service = Callable[[], Any]
"""A room's service, asked for when a file is there: the menus must not open every room."""


def _table(
    name: str, title: str, service: Service, files: str, fields: "Iterable[Field]" = ()
) -> ImportKind:
    keys = tuple(field.key for field in fields)
    return ImportKind(name, title, files, _previewer(service), _applier(service), fields=keys)


def _previewer(service: Service) -> Callable[[Path, dict[str, str]], ImportPreview]:
    def preview(path: Path, mapping: dict[str, str]) -> ImportPreview:
        if not mapping:
            return _seen(service().preview_import(path))
        columns, fixed = parted(mapping)
        return _seen(service().preview_import(path, columns, fixed=fixed))

    return preview


def _stock_table(context: Context, what: str, title: str, fields: "Iterable[Field]") -> ImportKind:
    """A further list of the equipment room. A system is several rows: it goes as a whole."""
    service = context.house

    def preview(path: Path, mapping: dict[str, str]) -> ImportPreview:
        columns, fixed = parted(mapping)
        return _seen(service.equipment.preview_import(path, columns, what=what, fixed=fixed))

    keys = tuple(field.key for field in fields)
    apply = _applier(lambda: service.equipment)
    return ImportKind(what, title, TABLES, preview, apply, what != "systems", keys)


def parted(mapping: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Columns by header, and the values that stand for every row by field."""
    fixed = {key[len(FIXED) :]: text for key, text in mapping.items() if key.startswith(FIXED)}
    return {key: field for key, field in mapping.items() if not key.startswith(FIXED)}, fixed


def _seen(preview: ImportPreview) -> ImportPreview:
    return preview


def _applier(service: Service) -> Callable[[ImportPreview, frozenset[str], bool], Any]:
    return lambda preview, left_out, accept: service().apply_import(
        preview, left_out, accept_refusals=accept
    )


def _area(context: Context) -> ImportKind:
    def preview(path: Path, mapping: dict[str, str]) -> ImportPreview:
        if context.inspection_id is None:
            raise RuleError("no_inspection_chosen")
        found: ImportPreview = context.house.area.preview_import(
            path, context.inspection_id, assume_wgs84=mapping == WGS84
        )
        return found

    def apply(preview: ImportPreview, left_out: frozenset[str], accept: bool) -> Any:
        del accept
        return context.house.area.apply_import(preview, left_out)

    return ImportKind("area", "Inspection area", SHAPES, preview, apply, rows_apart=False)


def ground_kind(context: Context, target: str, *, mend: bool = False) -> ImportKind:
    """Shapes taken as zones, sites, routes or places of one kind; ``mend`` repairs rings that
    cross themselves."""

    def preview(path: Path, mapping: dict[str, str]) -> ImportPreview:
        # the readers of foreign files load when a file is there
        from osi_app.area.importing_ground import Taking  # noqa: PLC0415

        if context.inspection_id is None:
            raise RuleError("no_inspection_chosen")
        taking = Taking(context.inspection_id, target, mend, mapping == WGS84)
        found: ImportPreview = context.house.area.preview_ground(path, taking)
        return found

    word = target.replace("_", " ")
    service = lambda: context.house.area  # noqa: E731  # asked for when a file is there
    return ImportKind("ground", f"Shapes as {word}s", SHAPES, preview, _applier(service))

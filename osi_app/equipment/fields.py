"""The columns of an equipment file: one row an item, with its newest certificates."""

from osi_app.equipment.records import EquipmentUse
from osi_app.exchange.fields import Field

CODE, DAY, NUMBER, FLAG = "code", "day", "number", "flag"
MASSES = {"kg": 1.0, "g": 0.001, "t": 1000.0, "lb": 0.45359237}
LENGTHS = {"m": 1.0, "cm": 0.01, "mm": 0.001, "in": 0.0254}
POWERS = {"w": 1.0, "kw": 1000.0}
USES = {use.value: use.value for use in EquipmentUse} | {
    "auxiliary": EquipmentUse.AUXILIARY.value,
    "support": EquipmentUse.AUXILIARY.value,
}

FIELDS: tuple[Field, ...] = (
    Field("code", ("item", "item code", "id", "number", "no"), CODE, required=True),
    Field("name", ("item name", "description", "designation"), required=True),
    Field("item_type", ("type", "kind")),
    Field("serial_number", ("serial", "serial no", "s/n", "sn", "serial nr"), CODE, required=True),
    Field("technique", ("use", "p69", "letter"), choices=USES, required=True),
    Field("maker", ("manufacturer", "make", "brand")),
    Field("model", ("model name",), CODE),
    Field("mass_kg", ("mass", "weight"), NUMBER, required=True, units=MASSES, at_least=0),
    Field("length_m", ("length",), NUMBER, units=LENGTHS, at_least=0),
    Field("width_m", ("width",), NUMBER, units=LENGTHS, at_least=0),
    Field("height_m", ("height",), NUMBER, units=LENGTHS, at_least=0),
    Field("power_w", ("power",), NUMBER, units=POWERS, at_least=0),
    Field("un_number", ("un", "un no", "dangerous goods"), CODE),
    Field("location", ("place", "store", "storage")),
    Field("needs_calibration", ("calibrated", "calibration needed"), FLAG),
    Field("on_approved_list", ("approved", "approved list"), FLAG),
    Field("calibration_certificate", ("calibration no", "calibration"), CODE),
    Field("calibration_performed_on", ("calibrated on", "calibration date"), DAY),
    Field("calibration_valid_until", ("calibrated until", "calibration until", "cal due"), DAY),
    Field("calibration_laboratory", ("laboratory", "calibrated by")),
    Field("certification_certificate", ("certification no", "certification"), CODE),
    Field("certified_on", ("certification date", "certification_certified_on"), DAY),
    Field("certification_valid_until", ("certified until", "certification until"), DAY),
    Field("seal_number", ("seal", "seal no"), CODE),
    Field("remarks", ("remark", "note", "notes", "comment")),
)
"""An empty cell leaves what stands; a new item without ``item_type`` takes maker and model."""

PLAIN = (
    "code",
    "name",
    "item_type",
    "serial_number",
    "technique",
    "maker",
    "model",
    "mass_kg",
    "length_m",
    "width_m",
    "height_m",
    "power_w",
    "un_number",
    "location",
    "needs_calibration",
    "on_approved_list",
    "remarks",
)
"""Columns that are fields of the item as they stand."""

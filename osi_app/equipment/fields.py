"""The columns of an equipment file: one row an item, with its newest certificates."""

from osi_app.equipment.records import EquipmentUse
from osi_app.exchange.fields import Field

CODE, DAY, NUMBER, FLAG = "code", "day", "number", "flag"
MASSES = {"kg": 1.0, "g": 0.001, "t": 1000.0, "lb": 0.45359237}
LENGTHS = {"m": 1.0, "cm": 0.01, "mm": 0.001, "in": 0.0254}
POWERS = {"w": 1.0, "kw": 1000.0}
ENERGIES = {"wh": 1.0, "kwh": 1000.0}
USES = {use.value: use.value for use in EquipmentUse} | {
    "auxiliary": EquipmentUse.AUXILIARY.value,
    "support": EquipmentUse.AUXILIARY.value,
}

FIELDS: tuple[Field, ...] = (
    Field(
        "code",
        ("item", "item code", "asset tag", "inventory number", "number", "no", "id"),
        CODE,
        required=True,
    ),
    Field("name", ("item name", "asset name", "description", "designation", "title")),
    Field("item_type", ("type", "kind", "category")),
    Field(
        "serial_number",
        ("serial", "serial no", "s/n", "sn", "serial nr", "serial #"),
        CODE,
        required=True,
    ),
    Field("technique", ("use", "p69", "letter"), choices=USES, required=True),
    Field("maker", ("manufacturer", "make", "brand")),
    Field("model", ("model name",), CODE),
    Field("mass_kg", ("mass", "weight"), NUMBER, required=True, units=MASSES, at_least=0),
    Field("length_m", ("length",), NUMBER, units=LENGTHS, at_least=0),
    Field("width_m", ("width",), NUMBER, units=LENGTHS, at_least=0),
    Field("height_m", ("height",), NUMBER, units=LENGTHS, at_least=0),
    Field("power_w", ("power",), NUMBER, units=POWERS, at_least=0),
    Field("battery_wh", ("battery", "battery energy"), NUMBER, units=ENERGIES, at_least=0),
    Field("un_number", ("un", "un no", "dangerous goods"), CODE),
    Field("dangerous_class", ("dg class", "class", "hazard class"), CODE),
    Field("hs_code", ("hs", "customs tariff", "tariff number"), CODE),
    Field("value", ("purchase cost", "cost", "price", "insured value"), NUMBER, at_least=0),
    Field("origin", ("country of origin", "made in")),
    Field("owner", ("company", "owned by", "organization", "organisation")),
    Field("custody", ("checked out to", "assigned to", "custodian", "holder", "user")),
    Field("rfid", ("rfid tag", "epc", "tag id"), CODE),
    Field("barcode", ("bar code", "ean"), CODE),
    Field("container", ("box", "case", "packed in"), CODE),
    Field("location", ("place", "store", "storage", "default location")),
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
"""An empty cell leaves what stands; a new item without ``item_type`` takes maker and model, one
without ``name`` its model or type. The further titles are those of the usual asset managers'
exports."""

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
    "battery_wh",
    "un_number",
    "dangerous_class",
    "hs_code",
    "value",
    "origin",
    "owner",
    "custody",
    "rfid",
    "barcode",
    "location",
    "needs_calibration",
    "on_approved_list",
    "remarks",
)
"""Columns that are fields of the item as they stand."""

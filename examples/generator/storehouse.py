"""The storehouse of the exercise: places, boxes, systems, plans, QC series, lots, bookings, counts.

Each entry names others by their codes (``item``, ``system``, ``container`` …); the loader turns
codes into ids. What is planted here is in planted.toml.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from math import ceil
from typing import Any

from examples.generator.scenario import NOW, SEED, TP
from examples.generator.systems import RECIPES
from examples.generator.things import KINDS

Row = dict[str, Any]
BOX_INNER_M = (1.1, 0.74, 0.6)
BOX_TARE_KG, BOX_GROSS_KG = 28.0, 180.0
CRATE_INNER_M = (5.9, 2.35, 2.4)
CRATE_TARE_KG, CRATE_GROSS_KG = 2_230.0, 24_000.0
CLASSES = {
    "UN3481": "9", "UN3091": "9", "UN3171": "9", "UN3530": "9", "UN1202": "3", "UN1203": "3",
    "UN2800": "8", "UN1006": "2.2", "UN1044": "2.2", "UN1046": "2.2",
}  # fmt: skip
PLACES = (
    ("IFOS", "Storage and maintenance facility", "building", ""),
    ("IFOS-A", "Hall A", "room", "IFOS"),
    ("IFOS-B", "Hall B", "room", "IFOS"),
    ("WORKSHOP", "Workshop", "room", "IFOS"),
    ("TRANSIT", "On its way", "transit", ""),
    ("FIELD", "Base of operations", "field", ""),
)
SOURCES = (
    ("CS-01", "Cs-137", 9.25e3, "2021-04-01T00:00:00Z", 1.5),
    ("CS-02", "Co-60", 7.4e3, "2022-10-01T00:00:00Z", 1.5),
    ("CS-03", "Eu-152", 3.7e4, "2020-06-15T00:00:00Z", 2.0),
    ("CS-04", "Cf-252", 3.7e3, "2023-03-01T00:00:00Z", 3.0),
)
SERIES = (
    ("QC-01", "GS-001", "Net rate, Cs-137", "1/s", "nai_backpack", "CS-01", True, 412.0, 0.012),
    ("QC-02", "VG-001", "Net rate, Cs-137", "1/s", "nai_vehicle", "CS-01", True, 1_630.0, 0.008),
    ("QC-03", "AG-002", "Peak at 662 keV", "channel", "nai_airborne", "CS-01", False, 220.6, 0.003),
    ("QC-04", "GI-001", "Resolution at 662 keV", "%", "nai_handheld", "CS-01", False, 7.2, 0.015),
    ("QC-05", "VG-002", "Neutron rate, Cf-252", "1/s", "neutron", "CS-04", True, 38.0, 0.03),
)
STANDARD = "HP-006"
"""The transfer standard the earlier calibrations used."""
COUNTED = datetime(2026, 1, 15, 8, tzinfo=UTC)
"""The yearly count, still open."""
DRIFTING = "QC-03"
"""Its gain drifts upwards over the last weeks; the item is not on the inspection's list."""
HALF_LIVES_D = {"Cs-137": 30.08 * 365.25, "Cf-252": 2.645 * 365.25}
LOTS = (
    ("L-01", "Sample bag, 2 l", "SB2604", 1_200, "pieces", "2029-03-31", 18.0),
    ("L-02", "Air filter, glass fibre", "GF0912", 240, "pieces", "2028-12-31", 6.0),
    ("L-03", "Swipe, cotton", "SW1101", 600, "pieces", None, 2.0),
    ("L-04", "Carrier gas, helium", "HE2207", 6, "bottles", "2027-06-30", 66.0),
    ("L-05", "Nitrile gloves", "NG4410", 2_000, "pairs", "2026-09-30", 14.0),
)


def storehouse(rows: list[Row], listed: list[str]) -> Row:
    """Everything in the storehouse, by kind, parents before children."""
    earlier = list(_earlier(rows, random.Random(SEED + 7)))
    boxes, packed = _boxes(rows, listed)
    return {
        "location": [
            {"code": code, "name": name, "kind": kind, "within": within}
            for code, name, kind, within in PLACES
        ],
        "catalogue_line": list(_approved()),
        "container": boxes,
        "item": list(_items(rows, packed, set(listed))),
        "calibration_plan": list(_plans()),
        "equipment_system": [
            {"code": code, "name": name, "technique": technique, "variant": variant}
            for code, name, technique, variant, _ in RECIPES
        ],
        "system_member": list(_members(listed)),
        "calibration": earlier,
        "calibration_standard": [
            {"calibration": one["certificate_number"], "item": STANDARD} for one in earlier
        ],
        "check_source": [
            {"code": code, "nuclide": nuclide, "activity_bq": bq, "reference_at": at,
             "uncertainty_percent": percent, "location": "IFOS-A"}
            for code, nuclide, bq, at, percent in SOURCES
        ],
        "qc_series": [
            {"code": code, "item": item, "quantity": quantity, "unit": unit, "sensor": sensor,
             "check_source": source, "follows_decay": decays}
            for code, item, quantity, unit, sensor, source, decays, _, _ in SERIES
        ],
        "qc_reading": list(_readings(random.Random(SEED + 13))),
        "consumable_lot": [
            {"code": code, "item_type": kind, "lot_number": lot, "quantity": quantity,
             "unit": unit, "expires_on": until, "mass_kg": mass, "location": "IFOS-A"}
            for code, kind, lot, quantity, unit, until, mass in LOTS
        ],
        "maintenance": list(_maintenance()),
        "reservation": list(_bookings()),
        "status_step": list(_steps(listed[:40])),
        "stock_take": [
            {"code": "ST-2026-1", "place": "WORKSHOP", "opened_at": _z(COUNTED - timedelta(days=2)),
             "closed_at": _z(COUNTED - timedelta(days=1)), "signed_by": "M. Okafor, storekeeper"},
            {"code": "ST-2026-2", "place": boxes[0]["code"], "opened_at": _z(COUNTED)},
        ],
        "scan": list(_scans(boxes[0]["code"], packed)),
        "container_movement": list(_movements(boxes)),
    }  # fmt: skip


def _z(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _approved() -> Iterator[Row]:
    for prefix, name, technique, *_ in KINDS:
        yield {
            "code": f"AL-{prefix}", "title": name, "technique": technique,
            "core": technique != "aux", "specification": "draft 1",
            "source": "fictional, after the draft list of core equipment",
        }  # fmt: skip


def _boxes(rows: list[Row], listed: list[str]) -> tuple[list[Row], dict[str, str]]:
    """Boxes of one kind of item each, crates for what is too large; and what is in which."""
    wanted = set(listed)
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["code"] in wanted:
            groups[str(row["code"]).split("-")[0]].append(row)
    boxes: list[Row] = []
    packed: dict[str, str] = {}
    crate: Row | None = None
    room = 0.0
    for group in groups.values():
        first = group[0]
        sides = (first["length_m"], first["width_m"], first["height_m"])
        volume = sides[0] * sides[1] * sides[2]
        large = any(
            side > most for side, most in zip(sorted(sides), sorted(BOX_INNER_M), strict=True)
        )
        if large or first["mass_kg"] > BOX_GROSS_KG - BOX_TARE_KG:
            for row in group:
                if crate is None or room < volume * 1.6:
                    crate = _box(
                        f"CR-{sum(b['code'][0] == 'C' for b in boxes) + 1:02d}", large=True
                    )
                    boxes.append(crate)
                    room = CRATE_INNER_M[0] * CRATE_INNER_M[1] * CRATE_INNER_M[2]
                room -= volume * 1.6
                packed[str(row["code"])] = crate["code"]
            continue
        inner = BOX_INNER_M[0] * BOX_INNER_M[1] * BOX_INNER_M[2]
        by_mass = int((BOX_GROSS_KG - BOX_TARE_KG) // first["mass_kg"])
        each = max(1, min(by_mass, int(inner * 0.75 / volume)))
        for at in range(ceil(len(group) / each)):
            box = _box(f"BX-{sum(b['code'][0] == 'B' for b in boxes) + 1:03d}", large=False)
            box["name"] = first["name"]
            boxes.append(box)
            for row in group[at * each : (at + 1) * each]:
                packed[str(row["code"])] = box["code"]
    return boxes, packed


def _box(code: str, *, large: bool) -> Row:
    inner = CRATE_INNER_M if large else BOX_INNER_M
    number = int(code[3:]) + (500 if large else 0)
    return {
        "code": code,
        "name": "20 ft container" if large else "",
        "tare_kg": CRATE_TARE_KG if large else BOX_TARE_KG,
        "max_gross_kg": CRATE_GROSS_KG if large else BOX_GROSS_KG,
        "inner_length_m": inner[0], "inner_width_m": inner[1], "inner_height_m": inner[2],
        "rfid": f"E2003412{number:016X}",
        "barcode": f"OSI{number:05d}",
        "state": "packed",
        "location": "FIELD",
    }  # fmt: skip


def _items(rows: list[Row], packed: dict[str, str], listed: set[str]) -> Iterator[Row]:
    """What is added to the items of the imported list."""
    for number, row in enumerate(rows, 1):
        code, un_number = str(row["code"]), str(row["un_number"])
        found: Row = {
            "code": code,
            "catalogue_line": f"AL-{code.split('-', maxsplit=1)[0]}",
            "dangerous_class": CLASSES.get(un_number, ""),
            "barcode": f"OSI1{number:05d}",
            "rfid": f"E2801160{number:016X}",
            "hs_code": "9030.10" if row["technique"] == "c" else "9015.80",
            "value": round(400 + 61.0 * float(str(row["mass_kg"])) ** 0.8, -2),
            "origin": "AT",
            "owner": "Technical Secretariat",
        }
        if un_number in ("UN3481", "UN3091"):
            found["battery_wh"] = round(20 + 4.0 * float(str(row["power_w"] or 5)))
        if code in packed:
            found |= {"container": packed[code], "location": ""}
        elif code not in listed:
            found["location"] = "IFOS-B"
        yield found


def _plans() -> Iterator[Row]:
    for prefix, _, _, maker, model, *_, months, _ in KINDS:
        if months:
            yield {
                "item_type": f"{maker} {model}", "every": round(months * 30.44), "unit": "days",
                "source": "planning figure (E)",
            }  # fmt: skip
        if prefix == "GE":
            yield {
                "item_type": f"{maker} {model}", "procedure": "service", "every": 250,
                "unit": "hours", "source": "planning figure (E): 250 h service",
            }  # fmt: skip


def _members(listed: list[str]) -> Iterator[Row]:
    """Items are taken in order; one stands in one system only."""
    free: defaultdict[str, list[str]] = defaultdict(list)
    types = {prefix: f"{maker} {model}" for prefix, _, _, maker, model, *_ in KINDS}
    for code in listed:
        free[code.split("-")[0]].append(code)
    for system, _, _, _, places in RECIPES:
        for role, what, amount in places:
            if what in types:
                for at in range(amount):
                    item = free[what].pop(0) if free[what] else None
                    name = role if amount == 1 else f"{role} {at + 1}"
                    yield {"system": system, "role": name, "item_type": types[what], "item": item}
            elif what.startswith("SYS-"):
                yield {"system": system, "role": role, "kind": "system", "part": what}
            else:
                kind = "software" if what.startswith("v") else "consumable"
                version = what if kind == "software" else ""
                yield {
                    "system": system, "role": role, "kind": kind, "quantity": amount,
                    "present": amount, "version": version,
                    "item_type": "" if kind == "software" else what,
                }  # fmt: skip


def _earlier(rows: list[Row], chance: random.Random) -> Iterator[Row]:
    """Three earlier certificates of some backpacks, with what was found: they drift."""
    for row in rows:
        code = str(row["code"])
        if not code.startswith("GS-") or int(code[3:]) > 6:
            continue
        newest = row["calibration_performed_on"]
        assert isinstance(newest, date)
        for years in (3, 2, 1):
            done = newest - timedelta(days=365 * years)
            yield {
                "item": code, "certificate_number": f"CAL-{code}-{done:%y%m}",
                "performed_on": done.isoformat(),
                "valid_until": (done + timedelta(days=365)).isoformat(),
                "laboratory": "LAB-1 Seibersdorf", "accreditation": "ISO/IEC 17025",
                "as_found": round(0.9 + chance.gauss(0.3, 0.15), 2), "as_left": 0.1,
                "tolerance": 5.0, "uncertainty": 0.6, "unit": "%",
            }  # fmt: skip


def _readings(chance: random.Random) -> Iterator[Row]:
    """Sixty mornings of each series."""
    for code, _, _, _, _, source, decays, level, spread in SERIES:
        nuclide = next(one[1] for one in SOURCES if one[0] == source)
        start = NOW - timedelta(days=60)
        for morning in range(60):
            value = level * (1 + chance.gauss(0, spread))
            if decays:
                value *= 0.5 ** (morning / HALF_LIVES_D[nuclide])
            if code == DRIFTING and morning > 40:
                value += level * spread * 0.35 * (morning - 40)
            at = start + timedelta(days=morning)
            yield {
                "series": code, "at": _z(at), "value": round(value, 3), "taken_by": "Duty operator",
            }  # fmt: skip


def _maintenance() -> Iterator[Row]:
    yield {"item": "GE-006", "kind": "preventive", "first_day": "2026-08-20",
           "last_day": "2026-09-05", "description": "Service at 250 h",
           "parts": ["oil filter", "fuel filter"], "done_by": "Workshop"}  # fmt: skip
    yield {"item": "GS-018", "kind": "repair", "first_day": "2026-08-28",
           "description": "Cable of the detector replaced", "parts": ["cable"]}  # fmt: skip
    yield {"item": "HP-001", "kind": "update", "first_day": "2026-07-02", "last_day": "2026-07-02",
           "description": "Restricted mode", "from_version": "3.1",
           "to_version": "3.2"}  # fmt: skip


def _bookings() -> Iterator[Row]:
    stay = {"inspection": "IFO26", "first_day": "2026-08-24", "last_day": "2026-11-05"}
    parts = {what for recipe in RECIPES for _, what, _ in recipe[4]}
    for number, recipe in enumerate(RECIPES, 1):
        if recipe[0] in parts:  # booked with the system it is part of
            continue
        yield {"code": f"RES-{number:02d}", "purpose": "exercise", "system": recipe[0], **stay}
    yield {"code": "RES-90", "purpose": "training", "item": "GS-019", "first_day": "2026-09-14",
           "last_day": "2026-09-18", "note": "Course for gamma surveyors"}  # fmt: skip
    yield {"code": "RES-91", "purpose": "maintenance", "item": "GE-006",
           "first_day": "2026-08-20", "last_day": "2026-09-05"}  # fmt: skip
    yield {"code": "RES-92", "purpose": "training", "item": "GS-020", "branch": "second course",
           "first_day": "2026-10-05", "last_day": "2026-10-09"}  # fmt: skip


def _steps(codes: list[str]) -> Iterator[Row]:
    for code in codes:
        for step, at, by in (
            ("certified", TP - timedelta(days=9), "Certification officer"),
            ("sealed", TP - timedelta(days=8), "Certification officer"),
            ("packed", TP - timedelta(days=6), "Storekeeper"),
            ("shipped", TP - timedelta(days=3), "Storekeeper"),
        ):
            yield {"item": code, "step": step, "at": _z(at), "signed_by": by}
        outcome = "query" if code == codes[5] else "accepted"
        yield {
            "item": code, "step": outcome, "at": _z(TP + timedelta(hours=20)),
            "inspection": "IFO26", "signed_by": "Equipment officer",
            "countersigned_by": "Representative of Arcania",
            "reason": "Serial plate hard to read" if outcome == "query" else "",
        }  # fmt: skip


def _scans(box: str, packed: dict[str, str]) -> Iterator[Row]:
    """The open count: all of the first box but one, and a thing that belongs in another."""
    inside = [code for code, where in packed.items() if where == box]
    other = next(code for code, where in packed.items() if where != box)
    for minute, code in enumerate([*inside[:-1], other], 1):
        yield {"tag": code, "at": _z(COUNTED + timedelta(seconds=9 * minute)), "gate": "Handheld 1",
               "stock_take": "ST-2026-2", "container": box}  # fmt: skip


def _movements(boxes: list[Row]) -> Iterator[Row]:
    for box in boxes:
        for place, at, gate in (
            ("IFOS-A", TP - timedelta(days=6), "Hall A"),
            ("TRANSIT", TP - timedelta(days=3), "Ramp"),
            ("FIELD", TP + timedelta(hours=33), "Base gate"),
        ):
            yield {"container": box["code"], "at": _z(at), "location": place, "gate": gate,
                   "moved_by": "Logistics"}  # fmt: skip

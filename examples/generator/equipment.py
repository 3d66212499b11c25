"""The store: 420 items with calibrations, of which some lapse during the 60 days."""

import random
from datetime import date, timedelta

from examples.generator.scenario import BASE_END, SEED, TP
from examples.generator.things import KINDS

LABORATORIES = ("LAB-1 Seibersdorf", "LAB-2 Budapest", "LAB-3 Espoo", "Secretariat workshop")
SHARE_LISTED = 0.74


def _until(performed: date, months: int) -> date:
    return performed + timedelta(days=round(months * 30.44))


def _calibration(chance: random.Random, code: str, months: int, listed: bool) -> dict[str, object]:
    """A certificate; one of a listed item outlasts the 60 days, any other is as life goes."""
    if not months:
        return {}
    end = BASE_END.date()
    performed = date(2026, 8, 10) - timedelta(
        days=chance.randrange(20, 90 if listed else months * 36)
    )
    until = _until(performed, months)
    if listed and until <= end:
        until = end + timedelta(days=chance.randrange(20, 200))
    return {
        "calibration_certificate": f"CAL-{code}-{performed:%y%m}",
        "calibration_performed_on": performed,
        "calibration_valid_until": until,
        "calibration_laboratory": chance.choice(LABORATORIES),
    }


def _certification(chance: random.Random, code: str, listed: bool) -> dict[str, object]:
    if not listed and chance.random() < 0.6:
        return {}
    certified = TP.date() - timedelta(days=chance.randrange(8, 18))
    return {
        "certification_certificate": f"CERT-{code}",
        "certified_on": certified,
        "certification_valid_until": date(2027, 6, 30),
        "seal_number": f"S{chance.randrange(100_000, 1_000_000)}",
    }


def _item(chance: random.Random, kind: tuple, turn: int, listed: bool) -> dict[str, object]:  # type: ignore[type-arg]
    prefix, name, technique, maker, model, mass, size, power, un_number, months, _ = kind
    code = f"{prefix}-{turn:03d}"
    building = (
        "IFOS hall A"
        if listed
        else chance.choice(("IFOS hall A", "IFOS hall B", "Workshop", "On loan"))
    )
    return {
        "code": code,
        "name": name,
        "item_type": f"{maker} {model}",
        "serial_number": f"{maker[:2].upper()}{chance.randrange(10**5, 10**6)}",
        "technique": technique,
        "maker": maker,
        "model": model,
        "mass_kg": mass,
        "length_m": size[0],
        "width_m": size[1],
        "height_m": size[2],
        "power_w": power,
        "un_number": un_number,
        "location": f"{building}, rack {chance.randrange(1, 40):02d}",
        "needs_calibration": "yes" if months else "no",
        "on_approved_list": "yes",
        **_calibration(chance, code, months, listed),
        **_certification(chance, code, listed),
    }


def equipment() -> tuple[list[dict[str, object]], list[str]]:
    """All rows, and the codes on the inspection's equipment list. Planted: see planted.toml."""
    chance = random.Random(SEED + 1)
    rows, listed_codes = [], []
    for kind in KINDS:
        listed_count = max(1, round(kind[-1] * SHARE_LISTED))
        for turn in range(1, kind[-1] + 1):
            rows.append(_item(chance, kind, turn, turn <= listed_count))
            if turn <= listed_count:
                listed_codes.append(str(rows[-1]["code"]))
    _plant({str(row["code"]): row for row in rows})
    return rows, listed_codes


def _plant(rows: dict[str, dict[str, object]]) -> None:
    """The defects that planted.toml names."""
    for code, last_day in (
        ("HP-002", date(2026, 9, 18)),
        ("GS-004", date(2026, 9, 21)),
        ("SA-011", date(2026, 10, 3)),
        ("XE-001", date(2026, 10, 12)),
        ("MG-003", date(2026, 10, 20)),
        ("DM-017", date(2026, 10, 25)),
    ):
        rows[code]["calibration_valid_until"] = last_day
    for field in ("certificate", "performed_on", "valid_until", "laboratory"):
        rows["LR-003"].pop(f"calibration_{field}")
    for field in (
        "certification_certificate",
        "certified_on",
        "certification_valid_until",
        "seal_number",
    ):
        rows["EM-002"].pop(field)
    rows["AS-002"]["seal_number"] = ""
    rows["UP-004"]["on_approved_list"] = "no"

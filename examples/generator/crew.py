"""The people of the exercise beyond their roster: functions, visas, seats, travel, the call-out.

What the team needs is sound: nothing here adds a finding to those planted.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from examples.generator.roster import SEATS, stays
from examples.generator.scenario import BASE_END, SEED, T0, TP

Row = dict[str, object]
FUNCTIONS = {
    "Team leader": "leader",
    "Deputy team leader, planning": "deputy",
    "Planning officer": "planning",
    "Liaison and report officer": "liaison",
    "GIS and data officer": "gis_data",
    "Interpreter": "interpreter",
    "Visual and airborne observer": "visual",
    "Radiometric surveyor": "radiometric",
    "Noble gas operator": "noble_gas",
    "Passive seismic operator": "passive_seismic",
    "Field laboratory analyst": "field_laboratory",
    "Health and safety officer": "health_safety",
    "Logistics and communications officer": "logistics",
    "Geophysics operator": "geophysics",
}
TECHNIQUES = {
    "visual": "b",
    "radiometric": "c",
    "noble_gas": "d",
    "passive_seismic": "e",
    "field_laboratory": "d",
    "geophysics": "g",
}
ASSISTANTS = ("interpreter", "logistics")
AIRPORTS = {
    "CHN": "PEK",
    "BRA": "GIG",
    "AUT": "VIE",
    "RUS": "SVO",
    "POL": "WAW",
    "NGA": "ABV",
    "IDN": "CGK",
    "DEU": "FRA",
    "ARG": "EZE",
    "ZAF": "JNB",
    "UKR": "KBP",
    "SEN": "DSS",
    "NLD": "AMS",
    "MAR": "CMN",
    "KEN": "NBO",
    "JOR": "AMM",
    "GRC": "ATH",
    "GBR": "LHR",
    "FRA": "CDG",
    "FIN": "HEL",
    "CAN": "YOW",
    "TUN": "TUN",
    "ROU": "OTP",
    "PRT": "LIS",
    "NOR": "OSL",
    "MEX": "MEX",
    "ITA": "FCO",
    "IRQ": "BGW",
    "DZA": "ALG",
    "CYP": "LCA",
    "CHL": "SCL",
    "BLR": "MSQ",
    "VNM": "HAN",
    "TUR": "ESB",
    "SWE": "ARN",
    "SVK": "BTS",
    "SRB": "BEG",
    "SGP": "SIN",
    "PHL": "MNL",
    "OMN": "MCT",
    "KWT": "KWI",
    "GHA": "ACC",
    "ESP": "MAD",
    "CZE": "PRG",
    "BGR": "SOF",
    "AUS": "CBR",
    "PER": "LIM",
    "KGZ": "FRU",
}
ZONES = {
    "CHN": "Asia/Shanghai",
    "BRA": "America/Sao_Paulo",
    "RUS": "Europe/Moscow",
    "NGA": "Africa/Lagos",
    "IDN": "Asia/Jakarta",
    "ARG": "America/Argentina/Buenos_Aires",
    "ZAF": "Africa/Johannesburg",
    "UKR": "Europe/Kyiv",
    "SEN": "Africa/Dakar",
    "MAR": "Africa/Casablanca",
    "KEN": "Africa/Nairobi",
    "JOR": "Asia/Amman",
    "GRC": "Europe/Athens",
    "GBR": "Europe/London",
    "FIN": "Europe/Helsinki",
    "CAN": "America/Toronto",
    "TUN": "Africa/Tunis",
    "PRT": "Europe/Lisbon",
    "MEX": "America/Mexico_City",
    "IRQ": "Asia/Baghdad",
    "CYP": "Asia/Nicosia",
    "CHL": "America/Santiago",
    "BLR": "Europe/Minsk",
    "VNM": "Asia/Ho_Chi_Minh",
    "TUR": "Europe/Istanbul",
    "SGP": "Asia/Singapore",
    "PHL": "Asia/Manila",
    "OMN": "Asia/Muscat",
    "KWT": "Asia/Kuwait",
    "GHA": "Africa/Accra",
    "AUS": "Australia/Sydney",
    "PER": "America/Lima",
    "KGZ": "Asia/Bishkek",
    "BGR": "Europe/Sofia",
    "ROU": "Europe/Bucharest",
}
CASE = "IFO26"
MEMBERS = tuple(code for code, *_ in stays())


def crew(roster: list[Row], functions: list[str]) -> Row:
    """Everything about people, by kind, parents before children. ``functions`` are the seats by
    which each person of the roster was made."""
    chance = random.Random(SEED + 7)
    people = list(zip(roster, (FUNCTIONS[one] for one in functions), strict=True))
    return {
        "inspector": [_home(chance, row) for row, _ in people],
        "nationality": [
            {"inspector": "INS-052", "state": "PRT"}, {"inspector": "INS-077", "state": "XA"},
            {"inspector": "INS-101", "state": "CAN"},
        ],
        "role_qualification": list(_roles(chance, people)),
        "visa": list(_visas(chance)),
        "vaccination": [
            {"inspector": code, "vaccine": "tick-borne encephalitis", "given_on": "2024-04-10",
             "valid_until": "2027-04-10"} for code in MEMBERS
        ],
        "security_briefing": [
            {"inspector": code, "briefed_on": "2026-08-27", "valid_until": "2027-08-26",
             "given_by": "Security section"} for code in MEMBERS
        ],
        "dose_reading": [
            {"inspector": code, "first_day": "2026-01-01", "last_day": "2026-06-30",
             "dose_msv": round(chance.uniform(0.02, 0.9), 2), "dosemeter": f"TLD-{number:04d}"}
            for number, code in enumerate(MEMBERS, 301)
        ],
        "remark": [
            {"inspector": "INS-004", "at": _at(T0 - timedelta(days=40)), "author": "Training section",
             "text": "Led two field teams in the build-up exercise; asks for the night shift."},
            {"inspector": "INS-060", "at": _at(T0 - timedelta(days=12)), "author": "Medical service",
             "text": "Not above 3,000 m before the review in November."},
        ],
        "seat": list(_seats()),
        "incompatible_pair": [
            {"inspector": "INS-071", "other": "INS-088", "reason": "Supervisor and subordinate at home"}
        ],
        "team_weights": [{"inspection": CASE, "geography": 3, "gender": 2}],
        "team_choice": [
            {"inspection": CASE, "inspector": "INS-001", "verdict": "pinned", "seat": "S-01",
             "reason": "Named by the Director-General"},
            {"inspection": CASE, "inspector": "INS-090", "verdict": "excluded",
             "reason": "Needed in the operations support centre"},
        ],
        "sits": [
            {"inspector": code, "seat": f"S-{number:02d}"}
            for number, code in enumerate(MEMBERS[:40], 1)
        ],
        "travel_leg": list(_legs(chance, {str(row["code"]): row for row in roster})),
        "sign_off": list(_sign_offs()),
        "room_stay": list(_rooms()),
        **_call_out(chance, [str(row["code"]) for row in roster]),
    }  # fmt: skip


def _at(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _home(chance: random.Random, row: Row) -> Row:
    state = str(row["nationality"])
    airport = AIRPORTS[state]
    return {
        "code": row["code"], "home_airport": airport, "airports": [airport],
        "time_zone": ZONES.get(state, "Europe/Vienna"), "notice_days": chance.choice((1, 2, 2, 3, 4)),
    }  # fmt: skip


def _roles(chance: random.Random, people: list[tuple[Row, str]]) -> Iterator[Row]:
    for number, (row, function) in enumerate(people):
        level = (
            "lead" if function in ("leader", "deputy") else chance.choice(("operator", "expert"))
        )
        if function == "planning":
            level = "expert"
        used = date(2021, 6, 1) + timedelta(days=chance.randrange(1700))
        yield {
            "inspector": row["code"],
            "function": function,
            "level": level,
            "last_used_on": used.isoformat(),
        }
        further = chance.choice(
            ("", "", "leader", "deputy", "planning", "medic", "security", "gis_data")
        )
        if further and further != function and number > 2:
            yield {"inspector": row["code"], "function": further, "level": chance.choice(("expert", "lead")),
                   "last_used_on": None}  # fmt: skip


def _visas(chance: random.Random) -> Iterator[Row]:
    until = (BASE_END + timedelta(days=chance.randrange(90, 200))).date()
    for number, code in enumerate(MEMBERS):
        yield {
            "inspector": code, "state": "XA", "status": "granted", "applied_at": _at(T0 + timedelta(hours=30)),
            "valid_from": T0.date().isoformat(), "valid_until": until.isoformat(),
            "number": f"XA-{4100 + number}",
        }  # fmt: skip
    for code in ("INS-045", "INS-046", "INS-047"):
        yield {
            "inspector": code,
            "state": "XA",
            "status": "applied",
            "applied_at": _at(T0 + timedelta(hours=60)),
        }


def _seats() -> Iterator[Row]:
    for number, (title, _, _) in enumerate(SEATS, 1):
        function = FUNCTIONS[title]
        yield {
            "inspection": CASE, "code": f"S-{number:02d}", "title": title, "function": function,
            "technique": TECHNIQUES.get(function), "level": "operator", "rank": number,
            "assistant": function in ASSISTANTS,
        }  # fmt: skip


def _legs(chance: random.Random, roster: dict[str, Row]) -> Iterator[Row]:
    """Home to Vienna where the team assembles, then the chartered aircraft to Semey."""
    for number, code in enumerate(MEMBERS[:40]):
        airport = AIRPORTS[str(roster[code]["nationality"])]
        leaves = T0 + timedelta(hours=48 + chance.randrange(18))
        flies = timedelta(hours=2 + chance.randrange(12))
        delay = 95 if number == 11 else 0
        if airport != "VIE":
            yield {
                "inspection": CASE, "inspector": code, "number": 1, "from_place": airport, "to_place": "VIE",
                "departs_at": _at(leaves), "arrives_at": _at(leaves + flies), "carrier": "scheduled",
                "reference": f"R{chance.randrange(10**5, 10**6)}", "status": "arrived", "delay_min": delay,
            }  # fmt: skip
        yield {
            "inspection": CASE, "inspector": code, "number": 2, "mode": "charter", "from_place": "VIE",
            "to_place": "PLX", "departs_at": _at(TP - timedelta(hours=7)), "arrives_at": _at(TP),
            "carrier": "inspection aircraft", "status": "arrived",
        }  # fmt: skip


def _sign_offs() -> Iterator[Row]:
    for code in MEMBERS[:40]:
        for kind, hours in (("assembly", 84), ("operations_briefing", 92), ("safety_briefing", 94),
                            ("confidentiality", 95), ("dosemeter", 96)):  # fmt: skip
            yield {
                "inspection": CASE, "inspector": code, "sign_off": kind,
                "at": _at(T0 + timedelta(hours=hours)), "signed_by": "Operations support centre",
            }  # fmt: skip


def _rooms() -> Iterator[Row]:
    for number, (code, _, first, last) in enumerate(stays()):
        yield {
            "inspection": CASE, "inspector": code, "place": "Base of operations",
            "room": f"T-{number // 4 + 1:02d}", "first_day": first.isoformat(), "last_day": last.isoformat(),
        }  # fmt: skip


def _call_out(chance: random.Random, codes: list[str]) -> Row:
    opened = T0 + timedelta(hours=1)
    alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
    tokens = {code: "".join(chance.choice(alphabet) for _ in range(12)) for code in codes}
    call = {
        "inspection": CASE, "code": "CO-1", "title": "Launch: who can be there", "template": "launch",
        "opened_at": _at(opened), "reply_by": _at(opened + timedelta(hours=20)),
        "needed_from": (TP - timedelta(days=2)).date().isoformat(), "needed_until": BASE_END.date().isoformat(),
        "assembly": "VIE, technical support and training centre",
    }  # fmt: skip
    callees = [
        {"call_out": "CO-1", "inspector": code, "wave": 1 if at < 100 else 2, "token": tokens[code]}
        for at, code in enumerate(codes)
    ]
    messages, replies = [], []
    for at, code in enumerate(codes):
        sent = opened + timedelta(minutes=2 + at // 8, hours=0 if at < 100 else 6)
        messages.append({
            "callee": tokens[code], "channel": "email", "step": 0, "language": "en",
            "address": f"{code.lower().replace('-', '')}@example.org", "message_id": f"<{tokens[code]}.0@osi>",
            "state": "sent", "queued_at": _at(sent), "sent_at": _at(sent),
        })  # fmt: skip
        if chance.random() < 0.13 and code not in MEMBERS:
            continue
        replies.append(_reply(chance, code, tokens[code], sent))
    replies.append({
        "call_out": "CO-1", "at": _at(opened + timedelta(hours=9)), "channel": "email", "answer": "unclear",
        "text": "Is this real?", "sender": "somebody@example.net", "problem": "no_token",
        "source_sha256": "0" * 64,
    })  # fmt: skip
    return {"call_out": [call], "callee": callees, "call_message": messages, "call_reply": replies}


def _reply(chance: random.Random, code: str, token: str, sent: datetime) -> Row:
    answer = (
        "available"
        if code in MEMBERS
        else chance.choice(
            ("available", "available", "available", "partly", "unavailable", "unclear")
        )
    )
    span: Row = {}
    if answer in ("available", "partly"):
        late = timedelta(days=0 if answer == "available" else chance.randrange(6, 25))
        span = {
            "available_from": (TP - timedelta(days=2) + late).date().isoformat(),
            "available_until": BASE_END.date().isoformat(),
        }
    at = sent + timedelta(minutes=chance.randrange(4, 900))
    return {
        "call_out": "CO-1", "callee": token, "at": _at(at),
        "channel": chance.choice(("email", "email", "email", "sms", "voice")), "answer": answer,
        "text": answer, "sender": f"{code.lower().replace('-', '')}@example.org", **span,
    }  # fmt: skip

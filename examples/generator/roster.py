"""The roster: 160 fictional inspectors, of whom the first 41 are in the team."""

import random
from datetime import date, timedelta

from examples.generator.names import LANGUAGES, people
from examples.generator.scenario import BASE_END, SEED, TP

COUNT = 160
SEATS: tuple[tuple[str, str, str], ...] = (
    ("Team leader", "ab", "lead"),
    ("Deputy team leader, planning", "abc", "lead"),
    ("Planning officer", "ab", "expert"),
    *(("Liaison and report officer", "b", "operator"),) * 3,
    *(("GIS and data officer", "ab", "expert"),) * 3,
    *(("Interpreter", "", ""),) * 2,
    *(("Visual and airborne observer", "ab", "expert"),) * 5,
    *(("Radiometric surveyor", "ac", "expert"),) * 6,
    *(("Noble gas operator", "d", "expert"),) * 4,
    *(("Passive seismic operator", "ae", "expert"),) * 5,
    *(("Field laboratory analyst", "cd", "expert"),) * 2,
    *(("Health and safety officer", "c", "operator"),) * 3,
    *(("Logistics and communications officer", "a", "operator"),) * 3,
    ("Geophysics operator", "fg", "expert"),
)
ASSISTANTS = ("Interpreter", "Logistics and communications officer")


def _techniques(chance: random.Random, letters: str, level: str) -> str:
    if not letters:
        return ""
    extra = chance.choice("abcdeg") if chance.random() < 0.4 else ""
    words = dict.fromkeys(letters, level)
    if extra and extra not in words:
        words[extra] = "operator"
    return "; ".join(f"{letter}:{word}" for letter, word in sorted(words.items()))


def _seat(chance: random.Random, turn: int) -> tuple[str, str, str]:
    if turn < len(SEATS):
        return SEATS[turn]
    return chance.choice(SEATS[3:])


def _validity(chance: random.Random, sound: bool) -> dict[str, object]:
    """Days that hold for the whole stay when ``sound``, else as life goes."""
    end = BASE_END.date()
    trained = date(2025, 3, 1) + timedelta(days=chance.randrange(300))
    examined = date(2026, 1, 10) + timedelta(days=chance.randrange(120))
    late = timedelta(days=chance.randrange(200, 900))
    early = timedelta(days=chance.randrange(-200, 500))
    return {
        "training_course": chance.choice(
            ("3TC advanced course", "3TC introductory course", "Rapid deployment course")
        ),
        "training_completed_on": trained,
        "training_valid_until": end + (late if sound else early),
        "medical_examined_on": examined,
        "medical_valid_until": end + (late if sound else early),
        "passport_valid_until": end + timedelta(days=chance.randrange(240, 2500)),
        "available_from": date(2026, 8, 1),
        "available_until": date(2026, 12, 31)
        if sound or chance.random() < 0.7
        else date(2026, 9, 10),
    }


def person(chance: random.Random, turn: int, who: tuple[str, str, str]) -> dict[str, object]:
    """One row of the roster."""
    state, own, latin = who
    seat, letters, level = _seat(chance, turn)
    nominated = date(2023, 1, 15) + timedelta(days=chance.randrange(500))
    return {
        "_seat": seat,
        "code": f"INS-{turn + 1:03d}",
        "name": own,
        "latin_name": latin,
        "nationality": state,
        "sex": chance.choice(("female", "male")),
        "birth_date": date(1966, 1, 1) + timedelta(days=chance.randrange(10_500)),
        "rank": chance.choice(
            ("Dr", "Engineer", "Major", "Senior scientist", "Physicist", "Captain")
        ),
        "affiliation": chance.choice(
            (
                "National data centre",
                "Geological survey",
                "Radiation protection office",
                "Seismological institute",
                "University",
                "Secretariat",
            )
        ),
        "role": "assistant" if seat in ASSISTANTS else "inspector",
        "languages": LANGUAGES[state].replace(" ", "; "),
        "techniques": _techniques(chance, letters, level),
        **_validity(chance, turn <= len(SEATS)),
        "passport_number": f"{state[0]}{chance.randrange(10**7, 10**8)}",
        "passport_state": state,
        "nominated_on": nominated,
        "designated_on": nominated + timedelta(days=60),
        "acceptance": f"XA:{nominated + timedelta(days=30)}",
        "email": f"ins{turn + 1:03d}@example.org",
        "phone": f"+43 1 555 {1000 + turn}",
    }


def roster() -> list[dict[str, object]]:
    """160 rows; rows 1 to 40 are the team, row 41 relieves row 40. Planted: see planted.toml."""
    chance = random.Random(SEED)
    crowd = people()
    chance.shuffle(crowd)
    rows = [person(chance, turn, who) for turn, who in enumerate(crowd[:COUNT])]
    rows[6]["medical_valid_until"] = date(2026, 10, 1)
    rows[12]["training_valid_until"] = date(2026, 9, 12)
    rows[18]["passport_valid_until"] = date(2026, 10, 15)
    rows[23]["acceptance"] = f"{rows[23]['acceptance']}:{date(2024, 9, 2)}"
    rows[23]["nominated_on"], rows[23]["designated_on"] = date(2024, 6, 1), date(2024, 8, 10)
    rows[23]["acceptance"] = "XA:2024-08-20:2024-09-02"
    return rows


def stays() -> list[tuple[str, str, date, date]]:
    """(inspector, seat, first day, last day) of the team; the relief of 21 September overlaps."""
    arrive, leave = TP.date(), BASE_END.date()
    members = [(f"INS-{turn + 1:03d}", seat[0], arrive, leave) for turn, seat in enumerate(SEATS)]
    relief = date(2026, 9, 21)
    code, seat, _, _ = members[-1]
    members[-1] = (code, seat, arrive, relief)
    return [*members, ("INS-041", seat, relief, leave)]

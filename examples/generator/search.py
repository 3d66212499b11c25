"""Areas of interest, questions, needs and 25 missions of the first weeks."""

from datetime import datetime, timedelta

from examples.generator.scenario import T0, TP, WGS84, away, block, ring

FIRST_DAY = datetime(2026, 9, 1, tzinfo=T0.tzinfo)


def _disc(bearing: float, distance_km: float, radius_km: float) -> list[list[float]]:
    """An octagon about the point at that bearing and distance from the event."""
    lon, lat = away(bearing, distance_km)
    corners = []
    for turn in range(8):
        x, y, _ = WGS84.fwd(lon, lat, -45 * turn, radius_km * 1000)
        corners.append([round(x, 5), round(y, 5)])
    return corners


AREAS = (
    # code, title, priority, status, bearing, distance, radius (km), rationale
    ("AOI-1", "Tunnel portals on the eastern slope", 5, "active", 70, 2.2, 1.8,
     "Fresh spoil and new tracks on imagery; centre of the error ellipse."),
    ("AOI-2", "Dry valley with surface cracks", 4, "active", 205, 5.6, 2.1,
     "Linear features not on the older imagery; down-slope of the ridge."),
    ("AOI-3", "Fenced yard with drilling debris", 4, "active", 318, 7.5, 1.3,
     "Pipes and mud pits seen during the initial overflight."),
    ("AOI-4", "Old test shafts, northern group", 2, "watch", 12, 11.0, 2.4,
     "Historic contamination: needed as background."),
    ("AOI-5", "Quarry and rail spur", 3, "proposed", 110, 12.4, 1.6,
     "Quarry blasts would explain part of the seismicity."),
    ("AOI-6", "Salt lake shore", 1, "proposed", 255, 14.2, 1.9,
     "Quiet ground for a reference station."),
)  # fmt: skip

QUESTIONS = (
    # code, area, text, value
    ("Q-01", "AOI-1", "Do aftershocks cluster under the eastern slope?", 5),
    ("Q-02", "AOI-1", "Is there gamma radiation at the portals above the local background?", 4),
    ("Q-03", "AOI-1", "Do soil gases carry argon-37 or radioxenon?", 5),
    ("Q-04", "AOI-2", "Are the cracks new, and do they follow a subsidence?", 4),
    ("Q-05", "AOI-2", "Does soil gas rise along the cracks?", 4),
    ("Q-06", "AOI-3", "What was drilled in the yard, and when was it closed?", 3),
    ("Q-07", "AOI-3", "Is there metal of a casing under the yard?", 3),
    ("Q-08", "AOI-4", "What is the background of caesium-137 at the old shafts?", 2),
    ("Q-09", "AOI-5", "Do quarry blasts coincide with recorded events?", 3),
    ("Q-10", "AOI-6", "Is the site quiet enough for a reference station?", 1),
)

NEEDS = (
    # code, question, observable, techniques
    ("N-01", "Q-01", "Hypocentres of micro-earthquakes down to magnitude -2", "e"),
    ("N-02", "Q-02", "Dose rate and gamma spectra along the portals", "c"),
    ("N-03", "Q-03", "Argon-37 and xenon isotopes in soil gas", "d"),
    ("N-04", "Q-04", "Photographs and positions of cracks and scarps", "ab"),
    ("N-05", "Q-05", "Argon-37 and xenon isotopes along the cracks", "d"),
    ("N-06", "Q-06", "Visual record of installations and debris", "ab"),
    ("N-07", "Q-07", "Magnetic and conductivity anomalies", "g"),
    ("N-08", "Q-08", "Activity of caesium-137 in top soil", "cd"),
    ("N-09", "Q-09", "Times of blasts and their waveforms", "be"),
    ("N-10", "Q-10", "Noise spectra over two nights", "e"),
    ("N-11", "Q-04", "Overview of the whole area from the air", "b"),
    ("N-12", "Q-02", "Airborne gamma map of the eastern slope", "c"),
    ("N-13", "Q-07", "Cavity resonance under the yard", "f"),
    ("N-14", "Q-03", "Samples of the cavity, should it be found", "h"),
)

# code, need, title, technique, day, start hour, hours, where (bearing, km), shape, crew, extras
MISSIONS = (
    ("M-0001", "N-11", "Initial overflight, first sortie", "b", 0, 4, 4, (0, 0), "lanes", "12 13 14 15", "initial"),
    ("M-0002", "N-11", "Initial overflight, second sortie", "b", 1, 4, 5, (0, 0), "lanes", "12 13 14 15", "initial"),
    ("M-0003", "N-01", "Mini-arrays 1 to 3, eastern slope", "e", 0, 5, 7, (70, 2.2), "points", "27 28 29", ""),
    ("M-0004", "N-01", "Mini-arrays 4 to 6, ridge", "e", 1, 5, 7, (60, 4.8), "points", "27 28 29", ""),
    ("M-0005", "N-01", "Mini-arrays 7 to 9, southern arc", "e", 2, 5, 7, (190, 4.0), "points", "27 28 29", ""),
    ("M-0006", "N-10", "Reference station at the salt lake", "e", 2, 5, 6, (255, 14.2), "points", "30 31", ""),
    ("M-0007", "N-02", "Foot gamma survey of portals, lines 1 to 20", "c", 1, 5, 6, (70, 2.0), "line", "17 18", ""),
    ("M-0008", "N-02", "Foot gamma survey of portals, lines 21 to 40", "c", 3, 5, 6, (75, 2.6), "line", "17 18", ""),
    ("M-0009", "N-02", "Vehicle gamma survey, eastern tracks", "c", 2, 5, 7, (95, 6.0), "line", "19 20 21", ""),
    ("M-0010", "N-04", "Crack mapping, valley floor", "a", 3, 5, 7, (205, 5.6), "box", "3 10", ""),
    ("M-0011", "N-04", "Ground photographs of scarps", "b", 4, 5, 6, (204, 5.2), "line", "12 13", ""),
    ("M-0012", "N-03", "Soil gas at portals, holes 1 to 4", "d", 4, 5, 8, (68, 2.1), "points", "22 23 24 25", ""),
    ("M-0013", "N-05", "Soil gas along cracks, holes 5 to 8", "d", 6, 5, 8, (205, 5.4), "points", "22 23 24 25", ""),
    ("M-0014", "N-06", "Visual survey of the yard", "b", 5, 5, 5, (318, 7.5), "box", "12 14 15", ""),
    ("M-0015", "N-08", "Soil samples at the old shafts", "d", 7, 5, 7, (12, 11.0), "points", "24 25", ""),
    ("M-0016", "N-08", "In situ spectra at the old shafts", "c", 7, 5, 6, (11, 10.4), "points", "19 20", ""),
    ("M-0017", "N-09", "Watch on the quarry, two shots", "b", 8, 5, 6, (110, 12.4), "points", "14 41", ""),
    ("M-0018", "N-01", "Array service, first round", "e", 6, 5, 7, (80, 3.0), "line", "27 28 29", ""),
    ("M-0019", "N-12", "Airborne gamma of the eastern slope", "c", 9, 4, 3, (80, 3.4), "lanes-small", "17 18 19", "air"),
    ("M-0020", "N-07", "Magnetic walk over the yard", "g", 12, 5, 7, (318, 7.5), "box", "26 32", ""),
    ("M-0021", "N-06", "Photographs beyond the northern fence", "b", 8, 5, 5, (350, 19.4), "points", "12 13", ""),
    ("M-0022", "N-02", "Gamma points at the pump house", "c", 10, 5, 6, (139, 7.3), "site", "17 18", ""),
    ("M-0023", "N-11", "Initial overflight, third sortie", "b", 3, 4, 4, (0, 0), "lanes", "12 13 14 15", "initial-high"),
    ("M-0024", "N-04", "Second crack mapping", "a", 10, 5, 6, (206, 5.9), "box", "3 17", ""),
    ("M-0025", "N-14", "Exploratory hole at the yard", "h", 50, 5, 8, (318, 7.4), "points", "26 32", ""),
)  # fmt: skip


def _geometry(where: tuple[float, float], shape: str) -> tuple[str, list[list[float]]]:
    bearing, distance = where
    lon, lat = away(bearing, distance)
    if shape == "points":
        spots = [WGS84.fwd(lon, lat, turn, 350)[:2] for turn in (0, 120, 240)]
        return "points", [[lon, lat], *([round(x, 5), round(y, 5)] for x, y in spots)]
    if shape == "line":
        return "line", block(lon, lat, 0.9, 0.7)
    if shape == "box":
        return "polygon", block(lon, lat, 0.8, 0.6)
    if shape == "site":
        return "points", [[lon, lat], list(away(bearing, distance + 0.4))]
    reach = 12.0 if shape == "lanes" else 2.0
    corners = ring([(270, reach), (90, reach), (95, reach), (265, reach)])
    return "line", corners


def areas() -> list[dict[str, object]]:
    """Areas of interest with their outlines."""
    return [
        {"code": code, "title": title, "priority": priority, "status": status,
         "vertices": _disc(bearing, distance, radius), "rationale": why}
        for code, title, priority, status, bearing, distance, radius, why in AREAS
    ]  # fmt: skip


def missions() -> list[dict[str, object]]:
    """Missions with times in UTC; crews are numbers of the roster. Planted: see planted.toml."""
    found = []
    for code, need, title, technique, day, hour, hours, where, shape, crew, extra in MISSIONS:
        kind, vertices = _geometry(where, shape)
        start = FIRST_DAY + timedelta(days=day, hours=hour)
        found.append({
            "code": code, "need": need, "title": title, "technique": technique,
            "airborne": extra != "", "initial_overflight": extra.startswith("initial"),
            "height_m": 1600.0 if extra == "initial-high" else 600.0 if extra else None,
            "geometry": kind, "vertices": vertices,
            "starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=hours)).isoformat(),
            "status": "done" if day < 2 else "ordered" if day < 5 else "proposed",
            "members": [f"INS-{int(number):03d}" for number in crew.split()],
        })  # fmt: skip
    return found


def search() -> dict[str, object]:
    """The whole search package as one document."""
    return {
        "areas_of_interest": areas(),
        "questions": [
            {"code": code, "area_of_interest": area, "text": text, "value": value}
            for code, area, text, value in QUESTIONS
        ],
        "information_needs": [
            {
                "code": code,
                "question": question,
                "observable": observable,
                "techniques": list(letters),
            }
            for code, question, observable, letters in NEEDS
        ],
        "missions": missions(),
    }


assert TP < FIRST_DAY

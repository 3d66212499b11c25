"""The ground: requested and mandated boundary, restricted-access sites, entry, base, bulletin."""

from examples.generator.scenario import EVENT_AT, EVENT_LAT, EVENT_LON, away, block, boundary, ring


def area_geojson(scale: float, name: str) -> dict[str, object]:
    """One boundary as GeoJSON (RFC 7946: the ring closed)."""
    corners = boundary(scale)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": name},
                "geometry": {"type": "Polygon", "coordinates": [[*corners, corners[0]]]},
            }
        ],
    }


def sites() -> list[dict[str, object]]:
    """Declared sites. RAS-2 is too large, RAS-3 and RAS-4 too close: planted."""
    first = block(*away(52, 9.0), 1.7, 1.8)
    second = block(*away(150, 7.6), 2.1, 2.06)
    third = block(*away(290, 12.0), 1.2, 1.0)
    east = max(corner[0] for corner in third)
    # 14 m at this latitude: 14 / (111_320 * cos(lat)) degrees of longitude
    fourth = block(round(east + 14 / 71_900, 6), third[0][1], 0.9, 1.0)
    return [
        {"code": "RAS-1", "name": "Signals station", "vertices": first},
        {"code": "RAS-2", "name": "Pump house and barracks", "vertices": second},
        {"code": "RAS-3", "name": "Depot, west", "vertices": third},
        {"code": "RAS-4", "name": "Depot, east", "vertices": fourth},
    ]


def features() -> list[dict[str, object]]:
    """What else lies on the ground: places aircraft use, a route, zones, a note."""
    base = away(200, 9.0)
    return [
        {"code": "LS-1", "kind": "landing_site", "name": "Airstrip by the base", "vertices": [list(away(204, 8.4))]},
        {"code": "LS-2", "kind": "landing_site", "name": "Landing site north", "vertices": [list(away(12, 11.0))]},
        {"code": "BP-1", "kind": "basing_point", "name": "Kurchatov airfield", "vertices": [list(away(32, 72.0))]},
        {"code": "RT-1", "kind": "route", "name": "Track from the base to the adits",
         "vertices": [list(base), list(away(196, 6.0)), list(away(186, 3.4)), list(away(150, 1.2))]},
        {"code": "HZ-1", "kind": "hazard_zone", "name": "Collapsed adits, falling rock",
         "vertices": ring([(78, 3.0), (100, 4.4), (118, 4.2), (112, 2.6)])},
        {"code": "NG-1", "kind": "no_go_zone", "name": "Unexploded ordnance, not cleared",
         "vertices": ring([(322, 9.4), (330, 11.6), (341, 11.2), (338, 9.0)])},
        {"code": "FR-1", "kind": "field_of_regard", "name": "Field of regard, xenon of 25 August",
         "vertices": ring([(20, 30.0), (70, 46.0), (110, 52.0), (160, 38.0), (215, 30.0), (285, 26.0)])},
        {"code": "NT-1", "kind": "note", "name": "Repeater of the inspected State", "vertices": [list(away(64, 6.2))]},
    ]  # fmt: skip


def restrictions() -> list[dict[str, object]]:
    """Overflight restrictions declared by the inspected State (P.75), each kept by the plan."""
    return [
        {"code": "OR-1", "kind": "altitude_floor", "floor_m": 400.0, "reason": "Signals station",
         "vertices": ring([(44, 6.6), (60, 6.6), (66, 10.8), (44, 11.6)])},
        {"code": "OR-2", "kind": "hover_ban", "reason": "Livestock at the winter camp",
         "vertices": ring([(226, 12.0), (238, 12.4), (236, 15.0), (224, 14.6)])},
        {"code": "OR-3", "kind": "prohibition", "reason": "Depot", "alternative": "Ground visit on request",
         "vertices": ring([(284, 9.6), (295, 9.6), (296, 13.6), (283, 13.6)])},
    ]  # fmt: skip


def surveys() -> list[dict[str, object]]:
    """Survey plans: the initial overflight, stations, samples, gamma lines."""
    interest = ring([(140, 0.9), (230, 1.1), (310, 0.9), (40, 1.1)])
    return [
        {"code": "SP-01", "method": "overflight_overview", "title": "Initial overflight, 1.2 km lines",
         "flown_from": "LS-1", "spacing_m": 1200.0, "swath_m": 1200.0},
        {"code": "SP-02", "method": "aftershock_network", "title": "Seismic stations, 24 sites", "count": 24},
        {"code": "SP-03", "method": "gamma_vehicle", "title": "Gamma lines around the adits", "vertices": interest},
        {"code": "SP-04", "method": "sampling_grid", "title": "Soil samples around the adits", "vertices": interest},
    ]  # fmt: skip


def bulletin() -> str:
    """The event as an IMS1.0 bulletin of two origins, the prime one with its error ellipse."""
    head = (
        "BEGIN IMS1.0\nMSG_TYPE DATA\nMSG_ID EXERCISE_2026_001 XF_NDC\n"
        "DATA_TYPE BULLETIN IMS1.0:short\n"
        "Exercise bulletin: place and magnitude of the catalogued event of 1989-02-17\n"
        "Event EX260822 Degelen, exercise\n\n"
        "   Date       Time        Err   RMS Latitude Longitude  Smaj  Smin  Az Depth   Err "
        "Ndef Nsta Gap  mdist  Mdist Qual   Author      OrigID\n"
    )
    clock = f"{EVENT_AT:%Y/%m/%d %H:%M:%S}"
    rows = (
        (
            f"{clock}.40",
            0.61,
            0.74,
            EVENT_LAT + 0.031,
            EVENT_LON - 0.052,
            17.9,
            12.6,
            74,
            0.0,
            61,
            58,
            88,
            "XF_NDC",
            "EX0002",
        ),
        (
            f"{clock}.12",
            0.38,
            0.66,
            EVENT_LAT,
            EVENT_LON,
            15.6,
            10.4,
            68,
            0.0,
            74,
            71,
            63,
            "IDC_REB",
            "EX0001",
        ),
    )
    lines = []
    for number, (
        at,
        err,
        rms,
        lat,
        lon,
        smaj,
        smin,
        az,
        depth,
        ndef,
        nsta,
        gap,
        author,
        code,
    ) in enumerate(rows):
        lines.append(
            f"{at:<22}  {err:5.2f} {rms:5.2f} {lat:8.4f} {lon:9.4f}  {smaj:4.1f}  {smin:4.1f} {az:3d} "
            f"{depth:5.1f}f      {ndef:4d} {nsta:4d} {gap:3d}   9.41  84.20 m i uk {author:<9} {code}"
        )
        if number == len(rows) - 1:
            lines.append(" (#PRIME)")
    tail = (
        "\nMagnitude  Err Nsta Author      OrigID\n"
        "mb     5.1 0.1   58 IDC_REB     EX0001\nmb     5.0 0.2   41 XF_NDC      EX0002\n\nSTOP\n"
    )
    return head + "\n".join(lines) + "\n" + tail

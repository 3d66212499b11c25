"""``area propose``: lawful areas about the event of a bulletin, without a store."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from osi_app.area.proposing import MARGIN, combined_origin, proposed_areas
from osi_app.geo.proposal import Proposed
from osi_app.inspection.case import chosen_origin
from osi_app.inspection.importing import read_event
from osi_app.inspection.records import Origin
from osi_app.kernel.command import Answer, Command, Console
from osi_app.kernel.errors import RuleError
from osi_app.kernel.units import km, km2
from osi_app.treaty.values import Override, RuleValues, shipped_values

COMBINED = "combined"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--bulletin", type=Path, required=True, metavar="FILE", help="ISF, GSE2 or QuakeML"
    )
    parser.add_argument(
        "--origin",
        default="",
        metavar="NAME",
        help="agency or code of the origin to use, or “combined” (default: the prime one)",
    )
    parser.add_argument(
        "--margin-km",
        type=float,
        metavar="KM",
        help="margin for systematic location error (default: the rule value, 5 km)",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the first as GeoJSON")


def _propose(house: Any, arguments: Namespace, console: Console) -> Answer:
    del house, console
    event, origins = read_event(arguments.bulletin)
    origin = _chosen(origins, arguments.origin)
    found = proposed_areas(origin, _values(arguments.margin_km))
    if arguments.out is not None:
        _write(arguments.out, found[0])
    return Answer(_text(event.code, origin, found), _data(origin, origins, found))


def _chosen(origins: Sequence[Origin], wanted: str) -> Origin:
    if wanted.casefold() == COMBINED:
        return combined_origin([one for one in origins if one.semi_major_m is not None])
    named = [one for one in origins if wanted and wanted in (one.agency, one.origin_code)]
    if wanted and not named:
        known = ", ".join(one.agency or one.origin_code for one in origins)
        raise RuleError("no_such_origin", field="origin", value=wanted, known=known)
    found = chosen_origin(named[0].id if named else None, tuple(origins))
    if found is None:
        raise RuleError("no_origin_in_file", field="bulletin")
    return found


def _values(margin_km: float | None) -> RuleValues:
    if margin_km is None:
        return shipped_values()
    override = Override(str(margin_km * 1000.0), "command line", "--margin-km")
    return shipped_values().overridden({MARGIN: override}, real=True)


def _write(path: Path, area: Proposed) -> None:
    # the writers of foreign files load when a file is written
    from osi_app.exchange.writing.outgoing import (  # noqa: PLC0415
        GeometryForm,
        OutFeature,
        write_features,
    )

    facts = {"probability": area.probability, "area_km2": km2(area.area_m2)}
    feature = OutFeature("polygon", "proposed area", "proposal", area.vertices, properties=facts)
    write_features(path, GeometryForm.GEOJSON, [feature])


def _text(code: str, origin: Origin, found: Sequence[Proposed]) -> str:
    lines = [
        f"event {code}, origin {origin.agency or origin.origin_code} at "
        f"{origin.lat:.4f}, {origin.lon:.4f}" + (f" ({origin.derivation})" if origin.derivation
                                                 else ""),
    ]  # fmt: skip
    if origin.semi_major_m is None:
        lines.append("  no error ellipse: a circle about the place, without a probability")
    lines += [
        f"  {one.kind.value.replace('_', ' '):<14} {_percent(one.probability):>8}  "
        f"{km2(one.area_m2):9.3f} km²  {km(one.span_m):7.3f} km  {len(one.vertices)} corners, "
        f"the {one.binding} binds"
        for one in found
    ]
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.2f} %"


def _data(origin: Origin, origins: Sequence[Origin], found: Sequence[Proposed]) -> dict[str, Any]:
    first, *others = (_area(one) for one in found)
    return {
        **first,
        "alternatives": others,
        "origin": _origin(origin),
        "origins": [_origin(one) for one in origins],
    }


def _area(one: Proposed) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "polygon": [list(vertex) for vertex in one.vertices],
        "probability": one.probability,
        "area_km2": km2(one.area_m2),
        "span_km": km(one.span_m),
        "binding": one.binding,
    }


def _origin(origin: Origin) -> dict[str, Any]:
    names = (
        "agency", "origin_code", "at", "lon", "lat", "depth_m", "semi_major_m", "semi_minor_m",
        "azimuth_deg", "confidence_percent", "prime", "derivation",
    )  # fmt: skip
    return {name: getattr(origin, name) for name in names}


COMMANDS = (
    Command(
        "area propose",
        "propose lawful areas about the event of a bulletin",
        _arguments,
        _propose,
        "The lawful area of greatest probability that the true epicentre lies inside (bivariate "
        "normal of the error ellipse with a margin for systematic error), and alternatives. Needs "
        "no store.",
    ),
)

"""Headless commands about the ground. ``area check`` needs no store."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.area import event_commands, survey_commands
from osi_app.area.boundary import measure_findings, measured
from osi_app.area.importing import About, read_ring
from osi_app.area.survey_commands import SUFFIXES, form_of
from osi_app.inspection.choosing import add_inspection, chosen
from osi_app.kernel.command import Answer, Command, Console, ExitCode
from osi_app.kernel.findings import Subject
from osi_app.kernel.units import km, km2
from osi_app.texts import finding_sentence
from osi_app.treaty.values import shipped_values


def _arguments(parser: ArgumentParser) -> None:
    forms = "GeoJSON, KML, KMZ, GPX, GeoPackage or Shapefile"
    parser.add_argument("file", type=Path, help=f"a file with one polygon: {forms}")
    parser.add_argument("--mend", action="store_true", help="mend a ring that crosses itself")


def _check(house: Any, arguments: Namespace, console: Console) -> Answer:
    """Judges one polygon against P.3, without touching any store."""
    del house, console
    vertices, notes = read_ring(arguments.file, About(mend=arguments.mend))
    measure = measured(vertices)
    longest = measure.span
    subject = Subject("area_boundary", UUID(int=0), arguments.file.name)
    found = measure_findings(measure, subject, shipped_values())
    lines = [
        f"{arguments.file.name}: {len(vertices)} corners",
        f"  area  {km2(measure.area_m2):10.4f} km²   (at most 1,000; P.3)",
        f"  span  {km(longest.distance_m):10.4f} km    (at most 50; P.3)",
        f"        from {_place(longest.start)} to {_place(longest.end)}",
        *(f"  note: {note}" for note in notes),
        *(f"  BREACH {one.paragraph}: {finding_sentence(one)}" for one in found),
    ]
    if not found:
        lines.append("  lawful")
    data = {
        "area_km2": km2(measure.area_m2),
        "span_km": km(longest.distance_m),
        "span_between": [_within(longest.start), _within(longest.end)],
        "corners": len(vertices),
        "notes": list(notes),
        "findings": [
            {"rule": one.rule, "paragraph": one.paragraph, "text": finding_sentence(one)}
            for one in found
        ],
    }
    code = ExitCode.FINDINGS if found else ExitCode.FINE
    return Answer("\n".join(lines), data, code)


def _place(point: tuple[float, float]) -> str:
    lon, lat = _within(point)
    return f"{lat:.5f}, {lon:.5f}"


def _within(point: tuple[float, float]) -> list[float]:
    """(lon, lat) with the longitude brought back to +-180: rings are unwrapped inside."""
    lon, lat = point
    return [lon if -180.0 <= lon <= 180.0 else (lon + 180.0) % 360.0 - 180.0, lat]


def _export_arguments(parser: ArgumentParser) -> None:
    add_inspection(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE",
                        help="the ending chooses the form: " + ", ".join(SUFFIXES))  # fmt: skip


def _export(house: Any, arguments: Namespace, console: Console) -> Answer:
    """Everything on the ground of a case as a file for other programs."""
    del console
    inspection = chosen(house, arguments)
    if arguments.out.suffix.lower() == ".html":
        arguments.out.write_text(house.documents.map_page(inspection.id), encoding="utf-8")
    else:
        more = house.search.ground_features(inspection.id)
        house.area.export(inspection.id, arguments.out, form_of(arguments.out), more)
    size = arguments.out.stat().st_size
    text = f"{arguments.out}: {size:,} bytes"
    return Answer(text, {"file": str(arguments.out), "bytes": size, "inspection": inspection.code})


COMMANDS = (
    *event_commands.COMMANDS,
    *survey_commands.COMMANDS,
    Command(
        "area export",
        "write everything on the ground of a case for other programs",
        _export_arguments,
        _export,
        "GeoJSON, GeoPackage, KML, KMZ, GPX, Shapefile (zip), CSV, or the map as one HTML page.",
    ),
    Command(
        "area check",
        "judge a polygon against the limits of an inspection area",
        _arguments,
        _check,
        "Computes geodesic area and longest distance on WGS 84 and compares them with P.3: at "
        "most 1,000 km² and 50 km in any direction. Needs no store.",
    ),
)

"""``area lines``: the lines or points of a survey over a polygon, without a store."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from math import inf
from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.area.exporting import survey_features
from osi_app.area.importing import read_ring
from osi_app.area.methods import survey_method, survey_methods
from osi_app.area.records import SurveyPattern, SurveyPlan
from osi_app.area.survey_rules import flight_rules
from osi_app.area.surveys import Survey, Terrain, coverage_of, survey
from osi_app.exchange.geometry import read_geometries
from osi_app.exchange.writing.outgoing import GeometryForm, write_features
from osi_app.exchange.writing.qgc_plan import QgcMission, write_qgc_plan
from osi_app.geo.coordinates import parse
from osi_app.geo.coverage.proof import Coverage
from osi_app.kernel.command import Answer, Command, Console, ExitCode
from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Vertices
from osi_app.kernel.service import checked
from osi_app.kernel.units import km, km2
from osi_app.texts import finding_sentence
from osi_app.treaty.values import shipped_values

FIGURES = ("spacing_m", "azimuth_deg", "swath_m", "tie_spacing_m", "overrun_m", "turn_radius_m",
           "height_m", "speed_m_s", "endurance_h")  # fmt: skip
SUFFIXES = {".geojson": GeometryForm.GEOJSON, ".json": GeometryForm.GEOJSON,
            ".gpkg": GeometryForm.GEOPACKAGE, ".kml": GeometryForm.KML, ".kmz": GeometryForm.KMZ,
            ".gpx": GeometryForm.GPX, ".zip": GeometryForm.SHAPEFILE,
            ".csv": GeometryForm.CSV}  # fmt: skip


def _arguments(parser: ArgumentParser) -> None:
    methods = ", ".join(one.key for one in survey_methods())
    parser.add_argument("file", type=Path, help="a file with one polygon: what is to be covered")
    parser.add_argument("--method", default="overflight_overview", metavar="KEY", help=methods)
    parser.add_argument("--pattern", choices=[one.value for one in SurveyPattern])
    for name in FIGURES:
        parser.add_argument(f"--{name.replace('_', '-')}", type=float, metavar="NUMBER")
    parser.add_argument("--count", type=int, metavar="NUMBER")
    parser.add_argument("--keep-out", type=Path, metavar="FILE", help="polygons no line may enter")
    parser.add_argument("--base", metavar="PLACE", help="from where aircraft fly, any coordinate")
    parser.add_argument("--out", type=Path, metavar="FILE", help=", ".join(SUFFIXES) + ", .plan")
    parser.add_argument("--proof", action="store_true", help="also compute what stays uncovered")


def _lines(house: Any, arguments: Namespace, console: Console) -> Answer:
    """Lines, points and flight of one method over one polygon."""
    del house, console
    area, notes = read_ring(arguments.file)
    plan = _plan(arguments)
    terrain = Terrain(
        area=area,
        sites=_keep_out(arguments.keep_out),
        prohibited=(),
        no_go=(),
        flown_from={"base": parse(arguments.base)} if arguments.base else {},
    )
    values = shipped_values()
    budget = values.number("overflight.initial_hours") if plan.initial_overflight else inf
    made = survey(plan, terrain, budget)
    if made.problem:
        raise RuleError(made.problem, field="file", file=arguments.file.name)
    proof = coverage_of(made) if arguments.proof else None
    if arguments.out is not None:
        write_survey(arguments.out, made, terrain)
    found = flight_rules(made, values)
    told = [f"  {one.severity.value} {one.paragraph}: {finding_sentence(one)}" for one in found]
    data = survey_data(made, proof)
    data["findings"] = [
        {
            "rule": one.rule,
            "paragraph": one.paragraph,
            "severity": one.severity.value,
            "text": finding_sentence(one),
        }
        for one in found
    ]
    over = any(one.breaks_rule for one in found)
    text = "\n".join([_text(made, proof, notes), *told])
    return Answer(text, data, ExitCode.FINDINGS if over else ExitCode.FINE)


def _plan(arguments: Namespace) -> SurveyPlan:
    figures = survey_method(arguments.method).figures()
    given = {name: getattr(arguments, name) for name in (*FIGURES, "count", "pattern")}
    figures |= {name: value for name, value in given.items() if value is not None}
    title = survey_method(arguments.method).title
    known = {"inspection_id": UUID(int=0), "code": "SP-01", "title": title}
    plan: SurveyPlan = checked(SurveyPlan, {**known, **figures})
    return plan


def _keep_out(path: Path | None) -> tuple[Vertices, ...]:
    if path is None:
        return ()
    return tuple(one.vertices for one in read_geometries(path).features if one.kind == "polygon")


def form_of(path: Path) -> GeometryForm:
    """The form that a file's ending asks for. Raises ``RuleError('unknown_form')``."""
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise RuleError("unknown_form", field="out", value=path.name, known=", ".join(SUFFIXES))
    return form


def write_survey(path: Path, made: Survey, terrain: Terrain) -> None:
    """Writes a survey in the form of the file's ending; ``.plan`` for a ground control station.

    Raises ``RuleError('unknown_form')``, ``StorageError``.
    """
    if path.suffix.lower() != ".plan":
        write_features(path, form_of(path), survey_features(made))
        return
    plan = made.plan
    waypoints: Sequence[Any] = [point for line in made.lines for point in line] or made.points
    mission = QgcMission(
        home=terrain.start_of(plan),
        waypoints=tuple(waypoints),
        height_m=plan.height_m or 100.0,
        speed_m_s=plan.speed_m_s or 10.0,
        keep_in=(terrain.area,),
        keep_out=terrain.keep_out(plan),
        terrain=True,
    )
    write_qgc_plan(path, mission)


def survey_data(made: Survey, proof: Coverage | None = None) -> dict[str, Any]:
    """A survey for ``--json``."""
    data: dict[str, Any] = {
        "code": made.plan.code,
        "pattern": made.plan.pattern.value,
        "azimuth_deg": made.azimuth_deg,
        "line_km": km(made.line_m),
        "lines": [[list(point) for point in line] for line in made.lines],
        "ties": [[list(point) for point in line] for line in made.ties],
        "points": [list(point) for point in made.points],
    }
    if made.flight is not None:
        data["flight"] = _flight(made)
    if proof is not None:
        data["coverage"] = {
            "covered_km2": km2(proof.covered_m2),
            "uncovered_m2": proof.uncovered_m2,
            "share": proof.share,
        }
    return data


def _flight(made: Survey) -> dict[str, Any]:
    flight = made.flight
    assert flight is not None
    return {
        "line_km": flight.line_km,
        "turn_km": flight.turn_km,
        "ferry_km": flight.ferry_km,
        "hours_over_area": flight.hours_over_area,
        "hours_total": flight.hours_total,
        "sorties": [
            {
                "number": one.number,
                "lines": [line.number for line in one.lines],
                "hours_over_area": one.hours_over_area,
                "hours_total": one.hours_total,
                "budget_left_h": one.budget_left_h if one.budget_left_h < 1e9 else None,
                "exceeds": one.exceeds,
                "beyond_endurance": one.beyond_endurance,
            }
            for one in flight.sorties
        ],
    }


def _text(made: Survey, proof: Coverage | None, notes: Sequence[str]) -> str:
    lines = [f"{made.plan.title}: {len(made.lines)} lines, {len(made.ties)} ties, "
             f"{len(made.points)} points, {km(made.line_m):,.1f} line-km"]  # fmt: skip
    if made.azimuth_deg is not None:
        lines.append(f"  direction {made.azimuth_deg:.1f}° from north")
    if made.flight is not None:
        flight = made.flight
        lines.append(
            f"  flight: {flight.hours_over_area:.2f} h over the area, {flight.hours_total:.2f} h "
            f"in all, {len(flight.sorties)} sorties, ferry {flight.ferry_km:,.0f} km"
        )
    if proof is not None:
        lines.append(f"  uncovered {proof.uncovered_m2:,.0f} m² ({(1 - proof.share) * 100:.4f} %)")
    return "\n".join([*lines, *(f"  note: {note}" for note in notes)])


COMMANDS = (
    Command(
        "area lines",
        "lay the lines or points of a survey over a polygon",
        _arguments,
        _lines,
        "Lines cut by what may not be entered, ties, turns, sorties within endurance and the 12 h "
        "of the initial overflight (P.72). Needs no store.",
    ),
)

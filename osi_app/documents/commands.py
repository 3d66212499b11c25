"""Headless commands of the documents room: ``plan``, ``checklist``, ``map``."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from osi_app.documents.service import Document, DocumentsService, pages_of
from osi_app.exchange.writing.whole import write_whole
from osi_app.inspection.choosing import add_inspection, chosen
from osi_app.kernel.command import Answer, Command, Console
from osi_app.kernel.findings import Finding, Severity
from osi_app.texts import word

PAPERS = ("a4", "letter")


class _House(Protocol):
    @property
    def documents(self) -> DocumentsService: ...

    @property
    def inspection(self) -> Any: ...


def paper_arguments(parser: ArgumentParser) -> None:
    """Which inspection, where to, which size of paper."""
    add_inspection(parser)
    parser.add_argument("--out", type=Path, metavar="FILE", help="where (default: NUMBER.pdf)")
    parser.add_argument("--paper", choices=PAPERS, default="a4", help="size of paper (a4)")
    parser.add_argument("--issue", action="store_true", help="register it as an issued document")


def _map_arguments(parser: ArgumentParser) -> None:
    add_inspection(parser)
    parser.add_argument(
        "--out", type=Path, metavar="FILE.html", help="where (default: NUMBER.html)"
    )


def _plan(house: _House, arguments: Namespace, console: Console) -> Answer:
    found = chosen(house, arguments)
    document = house.documents.inspection_plan(found.id, arguments.paper)
    return printed(house, document, arguments, console)


def _checklist(house: _House, arguments: Namespace, console: Console) -> Answer:
    found = chosen(house, arguments)
    document = house.documents.deployment_checklist(found.id, arguments.paper)
    return printed(house, document, arguments, console)


def printed(house: _House, document: Document, arguments: Namespace, console: Console) -> Answer:
    """Prints a document into its file, registers it where that is asked, and says so."""
    stamp = document.stamp
    pdf = house.documents.printed(document, console.progress, console.cancelled)
    file = write_whole(arguments.out or Path(f"{stamp.number}.pdf"), pdf)
    if arguments.issue:
        house.documents.issue(document, pdf, getattr(arguments, "author", None) or "")
    data = {
        "file": str(file),
        "pages": pages_of(pdf),
        "number": stamp.number,
        "data_seq": stamp.data_seq,
        "data_sha256": stamp.data_sha256,
        "as_of": stamp.as_of.isoformat(),
        "findings": _counted(document.findings),
    }
    told = (
        f"{word(stamp.document_kind)} {stamp.number}: {data['pages']} pages, {file}\n"
        f"  data revision {stamp.data_seq}, {stamp.data_sha256[:16]}\n"
        f"  findings: {_said(document.findings)}"
    )
    return Answer(told, data)


def _map(house: _House, arguments: Namespace, console: Console) -> Answer:
    found = chosen(house, arguments)
    value = house.documents.map_value(found.id)
    console.progress(0, 1)
    page = house.documents.map_page(found.id)
    file = write_whole(arguments.out or Path(f"{value.number}.html"), page.encode("utf-8"))
    console.progress(1, 1)
    data = {
        "file": str(file),
        "pages": 1,
        "number": value.number,
        "data_seq": value.data_seq,
        "data_sha256": value.data_sha256,
        "as_of": value.as_of.isoformat(),
        "features": len(value.features),
        "findings": _counted(()),
    }
    return Answer(f"Map {value.number}: {len(value.features)} features, {file}", data)


def _counted(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings of each severity."""
    return {
        severity.value: sum(one.severity is severity for one in findings) for severity in Severity
    }


def _said(findings: Sequence[Finding]) -> str:
    told = [f"{count} {name}" for name, count in _counted(findings).items() if count]
    return ", ".join(told) or "none"


COMMANDS = (
    Command(
        "plan",
        "print the inspection plan as PDF",
        paper_arguments,
        _plan,
        "Prints the inspection plan with map, team, equipment, deadlines and findings. The same "
        "data give the same bytes. Half a file is never left.",
    ),
    Command(
        "checklist",
        "print the deployment checklist as PDF",
        paper_arguments,
        _checklist,
        "Prints the deployment checklist by phase, with due times, boxes and signature lines.",
    ),
    Command(
        "map",
        "write the map as one HTML page that needs no network",
        _map_arguments,
        _map,
        "Writes an interactive map with all its parts inside one file.",
    ),
)

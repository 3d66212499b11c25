"""Headless papers of equipment: ``equipment paper KIND``, ``equipment labels``."""

from argparse import ArgumentParser, Namespace
from typing import Any, Protocol

from osi_app.documents.commands import paper_arguments, printed
from osi_app.documents.equipment_choice import EQUIPMENT_PAPERS, PaperWish
from osi_app.documents.equipment_papers import LabelWish
from osi_app.documents.service import DocumentsService
from osi_app.inspection.choosing import chosen
from osi_app.kernel.command import Answer, Command, Console

SYMBOLS = ("qr", "datamatrix", "code128")
SHEETS = ("a4_3x8", "a4_2x7", "letter_3x10", "single_100x50")


class _House(Protocol):
    @property
    def documents(self) -> DocumentsService: ...

    @property
    def inspection(self) -> Any: ...


def _kind(parser: ArgumentParser) -> None:
    kinds = sorted(set(EQUIPMENT_PAPERS) - {"labels"})
    parser.add_argument("kind", choices=kinds, help="which paper")
    parser.add_argument("--place", default="", metavar="CODE", help="of a stock-take sheet")
    paper_arguments(parser)


def _labels(parser: ArgumentParser) -> None:
    parser.add_argument("--of", choices=("boxes", "items", "both"), default="boxes")
    parser.add_argument("--symbol", choices=SYMBOLS, default="qr")
    parser.add_argument("--sheet", choices=SHEETS, default="a4_3x8")
    parser.add_argument("--skip", type=int, default=0, help="labels used up on the first sheet")
    paper_arguments(parser)


def _print(house: _House, arguments: Namespace, console: Console) -> Answer:
    return _made(house, arguments, console, arguments.kind, PaperWish(place=arguments.place))


def _print_labels(house: _House, arguments: Namespace, console: Console) -> Answer:
    wish = LabelWish(
        boxes=arguments.of in ("boxes", "both"),
        items=arguments.of in ("items", "both"),
        template=arguments.sheet,
        symbol=arguments.symbol,
        skip=max(arguments.skip, 0),
    )
    return _made(house, arguments, console, "labels", PaperWish(labels=wish))


def _made(
    house: _House, arguments: Namespace, console: Console, kind: str, wish: PaperWish
) -> Answer:
    found = chosen(house, arguments)
    document = house.documents.equipment_paper(kind, found.id, arguments.paper, wish)
    return printed(house, document, arguments, console)


COMMANDS = (
    Command(
        "equipment paper",
        "print a paper of equipment as PDF",
        _kind,
        _print,
        "Declaration, certificates, calibration by day, packing lists, the check sheet of the "
        "point of entry, stock-take sheet, readiness.",
    ),
    Command(
        "equipment labels",
        "print labels as PDF",
        _labels,
        _print_labels,
        "Labels of boxes or items, on sheets or one by one, with Code 128, QR or Data Matrix.",
    ),
)

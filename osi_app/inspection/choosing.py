"""Which inspection a command is about."""

from argparse import ArgumentParser, Namespace
from typing import Any
from uuid import UUID

from osi_app.inspection.records import Inspection
from osi_app.kernel.errors import NotFoundError


def add_inspection(parser: ArgumentParser) -> None:
    """Adds ``--inspection CODE``."""
    parser.add_argument(
        "--inspection", metavar="CODE", help="which one, where the store has several"
    )


def chosen(house: Any, arguments: Namespace) -> Inspection:
    """The inspection named, or the only one. Raises ``NotFoundError``."""
    found: tuple[Inspection, ...] = house.inspection.inspections()
    known = ", ".join(one.code for one in found)
    if arguments.inspection:
        for one in found:
            if one.code == arguments.inspection:
                return one
        named = arguments.inspection
        raise NotFoundError("no_such_inspection", named=named, known=known or "none")
    if not found:
        raise NotFoundError("no_inspection")
    if len(found) > 1:
        raise NotFoundError("which_inspection", known=known)
    return found[0]


def one_named(house: Any, arguments: Namespace) -> UUID | None:
    """The id of the inspection named, or of the store's only one; None where there are several and
    none is named. Raises ``NotFoundError``."""
    if not arguments.inspection and len(house.inspections()) != 1:
        return None
    return chosen(house, arguments).id

"""A search package into records: one JSON file, taken as a whole or not at all.

The document is an object with four lists; everything is matched by its code::

    {"areas_of_interest": [{"code", "title", "priority", "status", "vertices", "rationale"}],
     "questions":         [{"code", "area_of_interest", "text", "value", "status"}],
     "information_needs": [{"code", "question", "observable", "techniques"}],
     "missions":          [{"code", "need", "title", "technique", "airborne",
                            "initial_overflight", "height_m", "geometry", "vertices",
                            "starts_at", "ends_at", "status", "note", "members"}]}

``vertices`` are [lon, lat] pairs, instants name their zone, ``members`` are the codes of inspectors
in the team (the first leads). A key left out keeps what stands.
"""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from osi_app.exchange.files import MEBIBYTE, check_file, refuse
from osi_app.kernel.errors import ImportRefused, Refusal
from osi_app.kernel.importing import ImportPreview
from osi_app.kernel.ports import Reading
from osi_app.search.package import SECTIONS, Package

LIMIT_BYTES = 20 * MEBIBYTE


def preview(reading: Reading, path: Path, inspection_id: UUID) -> ImportPreview:
    """What importing this package would do. Raises ``ImportRefused`` with every fault found."""
    document = _read(path)
    package = Package.known(reading, inspection_id)
    package.take(document)
    if package.refusals:
        raise ImportRefused(path.name, tuple(package.refusals))
    return ImportPreview(
        kind="search",
        file=path.name,
        label=f"Import search package {path.name}",
        rows=tuple(package.rows),
        columns=("code", "title"),
        inspection_id=inspection_id,
    )


def _read(path: Path) -> dict[str, list[Any]]:
    check_file(path, LIMIT_BYTES)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        document = json.loads(text, parse_constant=_no_constant)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        refuse(path, "file", f"it is not JSON in UTF-8: {error}", "export it again")
    if not isinstance(document, dict):
        refuse(path, "file", "it is not a JSON object", "see the search package's description")
    faults = [
        Refusal(f"key {key!s:.40}", "there is no such list in a search package", "remove it")
        for key in document
        if key not in SECTIONS
    ]
    faults += [
        Refusal(f"key {key}", "it is not a list", "make it a list of objects")
        for key in SECTIONS
        if not isinstance(document.get(key, []), list)
    ]
    if faults:
        raise ImportRefused(path.name, tuple(faults))
    return document


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")

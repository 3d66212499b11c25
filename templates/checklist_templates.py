"""The checklist templates that ship: TOML files beside this module -> values of the core."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from osi_app.checklist.records import Anchor
from osi_app.checklist.templates import ChecklistTemplate, TemplateTask

FOLDER = Path(__file__).parent / "checklists"


def load_checklist_templates(folder: Path = FOLDER) -> Mapping[str, ChecklistTemplate]:
    """Every template of the folder by name (the file's stem), in their order.

    Raises ``ValueError`` naming the file when one does not hold what a template needs.
    """
    found = [_template(path) for path in sorted(folder.glob("*.toml"))]
    found.sort(key=lambda template: (template.order, template.name))
    return MappingProxyType({template.name: template for template in found})


def _template(path: Path) -> ChecklistTemplate:
    try:
        with path.open("rb") as stream:
            content = tomllib.load(stream)
        tasks = tuple(_task(entry) for entry in content["task"])
        return ChecklistTemplate(path.stem, content["title"], int(content["order"]), tasks)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error!r}") from error


def _task(entry: dict[str, Any]) -> TemplateTask:
    return TemplateTask(**{**entry, "anchor": Anchor(entry["anchor"])})

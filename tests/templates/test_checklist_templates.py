"""The checklist templates that ship: whole, well ordered, with the Treaty's own limits."""

from pathlib import Path
from uuid import uuid4

import pytest

from osi_app.checklist.records import Anchor
from osi_app.checklist.templates import PHASES, default_tasks
from templates.checklist_templates import load_checklist_templates

TEMPLATES = load_checklist_templates()
TASKS = {task.code: task for template in TEMPLATES.values() for task in template.tasks}


def test_all_lists_are_there_in_their_order() -> None:
    assert list(TEMPLATES) == [
        "deployment",
        "personal_kit",
        "documents",
        "vehicles",
        "communications",
        "laboratory",
        "demobilisation",
        "decontamination",
        "return",
    ]


def test_codes_are_unique_and_every_phase_has_tasks() -> None:
    count = sum(len(template.tasks) for template in TEMPLATES.values())
    assert len(TASKS) == count == len(default_tasks(uuid4(), TEMPLATES))
    assert {task.phase for task in TASKS.values()} == set(PHASES)
    assert all(task.title.strip() and task.owner_role.strip() for task in TASKS.values())


@pytest.mark.parametrize(
    ("code", "anchor", "offset_h", "paragraph"),
    [
        ("D-01", Anchor.REQUEST, 1, ""),
        ("D-02", Anchor.REQUEST, 2, "IV.40"),
        ("D-03", Anchor.REQUEST, 2, ""),
        ("D-05", Anchor.REQUEST, 6, ""),
        ("D-08", Anchor.REQUEST, 24, "P.26"),
        ("D-09", Anchor.REQUEST, 24, "P.35"),
        ("D-10", Anchor.REQUEST, 36, "P.9-10, P.18"),
        ("D-12", Anchor.REQUEST, 60, "P.38"),
        ("D-15", Anchor.REQUEST, 96, ""),
        ("D-16", Anchor.APPROVAL, 0, "IV.54, P.42"),
        ("D-18", Anchor.POE_ARRIVAL, -24, "IV.55, P.43"),
        ("D-19", Anchor.REQUEST, 120, "IV.53"),
        ("D-20", Anchor.REQUEST, 144, "IV.53"),
        ("D-24", Anchor.POE_ARRIVAL, 36, "P.54"),
        ("D-27", Anchor.POE_ARRIVAL, 72, "P.57"),
        ("D-31", Anchor.APPROVAL, 25 * 24, "IV.47"),
        ("D-33", Anchor.APPROVAL, 57 * 24, "IV.49"),
        ("D-34", Anchor.CONCLUSION, 24, "P.109"),
    ],
)
def test_offsets(code: str, anchor: Anchor, offset_h: float, paragraph: str) -> None:
    task = TASKS[code]
    assert (task.anchor, task.offset_h, task.paragraph) == (anchor, offset_h, paragraph)


def test_a_faulty_template_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text('title = "x"\norder = 1\n[[task]]\ncode = "X"\n')
    with pytest.raises(ValueError, match=r"bad\.toml"):
        load_checklist_templates(tmp_path)

"""Every message code of a case and its area has a sentence that its values fill."""

import pytest

from osi_app.texts import sentence, texts

FINDINGS = {
    "deadline_late": ("title", "done_at", "due_at", "late_s"),
    "deadline_overdue": ("title", "due_at", "late_s"),
    "moment_out_of_order": ("what", "at", "before", "earlier"),
    "moment_without": ("what", "at", "before"),
    "mandate_changed": ("version", "fields"),
    "mandate_member_differ": ("added", "left"),
    "mandate_equipment_differ": ("added", "left"),
    "mandate_point_of_entry_differs": ("issued", "now"),
    "mandate_leader_code_differs": ("issued", "now"),
    "mandate_area_differs": (),
    "area_shape": ("reason",),
    "area_too_large": ("found_km2", "limit_km2", "exceeded_km2"),
    "area_too_long": ("found_km", "limit_km", "exceeded_km"),
    "event_outside": ("lon", "lat"),
    "site_too_large": ("found_km2", "limit_km2", "exceeded_km2"),
    "sites_too_large": ("count", "found_km2", "limit_km2", "exceeded_km2"),
    "sites_too_close": ("subject", "other", "found_m", "limit_m", "missing_m"),
    "site_outside": (),
    "base_outside": (),
    "entry_missing": (),
    "entry_not_chosen": (),
}
MENDS = {
    "shrink_area": ("scale_percent",),
    "shrink_site": ("scale_percent",),
    "move_site": ("missing_m",),
    "issue_mandate": (),
}


@pytest.mark.parametrize(
    ("table", "code", "names"),
    [
        *(("findings", code, names) for code, names in FINDINGS.items()),
        *(("mends", code, names) for code, names in MENDS.items()),
    ],
)
def test_the_sentence_asks_only_for_what_it_gets(
    table: str, code: str, names: tuple[str, ...]
) -> None:
    assert code in texts()[table]
    shown = sentence(code, dict.fromkeys(names, "value"), table=table)
    assert "[" not in shown
    assert shown.endswith(".")

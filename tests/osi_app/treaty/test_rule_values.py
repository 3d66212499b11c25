"""The table of rule values: citable, typed, and replaced only where that is lawful."""

import pytest

from osi_app.kernel.errors import NotFoundError, RuleError
from osi_app.treaty.values import Override, shipped_values

VALUES = shipped_values()


def override(value: str) -> Override:
    return Override(value, "tester", "test")


def test_every_value_can_be_cited() -> None:
    for value in VALUES.all():
        assert value.tag in "TMER"
        assert value.title
        assert value.source
        assert value.paragraph or not value.is_law
        assert value.value == value.shipped
    assert not VALUES.overrides()


def test_what_the_text_says_in_numbers() -> None:
    assert VALUES.number("area.max_area_m2") == 1e9
    assert VALUES.number("area.max_span_m") == 50_000
    assert VALUES.number("area.site_max_area_m2") == 4e6
    assert VALUES.number("area.sites_total_m2") == 50e6
    assert VALUES.number("area.site_separation_m") == 20
    assert VALUES.number("roster.max_on_territory") == 40
    assert VALUES.number("overflight.initial_hours") == 12
    assert VALUES.number("overflight.max_height_m") == 1_500


def test_an_override_stands_beside_what_it_replaced_and_changes_nothing_else() -> None:
    changed = VALUES.overridden({"area.max_area_m2": override("5e8")}, real=False)
    (found,) = changed.overrides()
    assert (found.value, found.shipped) == (5e8, 1e9)
    assert found.override == override("5e8")
    assert VALUES.number("area.max_area_m2") == 1e9
    assert changed.number("area.max_span_m") == 50_000


def test_law_stands_in_a_real_inspection_for_every_value_that_is_law() -> None:
    for value in VALUES.all():
        typed = "yes" if isinstance(value.shipped, bool) else "1"
        if value.is_law:
            with pytest.raises(RuleError, match="law_not_overridable"):
                VALUES.overridden({value.key: override(typed)}, real=True)
        else:
            assert VALUES.overridden({value.key: override(typed)}, real=True).overrides()


@pytest.mark.parametrize("typed", ["", "x", "-1", "nan", "inf", "1e15"])
def test_what_is_no_value_is_refused(typed: str) -> None:
    with pytest.raises(RuleError, match="invalid_value"):
        VALUES.overridden({"area.max_span_m": override(typed)}, real=False)


@pytest.mark.parametrize(("typed", "value"), [("yes", True), (" No ", False), ("TRUE", True)])
def test_yes_and_no(typed: str, value: bool) -> None:
    key = "technique.gap_allows_a_to_e"
    assert VALUES.overridden({key: override(typed)}, real=True).flag(key) is value
    with pytest.raises(RuleError, match="invalid_value"):
        VALUES.overridden({key: override("2")}, real=True)


def test_there_is_no_such_value() -> None:
    with pytest.raises(NotFoundError):
        VALUES.number("area.max_colour")
    with pytest.raises(NotFoundError):
        VALUES.overridden({"area.max_colour": override("1")}, real=False)

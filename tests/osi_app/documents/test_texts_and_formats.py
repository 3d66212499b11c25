"""Sentences and figures as people read them."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from osi_app.kernel.findings import Finding, Severity, Subject
from osi_app.texts import finding_sentence, formats, mend_sentence, sentence, texts, word

AT = datetime(2026, 3, 4, 14, 5, 9, tzinfo=UTC)


def finding(message: str, mend: str = "", /, **values: object) -> Finding:
    subject = Subject("item", UUID(int=1), "GS-01")
    return Finding("rule", "P.38", Severity.BREACH, subject, message, values, mend)


def test_an_unknown_code_shows_itself_and_its_values() -> None:
    told = finding_sentence(finding("nobody.knows", found_m=12.0))
    assert told.startswith("nobody.knows")
    assert "12 m" in told
    assert "GS-01" in told
    assert word("no_such_word") == "no such word"


def test_a_missing_value_stays_visible() -> None:
    assert "[site]" in finding_sentence(finding("search.in_restricted_site"))


def test_no_mend_is_no_sentence() -> None:
    assert mend_sentence(finding("x")) == ""
    assert "GS-01" in mend_sentence(finding("x", "equipment.unlist_mend", code="GS-01"))


def test_every_pattern_takes_its_values_by_name() -> None:
    for table in ("findings", "mends", "statements"):
        for code in texts()[table]:
            assert sentence(code, {}, table=table)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (formats.instant(AT), "2026-03-04 14:05Z"),
        (formats.instant(None), "–"),
        (formats.instant(AT, seconds=True), "2026-03-04 14:05:09Z"),
        (formats.site_instant(AT, "Asia/Almaty"), "2026-03-04 19:05 +05:00"),
        (formats.site_instant(AT, "No/Where"), "2026-03-04 14:05 +00:00"),
        (formats.day(date(2026, 3, 4)), "2026-03-04"),
        (formats.area(999.8e6), "999.8 km²"),
        (formats.area(2.4e6), "2.400 km²"),
        (formats.distance(999.4), "999 m"),
        (formats.distance(35_720), "35.7 km"),
        (formats.hours(12), "12 h"),
        (formats.hours(-1.5), "−1.5 h"),
        (formats.span_of_time(90_000), "+1 d 01:00"),
        (formats.span_of_time(-60), "−0 d 00:01"),
        (formats.lasting(0), "0 min"),
        (formats.lasting(982_800), "11 d 9 h"),
        (formats.lasting(9_000), "2 h 30 min"),
        (formats.position(-181, -5, 1), "5.0° S 179.0° E"),
        (formats.shown("height_m", 1600.0), "1,600 m"),
        (formats.shown("covered_m2", 1.5e9), "1,500.000 km²"),
        (formats.shown("exact", True), "yes"),
        (formats.shown("names", ("a", "b")), "a, b"),
    ],
)
def test_formats(shown: str, expected: str) -> None:
    assert shown == expected

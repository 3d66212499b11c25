"""Bulletins and catalogues as events with origins: preview, apply, again, undo."""

from pathlib import Path

import pytest

from osi_app.inspection import importing
from osi_app.inspection.records import Event, Origin
from osi_app.inspection.service import InspectionService
from osi_app.kernel.clock import FixedClock
from osi_app.kernel.errors import ImportRefused, StaleDataError
from osi_app.kernel.ports import Store

DATA = Path(importing.__file__).parent / "data" / "events"

QUAKEML = """\
<?xml version="1.0" encoding="UTF-8"?>
<q:quakeml xmlns:q="http://quakeml.org/xmlns/quakeml/1.2" xmlns="http://quakeml.org/xmlns/bed/1.2">
<eventParameters publicID="smi:x/1">
<event publicID="smi:x/event/42"><preferredOriginID>smi:x/origin/7</preferredOriginID>
<type>nuclear explosion</type>
<origin publicID="smi:x/origin/6"><time><value>2017-09-03T03:30:00Z</value></time>
<longitude><value>129.0</value></longitude><latitude><value>41.3</value></latitude></origin>
<origin publicID="smi:x/origin/7"><time><value>2017-09-03T03:30:01.6Z</value></time>
<longitude><value>129.036</value></longitude><latitude><value>41.332</value></latitude>
<depth><value>0</value></depth></origin>
</event></eventParameters></q:quakeml>
"""


@pytest.fixture
def service(field_store: Store, now: FixedClock) -> InspectionService:
    return InspectionService(field_store, now)


def test_an_isf_bulletin_becomes_one_event_with_all_its_origins(
    service: InspectionService, field_store: Store
) -> None:
    preview = service.preview_import(DATA / "bud2017rnrf.isf")
    assert preview.count("create") == 1
    assert field_store.journal.head().seq == 0
    done = service.apply_import(preview)
    assert done.kinds == {"event", "origin"}
    with field_store.read() as reading:
        (event,) = reading.all(Event)
        origins = reading.all(Origin)
    assert event.code == "bud2017rnrf"
    assert event.source == "bud2017rnrf.isf"
    assert {origin.agency for origin in origins} == {"GRSK", "BUD"}
    assert [origin.prime for origin in origins].count(True) == 1


def test_quakeml_takes_the_preferred_origin_and_the_form_is_found_in_the_content(
    service: InspectionService, tmp_path: Path
) -> None:
    file = tmp_path / "event.txt"
    file.write_text(QUAKEML)
    (row,) = service.preview_import(file).rows
    assert row.values["lon"] == pytest.approx(129.036)
    assert row.values["origins"] == 2


def test_two_events_of_one_code_are_both_kept_and_one_event_twice_once(
    service: InspectionService, tmp_path: Path
) -> None:
    lines = (DATA / "nuclear_explosions.csv").read_text().splitlines()
    double = [line for line in lines if ",74044," in line]
    file = tmp_path / "some.csv"
    file.write_text("\n".join([lines[0], *double, double[0]]) + "\n")
    preview = service.preview_import(file)
    assert [row.shown for row in preview.rows] == ["74044", "74044-2"]
    assert any("twice" in note for note in preview.notes)
    service.apply_import(preview)
    assert service.preview_import(file).count("unchanged") == 2


@pytest.mark.parametrize(
    ("name", "least"), [("usgs_comcat_sample.csv", 490), ("nuclear_explosions.csv", 2_000)]
)
def test_the_tables_that_ship(service: InspectionService, name: str, least: int) -> None:
    preview = service.preview_import(DATA / name)
    assert preview.count("create") >= least
    assert all(refusal.where and refusal.reason for refusal in preview.refusals)
    service.apply_import(preview, accept_refusals=True)
    again = service.preview_import(DATA / name)
    assert again.count("unchanged") == len(again.rows)


def test_a_corrected_bulletin_updates_and_can_be_undone(
    service: InspectionService, field_store: Store, tmp_path: Path
) -> None:
    text = (DATA / "bud2017rnrf.isf").read_text()
    service.apply_import(service.preview_import(DATA / "bud2017rnrf.isf"))
    with field_store.read() as reading:
        before = set(reading.all(Origin))
    file = tmp_path / "again.isf"
    file.write_text(text.replace("47.830    19.160", "47.840    19.170"))
    preview = service.preview_import(file)
    assert [row.action for row in preview.rows] == ["update"]
    done = service.apply_import(preview)
    assert len(done.changes) == 1
    with field_store.read() as reading:
        assert {origin.id for origin in reading.all(Origin)} == {o.id for o in before}
    field_store.revert(done.seq, "Undo")
    with field_store.read() as reading:
        assert set(reading.all(Origin)) == before


def test_a_preview_that_is_out_of_date_changes_nothing(
    service: InspectionService, field_store: Store, tmp_path: Path
) -> None:
    service.apply_import(service.preview_import(DATA / "bud2017rnrf.isf"))
    file = tmp_path / "again.isf"
    text = (DATA / "bud2017rnrf.isf").read_text()
    file.write_text(text.replace("47.830    19.160", "47.840    19.170"))
    preview = service.preview_import(file)
    with field_store.read() as reading:
        origin = next(o for o in reading.all(Origin) if o.agency == "BUD")
    service.correct("Correct", Origin, [origin.id], {"depth_m": 2_000})
    with pytest.raises(StaleDataError, match="import_stale"):
        service.apply_import(preview)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02" * 500,
        b"<html><body>Not found</body></html>",
        b"PK\x03\x04....",
        b"hi\n",
    ],
)
def test_what_is_no_bulletin_is_refused_with_its_cause(
    service: InspectionService, tmp_path: Path, field_store: Store, content: bytes
) -> None:
    file = tmp_path / "event.isf"
    file.write_bytes(content)
    with pytest.raises(ImportRefused) as refused:
        service.preview_import(file)
    assert all(one.where and one.reason for one in refused.value.refusals)
    assert field_store.journal.head().seq == 0

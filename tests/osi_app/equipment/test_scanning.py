"""Scanning: what is present, missing, extra or in the wrong box; readers that type; lists."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.equipment.care_records import ConsumableLot
from osi_app.equipment.movement_records import Difference, Scan
from osi_app.equipment.records import Container, EquipmentUse, Item, Location
from osi_app.equipment.scan_reading import ScanContext, pasted_scans, read_scans
from osi_app.equipment.scanning import (
    Verdict,
    count_of,
    expected_at_location,
    expected_by_list,
    expected_in_container,
    judge_scans,
)
from osi_app.equipment.tags import Store, read_store, tags_of
from osi_app.equipment.wedge import WedgeBuffer, WedgePace
from osi_app.kernel.errors import ImportRefused

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
HALL = Location(code="HALL", name="Storage hall")
RACK = Location(code="R-3", name="Rack 3", within="HALL")
YARD = Location(code="YARD")
RED = Container(code="BOX-R", rfid="E280-RED", location_id=RACK.id)
BLUE = Container(code="BOX-B", barcode="]C1BLUE", location_id=YARD.id)


def item(code: str, **values: Any) -> Item:
    given: dict[str, Any] = {
        "name": f"thing {code}",
        "item_type": "t",
        "serial_number": f"S-{code}",
        "technique": EquipmentUse.GAMMA,
        "mass_kg": 1,
    }
    return Item.model_validate(given | {"code": code} | values)


IN_RED = item("GS-1", rfid="urn:epc:id:giai:0614141.1", container_id=RED.id)
ALSO_RED = item("GS-2", barcode="00123", container_id=RED.id)
IN_BLUE = item("GS-3", container_id=BLUE.id)
LOOSE = item("GS-4", location="rack 3 ")
LOT = ConsumableLot(
    code="LOT-1", item_type="vials", lot_number="L77", quantity=9, container_id=RED.id
)
STORE = Store((IN_RED, ALSO_RED, IN_BLUE, LOOSE), (LOT,), (RED, BLUE), (HALL, RACK, YARD))
TAGS = tags_of(STORE)


def scan(tag: str, minute: int = 0, box: UUID | None = None) -> Scan:
    return Scan(tag=tag, at=NOON + timedelta(minutes=minute), container_id=box)


def verdicts(expected: Any, *scans: Scan, tags: Any = TAGS) -> dict[str, str]:
    return {line.tag: line.verdict.value for line in judge_scans(expected, scans, tags)}


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("URN:EPC:ID:GIAI:0614141.1", "GS-1"),
        (" 00123\t", "GS-2"),
        ("gs-3", "GS-3"),
        ("S-GS-4", "GS-4"),
        ("l77", "LOT-1"),
        ("E280-RED", "BOX-R"),
        ("]C1BLUE", "BOX-B"),
    ],
)
def test_a_tag_is_an_id_a_code_or_a_number(tag: str, code: str) -> None:
    assert [thing.code for thing in TAGS.known_by(tag)] == [code]


@pytest.mark.parametrize("tag", ["123", "BLUE", "0614141.1", "GS-", ""])
def test_a_tag_is_taken_as_it_was_read(tag: str) -> None:
    assert TAGS.known_by(tag) == ()


def test_a_box_against_its_contents() -> None:
    expected = expected_in_container(STORE, RED.id)
    lines = judge_scans(
        expected,
        [scan("E280-RED"), scan("GS-1"), scan("GS-3"), scan("GS-4"), scan("nobody's")],
        TAGS,
    )
    assert {line.tag: line.verdict.value for line in lines} == {
        "GS-2": "missing",
        "LOT-1": "missing",
        "GS-4": "extra",
        "GS-3": "wrong_box",
        "nobody's": "unknown",
        "BOX-R": "present",
        "GS-1": "present",
    }
    belongs = {line.tag: line.belongs for line in lines}
    assert (belongs["GS-3"], belongs["GS-4"], belongs["GS-2"]) == ("BOX-B", "rack 3 ", "BOX-R")
    assert lines[0].verdict is Verdict.MISSING
    assert lines[-1].verdict is Verdict.PRESENT
    assert count_of(lines)[Verdict.MISSING] == 2


def test_what_is_read_twice_counts_once_and_lies_where_it_was_read_last() -> None:
    expected = expected_in_container(STORE, RED.id)
    tag = IN_RED.rfid
    scans = [scan("GS-1", 0, BLUE.id), scan(tag, 5, RED.id), scan(tag.upper(), 6, RED.id)]
    (line,) = (one for one in judge_scans(expected, scans, TAGS) if one.tag == "GS-1")
    assert (line.verdict, line.times, line.at) == (Verdict.PRESENT, 3, scans[-1].at)
    (line,) = (one for one in judge_scans(expected, scans[:1], TAGS) if one.tag == "GS-1")
    assert (line.verdict, line.belongs, line.found_in) == (Verdict.WRONG_BOX, "BOX-R", "BOX-B")
    lines = judge_scans(expected, [scan("nobody's"), scan("NOBODY'S", 1)], TAGS)
    assert [one.times for one in lines if one.verdict is Verdict.UNKNOWN] == [2]


def test_a_place_holds_its_boxes_what_is_in_them_and_what_lies_loose() -> None:
    expected = expected_at_location(STORE, HALL)
    assert expected.wanted == {RED.id, IN_RED.id, ALSO_RED.id, LOT.id, LOOSE.id}
    found = verdicts(expected, scan("BOX-R"), scan("BOX-B"), scan("GS-3"), scan("GS-4"))
    assert found["BOX-R"] == found["GS-4"] == "present"
    assert (found["BOX-B"], found["GS-3"], found["GS-1"]) == ("extra", "wrong_box", "missing")
    boxed = verdicts(expected, scan("GS-4", box=RED.id))
    assert boxed["GS-4"] == "wrong_box"


def test_places_in_a_circle_are_walked_once() -> None:
    one, other = Location(code="A", within="B"), Location(code="B", within="A")
    store = Store(locations=(one, other), items=(item("X", location="b"),))
    assert len(expected_at_location(store, one).wanted) == 1


def test_a_packing_list_says_which_box() -> None:
    expected = expected_by_list({IN_RED.id: BLUE.id, LOOSE.id: RED.id, IN_BLUE.id: None})
    found = verdicts(
        expected, scan("GS-1", box=RED.id), scan("GS-4", box=RED.id), scan("GS-2"), scan("BOX-B")
    )
    assert found == {
        "GS-1": "wrong_box",
        "GS-4": "present",
        "GS-2": "extra",
        "BOX-B": "present",
        "GS-3": "missing",
    }


def test_of_two_with_one_number_the_expected_one_is_meant() -> None:
    one = item("A", serial_number="7", container_id=RED.id)
    other = item("B", serial_number="7", item_type="u", container_id=BLUE.id)
    store = Store((other, one), (), (RED, BLUE))
    (line,) = judge_scans(expected_in_container(store, RED.id), [scan("7")], tags_of(store))
    assert (line.tag, line.verdict, line.alike) == ("A", Verdict.PRESENT, ("B",))


def test_a_code_of_two_kinds_is_told_apart() -> None:
    twin = Container(code="GS-1", location_id=RACK.id)
    store = Store((item("GS-1", location="R-3"),), (), (twin,), (RACK,))
    found = verdicts(expected_at_location(store, RACK), tags=tags_of(store))
    assert found == {"item:GS-1": "missing", "container:GS-1": "missing"}


def test_every_verdict_but_present_is_a_difference() -> None:
    assert [verdict.difference for verdict in Verdict] == [None, *Difference]


@given(st.lists(st.sampled_from(["GS-1", "GS-2", "GS-3", "LOT-1", "x", "X", "S-GS-1", "BOX-R"])))
def test_every_thing_stands_on_one_line(read: list[str]) -> None:
    expected = expected_in_container(STORE, RED.id)
    lines = judge_scans(expected, [scan(tag) for tag in read], TAGS)
    assert len({line.tag.casefold() for line in lines}) == len(lines)
    assert sum(line.times for line in lines) == len(read)
    held = {line.thing.id for line in lines if line.thing}
    assert expected.wanted <= held


def fed(buffer: WedgeBuffer, text: str, start: float, step: float) -> tuple[str, list[str]]:
    typed, tags = "", []
    for number, char in enumerate(text):
        passed = buffer.feed(char, start + number * step)
        typed += passed.typed
        if passed.tag:
            tags.append(passed.tag)
    return typed, tags


@pytest.mark.parametrize(("step", "tag"), [(34.0, True), (35.0, True), (35.1, False), (120, False)])
def test_a_reader_is_told_by_its_speed(step: float, tag: bool) -> None:
    buffer = WedgeBuffer()
    typed, tags = fed(buffer, "GS-0113\r", 1000, step)
    assert (typed, tags) == (("", ["GS-0113"]) if tag else ("GS-0113\r", []))


@pytest.mark.parametrize(("text", "tags"), [("abc\n", []), ("abcd\n", ["abcd"]), ("\t", [])])
def test_a_burst_of_few_letters_is_typing(text: str, tags: list[str]) -> None:
    typed, found = fed(WedgeBuffer(), text, 0, 5)
    assert found == tags
    assert typed == ("" if tags else text)


def test_what_was_typed_before_a_scan_is_not_part_of_it() -> None:
    buffer = WedgeBuffer()
    assert fed(buffer, "no", 0, 150) == ("n", [])
    assert fed(buffer, "0012345\r\n", 500, 8) == ("o", ["0012345"])
    assert fed(buffer, "\r", 2000, 1) == ("\r", [])


def test_shift_and_separators_belong_to_the_burst_and_backspace_to_a_person() -> None:
    buffer = WedgeBuffer()
    for number, char in enumerate(["]", "", "C", "1", "\x1d", "7"]):
        assert buffer.feed(char, number * 9).typed == ""
    assert buffer.feed("\t", 60).tag == "]C1\x1d7"
    assert fed(buffer, "ab\x08\x08cd", 1000, 30)[0] == "ab\x08\x08"


def test_a_burst_without_end_is_let_go_when_it_is_due() -> None:
    buffer = WedgeBuffer()
    fed(buffer, "hello", 0, 10)
    assert buffer.due(75).typed == ""
    assert buffer.due(75.1).typed == "hello"
    assert buffer.flush().typed == ""


def test_a_paste_key_by_key_is_no_tag_to_its_end() -> None:
    buffer = WedgeBuffer(WedgePace(longest=10))
    assert fed(buffer, "x" * 25 + "\n", 0, 1) == ("x" * 25 + "\n", [])
    assert fed(buffer, "0012345\n", 500, 1) == ("", ["0012345"])


keys = st.tuples(
    st.one_of(
        st.sampled_from(["a", "7", "\r", "\n", "\t", "", "\x08", "日本"]), st.text(max_size=2)
    ),
    st.sampled_from([0, 5, 35, 36, 200, -3]),
)


@given(st.lists(keys, max_size=60))
def test_typing_is_never_swallowed(pressed: list[tuple[str, int]]) -> None:
    buffer, at = WedgeBuffer(), 0
    came = ""
    for char, gap in pressed:
        at += gap
        passed = buffer.feed(char, at)
        came += passed.typed + passed.tag
    came += buffer.flush().typed
    letters = str.maketrans("", "", "\r\n\t")
    assert came.translate(letters) == "".join(char for char, _ in pressed).translate(letters)


@given(st.text(max_size=40), st.integers(36, 400))
def test_a_person_gets_every_key_as_typed(text: str, gap: int) -> None:
    buffer = WedgeBuffer()
    typed, tags = fed(buffer, text, 1000, gap)
    assert (typed + buffer.flush().typed, tags) == (text, [])


CONTEXT = ScanContext(NOON, gate="north", container_id=RED.id)


def test_a_file_of_tags_with_time_and_gate(tmp_path: Path) -> None:
    path = tmp_path / "reads.csv"
    path.write_text(
        "EPC,Timestamp,Reader\n00123,2026-05-01T10:00:00+02:00,gate 2\nGS-1,,\n"
        ",2026-05-01T10:00:00Z,x\nGS-2,2026-05-01 10:00,x\n",
        encoding="utf-8",
    )
    found = read_scans(path, CONTEXT)
    assert [(one.tag, one.at.hour, one.gate) for one in found.scans] == [
        ("00123", 8, "gate 2"),
        ("GS-1", 12, "north"),
    ]
    assert {one.container_id for one in found.scans} == {RED.id}
    assert [refusal.where for refusal in found.refusals] == [
        "row 4, column EPC",
        "row 5, column Timestamp",
    ]


def test_a_list_of_one_column_needs_no_titles(tmp_path: Path) -> None:
    path = tmp_path / "reads.txt"
    path.write_text("E280-1\nE280-2\nE280-1\n", encoding="utf-8")
    assert [one.tag for one in read_scans(path, CONTEXT).scans] == ["E280-1", "E280-2", "E280-1"]
    path.write_text("tag\nE280-2\n", encoding="utf-8")
    assert [one.tag for one in read_scans(path, CONTEXT).scans] == ["E280-2"]


def test_a_table_without_tags_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("mass,colour\n1,red\n", encoding="utf-8")
    with pytest.raises(ImportRefused, match="tag"):
        read_scans(path, CONTEXT)


def test_pasted_lines() -> None:
    text = (
        "tag\ttime\r\n(01)0,1\t2026-05-01T09:00Z\tdoor\r\n\r\nGS-1\r\n"
        "GS-2;2026-05-01T09:30Z\nGS-3\t09:30\n" + "x" * 513 + "\nb\x00d\n"
    )
    found = pasted_scans(text, CONTEXT)
    assert [(one.tag, one.at.hour, one.at.minute, one.gate) for one in found.scans] == [
        ("(01)0,1", 9, 0, "door"),
        ("GS-1", 12, 0, "north"),
        ("GS-2", 9, 30, "north"),
    ]
    assert [refusal.where for refusal in found.refusals] == ["line 6", "line 7", "line 8"]


@given(st.text(max_size=60))
def test_every_pasted_line_is_taken_or_refused(text: str) -> None:
    found = pasted_scans(text, CONTEXT)
    told = len(found.scans) + len(found.refusals)
    assert told <= len(text.replace("\r", "\n").split("\n"))


def test_the_store_is_read(ground: Any) -> None:
    with ground.store.write("make") as work:
        work.add(HALL, RACK, YARD, RED, BLUE, IN_RED, ALSO_RED, IN_BLUE, LOOSE, LOT)
        work.commit()
    with ground.store.read() as reading:
        store = read_store(reading)
    assert verdicts(expected_in_container(store, RED.id), tags=tags_of(store)) == {
        "GS-1": "missing",
        "GS-2": "missing",
        "LOT-1": "missing",
    }

"""The front door as a shell sees it: answers, stable keys, exit codes, and never a traceback."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from osi_app.house import House

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "ifo26"
COMMANDS = ("demo", "import", "check", "area", "plan", "checklist", "map", "verify", "backup")

Door = Callable[..., "subprocess.CompletedProcess[str]"]


def told(done: "subprocess.CompletedProcess[str]") -> Any:
    """The answer of a command that was asked for JSON."""
    assert "Traceback" not in done.stderr
    return json.loads(done.stdout)


def refused(done: "subprocess.CompletedProcess[str]") -> str:
    """What is said of a refusal: on stderr, in words, with exit code 2."""
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
    return done.stderr


def test_help_names_every_command_and_each_has_its_own(door: Door) -> None:
    top = door("--help")
    assert top.returncode == 0
    for command in COMMANDS:
        assert command in top.stdout
    for words in (("import",), ("area", "check"), ("plan",)):
        own = door(*words, "--help")
        assert own.returncode == 0
        assert "--json" in own.stdout
        assert "--store" in own.stdout


def test_without_a_display_and_a_command_it_says_what_to_do_instead(
    door: Door, tmp_path: Path
) -> None:
    said = refused(door("--store", tmp_path / "new.osi"))
    assert "display" in said
    assert "--help" in said
    assert not (tmp_path / "new.osi").exists()


def test_the_main_job_from_an_empty_folder(door: Door, tmp_path: Path) -> None:
    store = tmp_path / "demo.osi"
    steps = told(door("--store", store, "demo", "--json"))["steps"]
    assert len(steps) >= 8
    assert all(step["records"] for step in steps)

    check = door("check", "--store", store, "--json")
    assert check.returncode == 1
    found = told(check)
    assert found["inspection"] == "IFO26"
    keys = {"rule", "paragraph", "severity", "kind", "record", "id", "text", "mend", "values"}
    assert all(set(finding) == keys for finding in found["findings"])

    plan = door("--store", store, "plan", "--out", tmp_path / "plan.pdf", "--json")
    assert plan.returncode == 0
    assert told(plan)["pages"] > 10
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")

    assert door("--store", store, "checklist", "--out", "list.pdf").returncode == 0
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    assert door("--store", store, "map", "--out", "map.html").returncode == 0
    assert (tmp_path / "map.html").stat().st_size > 10_000

    verify = door("--store", store, "verify", "--json")
    assert verify.returncode == 0
    assert told(verify)["faults"] == []
    head = told(verify)
    printed = ("--seq", str(head["seq"]), "--hash", head["sha256"])
    assert door("--store", store, "verify", *printed).returncode == 0
    assert door("--store", store, "verify", *printed[:3], "f" * 64).returncode == 1

    assert door("--store", store, "backup", "copy.osi").returncode == 0
    assert door("check", "--store", "copy.osi").stdout == door("check", "--store", store).stdout
    assert "already" in refused(door("--store", store, "backup", "copy.osi"))
    assert refused(door("--store", store, "demo"))


def test_verify_names_the_row_that_was_changed(door: Door, demo_file: Path) -> None:
    with sqlite3.connect(demo_file) as cx:
        cx.execute("UPDATE journal SET content = replace(content, '198', '199') WHERE seq = 3")
        cx.execute("UPDATE journal SET content = content || ' ' WHERE seq = 5")
    cx.close()
    done = door("--store", demo_file, "verify", "--json")
    assert done.returncode == 1
    assert 5 in [fault["seq"] for fault in told(done)["faults"]]


def test_an_import_can_be_tried_done_and_done_again(door: Door, tmp_path: Path) -> None:
    store = tmp_path / "new.osi"
    states = EXAMPLES / "states.csv"
    tried = told(door("--store", store, "import", "states", states, "--dry-run", "--json"))
    assert (tried["create"], tried["update"], tried["unchanged"]) == (198, 0, 0)
    assert tried["refused"] == []
    done = told(door("--store", store, "import", "states", states, "--json"))
    assert done["create"] == 198
    assert done["journal_seq"] == 1
    again = told(door("--store", store, "import", "states", states, "--json"))
    assert (again["create"], again["unchanged"], again["journal_seq"]) == (0, 198, 0)
    for kind, file in (("events", "event.isf"), ("roster", "roster.csv")):
        assert door("--store", store, "import", kind, EXAMPLES / file).returncode == 0
    equipment = door("--store", store, "import", "equipment", EXAMPLES / "equipment.csv")
    assert equipment.returncode == 0
    # an area belongs to an inspection
    assert refused(door("--store", store, "import", "area", EXAMPLES / "requested.geojson"))


def test_a_refused_row_refuses_the_file_with_where_and_reason(door: Door, tmp_path: Path) -> None:
    store, file = tmp_path / "new.osi", tmp_path / "states.csv"
    file.write_text("code,name,signed\nXAA,Arcania,\nXBB,Beta,yesterday\n")
    done = door("--store", store, "import", "states", file, "--json")
    assert done.returncode == 2
    answer = told(done)
    assert (answer["create"], answer["update"], answer["unchanged"]) == (0, 0, 0)
    (refusal,) = answer["refused"]
    assert refusal["where"]
    assert refusal["reason"]
    tried = door("--store", store, "import", "states", file, "--dry-run", "--json")
    assert (told(tried)["create"], tried.returncode) == (1, 2)
    skipped = door("--store", store, "import", "states", file, "--skip-refused", "--json")
    assert (told(skipped)["create"], skipped.returncode) == (1, 2)


def test_area_check_needs_no_store(door: Door, tmp_path: Path) -> None:
    good = door("area", "check", EXAMPLES / "requested.geojson", "--json")
    assert good.returncode == 0
    answer = told(good)
    assert answer["area_km2"] < 1_000
    assert answer["span_km"] < 50
    assert len(answer["span_between"]) == 2
    assert answer["findings"] == []

    large = json.loads((EXAMPLES / "requested.geojson").read_text())
    (ring,) = large["features"][0]["geometry"]["coordinates"]
    for corner in ring:
        corner[0] = 78 + (corner[0] - 78) * 1.5
    (tmp_path / "large.geojson").write_text(json.dumps(large))
    bad = door("area", "check", "large.geojson")
    assert bad.returncode == 1
    assert "P.3" in bad.stdout
    assert {one["rule"] for one in told(door("area", "check", "large.geojson", "--json"))[
        "findings"
    ]} == {"area.size", "area.span"}  # fmt: skip
    assert not (tmp_path / "data").exists()


def test_several_inspections_want_a_code(door: Door, demo_house: House) -> None:
    store = demo_house.store.location
    (first,) = demo_house.inspections()
    demo_house.open_inspection(
        kind=first.kind,
        requesting_state_id=first.requesting_state_id,
        inspected_state_id=first.inspected_state_id,
        requested_at=first.requested_at,
        event_id=first.event_id,
    )
    said = refused(door("--store", store, "check"))
    assert "IFO26" in said
    assert "EX-XA-2026-01" in said
    assert "IFO26" in refused(door("--store", store, "plan", "--inspection", "NONE"))
    chosen = door("--store", store, "check", "--inspection", "EX-XA-2026-01", "--json")
    assert told(chosen)["inspection"] == "EX-XA-2026-01"


def test_a_scenario_that_cannot_be_read_is_told(door: Door, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    for text in ("code = ", 'title = "nothing else"'):
        (folder / "exercise.toml").write_text(text)
        for name in ("states.csv", "event.isf"):
            (folder / name).write_bytes((EXAMPLES / name).read_bytes())
        said = refused(door("--store", tmp_path / f"{len(text)}.osi", "demo", "--from", folder))
        assert "exercise.toml" in said


def test_a_store_that_is_open_elsewhere_is_read_and_not_written(
    door: Door, demo_house: House
) -> None:
    store = demo_house.store.location
    assert door("--store", store, "check").returncode == 1
    said = refused(door("--store", store, "import", "states", EXAMPLES / "states.csv"))
    assert "changed" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("frob",),
        ("--store",),
        ("area",),
        ("import", "states"),
        ("import", "planets", "x.csv"),
        ("check", "--store", "nosuch.osi"),
        ("plan", "--store", "nosuch.osi"),
        ("verify", "--store", "."),
        ("import", "states", "nosuch.csv"),
        ("import", "roster", "."),
        ("area", "check", "nosuch.kml"),
        ("demo", "--from", "nosuch"),
        ("check", "--sto", "x.osi"),
    ],
)
def test_wrong_usage_is_told_and_makes_nothing(
    door: Door, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    refused(door(*arguments))
    assert not (tmp_path / "nosuch.osi").exists()


def test_a_file_that_is_no_store_is_left_as_it_is(door: Door, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("these are my notes, and no database at all\n" * 50)
    before = file.read_bytes()
    refused(door("check", "--store", file))
    refused(door("demo", "--store", file))
    assert file.read_bytes() == before


def test_a_place_that_cannot_be_written_is_told(door: Door, demo_file: Path) -> None:
    blocked = demo_file / "plan.pdf"  # a file where a folder would have to be
    refused(door("--store", demo_file, "plan", "--out", blocked))
    refused(door("--store", demo_file, "backup", blocked))


def test_a_shell_of_its_own_gets_the_same_and_a_closed_pipe_is_no_fault(
    demo_file: Path,
) -> None:
    command = [sys.executable, "-W", "error", str(ROOT / "main.py"), "--store", str(demo_file)]
    with subprocess.Popen(
        [*command, "check", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()  # as `| head` does
        assert running.stderr.read() == ""
    assert running.returncode == 1
    narrow = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [*command, "check"], capture_output=True, text=True, check=False, env=narrow
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "INS-013" in done.stdout


def test_the_author_is_who_the_journal_names(door: Door, tmp_path: Path) -> None:
    store = tmp_path / "new.osi"
    door("--store", store, "--author", "Ada", "import", "states", EXAMPLES / "states.csv")
    with sqlite3.connect(store) as cx:
        (content,) = cx.execute("SELECT content FROM journal").fetchone()
    cx.close()
    assert json.loads(content)["author"] == "Ada"

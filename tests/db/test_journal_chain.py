"""The journal: one entry a change set, hash-chained; every tampering is named at its row."""

import hashlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import open_store
from db.store import SqlStore
from osi_app.kernel.errors import RuleError, StaleDataError
from osi_app.kernel.ports import JournalHead
from osi_app.library.records import State


def states(store: SqlStore) -> dict[str, str]:
    with store.read() as reading:
        return {state.code: state.name for state in reading.all(State)}


def add(store: SqlStore, code: str, name: str = "n") -> int:
    with store.write(f"Add {code}") as work:
        work.add(State(code=code, name=name))
        return work.commit().seq


@pytest.fixture
def five(store: SqlStore) -> SqlStore:
    """Five entries."""
    for code in ("XA", "XB", "XC", "XD", "XE"):
        add(store, code)
    return store


def tampered(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_an_entry_is_canonical_text_and_its_hash_covers_number_and_link(five: SqlStore) -> None:
    entry = five.journal.entry(2)
    told = json.loads(entry.content)
    assert sorted(told) == ["at", "author", "changes", "id", "label", "schema_step"]
    assert entry.content == json.dumps(
        told, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    assert told["changes"][0]["kind"] == "state"
    assert told["changes"][0]["before"] is None
    text = f"2\n{entry.previous}\n{entry.content}"
    assert entry.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert entry.previous == five.journal.entry(1).sha256


def test_a_whole_chain_has_no_fault(five: SqlStore) -> None:
    assert five.journal.verify() == ()
    assert five.journal.verify(five.journal.head()) == ()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE journal SET content = replace(content, 'XC', 'XZ') WHERE seq = 3",
         (3, "content_changed")),
        ("UPDATE journal SET previous = sha256 WHERE seq = 4", (4, "content_changed")),
        ("DELETE FROM journal WHERE seq = 3", (3, "row_missing")),
    ],
)  # fmt: skip
def test_tampering_is_named_at_its_row(
    five: SqlStore, path: Path, statement: str, fault: tuple[int, str]
) -> None:
    tampered(path, statement)
    found = [(one.seq, one.reason) for one in five.journal.verify()]
    assert found[0] == fault


def test_a_rewritten_entry_breaks_the_link_of_the_next(five: SqlStore, path: Path) -> None:
    entry = five.journal.entry(3)
    content = entry.content.replace("XC", "XZ")
    forged = hashlib.sha256(f"3\n{entry.previous}\n{content}".encode()).hexdigest()
    connection = sqlite3.connect(path)
    connection.execute(
        "UPDATE journal SET content = ?, sha256 = ? WHERE seq = 3", (content, forged)
    )
    connection.commit()
    connection.close()
    assert [(one.seq, one.reason) for one in five.journal.verify()] == [(4, "link_broken")]


def test_a_cut_tail_is_found_against_a_printed_hash(five: SqlStore, path: Path) -> None:
    printed = five.journal.head()
    tampered(path, "DELETE FROM journal_touch WHERE seq = 5")
    tampered(path, "DELETE FROM journal WHERE seq = 5")
    assert five.journal.verify() == ()
    assert [one.reason for one in five.journal.verify(printed)] == ["cut_off"]
    other = JournalHead(3, "0" * 64)
    assert [one.reason for one in five.journal.verify(other)] == ["not_as_printed"]


def test_history_lists_every_entry_of_a_record_newest_first(store: SqlStore) -> None:
    add(store, "XA", "one")
    with store.read() as reading:
        record = reading.all(State)[0]
    with store.write("Rename") as work:
        work.change(record.changed(name="two"))
        work.commit()
    add(store, "XB")
    assert [entry.label for entry in store.journal.history(record.id)] == ["Rename", "Add XA"]


def test_a_step_that_changes_nothing_net_is_not_kept(store: SqlStore) -> None:
    with store.write("There and back") as work:
        record = State(code="XA", name="one")
        work.add(record)
        work.change(record.changed(name="two"))
        work.remove(record.changed(name="two"))
        done = work.commit()
    assert (done.seq, done.changes, store.journal.head().seq) == (0, (), 0)


def test_a_block_left_without_commit_leaves_nothing(store: SqlStore) -> None:
    with store.write("Half") as work:
        work.add(State(code="XA", name="one"))
    assert states(store) == {}


def test_undo_appends_and_refuses_what_changed_since(five: SqlStore) -> None:
    with five.read() as reading:
        record = reading.find(State, code="XB")
    assert record is not None
    with five.write("Rename") as work:
        work.change(record.changed(name="other"))
        work.commit()
    with pytest.raises(StaleDataError):
        five.revert(2, "Undo Add XB")
    five.revert(6, "Undo Rename")
    five.revert(2, "Undo Add XB")
    assert "XB" not in states(five)
    assert five.journal.head().seq == 8
    assert five.journal.verify() == ()


def test_an_entry_of_another_schema_step_is_readable_but_not_undone(
    five: SqlStore, path: Path
) -> None:
    tampered(path, "UPDATE journal SET content = replace(content, '0005', '0000') WHERE seq = 1")
    assert not five.journal.entry(1).undoable
    with pytest.raises(RuleError) as error:
        five.revert(1, "Undo")
    assert error.value.code == "other_schema_step"


def test_a_large_import_is_undone_as_one_step(store: SqlStore) -> None:
    with store.write("Import") as work:
        work.add(*(State(code=f"{n:03d}", name=f"State {n}") for n in range(1000)))
        done = work.commit()
    undone = store.revert(done.seq, "Undo Import")
    assert states(store) == {}
    store.revert(undone.seq, "Import")
    assert len(states(store)) == 1000


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "drop"]), st.sampled_from("ABCD"), st.text("xyz", min_size=1)
    ),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_undoing_everything_in_reverse_gives_the_beginning_back(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str]]
) -> None:
    store = open_store(tmp_path_factory.mktemp("walk") / "walk.osi")
    done = [_step(store, *step) for step in steps]
    after = states(store)
    undone = [store.revert(seq, "Undo") for seq in reversed(done) if seq]
    assert states(store) == {}
    for inverse in reversed(undone):
        store.revert(inverse.seq, "Redo")
    assert states(store) == after
    assert store.journal.verify() == ()
    store.close()


def _step(store: SqlStore, verb: str, letter: str, name: str) -> int:
    with store.write(f"{verb} {letter}") as work:
        found = work.find(State, code=f"X{letter}")
        if verb == "drop" and found is not None:
            work.remove(found)
        elif verb == "put" and found is None:
            work.add(State(code=f"X{letter}", name=name))
        elif verb == "put" and found is not None:
            work.change(found.changed(name=name))
        return work.commit().seq


def test_two_writers_lose_no_update(opening: Callable[[], SqlStore], path: Path) -> None:
    """BEGIN IMMEDIATE: two writers that read, decide and write lose nothing."""
    opening().close()
    first = open_store(path)
    assert first.read_only == ""
    assert first._file is not None
    first._file.release()  # a second writer, as another machine's lock would allow
    second = open_store(path)
    assert second.read_only == ""
    add(first, "XA", "0")
    for _ in range(20):
        for store in (first, second):
            with store.write("Count") as work:
                record = work.find(State, code="XA")
                assert record is not None
                work.change(record.changed(name=str(int(record.name) + 1)))
                work.commit()
    assert states(first) == {"XA": "40"}
    assert first.journal.verify() == ()
    first.close()
    second.close()

"""Opening a store: what is ours, whole, and may be written; everything else is told and left."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from db import open_store
from db.rows import METADATA
from db.schema import SCHEMA
from db.store import SqlStore
from db.store.sqlite_file import APPLICATION_ID
from osi_app.kernel.errors import StorageError
from osi_app.kernel.service import RoomService
from osi_app.library.records import State

Opening = Callable[[], SqlStore]


def by_hand(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def refused(path: Path) -> str:
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StorageError) as error:
        open_store(path)
    if path.is_file():
        assert path.read_bytes() == before, "a refused file is not touched"
    return error.value.code


def test_connections_keep_what_was_acknowledged(store: SqlStore) -> None:
    with store._writing.transaction() as cx:
        asked = {
            name: cx.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "application_id")
        }
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "application_id": APPLICATION_ID,
    }


def test_a_second_instance_only_reads_and_says_so(store: SqlStore, opening: Opening) -> None:
    second = opening()
    assert (store.read_only, second.read_only) == ("", "second_instance")
    with pytest.raises(StorageError) as error, second.write("No"):
        pass
    assert error.value.code == "read_only"


def test_after_the_first_instance_closes_the_next_writes(opening: Opening) -> None:
    opening().close()
    assert opening().read_only == ""


def test_what_is_not_a_store_is_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "text.osi"
    text.write_text("hello " * 100)
    empty = tmp_path / "empty.osi"
    empty.touch()
    other = tmp_path / "other.db"
    by_hand(other, "CREATE TABLE t (x)")
    assert [refused(text), refused(empty), refused(other)] == ["not_a_store"] * 3
    assert refused(tmp_path) == "not_a_store"


def test_a_missing_store_is_missing_when_it_must_exist(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as error:
        open_store(tmp_path / "none.osi", create=False)
    assert error.value.code == "missing"


def test_a_newer_schema_is_refused_untouched(opening: Opening, path: Path) -> None:
    opening().close()
    by_hand(path, "UPDATE alembic_version SET version_num = '9999'")
    assert refused(path) == "newer"


def test_a_truncated_store_is_damaged(opening: Opening, path: Path) -> None:
    store = opening()
    with store.write("States") as work:
        work.add(*(State(code=f"X{n:02d}"[:3], name="n" * 200) for n in range(90)))
        work.commit()
    store.close()
    by_hand(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert refused(path) == "damaged"


def test_a_flipped_byte_in_a_page_is_found_by_verify(opening: Opening, path: Path) -> None:
    store = opening()
    with store.write("State") as work:
        work.add(State(code="XF", name="Fiducia of the long name"))
        work.commit()
    store.close()
    by_hand(path)
    data = bytearray(path.read_bytes())
    place = data.find(b'"label":"State"')
    data[place + 10] ^= 1
    path.write_bytes(bytes(data))
    faults = opening().journal.verify()
    assert [(fault.seq, fault.reason) for fault in faults] == [(1, "content_changed")]


def test_triggers_and_views_added_by_hand_make_it_read_only(opening: Opening, path: Path) -> None:
    opening().close()
    by_hand(path, "CREATE VIEW v AS SELECT 1")
    assert opening().read_only == "foreign_objects"


def test_a_read_only_file_is_read(opening: Opening, path: Path) -> None:
    store = opening()
    with store.write("State") as work:
        work.add(State(code="XF", name="Fiducia"))
        work.commit()
    store.close()
    path.chmod(0o444)
    reader = opening()
    assert reader.read_only == "read_only_file"
    with reader.read() as reading:
        assert len(reading.all(State)) == 1


def test_a_store_moved_away_while_open_is_missed_at_the_next_write(
    store: SqlStore, path: Path
) -> None:
    os.rename(path, path.with_name("elsewhere.osi"))  # noqa: PTH104  # as another program does
    with pytest.raises(StorageError) as error, store.write("State"):
        pass
    assert error.value.code == "missing"


def test_a_full_disk_changes_nothing(store: SqlStore) -> None:
    with store.write("One") as work:
        work.add(State(code="XF", name="Fiducia"))
        work.commit()
    with store._writing.transaction() as cx:
        pages = cx.exec_driver_sql("PRAGMA page_count").scalar()
        cx.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    many = [State(code=f"{n:03d}", name="n" * 900) for n in range(900)]
    with pytest.raises(StorageError) as error:
        RoomService(store, store._clock).record("Many", *many)
    assert error.value.code == "full"
    with store.read() as reading:
        assert [state.code for state in reading.all(State)] == ["XF"]
    assert store.journal.head().seq == 1


def test_the_migrations_lead_to_the_tables_of_today(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'migrated.db'}")
    with engine.connect() as cx:
        SCHEMA.migrate(cx)
        cx.commit()
        context = MigrationContext.configure(cx, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == SCHEMA.newest
    engine.dispose()


def test_a_backup_is_whole_and_never_half(store: SqlStore, tmp_path: Path) -> None:
    with store.write("State") as work:
        work.add(State(code="XF", name="Fiducia"))
        work.commit()
    target = tmp_path / "copy.osi"
    steps: list[tuple[int, int]] = []
    assert store.care.backup(target, lambda done, total: steps.append((done, total))) == target
    assert steps[-1][0] == steps[-1][1] > 0
    copy = open_store(target)
    assert copy.journal.head() == store.journal.head()
    copy.close()
    with pytest.raises(StorageError) as error:
        store.care.backup(target)
    assert error.value.code == "exists"
    with pytest.raises(StorageError):
        store.care.backup(tmp_path / "no" / "folder" / "copy.osi")
    assert {file.suffix for file in tmp_path.iterdir()} <= {".osi", ".lock", ""} | {
        ".osi-wal", ".osi-shm"
    }  # fmt: skip

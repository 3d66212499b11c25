"""Many threads, several processes, and processes that end in the middle."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from db import open_store
from db.store import SqlStore
from osi_app.kernel.errors import StorageError
from osi_app.library.records import State

SPAWN = multiprocessing.get_context("spawn")
TIMES = 25


def add(store: SqlStore, code: str, name: str = "0") -> None:
    with store.write(f"Add {code}") as work:
        work.add(State(code=code, name=name))
        work.commit()


def states(store: SqlStore) -> dict[str, str]:
    with store.read() as reading:
        return {one.code: one.name for one in reading.all(State)}


def count_up(path: Path, times: int) -> None:
    """In another process: reads, decides and writes, many times over. The lock beside the store
    is let go, as on a file system that does not keep locks."""
    store = None
    while store is None or store.read_only:
        store = open_store(path, author="counter")
        if store.read_only:
            store.close()
    assert store._file is not None
    store._file.release()
    for _ in range(times):
        with store.write("Count") as work:
            state = work.find(State, code="XA")
            assert state is not None
            work.change(state.changed(name=str(int(state.name) + 1)))
            work.commit()
    store.close()


def die_in_the_middle(path: Path) -> None:
    """In another process: one step acknowledged, the next one half done, then killed."""
    store = open_store(path, author="victim")
    add(store, "XB")
    with store.write("Never finished") as work:
        work.add(*(State(code=f"{n:03d}", name="n" * 500) for n in range(900)))
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def in_another_process(target: Callable[..., None], *arguments: object) -> int:
    process = SPAWN.Process(target=target, args=arguments)
    process.start()
    process.join(60)
    assert process.exitcode is not None
    return process.exitcode


def test_two_processes_lose_no_update(opening: Callable[[], SqlStore], path: Path) -> None:
    store = opening()
    add(store, "XA")
    store.close()
    processes = [SPAWN.Process(target=count_up, args=(path, TIMES)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    store = opening()
    assert states(store) == {"XA": str(2 * TIMES)}
    assert store.journal.verify() == ()


def test_a_killed_process_leaves_what_was_acknowledged_and_no_lock(
    opening: Callable[[], SqlStore], path: Path
) -> None:
    opening().close()
    assert in_another_process(die_in_the_middle, path) != 0
    store = opening()
    assert store.read_only == ""
    assert states(store) == {"XB": "0"}
    assert (store.journal.verify(), store.care.verify()) == ((), ())


def test_sixty_threads_read_while_one_writes(store: SqlStore) -> None:
    """A pool that holds a dozen connections and closes the rest under their users' feet ends the
    process here."""
    wrong: list[BaseException] = []
    seen: list[int] = []

    def look() -> None:
        try:
            seen.append(len(states(store)))
        except BaseException as error:  # noqa: BLE001  # told below, in the test's own thread
            wrong.append(error)

    with store.write("While others read") as work:
        work.add(State(code="XA", name="a"))
        threads = [threading.Thread(target=look) for _ in range(60)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        work.commit()
    assert (wrong, set(seen)) == ([], {0})
    assert states(store) == {"XA": "a"}


def test_a_thread_takes_its_connection_with_it(store: SqlStore) -> None:
    for _ in range(20):
        thread = threading.Thread(target=lambda: states(store))
        thread.start()
        thread.join()
    assert len(store._reading._all) <= 2


def test_what_is_read_together_is_of_one_moment(store: SqlStore) -> None:
    add(store, "XA")
    with store.read() as reading:
        before = reading.all(State)
        other = threading.Thread(target=lambda: add(store, "XB"))
        other.start()
        other.join()
        assert store.journal.head().seq == 1, "a look inside a look is the same look"
        assert reading.all(State) == before
    assert store.journal.head().seq == 2


def test_a_writer_sees_its_own_writes_and_others_do_not(store: SqlStore) -> None:
    with store.write("Add") as work:
        work.add(State(code="XA", name="a"))
        assert [one.code for one in work.all(State)] == ["XA"]
        assert states(store) == {}
        work.commit()


def test_a_closed_store_answers_nothing(store: SqlStore) -> None:
    store.close()
    with pytest.raises(StorageError) as refused:
        states(store)
    assert refused.value.code == "closed"
    with pytest.raises(StorageError):
        add(store, "XA")
    store.close()  # twice is no harm


def test_closing_waits_for_who_still_reads(store: SqlStore) -> None:
    reading, done = threading.Event(), threading.Event()
    seen: list[tuple[State, ...]] = []

    def look() -> None:
        with store.read() as records:
            reading.set()
            done.wait(5)
            seen.append(records.all(State))

    reader = threading.Thread(target=look)
    reader.start()
    reading.wait(5)
    threading.Timer(0.1, done.set).start()
    store.close()
    reader.join()
    assert seen == [()]


def test_a_writer_that_waits_too_long_is_told(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    monkeypatch.setattr("db.store.connections.BUSY_S", 0.05)
    assert store._file is not None
    store._file.release()
    other = open_store(path)
    with store.write("Holding") as work:
        work.add(State(code="XA", name="a"))
        with pytest.raises(StorageError) as refused, other.write("Waiting") as waiting:
            waiting.add(State(code="XB", name="b"))
        work.commit()
    assert refused.value.code == "locked"
    other.close()


@pytest.mark.parametrize("name", ["what? #1 100%41.osi", "Übung 阿 'x'.osi", "a&mode=ro.osi"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    store = open_store(path)
    add(store, "XA")
    store.care.backup(tmp_path / f"copy {name}")
    store.close()
    path.chmod(0o444)
    for again in (open_store(path), open_store(tmp_path / f"copy {name}")):
        assert states(again) == {"XA": "0"}
        again.close()

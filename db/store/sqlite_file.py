"""The SQLite file behind a store: is it ours, is it whole, may it be written?"""

import getpass
import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, text

from db.faults import sign_of
from db.store.instance_lock import InstanceLock
from osi_app.kernel.errors import StorageError
from osi_app.kernel.ports import Progress, no_progress

APPLICATION_ID = 0x4F534931
"""OSI1: marks our files in SQLite's header, bytes 68 to 71."""
_MAGIC = b"SQLite format 3\x00"
_OCTAL = re.compile(r"\\([0-7]{3})")
"""How the list of mounts writes a blank in a name."""
PAGES_AT_ONCE = 256
_NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "davfs")


@dataclass
class StoreFile:
    """A store's file. ``read_only`` says why it cannot be written; ``immutable`` that not even
    the helper files of WAL can stand beside it."""

    path: Path
    read_only: str = ""
    immutable: bool = False
    lock: InstanceLock | None = None
    identity: tuple[int, int] | None = field(default=None, repr=False)

    def note(self) -> None:
        """Remembers which file was opened."""
        found = self.path.stat()
        self.identity = (found.st_dev, found.st_ino)

    def still_there(self) -> None:
        """Raises ``StorageError('missing')`` when the file was moved, replaced or deleted:
        what is written to it now nobody would find again."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            raise StorageError("missing", file=str(self.path)) from None
        if self.identity not in (None, (found.st_dev, found.st_ino)):
            raise StorageError("missing", file=str(self.path))

    def release(self) -> None:
        """Lets another instance write."""
        if self.lock is not None:
            self.lock.release()
            self.lock = None


def examine(path: Path, *, create: bool) -> StoreFile:
    """What stands at that path, before SQLite touches it."""
    if _on_network(path):
        raise StorageError("network_drive", file=str(path))
    if not path.exists():
        if not create:
            raise StorageError("missing", file=str(path))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise StorageError("read_only", file=str(path), said=str(fault)) from fault
        _found(path)
        return StoreFile(path)
    if path.is_dir():
        raise StorageError("not_a_store", file=str(path))
    _refuse_strange(path)
    file = StoreFile(path)
    if not path.stat().st_mode & 0o222:
        file.read_only = "read_only_file"
    elif not _writable(path.parent):
        file.read_only = "read_only_medium"
    # what stands in a log that was not yet carried over would be passed over in silence
    file.immutable = bool(file.read_only) and not _has_log(path) and not _writable(path.parent)
    return file


def _found(path: Path) -> None:
    """An empty file of ours. Marked before WAL is on, so that the mark is in the file itself."""
    try:
        connection = sqlite3.connect(path)
    except sqlite3.Error as fault:
        raise StorageError("read_only", file=str(path), said=str(fault)) from fault
    try:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.Error as fault:
        raise StorageError("full", file=str(path), said=str(fault)) from fault
    finally:
        connection.close()


def _refuse_strange(path: Path) -> None:
    with path.open("rb") as stream:
        header = stream.read(100)
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise StorageError("not_a_store", file=str(path))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StorageError("not_a_store", file=str(path))
    size = int.from_bytes(header[16:18], "big")
    page = 65536 if size == 1 else size
    pages = int.from_bytes(header[28:32], "big")
    if pages * page > path.stat().st_size and not _has_log(path):
        raise StorageError("damaged", file=str(path), reason="truncated")


def _has_log(path: Path) -> bool:
    log = Path(f"{path}-wal")
    return log.exists() and log.stat().st_size > 0


def _writable(folder: Path) -> bool:
    probe = folder / f".osi-planner-{id(folder)}"
    try:
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


def _on_network(path: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """WAL needs shared memory, which network drives do not give."""
    if not mounts.exists():
        return str(path).startswith("\\\\")
    path = path.resolve()
    best, kind = 0, ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, place, sort, *_ = line.split(" ")
        place = _OCTAL.sub(lambda found: chr(int(found[1], 8)), place)
        if path.is_relative_to(place) and len(place) >= best:
            best, kind = len(place), sort  # of two on one place the later one covers the other
    return kind in _NETWORK


def url_of(file: StoreFile) -> URL:
    """The address under which a store that cannot be written is opened."""
    query = {"mode": "ro", "uri": "true"} | ({"immutable": "1"} if file.immutable else {})
    return URL.create("sqlite", database=_uri(file.path), query=query)


def _uri(path: Path) -> str:
    return f"file:{quote(str(path))}"


def pragmas(*, writing: bool, references: bool) -> tuple[str, ...]:
    """What every connection is told first."""
    held = "PRAGMA foreign_keys=" + ("ON" if references else "OFF")
    if writing:
        return ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", held)
    return (held, "PRAGMA query_only=1")


def strangers(cx: Connection) -> str:
    """``foreign_objects`` when someone added triggers or views: they are never ours, and they
    change rows that no journal sees."""
    found = cx.execute(
        text("SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')")
    ).scalar()
    return "foreign_objects" if found else ""


def orphans(cx: Connection) -> tuple[str, ...]:
    """Every row that refers to one that is not there, in words."""
    found = cx.execute(text("PRAGMA foreign_key_check"))
    return tuple(f"{row[0]} row {row[1]} refers to a missing {row[2]}" for row in found)


def refuse_orphans(cx: Connection, location: str) -> None:
    """Raises ``StorageError('damaged')`` when a reference leads nowhere."""
    found = orphans(cx)
    if found:
        raise StorageError("damaged", file=location, said=found[0])


def backup_before(path: Path, step: str) -> Path:
    """A whole copy beside the store before its schema changes, named after the old step.

    Raises ``StorageError`` and leaves no half copy: without it no migration begins.
    """
    target = path.with_name(f"{path.stem}.before-{step}{path.suffix}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}.before-{step}-{number}{path.suffix}")
    return whole_copy(path, target)


def whole_copy(source: Path, target: Path, progress: Progress = no_progress) -> Path:
    """A copy of an open store through the backup interface, whole or not there at all.

    Raises ``StorageError``: missing (no such folder), read_only, full, damaged.
    """
    if not target.parent.is_dir():
        raise StorageError("missing", file=str(target.parent))
    partial = target.with_name(f".{target.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        _copy(source, partial, progress)
        partial.rename(target)
    except (OSError, sqlite3.Error) as fault:
        code = sign_of(str(fault)) or "full"
        code = "read_only" if code == "missing" else code  # the folder is there, it is closed
        raise StorageError(code, file=str(target), said=str(fault)) from fault
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return target


def _copy(source: Path, partial: Path, progress: Progress) -> None:
    with (
        closing(sqlite3.connect(f"{_uri(source)}?{_how(source)}", uri=True)) as whole,
        closing(sqlite3.connect(partial)) as copy,
    ):
        whole.backup(
            copy,
            pages=PAGES_AT_ONCE,
            progress=lambda _status, left, total: progress(total - left, total),
        )
        # a copy travels alone: no log beside it
        copy.execute("PRAGMA journal_mode=DELETE")


def _how(source: Path) -> str:
    fixed = not _has_log(source) and not _writable(source.parent)
    return "mode=ro&immutable=1" if fixed else "mode=ro"


def account() -> str:
    """The name of the person at this machine, for the journal."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"

"""The SQLite file behind a store: is it ours, is it whole, may it be written?"""

import getpass
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from db.store.instance_lock import InstanceLock
from osi_app.kernel.errors import StorageError

APPLICATION_ID = 0x4F534931
"""OSI1: marks our files in SQLite's header, bytes 68 to 71."""
_MAGIC = b"SQLite format 3\x00"
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
        file.read_only, file.immutable = "read_only_file", not _writable(path.parent)
    elif not _writable(path.parent):
        file.read_only, file.immutable = "read_only_medium", True
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
    has_log = Path(f"{path}-wal").exists()
    if pages * page > path.stat().st_size and not has_log:
        raise StorageError("damaged", file=str(path), reason="truncated")


def _writable(folder: Path) -> bool:
    probe = folder / f".osi-planner-{id(folder)}"
    try:
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


def _on_network(path: Path) -> bool:
    """WAL needs shared memory, which network drives do not give."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return str(path).startswith("\\\\")
    best, kind = 0, ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, place, sort, *_ = line.split(" ")
        if path.is_relative_to(place) and len(place) > best:
            best, kind = len(place), sort
    return kind in _NETWORK


def pragmas(*, writing: bool, fixed: bool) -> tuple[str, ...]:
    """What every connection is told first."""
    if writing:
        return (
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",
            "PRAGMA foreign_keys=ON",
        )
    return (
        ("PRAGMA foreign_keys=ON",) if fixed else ("PRAGMA foreign_keys=ON", "PRAGMA query_only=1")
    )


def backup_before(path: Path, step: str) -> Path:
    """A whole copy beside the store before its schema changes, named after the old step."""
    target = path.with_name(f"{path.stem}.before-{step}{path.suffix}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}.before-{step}-{number}{path.suffix}")
    source, copy = sqlite3.connect(path), sqlite3.connect(target)
    try:
        source.backup(copy)
    finally:
        source.close()
        copy.close()
    return target


def account() -> str:
    """The name of the person at this machine, for the journal."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"

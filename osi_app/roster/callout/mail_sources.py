"""Mails from files: an mbox, an .eml, or a folder of both. One mail at a time is in memory."""

from collections.abc import Iterator
from pathlib import Path

from osi_app.exchange.files import MEBIBYTE, check_file, opening, refuse
from osi_app.roster.callout.mail_reading import LARGEST_MAIL, RawMail

LARGEST_MBOX = 4096 * MEBIBYTE
MOST_FILES = 100_000
_FROM = b"From "
_ENDINGS = frozenset({".eml", ".mbox", ".mbx", ".msg", ".txt", ""})


def raw_mails(path: Path) -> Iterator[RawMail]:
    """Every mail of a file or of a folder (its sub-folders too), in order of names. Raises
    ``ImportRefused`` for what cannot be read, or is neither."""
    if path.is_dir():
        yield from _of_folder(path)
        return
    check_file(path, LARGEST_MBOX)
    head = opening(path)
    if head.startswith(_FROM):
        yield from _of_mbox(path)
    elif _looks_like_mail(head):
        yield _of_eml(path)
    else:
        refuse(path, "file", "it is neither a mail nor an mbox", "choose an .eml or .mbox file")


def _of_folder(folder: Path) -> Iterator[RawMail]:
    files = sorted(one for one in folder.rglob("*") if one.is_file() and not one.is_symlink())
    if len(files) > MOST_FILES:
        refuse(folder, "folder", f"it has more than {MOST_FILES:,} files", "choose a smaller one")
    for path in files:
        # a reader of Maildir keeps mails without an ending; what is no mail is passed over
        if path.suffix.casefold() not in _ENDINGS and ":2," not in path.name:
            continue
        if path.stat().st_size == 0:
            continue
        head = opening(path)
        if head.startswith(_FROM) or _looks_like_mail(head):
            yield from raw_mails(path)


def _looks_like_mail(head: bytes) -> bool:
    """Whether it begins with a header line."""
    first = head.lstrip(b"\r\n\xef\xbb\xbf").split(b"\n", 1)[0]
    name, colon, _ = first.partition(b":")
    return bool(colon) and bool(name) and all(33 <= sign <= 126 for sign in name.strip())


def _of_eml(path: Path) -> RawMail:
    with path.open("rb") as stream:
        content = stream.read(LARGEST_MAIL + 1)
    return RawMail(path.name, content[:LARGEST_MAIL], cut=len(content) > LARGEST_MAIL)


def _of_mbox(path: Path) -> Iterator[RawMail]:
    """Parted at ``From `` lines that follow an empty line, as every writer of mbox does."""
    number, held, size = 0, bytearray(), 0
    after_empty = True
    with path.open("rb") as stream:
        # a line of any length comes in pieces, so that none is ever larger than a mail may be
        for line in iter(lambda: stream.readline(MEBIBYTE), b""):
            if after_empty and line.startswith(_FROM):
                if number:
                    yield _mail(number, held, size)
                number, held, size = number + 1, bytearray(), 0
            else:
                size += len(line)
                if len(held) < LARGEST_MAIL:
                    held += _unquoted(line)
            after_empty = line in (b"\n", b"\r\n")
    yield _mail(number, held, size)


def _mail(number: int, held: bytearray, size: int) -> RawMail:
    return RawMail(f"mail {number}", bytes(held[:LARGEST_MAIL]), cut=size > LARGEST_MAIL)


def _unquoted(line: bytes) -> bytes:
    """``>From`` was ``From`` before it was put into an mbox."""
    return line[1:] if line.startswith(b">From ") else line

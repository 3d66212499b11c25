"""A directory of PMTiles, unpacked within limits before the library reads it.

A file of some kilobytes can claim to hold a billion tiles, or numbers of a million digits.
"""

import gzip
import zlib

import numpy as np
from pmtiles.tile import Compression, Entry, deserialize_directory

from osi_app.exchange.files import MEBIBYTE

UNPACKED_LIMIT_BYTES = 4 * MEBIBYTE
ENTRY_LIMIT = 250_000
_DIGITS = 10
"""Bytes of the longest number of 64 bits."""
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


class DirectoryError(ValueError):
    """Why a directory cannot be read, in a phrase."""


def unpacked(data: bytes, kind: Compression) -> bytes:
    """The bytes behind a compression, at most 4 MiB. Raises ``DirectoryError`` for more, for
    damage, and for a compression other than gzip or none."""
    if kind is Compression.NONE:
        return data
    if kind is not Compression.GZIP:
        raise DirectoryError(f"it is compressed with {kind.name}, and only gzip is read")
    machine = zlib.decompressobj(_GZIP_WINDOW)
    try:
        raw = machine.decompress(data, UNPACKED_LIMIT_BYTES)
    except zlib.error as error:
        raise DirectoryError(f"it is damaged: {error}") from None
    if machine.unconsumed_tail:
        raise DirectoryError(f"it unpacks to more than {UNPACKED_LIMIT_BYTES // MEBIBYTE} MiB")
    if not machine.eof:
        raise DirectoryError("it is cut off")
    return raw


def entries_of(data: bytes, kind: Compression) -> list[Entry]:
    """The entries of a packed directory. Raises ``DirectoryError`` as ``unpacked`` does, and for
    more than 250,000 entries or a list that does not add up."""
    raw = unpacked(data, kind)
    _check_numbers(raw)
    try:
        return deserialize_directory(gzip.compress(raw, 1))  # the library takes gzip only
    except (EOFError, IndexError, ValueError) as error:
        raise DirectoryError(f"it is damaged: {error}") from None


def _check_numbers(raw: bytes) -> None:
    """One number is the count, four follow for each entry; none is longer than ten bytes."""
    ends = np.flatnonzero(np.frombuffer(raw, dtype=np.uint8) < 0x80)
    longest = int(np.diff(ends, prepend=-1).max(initial=0))
    if not len(ends) or longest > _DIGITS or ends[-1] != len(raw) - 1:
        raise DirectoryError("it is damaged: its numbers do not end")
    count = (len(ends) - 1) // 4
    stated = sum((byte & 0x7F) << 7 * place for place, byte in enumerate(raw[: int(ends[0]) + 1]))
    if stated > ENTRY_LIMIT:
        raise DirectoryError(f"it claims {stated:,} entries, at most {ENTRY_LIMIT:,} are read")
    if stated != count or len(ends) != 4 * count + 1:
        raise DirectoryError("it is damaged: its entries do not add up")

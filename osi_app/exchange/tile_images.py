"""What a picture of a map says of itself in its first bytes, read before anything is decoded.

PNG (ISO/IEC 15948), JPEG (ITU-T T.81, marker segments) and WebP (RFC 9649).
"""

from dataclasses import dataclass
from typing import Literal

ImageKind = Literal["png", "jpg", "webp"]

_PNG = b"\x89PNG\r\n\x1a\n"
_FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Start of frame, of any coding; the three left out are tables."""


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """The kind of a picture and the pixels it claims."""

    kind: ImageKind
    width_px: int
    height_px: int


def image_facts(data: bytes) -> ImageFacts | None:
    """Kind and size of a picture, or None when it is none of the three kinds or cut off."""
    try:
        if data[:8] == _PNG:
            return _png(data)
        if data[:3] == b"\xff\xd8\xff":
            return _jpeg(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except IndexError:  # it ends within its own header
        return None
    return None


def _number(data: bytes, start: int, count: int, order: Literal["big", "little"]) -> int:
    part = data[start : start + count]
    if len(part) < count:
        raise IndexError
    return int.from_bytes(part, order)


def _png(data: bytes) -> ImageFacts | None:
    if data[12:16] != b"IHDR":
        return None
    return ImageFacts("png", _number(data, 16, 4, "big"), _number(data, 20, 4, "big"))


def _jpeg(data: bytes) -> ImageFacts | None:
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker in _FRAME_MARKERS:
            height, width = _number(data, at + 5, 2, "big"), _number(data, at + 7, 2, "big")
            return ImageFacts("jpg", width, height)
        at += 2 + max(2, _number(data, at + 2, 2, "big"))
    return None


def _webp(data: bytes) -> ImageFacts | None:
    chunk = data[12:16]
    if chunk == b"VP8X":  # extended: both sides less one, 24 bits each
        width, height = _number(data, 24, 3, "little") + 1, _number(data, 27, 3, "little") + 1
    elif chunk == b"VP8L":  # lossless: signature byte, then both sides less one, 14 bits each
        bits = _number(data, 21, 4, "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif chunk == b"VP8 ":  # lossy: frame tag, start code, then both sides in 14 bits
        width = _number(data, 26, 2, "little") & 0x3FFF
        height = _number(data, 28, 2, "little") & 0x3FFF
    else:
        return None
    return ImageFacts("webp", width, height)

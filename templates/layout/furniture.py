"""What stands on every page around the body: marks, number, revision, page x of y, QR code."""

from collections.abc import Sequence

from osi_app.documents.values import Stamp
from osi_app.texts import word
from osi_app.texts.formats import instant, site_instant
from templates.layout.page import Align, Page
from templates.layout.qr import draw_qr
from templates.layout.setting import width_of
from templates.style import (
    BLACK,
    EXERCISE,
    FOOT,
    FOOT_BOLD,
    FOOT_MONO,
    MM,
    RULE,
)

QR_SIDE = 12.5 * MM


def furnish(pages: Sequence[Page], stamp: Stamp) -> None:
    """Draws head and foot on every page, now that their number is known."""
    for index, page in enumerate(pages, start=1):
        _head(page, stamp)
        _foot(page, stamp, index, len(pages))


def qr_text(stamp: Stamp, page: int) -> str:
    """What the code says: ``OSI:NUMBER:P3``."""
    return f"OSI:{stamp.number}:P{page}".upper()


def _head(page: Page, stamp: Stamp) -> None:
    sheet = page.format
    top = 11.5 * MM
    left, right = sheet.left, sheet.width - sheet.right
    third = (right - left) / 2 - 48
    page.text(word(stamp.document_kind), FOOT_BOLD, left, top, third)
    shown = f"{stamp.inspection_code} · {stamp.inspection_title}"
    page.text(shown, FOOT, left, top + 9, third)
    page.text(stamp.classification, FOOT_BOLD, right - third, top, third, Align.RIGHT)
    if stamp.law_overridden:
        changed = f"{word('law_changed')}: {', '.join(stamp.law_overridden)}"
        page.text(changed, FOOT, right - third, top + 9, third, Align.RIGHT)
    if stamp.marked_exercise:
        _exercise(page, word(f"{stamp.inspection_kind}_mark"), top)
    page.rule(left, top + 21, right, top + 21, 0.4, RULE)


def _exercise(page: Page, mark: str, top: float) -> None:
    """White on black, letters apart: seen on any copy of a copy."""
    spaced = " ".join(mark)
    width = width_of(spaced, EXERCISE) + 20
    x = (page.format.width - width) / 2
    page.box(x, top - 1, width, 17, fill=BLACK)
    page.text(spaced, EXERCISE, x, top + 2, width, Align.CENTRE)


def _foot(page: Page, stamp: Stamp, index: int, count: int) -> None:
    sheet = page.format
    top = sheet.height - 19 * MM
    left, right = sheet.left, sheet.width - sheet.right
    page.rule(left, top - 2, right - QR_SIDE - 10, top - 2, 0.4, RULE)
    width = right - left - QR_SIDE - 10
    page.text(stamp.number, FOOT_BOLD, left, top + 2, width * 0.62)
    revision = f"{word('data_revision')} {stamp.data_seq} · {stamp.data_sha256[:16]}"
    page.text(revision, FOOT_MONO, left, top + 11.5, width * 0.72)
    as_of = (
        f"{word('as_of')} {instant(stamp.as_of)} · {word('site_time')} "
        f"{site_instant(stamp.as_of, stamp.site_time_zone)}"
    )
    page.text(as_of, FOOT, left, top + 20, width * 0.72)
    shown = f"{word('page')} {index} {word('of')} {count}"
    page.text(shown, FOOT_BOLD, left + width * 0.72, top + 2, width * 0.28, Align.RIGHT)
    page.text(
        stamp.classification, FOOT, left + width * 0.72, top + 11.5, width * 0.28, Align.RIGHT
    )
    if stamp.marked_exercise:
        mark = word(f"{stamp.inspection_kind}_mark")
        page.text(mark, FOOT_BOLD, left + width * 0.72, top + 20, width * 0.28, Align.RIGHT)
    draw_qr(page, qr_text(stamp, index), right - QR_SIDE, top - 3 * MM, QR_SIDE)

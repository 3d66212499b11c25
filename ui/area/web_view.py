"""The folium page of the same map, shown beside the native one or written as one file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.area.page import AreaPage
    from ui.area.web_map import WebMap

NOT_AS_ROOT = (
    "The web map needs an ordinary account: its engine does not run as root. Export writes the "
    "same page, for any browser."
)


class WebView:
    """Shows and writes the web page of a case."""

    def __init__(self, page: AreaPage) -> None:
        self._page = page
        self.view: WebMap | None = None

    def toggle(self) -> None:
        """Shows the web page, or the native map again."""
        page, button = self._page, self._page.web_button
        if not button.isChecked():
            page.stack.setCurrentIndex(1 if page.context.case else 0)
            return
        if page.context.case is None or as_root():
            button.setChecked(False)
            if as_root():
                page.context.tell(NOT_AS_ROOT, "warning")
            return
        self._html(self._show)

    def export(self, target: Path) -> None:
        """Writes the page as one file that opens without a network."""
        self._html(lambda html: self._write(target, html))

    def _html(self, done: Callable[[str], None]) -> None:
        context = self._page.context
        documents, key = context.house.documents, context.case.inspection.id
        context.operations.free(
            lambda _p, _c: documents.map_page(key), done, label="Making the web map"
        )

    def _show(self, html: str) -> None:
        if self.view is None:
            # WebEngine loads when it is first wanted: it would double the start-up time
            from ui.area.web_map import WebMap  # noqa: PLC0415

            self.view = WebMap()
            self._page.stack.addWidget(self.view)
        self.view.show_page(html)
        self._page.stack.setCurrentWidget(self.view)

    def _write(self, target: Path, html: str) -> None:
        target.write_text(html, encoding="utf-8")
        told = f"The map is in {target}. It opens in any browser without a network."
        self._page.context.tell(told, "good")


def as_root() -> bool:
    """Whether the web view would end the program: Chromium refuses to run as root unless its
    sandbox is switched off, which is not ours to do."""
    flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    return hasattr(os, "geteuid") and os.geteuid() == 0 and "--no-sandbox" not in flags

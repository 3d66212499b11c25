"""The folium page of the same map, in a web view that reaches nothing but this page.

WebEngine is imported here and only here, when the view is first opened: it costs a second of
start-up and fifty megabytes.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget


class OnlyThisFile(QWebEngineUrlRequestInterceptor):
    """Blocks every request but those for the page itself and what is written inside it, and
    keeps the addresses it blocked."""

    def __init__(self, page: Path, parent: QWebEngineProfile) -> None:
        super().__init__(parent)
        self._page = QUrl.fromLocalFile(str(page))
        self.blocked: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Called by WebEngine for every request."""
        url = info.requestUrl()
        inside = url.scheme() in ("data", "blob") or url == self._page
        if not inside:
            self.blocked.append(url.toString())
            info.block(True)


class WebMap(QWebEngineView):
    """Shows a self-contained page. Nothing is kept on disk after it closes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = TemporaryDirectory(prefix="osi-map-")
        self._file = Path(self._folder.name) / "map.html"
        self._profile = QWebEngineProfile(QCoreApplication.instance())
        self.interceptor = OnlyThisFile(self._file, self._profile)
        self._profile.setUrlRequestInterceptor(self.interceptor)
        page = QWebEnginePage(self._profile, self)
        page.settings().setAttribute(
            QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls, False
        )
        # a profile may only go after its page has gone
        page.destroyed.connect(self._profile.deleteLater)
        self.setPage(page)

    def show_page(self, html: str) -> None:
        """Shows this page."""
        self._file.write_text(html, encoding="utf-8")
        self.load(QUrl.fromLocalFile(str(self._file)))

    def shut(self) -> None:
        """Lets go of the file; page and profile go with the view."""
        self._folder.cleanup()

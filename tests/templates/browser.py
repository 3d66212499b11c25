"""The browser that ships, for tests of pages: it opens one and answers what an expression is."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer

from ui.area.web_map import WebMap

Page = Callable[[str], Any]
HIT = """
window.hit = function (x, y) {
  var met = document.elementFromPoint(x, y);
  ["mousemove", "mousedown", "mouseup", "click"].forEach(function (kind) {
    met.dispatchEvent(new MouseEvent(kind, {bubbles: true, clientX: x, clientY: y, view: window}));
  });
};
window.popup = function () {
  var all = document.querySelectorAll(".leaflet-popup");  /* one that closes fades first */
  return all.length ? all[all.length - 1].textContent : "";
};
window.press = function (key, on) {
  (on || document.body).dispatchEvent(new KeyboardEvent("keydown", {key: key, bubbles: true}));
};
"""


@contextmanager
def browser() -> Iterator[WebMap]:
    """An open view; one for all tests of a module, for it takes a second to start."""
    made = WebMap()
    made.resize(1200, 800)
    made.show()
    yield made
    made.close()
    made.shut()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def waited(begin: Callable[[Callable[[Any], None]], object]) -> Any:
    """What a browser's call brings back."""
    loop, found = QEventLoop(), []
    limit = QTimer()
    limit.setSingleShot(True)
    limit.timeout.connect(loop.quit)
    limit.start(20_000)

    def bring(result: Any = None) -> None:
        found.append(result)
        loop.quit()

    begin(bring)
    if not found:
        loop.exec()
    limit.stop()
    assert found, "the browser did not answer"
    return found[0]


def opened(view: WebMap, html: str) -> Page:
    """Opens this page; what comes back asks it for the value of an expression."""

    def load(bring: Callable[[Any], None]) -> None:
        view.loadFinished.connect(bring)
        view.show_page(html)

    assert waited(load) is True
    view.loadFinished.disconnect()

    def ask(code: str) -> Any:
        told = waited(lambda bring: view.page().runJavaScript(f"JSON.stringify({code})", 0, bring))
        return json.loads(told) if told else None

    ask(f"(function () {{ {HIT} return 1; }})()")
    return ask

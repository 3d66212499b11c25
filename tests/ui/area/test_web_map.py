"""The folium page in a web view: it opens, and nothing leaves the machine."""

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from ui.area.web_map import WebMap

PAGE = """<!doctype html><title>map</title><script src="https://example.org/a.js"></script>
<img src="https://example.org/b.png"><p id="here">here</p>"""


@pytest.fixture
def web(qtbot: QtBot) -> WebMap:
    view = WebMap()
    qtbot.addWidget(view, before_close_func=lambda view: view.shut())
    return view


def test_the_page_loads_although_nothing_remote_in_it_does(web: WebMap, qtbot: QtBot) -> None:
    with qtbot.waitSignal(web.loadFinished, timeout=20_000) as loaded:
        web.show_page(PAGE)
    assert loaded.args == [True]
    widths: list[object] = []
    web.page().runJavaScript("document.images[0].naturalWidth", 0, widths.append)
    qtbot.waitUntil(lambda: bool(widths), timeout=20_000)
    assert widths == [0]


def test_no_link_leads_out_of_the_machine(web: WebMap, qtbot: QtBot) -> None:
    with qtbot.waitSignal(web.loadFinished, timeout=20_000) as loaded:
        web.load(QUrl("https://example.org/"))
    assert loaded.args == [False]
    assert web.interceptor.blocked == ["https://example.org/"]

"""The folium page in a web view: it opens, and nothing leaves the machine."""

import pytest
from pytestqt.qtbot import QtBot

from ui.area.web_map import WebMap

PAGE = """<!doctype html><title>map</title><script src="https://example.org/a.js"></script>
<img src="https://example.org/b.png"><p id="here">here</p>"""


@pytest.fixture
def web(qtbot: QtBot) -> WebMap:
    view = WebMap()
    qtbot.addWidget(view, before_close_func=lambda view: view.shut())
    return view


def test_the_page_loads_and_every_request_outside_it_is_blocked(web: WebMap, qtbot: QtBot) -> None:
    with qtbot.waitSignal(web.loadFinished, timeout=20_000) as loaded:
        web.show_page(PAGE)
    assert loaded.args == [True]
    assert web.interceptor.blocked == ["https://example.org/a.js", "https://example.org/b.png"]

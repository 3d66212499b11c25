"""The bundled libraries, as text to stand within the page: nothing is fetched, ever."""

import re
from base64 import b64encode
from functools import lru_cache
from importlib.resources import files
from pathlib import PurePosixPath

SCRIPTS = ("leaflet/leaflet.js", "jquery/jquery.min.js")
SHEETS = ("leaflet/leaflet.css",)
TYPES = {".png": "image/png", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
_URL = re.compile(r"url\(\s*[\"']?(?!data:)([^)\"'?#]+)[^)]*\)")
_ADDRESS = re.compile(r"(https?:)//")


@lru_cache(maxsize=16)
def script(path: str) -> str:
    """A script for a ``<script>`` element. Addresses in it (name spaces, comments) are written
    with escaped slashes, so that the page holds no address at all."""
    text = _read(path).decode("utf-8").replace("</script", "<\\/script")
    return _ADDRESS.sub(r"\1\\/\\/", _without_source_map(text))


@lru_cache(maxsize=16)
def sheet(path: str) -> str:
    """A style sheet with its images and fonts inside."""
    folder = PurePosixPath(path).parent
    text = _without_source_map(_read(path).decode("utf-8"))
    text = _URL.sub(lambda found: f'url("{_data(str(folder / found[1].strip()))}")', text)
    return _ADDRESS.sub(r"\1\\/\\/", text)


def _without_source_map(text: str) -> str:
    return re.sub(r"/[/*][#@] sourceMappingURL=.*?(\*/|$)", "", text, flags=re.MULTILINE)


def _data(path: str) -> str:
    kind = TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")
    try:
        content = _read(path)
    except FileNotFoundError:
        return "data:,"  # vml for browsers that are no more
    return f"data:{kind};base64,{b64encode(content).decode('ascii')}"


def _read(path: str) -> bytes:
    return (files("templates") / "map" / "assets" / path).read_bytes()

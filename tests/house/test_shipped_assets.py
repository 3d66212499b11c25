"""Fonts and web files that ship: all there, all used, all licensed, nothing fetched."""

import re
import tomllib
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "templates" / "fonts"
WEB = ROOT / "templates" / "map" / "assets"
LISTED = tomllib.loads((WEB / "ASSETS.toml").read_text(encoding="utf-8"))
LOADED = [*LISTED["js"].values(), *LISTED["css"].values()]


def referred(css: Path) -> set[Path]:
    """The files a style sheet asks for."""
    asked = re.findall(r"url\(['\"]?([^'\")]+)['\"]?\)", css.read_text(encoding="utf-8"))
    return {(css.parent / u).resolve() for u in asked if not u.startswith(("data:", "#"))}


@pytest.mark.parametrize("font", sorted(FONTS.glob("*.ttf")), ids=lambda font: font.stem)
def test_a_font_can_be_embedded(font: Path) -> None:
    with TTFont(font) as opened:
        assert "glyf" in opened  # ReportLab refuses CFF outlines
        assert opened["OS/2"].fsType == 0
    family = font.stem.split("-")[0]
    licence = (FONTS / f"LICENSE-{family}.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence.upper()


@pytest.mark.parametrize(
    ("font", "letters"),
    [
        ("NotoSans-Regular", "Łódź ñ Ž Ω Ελλάδα Қазақстан Ё № ° ± – “”"),
        ("NotoSans-Bold", "Łódź ñ Ž Ω Ελλάδα Қазақстан Ё"),
        ("NotoSansSC-Regular", "中华人民共和国王小明"),
        ("NotoNaskhArabic-Regular", "محمد عبد الرحمن"),
        ("NotoNaskhArabic-Bold", "محمد عبد الرحمن"),
        ("NotoSansMono-Regular", "0123456789 43N 414253E ≤ ≥ → □ ■"),
    ],
)
def test_a_font_has_the_letters_it_is_there_for(font: str, letters: str) -> None:
    with TTFont(FONTS / f"{font}.ttf") as opened:
        known = opened.getBestCmap()
    assert [letter for letter in letters if ord(letter) not in known and letter != " "] == []


def test_every_web_file_is_there_and_used() -> None:
    loaded = {(WEB / place).resolve() for place in LOADED}
    asked = {file for css in loaded if css.suffix == ".css" for file in referred(css)}
    licences = {(WEB / entry["text"]).resolve() for entry in LISTED["licences"].values()}
    # Leaflet and awesome-markers put these together by themselves, from the path of the others.
    by_script = {
        WEB / "leaflet" / "images" / n for n in ("marker-icon-2x.png", "marker-shadow.png")
    }
    shipped = {file for folder in WEB.iterdir() if folder.is_dir() for file in folder.rglob("*.*")}
    assert shipped == loaded | asked | licences | by_script
    assert all(file.stat().st_size for file in shipped)


def test_scripts_and_styles_never_share_a_key() -> None:
    assert not set(LISTED["js"]) & set(LISTED["css"])


@pytest.mark.parametrize("place", LOADED)
def test_a_web_file_asks_for_nothing_from_afar(place: str) -> None:
    text = (WEB / place).read_text(encoding="utf-8")
    assert "sourceMappingURL" not in text
    assert not re.search(r"(@import|url\()\s*['\"]?(https?:)?//", text)

"""Bulletins: the tolerant reader, beside obspy where obspy reads the file too."""

import warnings
from pathlib import Path

import pytest

from osi_app.exchange.bulletins.events import EventFile
from osi_app.exchange.bulletins.reader import read_events
from osi_app.kernel.errors import ImportRefused

EVENTS = Path(__file__).parents[3] / "osi_app" / "inspection" / "data" / "events"
HEAD = "   Date       Time        Err   RMS Latitude Longitude  Smaj  Smin  Az Depth   Err Ndef Nsta Gap  mdist  Mdist Qual   Author      OrigID"  # noqa: E501
LINE = "1967/01/30 01:20:28.70   0.20 1.850  41.0900   44.3100   3.7 2.510   0  11.0d       150  153  21   1.00 120.00 m i uk ISC        1838613"  # noqa: E501
FULL = f"BEGIN IMS1.0\nDATA_TYPE BULLETIN IMS1.0:short\nTitle\nEvent 1 Place\n\n{HEAD}\n{LINE}\n (#PRIME)\nSTOP\n"  # noqa: E501


def read(folder: Path, text: str) -> EventFile:
    path = folder / "b.isf"
    path.write_text(text, encoding="utf-8")
    return read_events(path)


@pytest.mark.parametrize(
    "text",
    [
        FULL,
        FULL.lower(),
        f"Event 1 Place\n{HEAD}\n{LINE}\n",
        f"Event 1 Place\n{LINE}\n",
        FULL.replace("Title", ""),
        FULL.replace("Title", "Reviewed Event Bulletin\nEvent Bulletin of a centre\nmore"),
        FULL.replace("STOP", ""),
        FULL.replace("\n", "\r\n"),
    ],
)
def test_whatever_surrounds_the_origin_it_is_found(tmp_path: Path, text: str) -> None:
    event = read(tmp_path, text).events[0]
    assert event.code == "1"
    assert (event.prime.lat, event.prime.lon) == (41.09, 44.31)
    assert (event.prime.semi_major_m, event.prime.semi_minor_m) == (3700, 2510)
    assert (event.prime.depth_m, event.prime.depth_fixed) == (11000, False)


def test_axes_the_wrong_way_round_are_turned(tmp_path: Path) -> None:
    found = read(tmp_path, FULL.replace("  3.7 2.510   0", "  2.5 3.700  10"))
    prime = found.events[0].prime
    assert (prime.semi_major_m, prime.semi_minor_m, prime.azimuth_deg) == (3700, 2500, 100)
    assert any("wrong way round" in note for note in found.notes)


def test_no_ellipse_fixed_depth_and_no_place(tmp_path: Path) -> None:
    prime = read(tmp_path, FULL.replace("  3.7 2.510   0", " " * 15)).events[0].prime
    assert prime.semi_major_m is prime.azimuth_deg is None
    fixed = read(tmp_path, FULL.replace("11.0d     ", " 0.0f  1.0")).events[0].prime
    assert (fixed.depth_m, fixed.depth_fixed, fixed.depth_error_m) == (0, True, None)
    with pytest.raises(ImportRefused, match="line 7: the origin has no coordinates"):
        read(tmp_path, FULL.replace("41.0900   44.3100", " " * 17))


def test_magnitudes(tmp_path: Path) -> None:
    block = "\nMagnitude  Err Nsta Author      OrigID\n"
    good = read(tmp_path, FULL.replace("STOP", f"{block}       4.5          ISC        1838613\n"))
    assert (good.events[0].prime.magnitude, good.events[0].prime.magnitude_type) == (4.5, "")
    bad = read(tmp_path, FULL.replace("STOP", f"{block}mb   1e308          ISC        1838613\n"))
    assert bad.events[0].prime.magnitude is None
    assert "1e+308" in bad.refusals[0].reason


def test_shipped_files_are_read() -> None:
    isf = read_events(EVENTS / "bud2017rnrf.isf").events[0]
    assert [(o.agency, o.prime, o.magnitude) for o in isf.origins] == [
        ("GRSK", False, None),
        ("BUD", True, 1.4),
    ]
    explosions = read_events(EVENTS / "nuclear_explosions.csv")
    assert len(explosions.events) == 2051
    test = next(event for event in explosions.events if event.code == "89019")
    assert (test.prime.lat, test.prime.lon) == (49.92, 79.001)
    comcat = read_events(EVENTS / "usgs_comcat_sample.csv")
    assert len(comcat.events) == 500
    assert comcat.events[0].prime.semi_major_m is comcat.events[0].prime.depth_error_m is None


@pytest.mark.parametrize(
    "content",
    [
        "<html><pre>x</pre></html>",
        '<!DOCTYPE q [<!ENTITY a "b">]><quakeml>&a;</quakeml>',
        "nothing here",
        "<quakeml>" + "<a>" * 5000,
    ],
)
def test_what_is_no_bulletin_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(ImportRefused):
        read(tmp_path, content)


OBSPY_FILES = [
    "iaspei/tests/data/19670130012028.isf",
    "gse2/tests/data/bulletin/gse_2.0_standard.txt",
    "quakeml/tests/data/iris_events.xml",
    "quakeml/tests/data/quakeml_1.2_origin.xml",
]


@pytest.mark.parametrize("name", OBSPY_FILES)
def test_same_origins_as_obspy(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        obspy = pytest.importorskip("obspy")
        path = Path(obspy.__file__).parent / "io" / name
        catalogue = obspy.read_events(str(path))
    found = read_events(path)
    assert len(found.events) == len(catalogue)
    for event, theirs in zip(found.events, catalogue, strict=True):
        assert len(event.origins) == len(theirs.origins)
        for origin, other in zip(event.origins, theirs.origins, strict=True):
            assert origin.at == other.time.datetime.replace(tzinfo=origin.at.tzinfo)
            assert (origin.lat, origin.lon) == (other.latitude, other.longitude)
            assert origin.depth_m == other.depth
            error = other.origin_uncertainty
            if error and origin.semi_major_m is not None:
                assert origin.semi_major_m == pytest.approx(error.max_horizontal_uncertainty)
                assert origin.azimuth_deg == error.azimuth_max_horizontal_uncertainty

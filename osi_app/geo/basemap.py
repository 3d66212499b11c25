"""The base map that ships: land, water, boundaries and places, for native maps and paper.

Everything is WGS 84, (lon, lat) in degrees, cut at the antimeridian, so longitudes stay within
+-180. Sources and limits are told in ``data/SOURCES.md``: made for scales of 1:1,000,000 and
smaller; a coast may be off by some hundred metres. Boundaries are one publisher's view, so
whoever draws them shows the text named by ``NEUTRAL_NOTE`` beside the map.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

NEUTRAL_NOTE = "map.neutral_note"
"""Code of the text that stands beside every map with boundaries: they show one source's view
and express no opinion on the legal status of any territory."""


class LayerKind(StrEnum):
    """How the parts of a layer are drawn."""

    POLYGON = "polygon"
    """Each part is a closed ring (first vertex repeated); fill all rings together with the
    odd-even rule, so that holes stay holes whichever rings are left out of view."""
    LINE = "line"
    POINT = "point"
    """Each part is one vertex."""


LAYERS: Mapping[str, LayerKind] = MappingProxyType(
    {
        "land_110m": LayerKind.POLYGON,
        "land_50m": LayerKind.POLYGON,
        "land_10m": LayerKind.POLYGON,
        "lakes": LayerKind.POLYGON,
        "rivers": LayerKind.LINE,
        "boundaries": LayerKind.LINE,
        "disputed": LayerKind.LINE,
        "places": LayerKind.POINT,
        "airports": LayerKind.POINT,
        "spot_heights": LayerKind.POINT,
    }
)
"""Every layer that ships, in drawing order from the bottom. Of the three lands one is drawn,
by scale: 110m from the start, 50m below about 1:40,000,000, 10m below about 1:5,000,000."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One layer of the base map, in parts (a ring, a line or a point each).

    ``coordinates`` is (n, 2) float32, (lon, lat); part ``i`` is rows ``starts[i]`` to
    ``starts[i + 1]``, so ``starts`` has one entry more than there are parts. ``bounds`` is
    (parts, 4): west, south, east, north. ``names`` and ``codes`` are "" where there is none;
    codes are ISO 3166-1 alpha-2 for places and IATA for airports. ``rank`` tells how soon a
    part matters, 0 (whole-world maps) to 12. ``figures`` is people for places, metres above
    the sea for spot heights, 0 otherwise.
    """

    name: str
    kind: LayerKind
    coordinates: NDArray[np.float32]
    starts: NDArray[np.int32]
    bounds: NDArray[np.float32]
    names: tuple[str, ...]
    codes: tuple[str, ...]
    rank: NDArray[np.int8]
    figures: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def part(self, index: int) -> NDArray[np.float32]:
        """The vertices of one part, (n, 2), a view and not a copy."""
        return self.coordinates[self.starts[index] : self.starts[index + 1]]

    def within(
        self, bounds: tuple[float, float, float, float], max_rank: int = 12
    ) -> NDArray[np.intp]:
        """Indices of the parts whose box touches ``bounds`` (west, south, east, north; edges
        count) and whose rank is at most ``max_rank``. A view across the antimeridian (east
        beyond 180, or west below -180) also answers with the parts on the other side."""
        west, south, east, north = bounds
        upright = (self.bounds[:, 1] <= north) & (self.bounds[:, 3] >= south)
        beside = np.zeros(len(self), dtype=np.bool_)
        for turn in (-360.0, 0.0, 360.0):
            beside |= (self.bounds[:, 0] + turn <= east) & (self.bounds[:, 2] + turn >= west)
        return np.flatnonzero(upright & beside & (self.rank <= max_rank))


def load_layer(name: str) -> Layer:
    """The layer of that name, read anew from its file (a few milliseconds; ``land_10m`` some
    fifty, so load that off the GUI thread). Raises ``KeyError`` for a name not in ``LAYERS``.
    """
    kind = LAYERS[name]
    with (
        (files("osi_app.geo") / "data" / f"{name}.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as stored,
    ):
        arrays = {key: stored[key] for key in stored.files}
    for array in arrays.values():
        array.flags.writeable = False
    return Layer(
        name=name,
        kind=kind,
        coordinates=arrays["coordinates"],
        starts=arrays["starts"],
        bounds=arrays["bounds"],
        names=_words(arrays["names"]),
        codes=_words(arrays["codes"]),
        rank=arrays["rank"],
        figures=arrays["figures"],
    )


def _words(stored: NDArray[np.uint8]) -> tuple[str, ...]:
    """The words of a part list: UTF-8, one a line."""
    return tuple(stored.tobytes().decode().split("\n"))

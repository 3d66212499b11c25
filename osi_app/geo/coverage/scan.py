"""Cutting many parallel lines at once: one pass over the edges, no geometry a line."""

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from osi_app.kernel.errors import RuleError

Numbers = NDArray[np.float64]
Whole = NDArray[np.intp]
MOST_ROWS = 200_000
"""More lines than any survey has: a spacing typed in the wrong unit."""

EDGE_SHARE = 0.05
"""The share of the spacing that outer rows keep from the edge of what they cover."""
IGNORED_SHARE = 6e-5
"""The share of a width that needs no row of its own."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The plane turned so that lines of an azimuth run along its first axis.

    ``along`` grows in the direction of the azimuth, ``across`` to the right of it.
    """

    azimuth_deg: float

    def into(self, metres: Numbers) -> Numbers:
        """(n, 2) east, north as (n, 2) along, across."""
        return metres @ self._matrix()

    def back(self, turned: Numbers) -> Numbers:
        """(n, 2) along, across as (n, 2) east, north."""
        return turned @ self._matrix().T

    def edges(self, edges: Numbers) -> Numbers:
        """Edges (n, 4) in the plane, turned."""
        return self.into(edges.reshape(-1, 2)).reshape(-1, 4)

    def _matrix(self) -> Numbers:
        east, north = sin(radians(self.azimuth_deg)), cos(radians(self.azimuth_deg))
        return np.array(((east, north), (north, -east)))


@dataclass(frozen=True, slots=True)
class Rows:
    """Equally spaced rows: row n lies ``first + n * spacing`` across, n from 0 to count - 1."""

    first: float
    spacing: float
    count: int

    def across(self, rows: Whole) -> Numbers:
        """Where rows lie, in metres across."""
        return self.first + rows.astype(np.float64) * self.spacing


@dataclass(frozen=True, slots=True)
class Cuts:
    """What rows have in common with polygons: the row and the two ends of each stretch, in order
    of rows and along each."""

    row: Whole
    start: Numbers
    end: Numbers

    def __len__(self) -> int:
        return len(self.row)

    def longer_than(self, least: float) -> "Cuts":
        """Those that are longer than that."""
        kept = self.end - self.start > least
        return Cuts(self.row[kept], self.start[kept], self.end[kept])


def rows_over(low: float, high: float, spacing: float, offset: float | None = None) -> Rows:
    """Rows over a width, the first ``offset`` from its low side; without one they are centred, so
    that the outer ones lie at most half a spacing from both sides.

    Raises ``RuleError``: too_many_lines.
    """
    width = high - low
    if not width / spacing <= MOST_ROWS:
        raise RuleError("too_many_lines", field="spacing_m", found=int(width / spacing))
    if offset is not None:
        start = offset % spacing
        return Rows(low + start, spacing, max(0, int((width - start) // spacing) + 1))
    count = max(1, int(np.ceil(width / spacing - 1e-9)))
    return Rows(low + (width - (count - 1) * spacing) / 2.0, spacing, count)


def covering_rows(low: float, high: float, spacing: float) -> Rows:
    """Rows whose swaths, as wide as the spacing, cover a width: centred, and so that the outer
    ones do not run on the edge itself.

    A hair more than whole spacings gets no row more; a little more gets one, and all move closer
    together by that little. Raises as ``rows_over``.
    """
    width = high - low
    rows = rows_over(low, high, spacing)
    inset = EDGE_SHARE * spacing
    if rows.count == 1 or rows.first - low >= inset:
        return rows
    if width - (rows.count - 1) * spacing <= IGNORED_SHARE * width:
        return Rows(rows.first + spacing / 2.0, spacing, rows.count - 1)
    return Rows(low + inset, (width - 2.0 * inset) / (rows.count - 1), rows.count)


def scan(edges: Numbers, rows: Rows) -> Cuts:
    """Where rows run inside polygons given by all their edges, (n, 4) turned by ``Turn``.

    A row through a corner or along an edge sees what lies just beyond it: every row then meets an
    even number of edges, and what lies between the first and the second of a pair is inside.
    """
    row, along = _crossings(edges, rows)
    order = np.lexsort((along, row))
    row, along = row[order], along[order]
    return Cuts(row[::2], along[::2], along[1::2])


def _crossings(edges: Numbers, rows: Rows) -> tuple[Whole, Numbers]:
    """The row and the place along it of each crossing of an edge."""
    # The first row at or above a corner depends on the corner alone: both its edges agree.
    at = np.ceil((edges[:, 1::2] - rows.first) / rows.spacing).clip(0, rows.count).astype(np.intp)
    low, high = at.min(axis=1), at.max(axis=1)
    met = np.flatnonzero(high > low)
    times = high[met] - low[met]
    edge = np.repeat(met, times)
    # Counting up from the first row of each edge, without a loop over edges.
    before = np.repeat(np.cumsum(times) - times, times)
    row = low[edge] + np.arange(len(edge)) - before
    x0, y0, x1, y1 = edges[edge].T
    share = ((rows.across(row) - y0) / (y1 - y0)).clip(0.0, 1.0)
    return row, x0 + share * (x1 - x0)

"""From a layer's own reference system to WGS 84, refused where the way is not known."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from osi_app.exchange.files import refuse
from osi_app.exchange.shapes import Pairs, Shapes

if TYPE_CHECKING:
    from pyproj import CRS, Transformer

_WGS84 = "EPSG:4326"
_REMEDY = "reproject it to WGS 84 (EPSG:4326) with the program it comes from"
_ASKED = "asked: its reference system is not stated (a shapefile states it in a .prj file)"
_ASKED_REMEDY = "say that it is WGS 84 (longitude, latitude), or add the .prj file"
_ROUNDING_DEG = 1e-9
_WORTH_TELLING_M = 1.0
_MODERN_AXIS_M, _MODERN_M = 6_378_137.0, 3.0
"""Frames on this ellipsoid differ from WGS 84 by the drift of their plate at most."""


def in_wgs84(
    shapes: Shapes, where: str, stated: str | None, pairs: Pairs, assume_wgs84: bool
) -> Pairs:
    """(n, 2) positions of a layer as (lon, lat) in degrees on WGS 84; told in a note if changed.

    ``stated`` is the layer's reference system as a code or WKT. Where there is none it is asked:
    ``assume_wgs84`` takes the positions for longitudes and latitudes on WGS 84. Raises
    ``ImportRefused`` when that is not said, and for a system from which the way is not known.
    """
    if stated is None or "Undefined" in stated[:40]:
        if not assume_wgs84:
            refuse(shapes.path, where, _ASKED, _ASKED_REMEDY)
        shapes.notes.append(f"{where}: its reference system is not stated; taken for WGS 84")
    elif way := _reprojection(shapes, where, stated):
        pairs = way.apply(shapes, where, pairs)
    beyond = np.abs(pairs[:, 0]) - 180.0
    rounded = (beyond > 0.0) & (beyond < _ROUNDING_DEG)  # as real files have them
    pairs[rounded, 0] = np.copysign(180.0, pairs[rounded, 0])
    return pairs


@dataclass(frozen=True, slots=True)
class Reprojection:
    """The way from a layer's reference system (its ``name``) to WGS 84."""

    name: str
    transformer: "Transformer"

    def apply(self, shapes: Shapes, where: str, pairs: Pairs) -> Pairs:
        """The positions as (lon, lat). What has no place on the globe becomes infinite, which
        ``Shapes`` refuses. Notes where they come from and how exact the shift is.

        Raises ``ImportRefused`` where only a rough shift is known, which may be wrong by hundreds
        of metres.
        """
        accuracy_m = self._accuracy_m(shapes, where, pairs)
        x, y = self.transformer.transform(pairs[:, 0], pairs[:, 1])
        shown = f", good to about {accuracy_m:.0f} m" if accuracy_m > _WORTH_TELLING_M else ""
        shapes.notes.append(f"{where}: reprojected from {self.name} to WGS 84{shown}")
        return np.column_stack((x, y))

    def _accuracy_m(self, shapes: Shapes, where: str, pairs: Pairs) -> float:
        """The worst that is stated for the outermost positions: PROJ chooses the shift by place."""
        finite = pairs[np.isfinite(pairs).all(axis=1)]
        worst = 0.0
        for position in _outermost(finite):
            used = self._used_at(position)
            if "Ballpark" not in used.description:
                worst = max(worst, used.accuracy)
            elif self._is_geocentric():
                worst = max(worst, _MODERN_M)
            else:
                reason = f"the shift from {self.name} to WGS 84 is not known at its positions"
                refuse(shapes.path, where, reason, _REMEDY)
        return worst

    def _is_geocentric(self) -> bool:
        """Whether its ellipsoid is that of the frames of satellites (GRS 80, WGS 84, CGCS2000)."""
        crs = self.transformer.source_crs
        ellipsoid = crs.ellipsoid if crs is not None else None
        return ellipsoid is not None and abs(ellipsoid.semi_major_metre - _MODERN_AXIS_M) < 0.5

    def _used_at(self, position: Pairs) -> "Transformer":
        from pyproj.exceptions import ProjError  # noqa: PLC0415  # as below

        self.transformer.transform(position[0], position[1])
        try:
            return self.transformer.get_last_used_operation()
        except ProjError:  # there was no choice: the transformer is the one operation
            return self.transformer


def _outermost(pairs: Pairs) -> Pairs:
    if not len(pairs):
        return pairs
    found: Pairs = pairs[np.unique([*pairs.argmin(axis=0), *pairs.argmax(axis=0)])]
    return found


def _reprojection(shapes: Shapes, where: str, stated: str) -> Reprojection | None:
    """The way to WGS 84 from what a file states (a code or WKT), or None when it is WGS 84.

    Raises ``ImportRefused`` for a reference system that is not known or not on the earth.
    """
    from pyproj import CRS, Transformer  # noqa: PLC0415  # its database opens where it is needed
    from pyproj.exceptions import CRSError, ProjError  # noqa: PLC0415

    try:
        crs = CRS.from_user_input(stated).to_2d()
        if _is_wgs84(crs):
            return None
        transformer = Transformer.from_crs(crs, _WGS84, always_xy=True)
    except (CRSError, ProjError) as error:
        reason = f"its reference system is not known: {str(error)[:120]}"
        refuse(shapes.path, where, reason, _REMEDY)
    return Reprojection(crs.name, transformer)


def _is_wgs84(crs: "CRS") -> bool:
    return crs.equals(_WGS84, ignore_axis_order=True)

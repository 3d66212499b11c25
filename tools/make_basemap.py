"""Repeats how osi_app/geo/data was made.

Usage: ``python tools/make_basemap.py GEOPACKAGE [--packages FOLDER]``. GEOPACKAGE is a
Natural Earth 1:10m extract with the layers rivers, lakes, boundaries, disputed, places,
airports and spot_heights (EPSG:4326). FOLDER keeps the npm archive of world-atlas, packed now
when it is missing. Same input, same bytes.
"""

import argparse
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "osi_app" / "geo" / "data"
ATLAS = "world-atlas", "2.0.2"
SMALLEST_TURN_DEG = 1e-4
"""Vertices nearer than this to the line between their neighbours are dropped (about 10 m)."""
FEWEST = 3
"""Corners of the smallest ring; islets that quantisation made smaller are left out."""

Points = NDArray[np.float64]


@dataclass
class Parts:
    """A layer while it is collected."""

    vertices: list[Points] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    ranks: list[int] = field(default_factory=list)
    figures: list[float] = field(default_factory=list)

    def add(
        self, vertices: Points, name: str = "", code: str = "", rank: int = 0, figure: float = 0
    ) -> None:
        self.vertices.append(vertices)
        self.names.append(" ".join(name.split()))
        self.codes.append(code.strip())
        self.ranks.append(rank)
        self.figures.append(figure)

    def write(self, name: str) -> None:
        """Writes the layer as osi_app/geo/basemap.py reads it and prints its size."""
        starts = np.concatenate([[0], np.cumsum([len(part) for part in self.vertices])])
        boxes = [[*part.min(axis=0), *part.max(axis=0)] for part in self.vertices]
        target = DATA / f"{name}.npz"
        np.savez_compressed(
            target,
            coordinates=np.concatenate(self.vertices).astype(np.float32),
            starts=starts.astype(np.int32),
            bounds=np.array(boxes, dtype=np.float32),
            names=np.frombuffer("\n".join(self.names).encode(), dtype=np.uint8),
            codes=np.frombuffer("\n".join(self.codes).encode(), dtype=np.uint8),
            rank=np.array(self.ranks, dtype=np.int8),
            figures=np.array(self.figures, dtype=np.float32),
        )
        size_mb = target.stat().st_size / 1e6
        print(f"{name}: {len(boxes)} parts, {starts[-1]} vertices, {size_mb:.2f} MB")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("geopackage", type=Path)
    parser.add_argument("--packages", type=Path, default=ROOT / "build" / "npm")
    options = parser.parse_args(arguments)
    DATA.mkdir(exist_ok=True)
    write_land(options.packages)
    for layer, described in DESCRIBED.items():
        features_of(options.geopackage, layer, described).write(layer)
    return 0


# --- land, from TopoJSON ---------------------------------------------------------------------


def write_land(packages: Path) -> None:
    packages.mkdir(parents=True, exist_ok=True)
    archive = packages / f"{ATLAS[0]}-{ATLAS[1]}.tgz"
    if not archive.exists():
        subprocess.run(["npm", "pack", "@".join(ATLAS), "--silent"], cwd=packages, check=True)
    with tarfile.open(archive) as opened:
        for scale in ("110m", "50m", "10m"):
            member = opened.extractfile(f"package/land-{scale}.json")
            if member is None:
                raise FileNotFoundError(scale)
            parts = Parts()
            for ring in rings_of(json.load(member)):
                if len(ring) > FEWEST:
                    parts.add(ring)
            parts.write(f"land_{scale}")
        licence = opened.extractfile("package/LICENSE")
        if licence is not None:
            (DATA / "LICENSE-world-atlas.txt").write_bytes(licence.read())


def rings_of(topology: dict[str, Any]) -> Iterator[Points]:
    """Every ring of the land, cut at the antimeridian, in the order of the source."""
    arcs = [decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                yield from cut(joined(ring, arcs))


def decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Points:
    """A quantised, delta-coded arc as degrees."""
    steps = np.cumsum(np.array(arc, dtype=np.float64), axis=0)
    result: Points = steps * transform["scale"] + transform["translate"]
    return result


def joined(ring: list[int], arcs: list[Points]) -> Points:
    """One closed ring: ``~i`` is arc i backwards; shared end vertices are kept once."""
    pieces = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]
    return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])


def cut(ring: Points) -> list[Points]:
    """The ring as rings within +-180 degrees, the seam at the antimeridian restored.

    The source joins land across the antimeridian, so neighbours may be 360 degrees apart. The
    ring is unwrapped first; one that goes round the pole is closed along it.
    """
    turns = np.round(np.diff(ring[:, 0], prepend=ring[0, 0]) / 360.0)
    if not turns.any():
        return [ring]
    unwrapped = ring.copy()
    unwrapped[:, 0] -= 360.0 * np.cumsum(turns)
    if abs(unwrapped[-1, 0] - unwrapped[0, 0]) > 180.0:
        unwrapped = round_the_pole(unwrapped)
    whole = shapely.make_valid(shapely.Polygon(unwrapped))
    pieces = []
    for turn in (-360.0, 0.0, 360.0):
        window = shapely.box(-180.0 + turn, -90.0, 180.0 + turn, 90.0)
        for polygon in polygons_of(shapely.intersection(whole, window)):
            pieces += [shapely.get_coordinates(r) - (turn, 0.0) for r in edges_of(polygon)]
    return pieces


def round_the_pole(unwrapped: Points) -> Points:
    """Closes a coast that goes once round the Earth along the pole it goes round."""
    pole = -90.0 if unwrapped[:, 1].mean() < 0 else 90.0
    first, last = unwrapped[0], unwrapped[-1]
    corners = [[last[0], pole], [first[0], pole], first]
    return np.concatenate([unwrapped, np.array(corners)])


def polygons_of(geometry: BaseGeometry) -> list[shapely.Polygon]:
    parts = shapely.get_parts(geometry)
    return [g for g in parts if isinstance(g, shapely.Polygon) and not g.is_empty]


def edges_of(polygon: shapely.Polygon) -> list[BaseGeometry]:
    return [polygon.exterior, *polygon.interiors]


# --- the other layers, from the GeoPackage ---------------------------------------------------

Attributes = dict[str, Any]


def text(attributes: Attributes, *keys: str) -> str:
    """The first of these attributes that is not empty."""
    return next((str(attributes[k]) for k in keys if attributes.get(k)), "")


def rank_of(attributes: Attributes) -> int:
    rank = attributes["scalerank"]
    return 12 if rank is None or np.isnan(rank) else int(np.clip(rank, 0, 12))


Described = Callable[[Attributes], dict[str, Any]]

DESCRIBED: dict[str, Described] = {
    "lakes": lambda a: {"name": text(a, "name")},
    "rivers": lambda a: {"name": text(a, "name_en", "name")},
    "boundaries": lambda a: {"name": text(a, "name")},
    "disputed": lambda a: {"name": text(a, "name", "comment")},
    "places": lambda a: {
        "name": text(a, "name"),
        "code": text(a, "iso_a2").replace("-99", ""),
        "figure": max(0, a["pop_max"] or 0),
    },
    "airports": lambda a: {"name": text(a, "name"), "code": text(a, "iata_code")},
    "spot_heights": lambda a: {"name": text(a, "name"), "figure": a["elevation"]},
}
"""What a feature's parts are called, per layer."""


def features_of(geopackage: Path, layer: str, described: Described) -> Parts:
    """The layer's features in parts, those that matter soonest first."""
    meta, _, geometries, columns = pyogrio.raw.read(geopackage, layer=layer)
    parts = Parts()
    rows = [
        (dict(zip(meta["fields"], values, strict=True)), shapely.from_wkb(wkb))
        for wkb, *values in zip(geometries, *columns, strict=True)
    ]
    for attributes, geometry in sorted(rows, key=lambda row: rank_of(row[0])):
        for vertices in vertices_of(geometry):
            parts.add(vertices, rank=rank_of(attributes), **described(attributes))
    return parts


def vertices_of(geometry: BaseGeometry) -> Iterator[Points]:
    """The vertices of each ring, line or point, without those that turn nothing."""
    if geometry.geom_type == "MultiLineString":
        geometry = shapely.line_merge(geometry)
    thinned = shapely.simplify(geometry, SMALLEST_TURN_DEG)
    for piece in shapely.get_parts(thinned):
        edges = edges_of(piece) if isinstance(piece, shapely.Polygon) else [piece]
        yield from (shapely.get_coordinates(edge) for edge in edges)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

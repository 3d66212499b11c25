"""The hillshade of an elevation file of 10,000 x 10,000 cells, from file to file, against
``gdaldem hillshade``; where that is not installed, against Horn's formula over the whole array in
plain numpy.

Each of our runs has a process of its own, as the program it is compared with has, so that its peak
memory can be stated; the seconds are those of the work, without the start of the interpreter.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray

from benchmarks.figure import Figure, alternating, seconds

SIDE = 10_000
CELL_M = 30.0
PLACE = Affine(CELL_M, 0, 500_000, 0, -CELL_M, 4_500_000)
GOAL = 1.5
_ONE_RUN = """
import json, re, resource, sys, time
from pathlib import Path
from osi_app.exchange.hillshade_file import hillshade_file
from osi_app.exchange.raster_guard import rasterio_here
rasterio_here()
start = time.perf_counter()
hillshade_file(Path(sys.argv[1]), Path(sys.argv[2]))
spent = time.perf_counter() - start
status = Path("/proc/self/status")
if status.exists():  # ru_maxrss would count the process that started this one too
    peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())[1])
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": spent, "peak_mib": peak / 1024}))
"""


def measure(rounds: int = 3) -> list[Figure]:
    """The ratio, after both sides were seen to give the same shades within one grey (the rim and
    its corners, which the two continue differently, left out)."""
    with TemporaryDirectory() as folder:
        return [_measured(Path(folder), rounds)]


def _measured(folder: Path, rounds: int) -> Figure:
    source, ours, theirs = (folder / name for name in ("dem.tif", "ours.tif", "theirs.tif"))
    _write(source)
    peaks: list[float] = []

    def shade_ours() -> float:
        command = [sys.executable, "-c", _ONE_RUN, str(source), str(ours)]
        told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        peaks.append(told["peak_mib"])
        return float(told["seconds"])

    program = shutil.which("gdaldem")
    sides = alternating(
        shade_ours, lambda: seconds(lambda: _theirs(program, source, theirs)), rounds
    )
    _compare(ours, theirs)
    name = "gdaldem" if program else "numpy (gdaldem is not installed)"
    shown = f"{sides[0]:.2f} s and at most {max(peaks):.0f} MiB against {name} {sides[1]:.2f} s"
    return Figure("hillshade-10000", sides[0] / sides[1], GOAL, shown)


def _theirs(program: str | None, source: Path, target: Path) -> None:
    if program is not None:
        subprocess.run([program, "hillshade", "-q", str(source), str(target)], check=True)
        return
    with rasterio.open(source) as heights:
        shade = _horn(heights.read(1))
        profile = heights.profile
    profile.update(dtype="uint8")
    with rasterio.open(target, "w", **profile) as written:
        written.write(shade, 1)


def _horn(z: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The formula as it is written, over whole arrays."""
    east = (z[:-2, 2:] + 2 * z[1:-1, 2:] + z[2:, 2:]) - (
        z[:-2, :-2] + 2 * z[1:-1, :-2] + z[2:, :-2]
    )
    north = (z[:-2, :-2] + 2 * z[:-2, 1:-1] + z[:-2, 2:]) - (
        z[2:, :-2] + 2 * z[2:, 1:-1] + z[2:, 2:]
    )
    east, north = east / np.float32(8 * CELL_M), north / np.float32(8 * CELL_M)
    half = np.float32(np.sqrt(0.5))  # of 45 degrees
    light = (half - half * half * (north - east)) / np.sqrt(1 + east**2 + north**2)
    shade = np.zeros(z.shape, dtype=np.uint8)
    shade[1:-1, 1:-1] = 1.5 + 254 * np.maximum(light, 0)
    return shade


def _write(path: Path) -> None:
    """Hills and valleys with some roughness, in rows of 1,000 at a time."""
    rng = np.random.default_rng(1)
    column = np.sin(np.arange(SIDE, dtype=np.float32) / 300)
    size = {"width": SIDE, "height": SIDE, "count": 1, "dtype": "float32"}
    with rasterio.open(
        path, "w", driver="GTiff", crs="EPSG:32652", transform=PLACE, **size
    ) as written:
        for first in range(0, SIDE, 1000):
            row = np.cos(np.arange(first, first + 1000, dtype=np.float32) / 400)
            heights = 500 * row[:, None] * column[None, :]
            heights += 3 * rng.standard_normal((1000, SIDE), dtype=np.float32)
            written.write(heights, 1, window=((first, first + 1000), (0, SIDE)))


def _compare(ours: Path, theirs: Path) -> None:
    with rasterio.open(ours) as first, rasterio.open(theirs) as second:
        for row in range(1, SIDE - 1, 1000):
            window = ((row, min(row + 1000, SIDE - 1)), (1, SIDE - 1))
            one, other = (
                shade.read(1, window=window).astype(np.int16) for shade in (first, second)
            )
            assert np.abs(one - other).max() <= 1
            assert one.min() >= 1

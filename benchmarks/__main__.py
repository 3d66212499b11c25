"""Runs the benchmarks, all or those named, and ends with one line each.

Usage: ``python -m benchmarks [import_rows] [table] [plan] [start]``.
"""

import argparse
import sys

from benchmarks import (
    coverage,
    due,
    geodesy,
    import_rows,
    import_stock,
    map_drag,
    plan,
    readiness,
    start,
    table,
    terrain,
    tiles,
)
from benchmarks.figure import Figure

MODULES = {
    "import_rows": import_rows,
    "import_stock": import_stock,
    "table": table,
    "plan": plan,
    "start": start,
    "geodesy": geodesy,
    "coverage": coverage,
    "terrain": terrain,
    "tiles": tiles,
    "map_drag": map_drag,
    "due": due,
    "readiness": readiness,
}


def main(arguments: list[str]) -> int:
    """Measures. The exit code is 0 whatever the figures say: they are no test."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(MODULES)}")
    names = parser.parse_args(arguments).names or list(MODULES)
    unknown = [name for name in names if name not in MODULES]
    if unknown:
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    figures: list[Figure] = []
    for name in names:
        for found in MODULES[name].measure():
            print(f"  {found.name}: {found.shown}", flush=True)
            figures.append(found)
    print()
    for found in figures:
        print(found.line())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Runs every benchmark and ends with one line each."""

import sys

from benchmarks import import_rows, plan, start, table
from benchmarks.figure import Figure

MODULES = (import_rows, table, plan, start)


def main() -> int:
    """Measures everything. The exit code is 0 whatever the figures say: they are no test."""
    figures: list[Figure] = []
    for module in MODULES:
        for found in module.measure():
            print(f"  {found.name}: {found.shown}", flush=True)
            figures.append(found)
    print()
    for found in figures:
        print(found.line())
    return 0


if __name__ == "__main__":
    sys.exit(main())

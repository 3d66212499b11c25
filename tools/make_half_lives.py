"""Writes the half-lives of nuclides that check sources are made of, from the ICRP-107 tables that
the ``radioactivedecay`` package carries: ``python -m tools.make_half_lives``.

The program itself reads the small file: importing the package takes three seconds and brings a
plotting and an algebra system with it. A test holds the file against the package.
"""

import sys
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "osi_app" / "equipment" / "data" / "half_lives.toml"
NUCLIDES = (
    "Am-241", "Ba-133", "Cd-109", "Ce-139", "Cf-252", "Cm-244", "Co-57", "Co-60", "Cs-134",
    "Cs-137", "Eu-152", "Eu-154", "Eu-155", "Ge-68", "Hg-203", "Mn-54",
    "Na-22", "Pb-210", "Pu-238", "Ra-226", "Sb-125", "Sn-113", "Sr-85", "Sr-90",
    "Th-228", "Y-88", "Zn-65",
)  # fmt: skip
HEAD = """# Half-lives of nuclides that check sources are made of, in seconds. ICRP Publication 107
# (2008), as carried by radioactivedecay 0.6.1 (MIT); written by tools/make_half_lives.py.

source = "ICRP Publication 107, as carried by radioactivedecay 0.6.1"
tag = "V"

[seconds]
"""


def main() -> int:
    import radioactivedecay  # noqa: PLC0415  # three seconds, and only here

    rows = [f'"{name}" = {radioactivedecay.Nuclide(name).half_life("s"):.9g}' for name in NUCLIDES]
    FILE.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(FILE)
    return 0


if __name__ == "__main__":
    sys.exit(main())

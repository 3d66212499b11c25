"""Repeats how the shipped fonts and web files were made: ``make assets PACKAGES=folder``.

Usage: ``python tools/make_assets.py [--packages FOLDER]``. FOLDER keeps the npm archives; what
is missing there is fetched with ``npm pack``. Only the files that are used are copied, each
beside its licence text, so the product needs no network when it runs.
"""

import argparse
import re
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "templates" / "fonts"
WEB = ROOT / "templates" / "map" / "assets"


@dataclass(frozen=True)
class Package:
    """One npm package at one version and which of its files go where.

    ``files`` maps a path inside the package to a path below ``target``.
    """

    name: str
    version: str
    target: Path
    files: dict[str, str]

    @property
    def archive(self) -> str:
        """What ``npm pack`` calls the archive."""
        return f"{self.name.lstrip('@').replace('/', '-')}-{self.version}.tgz"


PACKAGES = (
    Package(
        "@expo-google-fonts/noto-sans",
        "0.4.2",
        FONTS,
        {
            "400Regular/NotoSans_400Regular.ttf": "NotoSans-Regular.ttf",
            "700Bold/NotoSans_700Bold.ttf": "NotoSans-Bold.ttf",
            "LICENSE_FONT": "LICENSE-NotoSans.txt",
        },
    ),
    Package(
        "@expo-google-fonts/noto-sans-mono",
        "0.4.2",
        FONTS,
        {
            "400Regular/NotoSansMono_400Regular.ttf": "NotoSansMono-Regular.ttf",
            "LICENSE_FONT": "LICENSE-NotoSansMono.txt",
        },
    ),
    Package(
        "@expo-google-fonts/noto-sans-sc",
        "0.4.3",
        FONTS,
        {
            "400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf",
            "LICENSE_FONT": "LICENSE-NotoSansSC.txt",
        },
    ),
    Package(
        "@expo-google-fonts/noto-naskh-arabic",
        "0.4.5",
        FONTS,
        {
            "400Regular/NotoNaskhArabic_400Regular.ttf": "NotoNaskhArabic-Regular.ttf",
            "700Bold/NotoNaskhArabic_700Bold.ttf": "NotoNaskhArabic-Bold.ttf",
            "LICENSE_FONT": "LICENSE-NotoNaskhArabic.txt",
        },
    ),
    Package(
        "leaflet",
        "1.9.4",
        WEB / "leaflet",
        {
            "dist/leaflet.js": "leaflet.js",
            "dist/leaflet.css": "leaflet.css",
            "dist/images/layers.png": "images/layers.png",
            "dist/images/layers-2x.png": "images/layers-2x.png",
            "dist/images/marker-icon.png": "images/marker-icon.png",
            "dist/images/marker-icon-2x.png": "images/marker-icon-2x.png",
            "dist/images/marker-shadow.png": "images/marker-shadow.png",
            "LICENSE": "LICENSE.txt",
        },
    ),
    Package(
        "leaflet.awesome-markers",
        "2.0.5",
        WEB / "awesome-markers",
        {
            "dist/leaflet.awesome-markers.min.js": "leaflet.awesome-markers.min.js",
            "dist/leaflet.awesome-markers.css": "leaflet.awesome-markers.css",
            "dist/images/markers-soft.png": "images/markers-soft.png",
            "dist/images/markers-soft@2x.png": "images/markers-soft@2x.png",
            "dist/images/markers-shadow.png": "images/markers-shadow.png",
            "dist/images/markers-shadow@2x.png": "images/markers-shadow@2x.png",
            "LICENSE": "LICENSE.txt",
        },
    ),
    Package(
        "jquery",
        "3.7.1",
        WEB / "jquery",
        {"dist/jquery.min.js": "jquery.min.js", "LICENSE.txt": "LICENSE.txt"},
    ),
    Package(
        "bootstrap",
        "5.2.2",
        WEB / "bootstrap",
        {
            "dist/js/bootstrap.bundle.min.js": "bootstrap.bundle.min.js",
            "dist/css/bootstrap.min.css": "bootstrap.min.css",
            "LICENSE": "LICENSE.txt",
        },
    ),
    Package(
        "@fortawesome/fontawesome-free",
        "6.2.0",
        WEB / "fontawesome",
        {
            "css/fontawesome.min.css": "css/fontawesome.min.css",
            "css/solid.min.css": "css/solid.min.css",
            "webfonts/fa-solid-900.woff2": "webfonts/fa-solid-900.woff2",
            "LICENSE.txt": "LICENSE.txt",
        },
    ),
)

SOURCE_MAP = re.compile(rb"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*")
"""Points at a file that is not shipped: a browser would ask for it."""

FALLBACK_TTF = re.compile(rb',url\([^)]*\.ttf\) format\("truetype"\)')
"""Font Awesome names a TTF beside each WOFF2; every browser engine here reads WOFF2."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--packages", type=Path, default=ROOT / "build" / "npm")
    packages: Path = parser.parse_args(arguments).packages
    packages.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        written = unpack(package, fetched(package, packages))
        print(f"{package.name} {package.version}: {written / 1e6:.2f} MB")
    return 0


def fetched(package: Package, folder: Path) -> Path:
    """The package's archive in ``folder``, packed now if it is not there yet."""
    archive = folder / package.archive
    if not archive.exists():
        wanted = f"{package.name}@{package.version}"
        subprocess.run(["npm", "pack", wanted, "--silent"], cwd=folder, check=True)
    return archive


def unpack(package: Package, archive: Path) -> int:
    """Copies the used files to their places. Returns the bytes written."""
    written = 0
    with tarfile.open(archive) as opened:
        for inside, place in package.files.items():
            member = opened.extractfile(f"package/{inside}")
            if member is None:
                raise FileNotFoundError(f"{inside} in {archive}")
            target = package.target / place
            target.parent.mkdir(parents=True, exist_ok=True)
            written += target.write_bytes(trimmed(member.read(), target.suffix))
    return written


def trimmed(content: bytes, suffix: str) -> bytes:
    """The file without references to files that are not shipped."""
    if suffix in {".js", ".css"}:
        content = SOURCE_MAP.sub(b"\n", content)
    if suffix == ".css":
        content = FALLBACK_TTF.sub(b"", content)
    return content


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

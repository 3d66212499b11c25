"""The demo's files can be made again, to the byte."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_generator_repeats_every_file(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "examples.generator", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True)
    shipped = {file.name: file.read_bytes() for file in (ROOT / "examples/ifo26").iterdir()}
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == shipped

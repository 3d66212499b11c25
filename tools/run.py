"""What ``make run`` and ``make demo`` do once everything is set up.

The demo store stands under ``out/demo``, apart from anyone's default store, and is built when it
is not there. With a display the window opens on it. Without one the main job is done headless:
the inspection plan and the deployment checklist are left in ``out`` and their paths printed.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "out"
DEMO = OUT / "demo"
STORE = DEMO / "exercise.osi"
COMPLETE = DEMO / "complete"
"""There once the demo store was built to its end."""

PAPERS = {"plan": OUT / "inspection-plan.pdf", "checklist": OUT / "deployment-checklist.pdf"}
PROBE = "import PySide6.QtPdfWidgets as _, PySide6.QtWidgets as w; w.QApplication([])"
"""Ends with an error, or is killed by Qt, where a library or the display itself is missing."""

DONE = {0, 1}
"""Exit codes of a command that did its work; 1 says that it found broken rules, as planted."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rebuild", action="store_true", help="only build the demo store anew")
    options = parser.parse_args(arguments)
    if options.rebuild or not (COMPLETE.exists() and STORE.exists()):
        answer = build_demo()
        if answer or options.rebuild:
            return answer
    hindrance = why_no_window()
    if not hindrance:
        return planner()
    print(f"{hindrance}: working without a window.", flush=True)
    return print_papers()


def why_no_window() -> str:
    """What keeps a window from opening here; "" when nothing does."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return "No display (neither DISPLAY nor WAYLAND_DISPLAY is set)"
    asked = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, check=False)
    if asked.returncode:
        return "Qt cannot open a window on this display (a Debian package may be missing)"
    return ""


def planner(*words: str) -> int:
    """Runs the program on the demo store and answers with its exit code."""
    command: list[str | Path] = [sys.executable, ROOT / "main.py", "--store", STORE, *words]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def build_demo() -> int:
    """Builds the demo store. Returns 0 when it stands."""
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir(parents=True)
    answer = planner("demo")
    if answer not in DONE:
        print(f"The demo store could not be built (exit code {answer}).", file=sys.stderr)
        return answer
    COMPLETE.touch()
    return 0


def print_papers() -> int:
    """Makes both documents. Returns 0 when both stand."""
    for command, paper in PAPERS.items():
        paper.unlink(missing_ok=True)
        answer = planner(command, "--out", str(paper))
        if answer not in DONE or not paper.exists():
            print(f"{command} was not made (exit code {answer}).", file=sys.stderr)
            return answer or 1
    for paper in PAPERS.values():
        print(paper)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Sets up everything the program needs: ``python3 tools/setup.py [--dev]``.

Runs with the standard library alone on Python 3.11 to 3.13. In turn: Debian packages where
missing (installed as root or through ``sudo -n``; otherwise the one line to type is printed and
the rest goes on), the virtual environment ``.venv``, the hash-locked dependencies, byte code.
A stamp in the environment names the lock it was made from, so a second run is instant.
"""

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNTIME_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
PACKAGE_LIST = Path(__file__).with_name("debian-packages.txt")
SOURCES = ("main.py", "osi_app", "db", "templates", "ui")
OLDEST, TOO_NEW = (3, 11), (3, 14)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv")
    options = parser.parse_args(arguments)
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        say(f"Python 3.11, 3.12 or 3.13 is needed; this is {sys.version.split()[0]}.")
        return 2
    install_debian_packages()
    try:
        install_python_packages(options.venv, DEV_LOCK if options.dev else RUNTIME_LOCK)
    except subprocess.CalledProcessError as failed:
        say(
            f"set-up stopped: {' '.join(map(str, failed.cmd[:6]))} ... answered {failed.returncode}"
        )
        return 1
    compile_to_bytecode(options.venv, SOURCES)
    return 0


def say(text: str) -> None:
    print(f"setup: {text}", flush=True)


# --- Debian packages -------------------------------------------------------------------------


def install_debian_packages() -> None:
    """Installs what is missing, or says which one line installs it. Never stops the set-up."""
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        return
    missing = missing_debian_packages()
    if not missing:
        return
    become = privilege()
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    line = [*apt, "install", "-y", "--no-install-recommends", *missing]
    if become is not None:
        say(f"installing {len(missing)} Debian packages")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in ([*apt, "update"], line):
            subprocess.run(
                [*become, *command], env=environment, stdout=subprocess.DEVNULL, check=False
            )
        missing = missing_debian_packages()
    if missing:
        say("these Debian packages are missing; commands and paper may work, the window may not.")
        say("As root: apt-get install " + " ".join(missing))


def missing_debian_packages() -> list[str]:
    """What is on the list and neither installed nor provided by something installed."""
    wanted = [
        line.split("#")[0].strip() for line in PACKAGE_LIST.read_text(encoding="utf-8").splitlines()
    ]
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    form = "${db:Status-Status}|${Package}|${Provides}\n"
    query = ["dpkg-query", "-W", "-f", form]
    shown = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    present: set[str] = set()
    for entry in shown.splitlines():
        status, name, provides = entry.split("|", 2)
        if status == "installed":
            present |= {name, *(p.split("(")[0].strip() for p in provides.split(","))}
    return [name for name in wanted if name and name not in present]


def privilege() -> list[str] | None:
    """The words that make a command run as root: none as root, None when nothing does."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    asked = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False)
    return [sudo, "-n"] if asked.returncode == 0 else None


# --- virtual environment ---------------------------------------------------------------------


Words = list[str | Path]


def install_python_packages(venv: Path, lock: str) -> None:
    """Brings the environment to the state of the lock, unless its stamp says it is there."""
    if is_current(venv, lock):
        return
    if not works(venv):
        say(f"making the virtual environment {venv.name}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
    stamp(venv).unlink(missing_ok=True)
    say(f"installing what {lock} names (a few minutes the first time)")
    pip: Words = [python_of(venv), "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "--no-compile", "--require-hashes", "-r", ROOT / lock],
        env=plain_environment(),
        check=True,
    )
    site = f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    compile_to_bytecode(venv, (str(venv / site),))
    stamp(venv).write_text(fingerprint(lock) + "\n", encoding="utf-8")


def is_current(venv: Path, lock: str) -> bool:
    """Whether the environment holds this lock; the development lock includes the other."""
    if not (works(venv) and stamp(venv).exists()):
        return False
    found = stamp(venv).read_text(encoding="utf-8").strip()
    return found in {fingerprint(lock), fingerprint(DEV_LOCK)}


def works(venv: Path) -> bool:
    """Whether the environment has a pip and runs on the Python that runs this script."""
    asked: Words = [python_of(venv), "-c", "import pip, sys; print(*sys.version_info[:2])"]
    try:
        answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.split() == [str(part) for part in sys.version_info[:2]]


def stamp(venv: Path) -> Path:
    return venv / "installed-lock"


def fingerprint(lock: str) -> str:
    """What the stamp of an environment made from this lock says."""
    return f"{lock} {hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()}"


def python_of(venv: Path) -> Path:
    return venv / "bin" / "python"


def plain_environment() -> dict[str, str]:
    """The environment without what would keep byte code from being written or change Python."""
    unwanted = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME", "PYTHONWARNINGS"}
    return {name: value for name, value in os.environ.items() if name not in unwanted}


def compile_to_bytecode(venv: Path, places: tuple[str, ...]) -> None:
    """Byte-compiles; files that are no valid Python (templates in packages) do not matter."""
    there = [ROOT / place for place in places if (ROOT / place).exists()]
    subprocess.run(
        [python_of(venv), "-m", "compileall", "-q", "-q", "-j", "0", *there],
        env=plain_environment(),
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

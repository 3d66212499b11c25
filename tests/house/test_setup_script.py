"""The set-up script: made once, reused, made again when the lock changes, never half done."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import setup

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lock that needs no network."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    lock = tmp_path / "empty.lock"
    lock.write_text("# nothing\n", encoding="utf-8")
    return lock


def test_set_up_twice_and_after_a_change(tmp_path: Path, lock: Path) -> None:
    venv = tmp_path / "venv"
    setup.install_python_packages(venv, str(lock))
    assert setup.is_current(venv, str(lock))
    assert list(venv.rglob("site-packages/pip/__pycache__/*.pyc"))

    made = setup.stamp(venv).stat().st_mtime_ns
    setup.install_python_packages(venv, str(lock))
    assert setup.stamp(venv).stat().st_mtime_ns == made

    lock.write_text("# changed\n", encoding="utf-8")
    assert not setup.is_current(venv, str(lock))
    kept = venv / "kept"
    kept.touch()
    setup.install_python_packages(venv, str(lock))
    assert setup.is_current(venv, str(lock))
    assert kept.exists()

    lock.write_text(f"nowhere==1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        setup.install_python_packages(venv, str(lock))
    assert not setup.stamp(venv).exists()


def test_a_broken_environment_is_not_reused(tmp_path: Path) -> None:
    assert not setup.works(tmp_path)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to("/bin/false")
    assert not setup.works(tmp_path)


def test_the_development_lock_serves_the_program_too(tmp_path: Path) -> None:
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    (bin_folder / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (bin_folder / "python").chmod(0o755)
    setup.stamp(tmp_path).write_text(setup.fingerprint(setup.DEV_LOCK) + "\n")
    assert setup.is_current(tmp_path, setup.RUNTIME_LOCK)
    assert setup.is_current(tmp_path, setup.DEV_LOCK)
    setup.stamp(tmp_path).write_text(setup.fingerprint(setup.RUNTIME_LOCK) + "\n")
    assert setup.is_current(tmp_path, setup.RUNTIME_LOCK)
    assert not setup.is_current(tmp_path, setup.DEV_LOCK)


def test_another_python_is_told_what_is_needed() -> None:
    code = (
        "import sys; sys.version_info = (3, 10, 0, 'final', 0); sys.path.insert(0, 'tools')\n"
        "import setup; sys.exit(setup.main([]))"
    )
    environment = {**os.environ, "PYTHONSAFEPATH": "1"}
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 2
    assert "Python 3.11, 3.12 or 3.13 is needed" in answer.stdout


def test_the_list_of_debian_packages_reads() -> None:
    lines = setup.PACKAGE_LIST.read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    assert len(names) == len(set(names)) > 40
    assert all(name == name.strip().lower() for name in names)
    assert set(setup.missing_debian_packages()) <= {*names, *VENV}


VENV = {f"python3.{minor}-venv" for minor in (11, 12, 13)}

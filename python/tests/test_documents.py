"""Examples in docstrings and the README, and the types."""

from __future__ import annotations

import doctest
import importlib
import pathlib
import subprocess
import sys

import pytest


@pytest.mark.parametrize("name", ["", ".bundle", ".conversion", ".desk", ".text"])
def test_examples_in_docstrings(root: pathlib.Path, name: str) -> None:
    tried = doctest.testmod(importlib.import_module(f"kaikaku{name}"))
    assert tried.attempted > 0 and tried.failed == 0


def test_examples_in_the_readme(root: pathlib.Path) -> None:
    tried = doctest.testfile(str(root / "python" / "README.md"), module_relative=False)
    assert tried.attempted > 5 and tried.failed == 0


def test_types_hold(root: pathlib.Path, tmp_path: pathlib.Path) -> None:
    use = tmp_path / "use.py"
    use.write_text(
        "import kaikaku\n"
        "bundle = kaikaku.convert(b'', municipality='a')\n"
        "year: int | None = bundle.plans[0].period.fiscal_year\n"
        "wrong: str = bundle.plans[0].confidence\n"
        "kaikaku.convert_many('a', jobs=2, timeout=1, form='b', colour='red')\n",
        "utf-8",
    )
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path / "cache", use],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    lines = [line for line in checked.stdout.splitlines() if ": error:" in line]
    assert [int(line.split(":")[1]) for line in lines] == [4, 5], checked.stdout


def test_the_package_keeps_to_its_types(root: pathlib.Path, tmp_path: pathlib.Path) -> None:
    settings = root / "python" / "pyproject.toml"
    arguments = ["--strict", "--config-file", settings, "--cache-dir", tmp_path / "cache", "-p", "kaikaku"]
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", *arguments], capture_output=True, text=True, cwd=tmp_path
    )
    assert checked.returncode == 0, checked.stdout

"""What the tests share: the checkout, and sheets of invented cities."""

from __future__ import annotations

import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def sheet(number: int) -> str:
    """A small sheet, no two alike."""
    return f"指標\t単位\t区分\tH22年度\n収納率{number}\t%\t目標値\t{number % 100}.5\n"


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """The checkout, which is also where the test stands: names of documents are relative to it."""
    monkeypatch.chdir(ROOT)
    return ROOT


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers break where a document asks for it."""
    monkeypatch.setenv("KAIKAKU_TEST_FAULTS", "1")

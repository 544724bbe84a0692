"""Spark: nothing lost, nothing twice, whatever dies. Needs Spark: scripts/engines.sh."""

from __future__ import annotations

import importlib.util
import pathlib
from typing import Any, Iterator

import pytest

import engines

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def example() -> Iterator[Any]:
    place = engines.ROOT / "examples" / "spark.py"
    described = importlib.util.spec_from_file_location("spark_example", place)
    assert described and described.loader
    module = importlib.util.module_from_spec(described)
    described.loader.exec_module(module)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KAIKAKU_TEST_FAULTS", "1")
        module.spark = module.session("local[2,4]")
        yield module
        module.spark.stop()


def convert(example: Any, folder: pathlib.Path, out: pathlib.Path) -> dict[str, int]:
    terms = example.Terms(engines.TIMEOUT, engines.MEMORY_LIMIT)
    counts: dict[str, int] = example.convert(example.spark, [str(folder)], str(out), terms)
    return counts


def test_bad_documents_cost_themselves_alone(example: Any, tmp_path: pathlib.Path) -> None:
    folder, out = engines.hostile(tmp_path / "in"), tmp_path / "set"
    engines.assert_hostile_outcome(folder, out, convert(example, folder, out))


@pytest.mark.parametrize("kind", ["worker", "task"])
def test_a_process_killed_half_way_changes_nothing(
    example: Any, tmp_path: pathlib.Path, kind: str
) -> None:
    folder, out = engines.hostile(tmp_path / "in"), tmp_path / "set"
    killer = engines.Killer(out, kind)
    killer.start()
    counts = convert(example, folder, out)
    killer.join()
    assert killer.killed
    engines.assert_hostile_outcome(folder, out, counts)


def test_the_dataset_is_that_of_the_command_line(example: Any, tmp_path: pathlib.Path) -> None:
    folder, out = engines.mixed(tmp_path / "in"), tmp_path / "set"
    convert(example, folder, out)
    engines.command_line(folder, tmp_path / "whole")
    engines.assert_same(tmp_path / "whole", out)
